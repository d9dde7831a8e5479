"""How often one may knock, with a hand-moved clock."""

from bot.web.limits import Limit


class Watch:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_burst_passes_and_then_the_rate() -> None:
    watch = Watch()
    limit = Limit(2.0, 3, watch)
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    watch.at = 0.5
    assert [limit.wait("a") for _ in range(2)] == [0, 0.5]


def test_a_refused_knock_costs_nothing() -> None:
    watch = Watch()
    limit = Limit(1.0, 1, watch)
    assert [limit.wait("a") for _ in range(50)] == [0] + [1.0] * 49
    watch.at = 1.0
    assert limit.wait("a") == 0


def test_one_person_does_not_spend_another_s() -> None:
    limit = Limit(1.0, 1, Watch())
    assert [limit.wait("a"), limit.wait("b"), limit.wait("a")] == [0, 0, 1.0]


def test_strangers_do_not_fill_the_memory() -> None:
    limit = Limit(1.0, 1, Watch(), keys=100)
    for number in range(1000):
        limit.wait(str(number))
    assert len(limit._levels) == 100
