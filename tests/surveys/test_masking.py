"""Free text is read without what leads to a person."""

import pytest

from surveys.masking import HIDDEN, masked


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Позвоните мне: +7 (900) 000-00-00!", f"Позвоните мне: {HIDDEN}!"),
        ("8 900 000 00 00", HIDDEN),
        ("пишите на mama@example.org, пожалуйста", f"пишите на {HIDDEN}, пожалуйста"),
        ("мой телеграм @mama_5a", f"мой телеграм {HIDDEN}"),
        ("смотрите https://example.org/a?b и t.me/mama", f"смотрите {HIDDEN} и {HIDDEN}"),
        ("В 5 классе 27 человек, кабинет 214, на 2026 год", "В 5 классе 27 человек, кабинет 214, на 2026 год"),
        ("Две\n\nстроки   и пробелы", "Две строки и пробелы"),
    ],
    ids=["a number with brackets", "a bare number", "mail", "a nick", "addresses", "ordinary numbers stay", "one line"],
)
def test_what_is_hidden(words: str, wanted: str) -> None:
    assert masked(words) == wanted
