"""«Сделано»: one press closes, everything after it is optional; what came of it, and the files that show it.

Verbs: `done.ID`, `done_as.ID.N` (the N-th form of the row's output), `done_part.ID`, `decide.ID`, `reopen.ID`,
`files.ID`, `file.N` (give it back), `unkeep.N`; of a file that came without a place `attach_to.ID`, `new_plan`,
`no_file`.
"""

from collections.abc import Sequence

from chat.actions import Action, action
from chat.screen import MAX_LABEL, Button, Screen, screen
from chat.text import bold, italic, lines, shorten, text
from chat.words import by_day
from cyclogram.choice_screens import result
from cyclogram.outputs import forms
from cyclogram.reminder_screens import ON_PAGE, Due, links, lists, more
from cyclogram.screens import Words, fitting

DECIDE = "Записать решение"


def _decide(item: Due, *, decides: bool) -> tuple[Button, ...]:
    return (Button(DECIDE, action("decide", item.id)),) if decides else ()


def _outcome(word: str, form: str) -> list[Words]:
    said: list[Words] = [f"Документ: {shorten(form, 200)}"] if form else []
    return said + ([text("Записано: ", italic(shorten(word, 500)))] if word else [])


def closed(
    item: Due,
    word: str = "",
    form: str = "",
    *,
    undo: int | None = None,
    in_parts: bool = False,
    decides: bool = False,
    school: bool = False,
) -> Screen:
    """It is closed and nothing more will be sent about it; whatever may be added is optional.

    `in_parts`: others answer for it as well; `decides`: the reader may record a management decision.
    """
    body: list[Words] = [text("✓ Закрыто: ", bold(shorten(item.what, 500))), *_outcome(word, form), *links(item)]
    body.append("Больше об этом не напоминаю.")
    if in_parts:
        body.append("За это дело отвечаете не только вы, и закрыто оно для всех.")
    named = [(n, one) for n, one in enumerate(forms(item.output)) if one != form]
    pressed = tuple(Button(shorten(one, MAX_LABEL), action("done_as", item.id, n)) for n, one in named)
    body.extend(("", SAY_MORE if word else SAY, *([NAME_IT] if pressed and not form else [])))
    part = (Button("Готова только моя часть", action("done_part", item.id)),) if in_parts else ()
    beside = (*more(item), *_decide(item, decides=decides))
    return result(body, undo, pressed[:2], pressed[2:], part, beside, school=school)


SAY = "Если хотите, напишите одним сообщением, чем закончилось, или пришлите файл."
SAY_MORE = "Новое сообщение заменит эти слова. Можно прислать и файл."
NAME_IT = "Если получился документ, нажмите его название."


def already_closed(item: Due, word: str = "", form: str = "", *, school: bool = False, decides: bool = False) -> Screen:
    """A button of an old reminder, or somebody else was faster; an administrator may open it again."""
    body: list[Words] = [text("Уже закрыто: ", bold(shorten(item.what, 500))), *_outcome(word, form), *links(item)]
    body.append("Делать ничего не нужно.")
    again = (Button("Открыть снова", action("reopen", item.id)),) if school else ()
    return screen(fitting(body), (*more(item), *_decide(item, decides=decides)), again, lists(school=school))


# -- files


def named(name: str, caption: str) -> str:
    """A file with what was said of it."""
    return f"{shorten(name, 120)} — {shorten(caption, 300)}" if caption else shorten(name, 120)


def kept(item: Due, name: str, number: int, *, ended: Action | None, school: bool = False) -> Screen:
    """A file is with its deadline; `name` as of `named`, `number` is the attachment's.

    `ended` leads to what came of it, None while it is open.
    """
    said = lines(text("Приложено: ", bold(name)), text("К делу: ", shorten(item.what, 500)))
    way = Button("К делу", ended) if ended else Button("Отметить сделанным", action("done", item.id))
    return screen(said, (way,), (Button("Убрать файл", action("unkeep", number)),), lists(school=school))


def removed(item: Due, *, school: bool = False) -> Screen:
    """A file sent by mistake is gone."""
    said = lines("Файл убран.", text("Дело: ", shorten(item.what, 500)))
    return screen(said, (Button("К делу", action("deadline", item.id)),), lists(school=school))


def files(item: Due, names: Sequence[tuple[int, str]]) -> Screen:
    """What was attached, as of `named`; a number gives it back as a document."""
    body: list[Words] = [bold("Приложено"), shorten(item.what, 500), ""]
    body.extend(f"{at}. {name}" for at, (_, name) in enumerate(names, 1))
    body.extend(("", "Нажмите номер, чтобы получить файл."))
    numbers = [Button(str(at), action("file", number)) for at, (number, _) in enumerate(names, 1)]
    back = (Button("К делу", action("deadline", item.id)),)
    return screen(fitting(body), tuple(numbers[:ON_PAGE]), tuple(numbers[ON_PAGE:]), back)


def handed_out(item: Due) -> str:
    """Beside the document itself."""
    return f"К делу: {shorten(item.what, 500)}"


NO_PLACE = "Пока файл шёл, этого дела не стало в плане или оно передано другому. Файл не приложен."
NO_FILE = "Этого файла больше нет."
NOT_KEPT = {
    "big": "Файл больше 10 МБ, такой не приложу. Сделайте его меньше и пришлите ещё раз.",
    "many": "У этого дела уже девять файлов, больше не поместится. Уберите лишний и пришлите ещё раз.",
    "lost": "Не получилось забрать файл у мессенджера. Пришлите его, пожалуйста, ещё раз.",
}


def not_kept(item: Due, why: str) -> Screen:
    """Nothing was attached, and what to do."""
    said = lines(NOT_KEPT[why], text("Дело: ", bold(shorten(item.what, 500))))
    return screen(said, (Button("К делу", action("deadline", item.id)),), lists())


def which(item: Due, name: str) -> Screen:
    """A table sent by an administrator who stands on a deadline: its result, or a new plan."""
    said = lines(
        text("Что это: ", bold(shorten(name, 120)), "?"),
        text("Вы сейчас открыли дело «", shorten(item.what, 300), "»."),
    )
    return screen(
        said,
        (Button("Это результат дела", action("attach_to", item.id)),),
        (Button("Это новый план", action("new_plan")),),
        (Button("Никуда не прикладывать", action("no_file")),),
    )


NO_PLAN = "Если это план, пришлите его таблицей: .docx, .xlsx или .csv. Из этого файла я его не прочитаю."


def for_which(items: Sequence[Due], name: str, *, admin: bool = False) -> Screen:
    """A file that came without a place: which of the reader's deadlines it is for; an admin may have meant a plan."""
    body: list[Words] = [text("К какому делу приложить ", bold(shorten(name, 120)), "?")]
    if not items:
        body = [text("Файл получил: ", bold(shorten(name, 120))), "Открытых дел за вами нет, приложить его не к чему."]
    for at, item in enumerate(items, 1):
        body.extend(("", f"{at}. {shorten(item.what, 160)}", f"срок {by_day(item.end)}"))
    if admin:
        body.extend(("", italic(NO_PLAN)))
    numbers = [Button(str(at), action("attach_to", item.id)) for at, item in enumerate(items, 1)]
    drop = (Button("Никуда не прикладывать", action("no_file")),)
    return screen(fitting(body), tuple(numbers[:ON_PAGE]), tuple(numbers[ON_PAGE:8]), drop, lists())
