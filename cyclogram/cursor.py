"""Going through a phrase's tokens: look, take, demand."""

from cyclogram.school_year import SchoolYear
from cyclogram.vocabulary import Kind, Token

NUMBERS = {Kind.NUMBER, Kind.ROMAN}


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

    def _numbers(self) -> list[tuple[int, int]]:
        """«1, 2 и 4», «2-3»: groups of first and last."""
        groups: list[tuple[int, int]] = []
        while True:
            first = last = self._number()
            if self._peek() is Kind.DASH and self._peek(1) in NUMBERS:
                self._next()
                last = self._number()
            groups.append((first, last))
            if not (self._peek() is Kind.SEPARATOR and self._peek(1) in NUMBERS):
                return groups
            self._next()

    def _ahead_numbers(self) -> list[Token]:
        found = []
        for token in self._tokens[self._at :]:
            if token.kind not in (*NUMBERS, Kind.DASH, Kind.SEPARATOR):
                break
            found.append(token)
        return found


def whole(token: Token) -> int:
    """The number a token stands for."""
    if not isinstance(token.value, int):
        raise Stuck
    return token.value
