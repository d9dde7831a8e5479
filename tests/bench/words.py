"""The survey every contender asks: five statements on five answers, in the same words."""

SCHOOL = "Школа № 0"
TITLE = "Как нам в школе"
SCALE = (
    (4, "Полностью согласен(на)"),
    (3, "Скорее согласен(на)"),
    (2, "Трудно сказать"),
    (1, "Скорее не согласен(на)"),
    (0, "Совсем не согласен(на)"),
)
STATEMENTS = (
    "На уроках понятно, что и зачем мы делаем.",
    "Учителя объясняют, за что поставлена отметка.",
    "На уроке можно спокойно спросить, если что-то непонятно.",
    "В школе чисто, светло и тепло.",
    "Когда случается обида, взрослые помогают.",
)
WELCOME = f"Здравствуйте! Это бот школы «{SCHOOL}». Здесь проходят опросы."
INVITATION = (
    f"Опрос «{TITLE}»\n\nВас спрашивает {SCHOOL}. Хотим понять, что уже хорошо, а что нужно поправить.\n"
    "5 вопросов, около минуты.\n\nОтвечать не обязательно."
)
THANKS = "Спасибо, ответ принят!"
"""Every contender's last words."""


def asked(place: int) -> str:
    """One question, `place` from 0."""
    return f"Вопрос {place + 1} из {len(STATEMENTS)}\n\n{STATEMENTS[place]}"


def review(answers: list[int | None]) -> str:
    """Every answer once more."""
    labels = dict(SCALE)
    said = (
        f"{number}. {statement} — {'пропущено' if value is None else labels[value]}"
        for number, (statement, value) in enumerate(zip(STATEMENTS, answers, strict=True), 1)
    )
    return "\n".join(["Проверьте ответы", "", *said])
