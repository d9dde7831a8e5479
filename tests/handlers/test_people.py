"""Class sizes typed by the administrator: what cannot be read is said where it was typed."""

from tests.desk import Desk


def test_a_number_that_cannot_be_read_leaves_her_where_she_can_mend_it(desk: Desk) -> None:
    head = desk.admin().start().press("Люди и классы").type("пятый А 27")
    assert head.text.startswith("Классы и численность")
    assert "Не понято: «пятый А 27»." in head.text
    assert "Остальное записано" not in head.text
    head.type("5А 27, пятый Б 26")
    assert "5А: учеников 27, родителей 27" in head.text
    assert "Не понято: «пятый Б 26». Остальное записано." in head.text


def test_words_without_a_number_were_not_meant_as_sizes(desk: Desk) -> None:
    head = desk.admin().start().press("Люди и классы").type("привет")
    assert "Не понял это сообщение" in head.text
