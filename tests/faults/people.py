"""People who answer a survey, sometimes twice at once, sometimes thinking better of it, and remember what they saw."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from chat.text import shorten
from tests.faults.school import SURVEY, Ballot, ballot
from tests.phones import Phone, Seen

LABELS = {option.value: option.label for option in SURVEY.scale}
QUESTION = re.compile(r"\*Вопрос (\d+) из \d+\*")
THANKS = "Спасибо, ответ принят!"


@dataclass(slots=True)
class Respondent:
    """One person at one phone. Presses once, and then waits until the screen has changed."""

    phone: Phone
    class_name: str
    code: str
    chance: Random
    answers: dict[str, int | None] = field(default_factory=dict)
    comment: str = ""
    accepted: int = 0
    finished: bool = False
    missed: list[str] = field(default_factory=list)
    _begun: bool = False
    _looked: Seen | None = None
    _meant: tuple[str, int | None] | None = None
    _changed_mind: bool = False

    @property
    def ballot(self) -> Ballot:
        """What must be in the box."""
        return ballot(self.class_name, {one.id: self.answers.get(one.id) for one in SURVEY.statements})

    async def step(self) -> bool:
        """Look at the screen and do the next thing; False when there is nothing new to see."""
        if not self._begun:
            self._begun = True
            await self.phone.start(self.code)
            return True
        seen = self.phone.seen()
        if self.finished or not seen or self._same(seen[-1]):
            return False
        self._looked = seen[-1]
        self._take_note()
        await self._go_on(seen[-1])
        return True

    def _same(self, seen: Seen) -> bool:
        return self._looked is not None and (seen.words, seen.rows) == (self._looked.words, self._looked.rows)

    def _take_note(self) -> None:
        """The screen has moved on, so what was pressed is accepted."""
        if self._meant is not None:
            statement, value = self._meant
            self.answers[statement] = value
            self.accepted += 1
            self._meant = None

    async def _go_on(self, seen: Seen) -> None:
        if THANKS in seen.words:
            self.finished = True
        elif question := QUESTION.search(seen.words):
            await self._answer(int(question[1]) - 1, seen)
        elif "Проверьте ответы" in seen.words:
            await self._look_over(seen)
        elif SURVEY.comment in seen.words:
            await self._comment()
        else:
            await self._press("Согласен(на)" if ("Согласен(на)",) in seen.rows else "Начать")

    async def _answer(self, place: int, seen: Seen) -> None:
        if place > 0 and "Назад" in seen.rows[-1] and self.chance.random() < 0.1:
            await self._press("Назад")
            return
        statement = SURVEY.statements[place].id
        if self.chance.random() < 0.1:
            self._meant = statement, None
            await self._press("Пропустить")
            return
        row = self.chance.randrange(len(SURVEY.scale))
        self._meant = statement, SURVEY.scale[row].value
        await self._press(seen.rows[row][0])

    async def _comment(self) -> None:
        if self.comment:
            await self._press("Оставить так")
        elif self.chance.random() < 0.3:
            self.comment = f"Пожелание {self.chance.getrandbits(40):x}"
            await self.phone.type(self.comment)
        else:
            await self._press("Пропустить")

    async def _look_over(self, seen: Seen) -> None:
        self.missed += [line for line in self._expected() if line not in seen.words]
        if not self._changed_mind and self.chance.random() < 0.4:
            self._changed_mind = True
            await self.phone.type(str(self.chance.randrange(len(SURVEY.statements)) + 1))
        else:
            await self._press("Завершить")

    def _expected(self) -> Iterator[str]:
        for number, one in enumerate(SURVEY.statements, 1):
            value = self.answers.get(one.id)
            label = "пропущено" if value is None else LABELS[value]
            yield f"{number}. {shorten(one.text.rstrip('.'), 150)} — _{label}_"
        yield f"Комментарий — _{self.comment or 'нет'}_"

    async def _press(self, label: str) -> None:
        await self.phone.press(label)
        if self.chance.random() < 0.15:
            await self.phone.press(label)


def crowd(phones: Sequence[Phone], codes: dict[str, str], seed: int) -> list[Respondent]:
    """These people, spread over the classes."""
    names = list(codes)
    return [
        Respondent(phone, names[number % len(names)], codes[names[number % len(names)]], Random(f"{seed}:{number}"))
        for number, phone in enumerate(phones)
    ]


def expected(people: Sequence[Respondent]) -> Counter[Ballot]:
    """What all of them together must have put into the box."""
    return Counter(person.ballot for person in people)
