"""How much is said of a thing: from everything usual down to nothing, each preset a part of the one before it."""

from enum import StrEnum

from cyclogram.reminders import Rule


class Preset(StrEnum):
    """Which reminders a plan, a row or a person gets, from most to least; the value is stored and stands in buttons."""

    USUAL = "usual"
    CLOSE = "close"
    DAY = "day"
    WEEKLY = "weekly"
    SILENT = "silent"

    @property
    def rules(self) -> frozenset[Rule]:
        """The reminders that are messages of their own morning."""
        return _RULES[self]

    @property
    def weekly(self) -> bool:
        """Whether the week's message speaks of it."""
        return self is not Preset.SILENT


_RULES = {
    Preset.USUAL: frozenset(Rule),
    Preset.CLOSE: frozenset({Rule.EVE, Rule.DAY, Rule.ADMIN}),
    Preset.DAY: frozenset({Rule.DAY, Rule.ADMIN}),
    Preset.WEEKLY: frozenset[Rule](),
    Preset.SILENT: frozenset[Rule](),
}


def fewer(*presets: Preset) -> Preset:
    """Of several wishes about one thing the quietest: nobody's can be overruled into more."""
    return max(presets, key=list(Preset).index)
