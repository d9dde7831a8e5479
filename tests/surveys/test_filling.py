"""A draft: every move, every stale press, and no way to put an answer in the wrong place."""

import json

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from surveys import filling as moves
from surveys.definition import Survey, builtin
from surveys.filling import Filling, Stage

SURVEY = builtin()["students"]
IDS = [one.id for one in SURVEY.statements]


def all_answered(value: int = 3) -> Filling:
    filling = Filling()
    for one in IDS:
        filling = moves.answer(SURVEY, filling, one, value)
    return filling


def at_review() -> Filling:
    return moves.no_comment(all_answered())


def test_from_the_first_statement_to_the_end() -> None:
    filling = all_answered()
    assert filling.stage is Stage.COMMENT
    filling = moves.comment(filling, "  Больше кружков ")
    assert (filling.stage, filling.comment) == (Stage.REVIEW, "Больше кружков")
    filling = moves.finish(filling)
    assert filling.stage is Stage.FINISHED
    assert filling.answers == dict.fromkeys(IDS, 3)


def test_a_second_tap_on_the_same_button_changes_nothing() -> None:
    once = moves.answer(SURVEY, Filling(), IDS[0], 4)
    assert moves.answer(SURVEY, once, IDS[0], 0) is once
    assert moves.skip(SURVEY, once, IDS[0]) is once


@pytest.mark.parametrize(
    "statement, value",
    [(IDS[1], 4), ("nothing", 4), (IDS[0], 5), (IDS[0], -1)],
    ids=["a later statement", "an unknown one", "points too high", "points too low"],
)
def test_a_button_that_does_not_belong_here_changes_nothing(statement: str, value: int) -> None:
    start = Filling()
    assert moves.answer(SURVEY, start, statement, value) is start


def test_back_shows_what_was_said_and_keeps_it() -> None:
    filling = moves.answer(SURVEY, Filling(), IDS[0], 4)
    filling = moves.back(SURVEY, filling)
    assert (filling.position, filling.answers) == (0, {IDS[0]: 4})
    assert moves.back(SURVEY, filling) is filling
    assert moves.go_to(SURVEY, filling, IDS[1]).answers == {IDS[0]: 4}


def test_nobody_jumps_over_an_unseen_statement() -> None:
    start = Filling()
    assert all(moves.go_to(SURVEY, start, one) is start for one in [*IDS[1:], "comment", "review", "no"])


def test_changing_one_answer_leads_back_to_the_review() -> None:
    changing = moves.go_to(SURVEY, at_review(), IDS[2])
    assert (changing.position, changing.stage) == (2, Stage.STATEMENTS)
    assert moves.back(SURVEY, changing).answers == dict.fromkeys(IDS, 3)
    assert moves.back(SURVEY, changing).stage is Stage.REVIEW
    changed = moves.answer(SURVEY, changing, IDS[2], 0)
    assert (changed.stage, changed.answers[IDS[2]]) == (Stage.REVIEW, 0)


def test_the_way_back_from_the_review() -> None:
    filling = moves.back(SURVEY, at_review())
    assert filling.stage is Stage.COMMENT
    filling = moves.back(SURVEY, filling)
    assert (filling.stage, filling.position) == (Stage.STATEMENTS, len(IDS) - 1)


def test_a_comment_may_be_taken_back() -> None:
    said = moves.comment(all_answered(), "Я Вася")
    again = moves.go_to(SURVEY, said, "comment")
    assert (again.stage, again.comment) == (Stage.COMMENT, "Я Вася")
    assert moves.no_comment(again).comment == ""
    assert moves.go_to(SURVEY, again, "review").comment == "Я Вася"


def test_a_comment_is_cut_to_a_length_that_can_be_shown() -> None:
    filling = moves.comment(all_answered(), "🙂" * 4096)
    assert len(filling.comment.encode("utf-16-le")) // 2 <= moves.MAX_COMMENT


