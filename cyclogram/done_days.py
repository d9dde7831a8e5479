"""What a plan that says other days still expects of a row some of which is done."""

from collections.abc import Collection, Iterable

from cyclogram.spans import Span


def still_asked(wanted: Iterable[Span], done: Collection[Span], still_open: Collection[Span] = ()) -> list[Span]:
    """The new days that are expected: not those a done deadline touches, unless one that is open touches them too.

    «1–30 ноября» that is done is not asked for again where a file now says «30 ноября»; «10 декабря» is.
    """
    return [one for one in wanted if not any(map(one.touches, done)) or any(map(one.touches, still_open))]
