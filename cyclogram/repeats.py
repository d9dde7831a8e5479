"""Repeats (RFC 5545) in words."""

_DAYS = {"MO": "понедельник", "TU": "вторник", "WE": "среда", "TH": "четверг", "FR": "пятница", "SA": "суббота"}
_NTH = {
    "1": "первый раз в месяце",
    "2": "второй раз в месяце",
    "3": "третий раз в месяце",
    "-1": "последний раз в месяце",
}


def rrule_words(rrule: str) -> str:
    """A repeat in words: «каждую неделю: понедельник», «каждый месяц: пятница (последний раз в месяце)»."""
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    often = {"DAILY": "каждый день", "WEEKLY": "каждую неделю", "MONTHLY": "каждый месяц"}.get(
        parts.get("FREQ", ""), ""
    )
    if parts.get("INTERVAL", "1") != "1":
        often = f"раз в {parts['INTERVAL']} недели"
    named = [one for one in parts.get("BYDAY", "").split(",") if one]
    if parts.get("FREQ") == "DAILY" or not named:
        return often
    words = [_DAYS.get(one[-2:], one) + (f" ({_NTH.get(one[:-2], one[:-2])})" if one[:-2] else "") for one in named]
    return f"{often}: {', '.join(words)}"
