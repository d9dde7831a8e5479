"""A front desk small enough for a test: it remembers event ids, takes everything, and holds a short conversation."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from chat.actions import Action, NotAnAction, action
from chat.channel import Channel
from chat.events import Address, ButtonPressed, Event, FileSent, Left, Ref, Started, TextSent, Unreadable
from chat.screen import Button, Document, Screen, screen
from chat.text import bold, italic, lines, link, text
from tests.web.picture import drawn

SCALE = {4: "полностью согласен", 3: "скорее согласен", 2: "трудно сказать", 1: "скорее не согласен", 0: "не согласен"}
QUESTIONS = (
    "Ребёнок идёт в школу с желанием.",
    "Классный руководитель отвечает на вопросы вовремя.",
    "В школе безопасно.",
)


@dataclass
class TinyDesk:
    """`open` may be cleared to make intake wait, as it does while storage is down."""

    channel: Channel | None = None
    taken: list[Event] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    answers: dict[Address, dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.open.set()

    async def take(self, batch: Sequence[Event | Unreadable], bookmark: str | None = None) -> None:
        await self.open.wait()
        for event in batch:
            assert isinstance(event, Event)
            self.times[event.id] = self.times.get(event.id, 0) + 1
            if self.times[event.id] == 1:
                self.taken.append(event)
                await self._answer(event)

    async def mark(self, messenger: str, bookmark: str) -> None:
        raise AssertionError(f"{messenger} keeps no bookmark")

    async def bookmark(self, messenger: str) -> str | None:
        return None

    @property
    def presses(self) -> list[str]:
        return [event.what.action for event in self.taken if isinstance(event.what, ButtonPressed)]

    @property
    def typed(self) -> list[str]:
        return [event.what.text for event in self.taken if isinstance(event.what, TextSent)]

    async def _answer(self, event: Event) -> None:
        match event.what:
            case Started(code):
                await self._show(event.place, greeting(code))
            case ButtonPressed(packed, on):
                await self._pressed(event.place, packed, on)
            case TextSent("картинка"):
                await self._show(event.place, screen("Вот что сказали родители.", attachment=drawn()))
            case TextSent("файл"):
                file = Document("№;Вопрос\n1;Да\n".encode(), "Сводка за сентябрь.csv")
                await self._show(event.place, screen("Сводка файлом.", attachment=file))
            case TextSent("молчи"):
                pass
            case TextSent(words):
                await self._show(event.place, screen(text("Вы написали: ", italic(words[:500]))))
            case FileSent(file):
                await self._show(event.place, screen(f"Получен файл «{file.name}», {file.size} байт."))
            case Left():
                pass

    async def _pressed(self, place: Address, packed: str, on: Ref | None) -> None:
        try:
            pressed = Action.unpack(packed)
        except NotAnAction:
            pressed = action("unreadable")
        match pressed:
            case Action("ask", (number,)):
                await self._show(place, question(int(number)), on)
            case Action("answer", (number, value)):
                self.answers.setdefault(place, {})[int(number)] = value
                following = int(number) + 1
                await self._show(place, question(following) if following < len(QUESTIONS) else thanks(), on)
            case _:
                await self._show(place, greeting(""))

    async def _show(self, place: Address, shown: Screen, instead_of: Ref | None = None) -> None:
        assert self.channel is not None
        await self.channel.show(place, shown, instead_of=instead_of)


def greeting(code: str) -> Screen:
    return screen(
        lines(
            text("Здравствуйте! Это ", bold("школьный помощник"), "."),
            "",
            "Школа хочет знать, как живётся детям, и приглашает вас ответить на три вопроса. Это займёт две минуты.",
            "",
            text("Ответы безымянны: ", link("как это устроено", "https://example.org/privacy"), "."),
            *([f"Ваш код: {code}"] if code else []),
        ),
        (Button("Начать", action("ask", 0)),),
        (Button("Не сейчас", action("later")), Button("Подробнее", action("more"))),
    )


def question(number: int) -> Screen:
    return screen(
        lines(
            text(bold(f"{number + 1} из {len(QUESTIONS)}"), f"  {QUESTIONS[number]}"),
            "",
            *(f"{value} — {words}" for value, words in SCALE.items()),
        ),
        tuple(Button(str(value), action("answer", number, value)) for value in SCALE),
        (Button("Назад", action("ask", max(0, number - 1))), Button("Пропустить", action("answer", number, "skip"))),
    )


def thanks() -> Screen:
    return screen(text(bold("Спасибо!"), " Ответы приняты, результаты появятся после закрытия опроса."))
