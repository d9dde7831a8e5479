"""Recording a management decision: four questions, the whole shown before it counts, and the row it has become.

Verbs: `decide.ID` (begin, ID is the deadline), `decide_planned`, `decide_who.POSITION`, `decide_yes`, `decide_skip`,
`decide_back`, `decide_at.STEP`, `decide_drop`, `decide_ok.ID`.
"""

from collections.abc import Sequence

from chat.actions import action
from chat.screen import MAX_LABEL, Button, Screen, screen
from chat.text import bold, italic, lines, shorten, text
from chat.words import capital, listed
from cyclogram.decision import STEPS, Decision, Step
from cyclogram.phrases import spans_words
from cyclogram.reminder_screens import Due, lists
from cyclogram.screens import Words, fitting

ASKED = {
    Step.WHAT: "Что меняется? Напишите одним сообщением. Можно сразу всё: что, кто, к какому сроку, как узнаем.",
    Step.WHO: "Кто это сделает? Выберите или напишите должность.",
    Step.DUE: "К какому сроку? Напишите словами: «до 15 марта», «конец апреля».",
    Step.METRIC: "Как узнаем, что получилось? Например: «средний балл не ниже 3,8».",
}
NOT_RECORDED = "Решение не записано."
_BACK = Button("Назад", action("decide_back"))
_DROP = Button("Не записывать", action("decide_drop"))


def ask(decision: Decision, item: Due, positions: Sequence[tuple[int, str]] = (), planned: str = "") -> Screen:
    """The question of this step. `positions` may be chosen with one tap, `planned` is what the plan itself says."""
    if decision.step is Step.REVIEW:
        return review(decision, item)
    body: list[Words] = [
        bold(f"Решение, шаг {STEPS.index(decision.step) + 1} из {len(STEPS) - 1}"),
        text("По делу: ", italic(shorten(item.what, 300))),
        "",
        *_so_far(decision),
    ]
    if decision.doubt and not decision.guess:
        body.extend((italic(shorten(decision.doubt, 300)), ""))
    if decision.guess:
        body.append(text("Понимаю так: ", bold(spans_words(decision.guess)), ". Верно?"))
    elif not decision.among:
        body.append(ASKED[decision.step])
    return screen(fitting(body), *_ways(decision, positions, planned), _around(decision))


def _ways(decision: Decision, positions: Sequence[tuple[int, str]], planned: str) -> tuple[tuple[Button, ...], ...]:
    if decision.step is Step.WHAT and planned:
        return ((Button(shorten(f"Как в плане: {planned}", MAX_LABEL), action("decide_planned")),),)
    if decision.step is Step.WHO:
        named = [Button(shorten(capital(one), MAX_LABEL), action("decide_who", number)) for number, one in positions]
        return tuple(tuple(named[at : at + 2]) for at in range(0, len(named), 2))
    if decision.guess:
        return ((Button("Да, верно", action("decide_yes")),),)
    if decision.step is Step.METRIC:
        return ((Button("Пропустить", action("decide_skip")),),)
    return ()


def _around(decision: Decision) -> tuple[Button, ...]:
    return (_DROP,) if decision.step is Step.WHAT else (_BACK, _DROP)


def _so_far(decision: Decision) -> list[Words]:
    said: list[Words] = []
    if decision.what:
        said.append(text("Что: ", bold(shorten(decision.what, 500))))
    if decision.who:
        said.append(f"Кто: {shorten(listed(decision.who), 200)}")
    if decision.days:
        said.append(f"Срок: {shorten(spans_words(decision.days), 200)}")
    if decision.metric:
        said.append(f"Как узнаем: {shorten(decision.metric, 300)}")
    return [*said, ""] if said else []


def review(decision: Decision, item: Due) -> Screen:
    """The whole, before it counts."""
    body: list[Words] = [bold("Решение"), text("По делу: ", italic(shorten(item.what, 300))), "", *_so_far(decision)]
    body.append("Запишу в план отдельной строкой, с напоминаниями.")
    fix = {Step.WHAT: "Что", Step.WHO: "Кто", Step.DUE: "Срок", Step.METRIC: "Как узнаем"}
    return screen(
        fitting(body),
        (Button("Записать", action("decide_ok", item.id)),),
        tuple(
            Button(f"Исправить: {words.lower()}", action("decide_at", step)) for step, words in list(fix.items())[:2]
        ),
        tuple(
            Button(f"Исправить: {words.lower()}", action("decide_at", step)) for step, words in list(fix.items())[2:]
        ),
        (_DROP,),
    )


def recorded(
    item: Due, words: str, *, is_open: bool, vacant: Sequence[tuple[int, str]] = (), school: bool = False
) -> Screen:
    """It is a row of the plan now. `item` is what it came from; `vacant` are its positions nobody holds."""
    body: list[Words] = [
        text("✓ Решение записано: ", bold(shorten(words, 500))),
        text("По делу: ", italic(shorten(item.what, 300))),
        "Это новая строка плана, напоминания придут сами.",
    ]
    invites = tuple(
        Button(shorten(f"Пригласить: {one}", MAX_LABEL), action("plan_invite", number)) for number, one in vacant
    )
    if vacant:
        body.append(f"Пока никто не занял: {shorten(listed([one for _, one in vacant]), 200)}.")
    close = (
        Button("Закрыть дело", action("done", item.id)) if is_open else Button("К делу", action("deadline", item.id))
    )
    return screen(fitting(body), invites[:2] if school else (), (close,), lists(school=school))


def dropped(item: Due, *, school: bool = False) -> Screen:
    """She thought better of it."""
    said = lines(NOT_RECORDED, text("Дело: ", shorten(item.what, 500)))
    return screen(said, (Button("К делу", action("deadline", item.id)),), lists(school=school))


def in_words(what: str, who: str, due: str, *, is_done: bool) -> str:
    """A decision on the screen of what it came from: «повторный контроль — Завуч, до 15 марта (сделано)»."""
    return f"{shorten(what, 150)} — {shorten(who, 80)}, {shorten(due, 60)} ({'сделано' if is_done else 'ещё нет'})"
