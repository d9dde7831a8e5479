"""The pace, with a clock moved by the waiting itself."""

import pytest

from bot.telegram.pace import Pace
from chat.channel import TryLater


class Clock:
    """Sleeping moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock, clock.sleep)


async def test_bulk_is_25_a_second(clock: Clock, pace: Pace) -> None:
    for person in range(500):
        await pace.keep(str(person), bulk=True)
    assert clock.now == pytest.approx((500 - 25) / 25)


async def test_bulk_in_one_chat_is_one_a_second(clock: Clock, pace: Pace) -> None:
    for _ in range(10):
        await pace.keep("1", bulk=True)
    assert clock.now == pytest.approx(7)


async def test_a_group_hears_18_a_minute(clock: Clock, pace: Pace) -> None:
    for _ in range(18 + 9):
        await pace.keep("-100", bulk=False)
    assert clock.now == pytest.approx(30)


async def test_replies_never_wait(clock: Clock, pace: Pace) -> None:
    for _ in range(100):
        await pace.keep("1", bulk=False)
    assert clock.now == 0


async def test_a_rest_holds_everyone_back(clock: Clock, pace: Pace) -> None:
    pace.rest(30)
    pace.rest(5)
    clock.now = 10
    with pytest.raises(TryLater) as refused:
        await pace.keep("1", bulk=False)
    assert refused.value.after == pytest.approx(20)
    clock.now = 30
    await pace.keep("1", bulk=False)
