"""What the worker process can do: each craft takes a file's bytes and plain arguments, gives plain data and bytes."""

from collections.abc import Callable, Mapping
from datetime import date
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
        return read_plan_file(content, str(args["name"]), int(args["year"]), args.get("changes", {})), b""
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


CRAFTS: Mapping[str, Callable[[bytes, Mapping[str, Any]], tuple[object, bytes]]] = {
    "read_plan": read_plan,
    "chart": chart,
    "qr": qr,
}
