"""Plays a conversation file: what people do is read from it, what they see is written beside, and both must agree.

Lines that do something:

    Завуч = администратор                  this person runs the ВСОКО
    Мама > [Начать]                        presses a button
    Мама > любые слова                     types
    Мама > (ссылка: родители 5А)           opens an invitation; also «ученики», «учителя», «должность …»
    Мама > (код: родители 5А)              types it instead
    Мама > (открывает чат)                 opens the dialogue without a code
    Мама > (4096 эмодзи)                   types as many
    Мама > (на всё: Скорее согласен(на))   answers every statement so and hands in; only the end is written
    Завуч > (файл plan.csv)                sends a file from the folder of conversations
    Завуч > (вставляет list.txt)           types what is in that file
    @ 2026-10-01 09:00                     the school's clock moves on to this moment
    --- перезапуск ---                     the bot stops and starts

Everything else is what people saw. `WRITE_CONVERSATIONS=1` writes it anew, to be read with care before it is committed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from storage.codes import Code
from storage.people import Audience
from storage.work import Work
from tests.phones import Phone, Seen
from tests.stage import FILES, ZONE, Stage

CODE = re.compile(r"\b[2-9A-HJ-KM-NP-Z]{5}-[2-9A-HJ-KM-NP-Z]{5}\b")
_NORMAL = (
    (CODE, "КОД"),
    (re.compile(r"(?:^|\n)(?:(?:Браузер|Telegram|ВКонтакте): \[[^\n]*\n?)+"), "\n(ссылки)\n"),
    (re.compile(r"\b(?:telegram|vk|web):[A-Za-z0-9_-]+"), "НОМЕР"),
)
_WHOM = {"родители": Audience.PARENTS, "ученики": Audience.STUDENTS, "учителя": Audience.TEACHERS}


@dataclass(slots=True)
class Player:
    """One conversation on one stage. `written` is the whole of it as it went."""

    stage: Stage
    written: list[str] = field(default_factory=list)
    _phones: dict[str, Phone] = field(default_factory=dict)
    _read: dict[str, int] = field(default_factory=dict)
    _sheets: dict[tuple[str, str], tuple[str, object]] = field(default_factory=dict)

    async def play(self, script: str) -> str:
        """Do what the script's people do; returns the conversation as it went."""
        try:
            return await self._play(script)
        except Exception as error:
            error.add_note("\n".join(["So far:", *self.written[-40:]]))
            raise

    async def _play(self, script: str) -> str:
        for line in script.splitlines():
            if line.startswith("#") or not line.strip():
                self.written.append(line)
            elif line.startswith("@ "):
                await self._move(line)
            elif line.startswith("--- "):
                self.written.append(line)
                await self.stage.restart()
                self._hear("")
            elif match := re.fullmatch(r"(\w[\w ]*?) = администратор", line):
                self.written.append(line)
                self._phones[match[1]] = await self.stage.phone(match[1], admin=True)
                self._read[match[1]] = len(self._phones[match[1]].seen())
            elif match := re.fullmatch(r"(\w[\w ]*?) > (.+)", line):
                self.written.append(line)
                await self._do(match[1], match[2])
                await self.stage.settle()
                self._hear(match[1])
        return "\n".join(self.written) + "\n"

    async def _move(self, line: str) -> None:
        self.written.append(line)
        await self.stage.house.planner.advance(datetime.fromisoformat(line[2:].strip()).replace(tzinfo=ZONE))
        await self.stage.settle()
        self._hear("")

    async def _do(self, person: str, what: str) -> None:
        if person not in self._phones:
            self._phones[person] = await self.stage.phone(person)
        phone = self._phones[person]
        if pressed := re.fullmatch(r"\[(.+)\]", what):
            await phone.press(pressed[1])
        elif label := re.fullmatch(r"\(на всё: (.+)\)", what):
            await self._answer_all(person, label[1])
        elif what == "(4096 эмодзи)":
            await phone.type("🙈" * 2048)  # 4 096 UTF-16 units, the longest message there is
        elif what == "(открывает чат)":
            await phone.start()
        elif file := re.fullmatch(r"\(файл (.+)\)", what):
            await phone.send(file[1], _content(file[1]))
        elif file := re.fullmatch(r"\(вставляет (.+)\)", what):
            await phone.type(_content(file[1]).decode().strip())
        elif way := re.fullmatch(r"\((ссылка|код): (.+)\)", what):
            code = await self._code(way[2])
            await (phone.start(code) if way[1] == "ссылка" else phone.type(code.lower()))
        else:
            await phone.type(what)

    async def _answer_all(self, person: str, label: str) -> None:
        phone = self._phones[person]
        while label in _buttons(phone):
            await phone.press(label)
            await self.stage.settle()
        await phone.press("Пропустить")
        await self.stage.settle()
        await phone.press("Завершить")
        await self.stage.settle()
        self._read[person] = len(phone.seen()) - 1

    async def _code(self, whose: str) -> str:
        if reader := re.fullmatch(r"из чата (.+)", whose):
            said = "\n".join(seen.words for seen in self._phones[reader[1]].seen())
            return str(CODE.findall(said)[-1]).replace("-", "")
        code: Code = await self.stage.house.writer.run(lambda work: _invitation(work, whose))
        return code.code

    def _hear(self, speaker: str) -> None:
        """Write down what everybody saw since the last time, the speaker first."""
        for person in sorted(self._phones, key=lambda one: one != speaker):
            seen = self._phones[person].seen()
            fresh, self._read[person] = seen[self._read.get(person, 0) :], len(seen)
            for one in fresh:
                known, self._sheets[person, one.ref] = self._sheets.get((person, one.ref)), (one.words, one.rows)
                if known == (one.words, one.rows):
                    continue  # an edit that changes nothing is not seen; Telegram does not even deliver it
                self.written.extend(_lines(one, "" if person == speaker else f" → {person}"))


def _content(name: str) -> bytes:
    """A file of the folder, or one that need not be kept there."""
    match name:
        case "bomb.xlsx":
            packed = BytesIO()
            with ZipFile(packed, "w", ZIP_DEFLATED) as package:
                package.writestr("xl/workbook.xml", "<workbook/>")
                package.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
            return packed.getvalue()
        case "справка.pdf":
            return b"%PDF-1.7\n%%EOF\n"
        case "фото.jpg":
            return b"\xff\xd8\xff\xe0" + bytes(64) + b"\xff\xd9"
        case _:
            return (FILES / name).read_bytes()


def _invitation(work: Work, whose: str) -> Code:
    whom, _, rest = whose.partition(" ")
    if whom == "должность":
        position = next(one for one in work.positions.in_force() if one.wording == rest)
        return work.codes.for_position(position.id)
    audience = _WHOM[whom]
    return work.codes.for_class(audience, rest, work.school.sizes(audience)[rest])


def _buttons(phone: Phone) -> list[str]:
    return [label for row in phone.seen()[-1].rows for label in row]


def _lines(seen: Seen, to: str) -> Iterator[str]:
    if seen.in_place:
        yield f"  (на месте{to})"
    words = seen.words
    for pattern, replacement in _NORMAL:
        words = pattern.sub(replacement, words)
    head = f"  бот{to} │ "
    for line in words.strip("\n").split("\n"):
        yield (head + line).rstrip()
    if seen.attachment:
        yield f"  {' ' * (len(head) - 4)}│ ({'картинка' if seen.attachment == 'picture' else seen.attachment})"
    for row in seen.rows:
        yield f"  {' ' * (len(head) - 4)}│ " + " ".join(f"[{label}]" for label in row)
