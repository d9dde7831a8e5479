"""The script of `execute` and the reading of its answer."""

import pytest

from bot.vk.bulk import Call, answers, fits, script
from bot.vk.errors import Fault, NoAnswer
from tests.fakes.vk.methods import calls

ODD = 'кавычки " \\ \n перевод, emoji 👋, API.x.y({}), ];'


def test_the_script_reads_back_as_the_same_calls() -> None:
    made = [Call("messages.send", {"peer_ids": 1, "message": ODD}), Call("messages.edit", {"cmid": 2, "message": ""})]
    assert calls(script(made)) == [(call.method, dict(call.params)) for call in made]


SEND = [Call("messages.send", {"peer_ids": n}) for n in range(3)]
ERROR = {"method": "messages.send", "error_code": 914, "error_msg": "too long"}


@pytest.mark.parametrize(
    "reply, wanted",
    [
        ({"response": [1, 2, 3]}, [1, 2, 3]),
        ({"response": [1, False, 3], "execute_errors": [ERROR]}, [1, 914, 3]),
        (
            {"response": [False, 2, False], "execute_errors": [ERROR, ERROR | {"error_code": 6}]},
            [914, 2, 6],
        ),
        ({"response": [False, 2, 3]}, [10, 2, 3]),
        ({"response": [False, 2, 3], "execute_errors": [ERROR | {"method": "messages.edit"}]}, [10, 2, 3]),
        ({"response": [False, 2, 3], "execute_errors": [{"method": "execute", "error_code": 13}, ERROR]}, [914, 2, 3]),
        ({"response": [False, 2, 3], "execute_errors": ["?"]}, [10, 2, 3]),
        ({"response": [1, 2]}, [None] * 3),
        ({"response": False}, [None] * 3),
        ({}, [None] * 3),
    ],
    ids=[
        "all well", "one refused", "two refused", "no reasons", "another method's reason", "the script's own reason",
        "an odd reason", "too few", "nothing ran", "nothing",
    ],
)  # fmt: skip
def test_each_call_gets_its_own(reply: dict[str, object], wanted: list[int | None]) -> None:
    got = answers(SEND, reply)
    assert [
        value.code if isinstance(value, Fault) else None if isinstance(value, NoAnswer) else value for value in got
    ] == wanted


def test_a_batch_has_its_bounds() -> None:
    assert fits(["x"] * 25)
    assert not fits(["x"] * 26)
    assert not fits(["x" * 20_001] * 2)
