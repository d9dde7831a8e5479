"""Going through a phrase's tokens: look, take, demand."""

from collections.abc import Callable
from typing import TypeVar

from cyclogram.school_year import SchoolYear
from cyclogram.vocabulary import Kind, Token

NUMBERS = {Kind.NUMBER, Kind.ROMAN}


Found = TypeVar("Found")


class Stuck(Exception):
    """These tokens are no deadline the grammar knows."""


class Cursor:
    """A place among tokens; a rule that fails raises `Stuck`, and whoever tried it puts the place back."""

    def __init__(self, tokens: tuple[Token, ...], year: SchoolYear) -> None:
        self._tokens = tokens
        self._at = 0
        self._year = year

    def _peek(self, ahead: int = 0) -> Kind | None:
        at = self._at + ahead
        return self._tokens[at].kind if at < len(self._tokens) else None

    def _next(self) -> Token:
        if self._end():
            raise Stuck
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, kind: Kind) -> Token | None:
        return self._next() if self._peek() is kind else None

    def _need(self, kind: Kind) -> Token:
        return self._take(kind) or self._fail()

    def _fail(self) -> Token:
        raise Stuck

    def _any(self, *kinds: Kind) -> None:
        while self._peek() in kinds:
            self._next()

    def _end(self) -> bool:
        return self._at >= len(self._tokens)

    def _number(self) -> int:
        if self._peek() not in NUMBERS:
            raise Stuck
        return whole(self._next())

    def _numbers(self, *, alike: bool = False) -> list[tuple[int, int]]:
        """«1, 2 и 4», «2-3», «1 и во 2», «5 и до 20»: groups of first and last.

        `alike`: a Roman number ends a list of others, and the other way round.
        """
        groups: list[tuple[int, int]] = []
        while True:
            first = last = self._number()
            if self._peek() is Kind.DASH and self._peek(1) in NUMBERS:
                self._next()
                last = self._number()
            groups.append((first, last))
            if self._peek() is not Kind.SEPARATOR:
                return groups
            and_by = self._peek(1) is Kind.BY and self._tokens[self._at].word == "и"
            ahead = 2 if and_by or self._peek(1) is Kind.WITHIN else 1
            if self._peek(ahead) not in NUMBERS or (alike and self._peek(ahead) is not self._tokens[self._at - 1].kind):
                return groups
            self._at += ahead

    def _from_number_to_number(self) -> list[tuple[int, int]]:
        """«с 10 по 15 …», «с 1 до 3 …»: what is numbered follows."""
        self._need(Kind.FROM)
        first = self._number()
        self._take(Kind.OF_MONTH)  # «с 25 числа по 30 число»
        if not any(self._take(kind) for kind in (Kind.TO, Kind.BY, Kind.DASH)):
            raise Stuck
        return [(first, self._number())]

    def _maybe(self, rule: Callable[[], Found]) -> Found | None:
        """What a rule reads here, or None with the place put back."""
        here = self._at
        try:
            return rule()
        except Stuck:
            self._at = here
            return None


def whole(token: Token) -> int:
    """The number a token stands for."""
    if not isinstance(token.value, int):
        raise Stuck
    return token.value
