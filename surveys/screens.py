"""What a respondent reads, from the invitation to the thanks. Only words and buttons; nothing is decided here."""

from dataclasses import dataclass
from datetime import date

from chat.actions import Action, action
from chat.screen import Button, Screen, screen
from chat.text import Run, Text, bold, italic, lines, shorten, text
from chat.words import by_day, capital, counted, day
from surveys.definition import Survey
from surveys.filling import Filling, can_finish, current, stands

Id = int | str

ANONYMITY = (
    "К ответам не приложены ни имя, ни время: школа видит только общие итоги, от пяти человек.",
    "Пока анкета не завершена, она хранится вместе с вашим номером, чтобы её можно было продолжить.",
    "Завершённую анкету нельзя найти, изменить или удалить: остаётся только отметка, что вы ответили.",
    "Мессенджер знает, что вы писали боту.",
)
"""What is promised, with its limits: four sentences, the same before the first question and in /privacy."""


WHO_READS = (
    "Школа прочитает текст отдельно от класса и других ответов, "
    "и только если на опрос ответят десять человек или больше."
)
LAST_LOOK = "Чтобы изменить ответ, напишите его номер. После «Завершить» изменить анкету уже нельзя."
NOTHING_SAID = "Вы пропустили все вопросы, отправлять пока нечего. Напишите номер вопроса, на который хотите ответить."
SMALL_CLASS = "• Если из класса ответят меньше пяти человек, его итоги сольются с итогами другого класса."


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked what: the wave as its respondent sees it. `closes` is the last day; `class_name` may be empty."""

    wave: Id
    survey: Survey
    school: str
    closes: date
    class_name: str = ""


def invitation(asked: Asked) -> Screen:
    """Who asks, why, how long, and how anonymous it honestly is; the first screen of a survey."""
    survey = asked.survey
    return screen(
        lines(
            bold(f"Опрос «{survey.title}»" + (f", {asked.class_name}" if asked.class_name else "")),
            "",
            f"Вас спрашивает {asked.school}. {survey.why}",
            f"{_amount(survey)}. Ответить можно {by_day(asked.closes)} включительно.",
            "",
            "Отвечать не обязательно. Опрос анонимный:",
            *(f"• {one}" for one in ANONYMITY),
            *([SMALL_CLASS] if asked.class_name else []),
        ),
        (Button("Начать", action("begin", asked.wave)),),
    )


def privacy(school: str) -> Screen:
    """What `/privacy` answers about surveys."""
    return screen(
        lines(
            bold("Как устроена анонимность"),
            "",
            *(f"• {one}" for one in ANONYMITY),
            "",
            "О вас бот хранит номер в мессенджере, класс или должность из приглашения и ваши согласия. "
            "Имени и телефона он не спрашивает.",
            "",
            f"Данные хранит {school}. Удалить свои данные и больше не получать сообщений: /stop.",
        )
    )


def question(survey: Survey, filling: Filling, filling_id: Id, *, preview: bool = False) -> Screen:
    """One statement with the scale in words, a line for each answer."""
    statement = current(survey, filling)
    chosen = filling.answers.get(statement.id)
    rows = [
        (
            Button(
                _ticked(capital(option.label), chosen=option.value == chosen),
                _answer(filling_id, statement.id, option.value),
            ),
        )
        for option in survey.scale
    ]
    number = f"Вопрос {filling.position + 1} из {len(survey.statements)}"
    return screen(
        lines(*_preview(preview=preview), bold(number), "", statement.text), *rows, _ways(survey, filling, filling_id)
    )


def comment(survey: Survey, filling: Filling, filling_id: Id, *, preview: bool = False) -> Screen:
    """The one open question, never compulsory."""
    head = lines(
        *_preview(preview=preview),
        bold(survey.comment),
        "",
        "Напишите ответ одним сообщением или пропустите.",
        italic("Пожалуйста, без имён и фамилий."),
        italic(WHO_READS),
    )
    back = Button("Назад", _back(survey, filling, filling_id))
    if not filling.comment:
        return screen(head, (back, Button("Пропустить", action("nocomment", filling_id))))
    return screen(
        lines(head, "", "Сейчас записано:", italic(filling.comment)),
        (Button("Оставить так", action("goto", filling_id, "review")),),
        (back, Button("Убрать комментарий", action("nocomment", filling_id))),
    )


def review(survey: Survey, filling: Filling, filling_id: Id, *, preview: bool = False) -> Screen:
    """Every answer once more, before it is handed in. A preview keeps none, so it only shows their places."""
    labels = {option.value: option.label for option in survey.scale}
    none = "здесь будет ответ" if preview else "пропущено"
    said: list[str | Text] = []
    for number, statement in enumerate(survey.statements, 1):
        value = filling.answers.get(statement.id)
        label = none if value is None else labels.get(value, none)
        said.append(text(f"{number}. {shorten(statement.text.rstrip('.'), 150)} — ", italic(label)))
    if survey.comment:
        said.append(text("Комментарий — ", italic(shorten(filling.comment, 300) or "нет")))
    ready = preview or can_finish(filling)
    finish = (Button("Завершить", action("finish", filling_id)),) if ready else ()
    change = (Button("Комментарий", action("goto", filling_id, "comment")),) if survey.comment else ()
    return screen(
        lines(
            *_preview(preview=preview), bold("Проверьте ответы"), "", *said, "", LAST_LOOK if ready else NOTHING_SAID
        ),
        finish,
        (Button("Назад", _back(survey, filling, filling_id)), *change),
    )


def thanks(asked: Asked) -> Screen:
    """The ballot is in the box."""
    return screen(
        lines(
            bold("Спасибо, ответ принят!"),
            "",
            f"Анкета уже отделена от вас. Опрос идёт {by_day(asked.closes)}, потом школа подведёт общие итоги.",
        )
    )


def already_answered(asked: Asked) -> Screen:
    """A second time changes nothing."""
    whose = f" ({asked.class_name})" if asked.class_name else ""
    return screen(f"Вы уже ответили на опрос «{asked.survey.title}»{whose}. Спасибо! Второй раз отвечать не нужно.")


def wave_closed(asked: Asked) -> Screen:
    """Too late, said kindly."""
    return screen(f"Опрос «{asked.survey.title}» уже закрыт, ответы больше не принимают. Спасибо, что заглянули!")


def not_yet(asked: Asked, opens: date) -> Screen:
    """Too early."""
    return screen(f"Опрос «{asked.survey.title}» откроется {day(opens)}. Приходите!")


def no_wave() -> Screen:
    """An old or foreign button: nothing is known about this survey."""
    return screen("Этот опрос уже не идёт или приглашение не для вас. Если нужен новый код, спросите в школе.")


def _amount(survey: Survey) -> str:
    questions = counted(len(survey.statements), "вопрос", "вопроса", "вопросов")
    minutes = counted(survey.minutes, "минуты", "минут", "минут") if survey.minutes > 1 else "минуты"
    return f"{questions}, около {minutes}"


def _answer(filling_id: Id, statement: str, value: int) -> Action:
    return action("answer", filling_id, statement, value)


def _back(survey: Survey, filling: Filling, filling_id: Id) -> Action:
    """It names where it stands, so that a second tap is not a second step."""
    return action("back", filling_id, stands(survey, filling))


def _ticked(label: str, *, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _ways(survey: Survey, filling: Filling, filling_id: Id) -> tuple[Button, ...]:
    """The last row: back, skip, and on past an answer already given."""
    statement = current(survey, filling)
    ways: list[Button] = []
    if filling.position > 0 or filling.changing:
        ways.append(Button("Назад", _back(survey, filling, filling_id)))
    ways.append(Button("Пропустить", action("skip", filling_id, statement.id)))
    if statement.id in filling.answers and not filling.changing:
        ways.append(Button("Дальше", action("goto", filling_id, _next(survey, filling))))
    return tuple(ways)


def _next(survey: Survey, filling: Filling) -> str:
    following = filling.position + 1
    if following < len(survey.statements):
        return survey.statements[following].id
    return "comment" if survey.comment else "review"


def _preview(*, preview: bool) -> tuple[Run, ...]:
    return (italic("Просмотр: ответы не сохраняются."),) if preview else ()
