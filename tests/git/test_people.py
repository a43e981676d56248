"""Persons: read, written, and held to be the same or not."""

from __future__ import annotations

import pytest

from checker.git import Person


@pytest.mark.parametrize(
    ("text", "name", "email"),
    [
        ("Ed Itor <ed@desk.example>", "Ed Itor", "ed@desk.example"),
        ("  Ed   Itor  <ed@desk.example>  ", "Ed   Itor", "ed@desk.example"),
        ("نور <nur@desk.example>", "نور", "nur@desk.example"),
    ],
)
def test_a_person_is_read(text: str, name: str, email: str) -> None:
    """As git writes them."""
    assert Person.parse(text) == Person(name, email)


@pytest.mark.parametrize(
    "text", ["", "Ed", "<ed@desk.example>", "Ed <>", "Ed <a b>", "Ed <a> x", "E\nd <a>", "E <d <a>"]
)
def test_what_is_no_person_is_none(text: str) -> None:
    """Never half of one."""
    assert Person.parse(text) is None


def test_a_person_is_written_as_it_is_read() -> None:
    """With the address in angle brackets."""
    assert str(Person("Ed Itor", "ed@desk.example")) == "Ed Itor <ed@desk.example>"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Ed", "e@x"), ("Other", "E@X"), True),
        (("Ed  Itor", "a@x"), ("ed itor ", "b@x"), True),
        (("E\u0301d", "a@x"), ("\u00e9d", "b@x"), True),
        (("Ed", "a@x"), ("Eda", "b@x"), False),
        (("", "a@x"), ("", "b@x"), False),
        (("A", ""), ("B", ""), False),
    ],
)
def test_who_is_the_same(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    """An address or a name in common; nothing in common is nothing."""
    assert Person(*one).same_as(Person(*other)) is same
    assert Person(*other).same_as(Person(*one)) is same
