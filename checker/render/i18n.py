"""The report's own words, ready for translation: gettext, with plural forms. English alone for now.

Headings, labels and sentences of reports go through ``_`` or ``ngettext`` when they are rendered;
constants are marked with ``N_`` and looked up when they are used. Words of the book (statements,
quotes, names) and findings are never translated. ``pybabel extract -k N_ checker/render`` collects
the messages.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_CATALOGUE: ContextVar[gettext.NullTranslations] = ContextVar("catalogue")
_ENGLISH = gettext.NullTranslations()


@contextmanager
def language(catalogue: gettext.NullTranslations) -> Iterator[None]:
    """Renders what is rendered inside it with a catalogue of translations."""
    token = _CATALOGUE.set(catalogue)
    try:
        yield
    finally:
        _CATALOGUE.reset(token)


def _(message: str) -> str:
    """A message in the language of the report."""
    return _CATALOGUE.get(_ENGLISH).gettext(message)


def ngettext(one: str, many: str, count: int, **more: object) -> str:
    """The form of a message for a count; ``{count}`` and ``more`` are filled in."""
    form = _CATALOGUE.get(_ENGLISH).ngettext(one, many, count)
    return form.format(count=f"{count:,}", **more)


def N_(message: str) -> str:  # noqa: N802 - the customary name, which extraction tools know
    """Marks a constant for extraction; ``_`` translates it when it is used."""
    return message


class Translated(Mapping[str, str]):
    """A constant mapping to messages, each translated when it is looked up."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._messages = dict(messages)

    def __getitem__(self, name: str) -> str:
        return _(self._messages[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)
