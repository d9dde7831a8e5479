"""Numbers, days and stretches of time as a Russian reader says them; shared by every file that words a screen."""

from datetime import date

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of a word that stands after this number: 1 строка, 3 строки, 5 строк."""
    tens, units = abs(n) % 100, abs(n) % 10
    if units == 1 and tens != 11:
        return one
    if 2 <= units <= 4 and not 12 <= tens <= 14:
        return few
    return many


def counted(n: int, one: str, few: str, many: str) -> str:
    """The number together with its word: «42 строки»."""
    return f"{n} {plural(n, one, few, many)}"


def day(when: date, *, year: bool = False) -> str:
    """«15 марта», with the year when asked: «15 марта 2027 года»."""
    words = f"{when.day} {MONTHS[when.month - 1]}"
    return f"{words} {when.year} года" if year else words


def day_words(when: date, *, year: bool = False) -> str:
    """«понедельник, 2 ноября»."""
    return f"{WEEKDAYS[when.weekday()]}, {day(when, year=year)}"


def by_day(when: date, *, year: bool = False) -> str:
    """«до 15 марта»."""
    return f"до {day(when, year=year)}"


def from_day(when: date) -> str:
    """«с 5 ноября», «со 2 ноября»."""
    return f"{_from(when)} {day(when)}"


def span(start: date, end: date, *, year: bool = False) -> str:
    """«15 марта», «с 5 по 16 апреля», «с 28 сентября по 3 октября», a whole month as «октябрь»."""
    if start == end:
        return day(start, year=year)
    if whole_month(start, end):
        name = MONTH_NAMES[start.month - 1]
        return f"{name} {start.year} года" if year else name
    if start.year != end.year and year:
        return f"{_from(start)} {day(start, year=True)} по {day(end, year=True)}"
    first = str(start.day) if (start.year, start.month) == (end.year, end.month) else day(start)
    return f"{_from(start)} {first} по {day(end, year=year)}"


def whole_month(start: date, end: date) -> bool:
    """Whether the stretch is exactly one calendar month."""
    same = (start.year, start.month) == (end.year, end.month)
    return same and start.day == 1 and (end.month, end.day) == _last(end)


def _last(when: date) -> tuple[int, int]:
    following = date(when.year + when.month // 12, when.month % 12 + 1, 1)
    return when.month, date.fromordinal(following.toordinal() - 1).day


def _from(start: date) -> str:
    return "со" if start.day == 2 else "с"  # «со второго»


def listed(words: list[str] | tuple[str, ...]) -> str:
    """«завуч, психолог и директор»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} и {words[-1]}"


def capital(words: str) -> str:
    """The same words with a capital first letter; the rest untouched."""
    return words[:1].upper() + words[1:]
