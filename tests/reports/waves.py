"""A closed wave of an invented school, with last year's beside it."""

from dataclasses import replace
from datetime import date

from reports.waves import ClosedWave, Earlier, Group, OpenWave
from surveys.definition import builtin

PARENTS = builtin()["parents"]
SCHOOL = "Школа № 0"

COUNTS = {one.id: {4: 20, 3: 15, 2: 10, 1: 4, 0: 2} for one in PARENTS.statements} | {
    "teaching": {4: 40, 3: 11},
    "canteen": {4: 2, 3: 8, 2: 11, 1: 20, 0: 10},
}
BEFORE = {one.id: {4: 20, 3: 15, 2: 10, 1: 4, 0: 2} for one in PARENTS.statements} | {"canteen": {4: 40, 3: 8}}

PLAIN = ClosedWave(
    id=3,
    survey=PARENTS,
    opened=date(2026, 11, 9),
    closed=date(2026, 11, 20),
    invited=84,
    answered=51,
    counts=COUNTS,
    groups=(
        Group(("5А",), 27, 12, {"teaching": {4: 8, 3: 4}}),
        Group(("5Б", "6А"), 57, 39, {"teaching": {4: 32, 3: 7}, "canteen": {4: 2, 0: 37}}),
    ),
)
CLOSED = replace(PLAIN, earlier=Earlier(PARENTS, date(2025, 11, 21), 51, BEFORE))
THIN = replace(PLAIN, answered=4, counts={}, groups=())
OPEN = OpenWave(4, builtin()["teachers"], date(2026, 11, 16), date(2026, 11, 27), 24, 7)
