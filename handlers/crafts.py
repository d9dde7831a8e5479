"""What the worker process can do: each craft takes a file's bytes and plain arguments, gives plain data and bytes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from cyclogram.files import BadFile
from reports.waves import ClosedWave
from surveys import definition


class Sentence(Exception):
    """The work came to nothing for a reason its person can mend; the words are for them."""


def read_plan(content: bytes, args: Mapping[str, Any]) -> tuple[object, bytes]:
    """A cyclogram's file → rows, problems, questions."""
    from cyclogram.reading import read_plan_file  # noqa: PLC0415 each craft loads only what it needs

    try:
        return read_plan_file(content, str(args["name"]), **_years(args)), b""
    except BadFile as bad:
        raise Sentence(str(bad)) from bad


def _years(args: Mapping[str, Any]) -> dict[str, Any]:
    """The school year a plan is read for, what the school has overwritten in it, and in the one after."""
    return {"year": int(args["year"]), "changes": args.get("changes", {}), "following": args.get("following", {})}


def read_text(_: bytes, args: Mapping[str, Any]) -> tuple[object, bytes]:
    """A table or a list pasted into the chat → the same; None where the words are neither."""
    from cyclogram.reading import read_pasted  # noqa: PLC0415 each craft loads only what it needs

    try:
        return read_pasted(str(args["text"]), **_years(args)), b""
    except BadFile as bad:
        raise Sentence(str(bad)) from bad


def chart(_: bytes, args: Mapping[str, Any]) -> tuple[object, bytes]:
    """A closed wave → its chart and the sentence that stands in for it."""
    from reports.chart import alternative  # noqa: PLC0415 each craft loads only what it needs
    from reports.chart import chart as draw  # noqa: PLC0415 the same

    wave = ClosedWave(
        args["id"],
        definition.from_json(args["survey"]),
        date.fromisoformat(args["opened"]),
        date.fromisoformat(args["closed"]),
        args["invited"],
        args["answered"],
        {one: {int(value): n for value, n in counts.items()} for one, counts in args["counts"].items()},
    )
    return alternative(wave), draw(wave, args["school"])


def chart_args(wave: ClosedWave, school: str) -> dict[str, Any]:
    """What `chart` needs of a wave, as plain data."""
    return {
        "id": wave.id,
        "survey": definition.to_json(wave.survey),
        "opened": wave.opened.isoformat(),
        "closed": wave.closed.isoformat(),
        "invited": wave.invited,
        "answered": wave.answered,
        "counts": {one: {str(value): n for value, n in counts.items()} for one, counts in wave.counts.items()},
        "school": school,
    }


def qr(_: bytes, args: Mapping[str, Any]) -> tuple[object, bytes]:
    """An invitation → a picture to print."""
    from reports.qr import invitation  # noqa: PLC0415 each craft loads only what it needs

    return None, invitation(args["url"], args["code"], args["title"], args["school"])


def plan_file(_: bytes, args: Mapping[str, Any]) -> tuple[object, bytes]:
    """A plan (`plan_form.to_data`) → a file to correct, print and send back; `format` is "docx" or "xlsx"."""
    from reports import plan_form  # noqa: PLC0415 each craft loads only what it needs

    form = plan_form.from_data(args["form"])
    if args["format"] == "docx":
        from reports.plan_docx import plan_docx  # noqa: PLC0415 the same

        return None, plan_docx(form)
    from reports.plan_xlsx import plan_xlsx  # noqa: PLC0415 the same

    return None, plan_xlsx(form)


def calendar(_: bytes, args: Mapping[str, Any]) -> tuple[object, bytes]:
    """Deadlines (`plain` of each) → a calendar file; `written` and `remind_at` are ISO."""
    from reports.ics import Deadline  # noqa: PLC0415 each craft loads only what it needs
    from reports.ics import calendar as write  # noqa: PLC0415 the same

    deadlines = tuple(map(Deadline.from_dict, args["deadlines"]))
    written, remind_at = datetime.fromisoformat(args["written"]), time.fromisoformat(args["remind_at"])
    return None, write(args["name"], deadlines, written, remind_at)


def month(_: bytes, args: Mapping[str, Any]) -> tuple[object, bytes]:
    """A month of the plan (`MonthPlan.to_dict`) → its picture and the sentence that stands in for it."""
    from reports.month import MonthPlan, alternative  # noqa: PLC0415 each craft loads only what it needs
    from reports.month_picture import picture  # noqa: PLC0415 the same

    plan = MonthPlan.from_dict(args)
    return alternative(plan), picture(plan)


def year_report(_: bytes, args: Mapping[str, Any]) -> tuple[object, bytes]:
    """«План — факт — решение» (`plain` of the report) → a file and its summary; `format` is "docx" or "xlsx"."""
    from reports.facts import summary  # noqa: PLC0415 each craft loads only what it needs
    from reports.year_report import YearReport, report_docx, report_xlsx  # noqa: PLC0415 the same

    report = YearReport.from_dict(args["report"])
    write = report_docx if args["format"] == "docx" else report_xlsx
    return summary(report.facts, report.period), write(report)


def as_it_is(content: bytes, _: Mapping[str, Any]) -> tuple[object, bytes]:
    """A file's bytes, unread."""
    return None, content


CRAFTS: Mapping[str, Callable[[bytes, Mapping[str, Any]], tuple[object, bytes]]] = {
    "read_plan": read_plan,
    "read_text": read_text,
    "chart": chart,
    "qr": qr,
    "plan_file": plan_file,
    "calendar": calendar,
    "month": month,
    "year_report": year_report,
    "keep": as_it_is,
    "hand_out": as_it_is,
}