def test_an_empty_questionnaire_is_not_handed_in() -> None:
    filling = Filling()
    for one in IDS:
        filling = moves.skip(SURVEY, filling, one)
    empty = moves.no_comment(filling)
    assert not moves.can_finish(empty)
    assert moves.finish(empty) is empty
    assert moves.finish(moves.comment(filling, "Всё хорошо")).stage is Stage.FINISHED


@pytest.mark.parametrize(
    "before, words, expected",
    [
        pytest.param(Filling(), "4", (1, Stage.STATEMENTS), id="points"),
        pytest.param(Filling(), " Трудно  сказать. ", (1, Stage.STATEMENTS), id="words of the scale"),
        pytest.param(Filling(), "5", (0, Stage.STATEMENTS), id="points that are not there"),
        pytest.param(Filling(), "привет", (0, Stage.STATEMENTS), id="a greeting"),
        pytest.param(all_answered(), "Тепло", (9, Stage.REVIEW), id="a comment"),
        pytest.param(at_review(), "3", (2, Stage.STATEMENTS), id="a number at the review"),
        pytest.param(at_review(), "10.", (9, Stage.STATEMENTS), id="a number with a dot"),
        pytest.param(at_review(), "11", (9, Stage.REVIEW), id="a number beyond the last"),
        pytest.param(at_review(), "²", (9, Stage.REVIEW), id="a digit that is no number"),
        pytest.param(moves.finish(at_review()), "4", (9, Stage.FINISHED), id="after the end"),
    ],
)
def test_typed_words(before: Filling, words: str, expected: tuple[int, Stage]) -> None:
    after = moves.say(SURVEY, before, words)
    assert (after.position, after.stage) == expected


class Drafting(RuleBasedStateMachine):
    """Presses old and new in any order, stored and read back after each."""

    survey: Survey = SURVEY

    def __init__(self) -> None:
        super().__init__()
        self.filling = Filling()
        self.said: dict[str, int | None] = {}

    def take(self, filling: Filling) -> None:
        self.filling = moves.from_data(json.loads(json.dumps(moves.to_data(filling))))
        assert self.filling == filling == moves.from_json(moves.to_json(filling))

    @rule(statement=st.sampled_from(IDS), value=st.integers(-1, 5))
    def press(self, statement: str, value: int) -> None:
        if self._is_at(statement) and 0 <= value <= 4:
            self.said[statement] = value
        self.take(moves.answer(self.survey, self.filling, statement, value))

    @rule(value=st.integers(0, 4))
    def answer_what_is_shown(self, value: int) -> None:
        self.press(moves.current(self.survey, self.filling).id, value)

    @rule(statement=st.sampled_from(IDS))
    def skip(self, statement: str) -> None:
        if self._is_at(statement):
            self.said[statement] = None
        self.take(moves.skip(self.survey, self.filling, statement))

    @rule()
    def back(self) -> None:
        self.take(moves.back(self.survey, self.filling))

    @rule(where=st.sampled_from([*IDS, "comment", "review", "elsewhere"]))
    def go(self, where: str) -> None:
        self.take(moves.go_to(self.survey, self.filling, where))

    @rule(words=st.text(max_size=20))
    def comment(self, words: str) -> None:
        self.take(moves.comment(self.filling, words))

    @precondition(lambda self: self.filling.stage is Stage.REVIEW)
    @rule()
    def finish(self) -> None:
        self.take(moves.finish(self.filling))

    @invariant()
    def every_answer_is_where_it_was_given(self) -> None:
        assert self.filling.answers == self.said

    @invariant()
    def nothing_is_handed_in_unseen(self) -> None:
        if self.filling.stage is not Stage.STATEMENTS:
            assert set(self.filling.answers) == set(IDS)
        assert 0 <= self.filling.position < len(IDS)

    def _is_at(self, statement: str) -> bool:
        return self.filling.stage is Stage.STATEMENTS and moves.current(self.survey, self.filling).id == statement


TestDrafting = Drafting.TestCase
