"""The result of verification: the status of each quote and of each text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checker.book import Waiver
from checker.text import Match
from checker.text.selectors import Selector

NO_RECEIPT = "the quote has no receipt yet"


class QuoteStatus(StrEnum):
    """The status of a quote. Only the first two are proofs."""

    TEXT = "text"
    """It is in the archived text, once."""

    RECEIPT = "receipt"
    """Its receipt leads to the root of the text."""

    AMBIGUOUS = "ambiguous"
    """It is in the text more than once."""

    ALTERED = "altered"
    """The text has something much like it instead, or its receipt is for other words."""

    MISSING = "missing"
    """The text has nothing like it."""

    UNCHECKED = "unchecked"
    """There was neither text nor receipt to check it against."""

    @property
    def proven(self) -> bool:
        """Whether the quote counts as evidence."""
        return self in (QuoteStatus.TEXT, QuoteStatus.RECEIPT)


class TextStatus(StrEnum):
    """The status of a source's text."""

    VERIFIED = "verified"
    """It is in the archive, and its root and token count are those of the record."""

    ABSENT = "absent"
    """No archive was given, or it does not have the text."""

    CHANGED = "changed"
    """The archive has a text of that name with another digest."""

    WRONG_ROOT = "wrong-root"
    """The text is there, but the recorded root or token count does not match it."""

    UNPROVEN = "unproven"
    """The record has no fingerprint yet."""

    UNREADABLE = "unreadable"
    """The text is there, but cannot be used."""


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """The result for one quote."""

    status: QuoteStatus
    match: Match | None = None
    """Token ranges of a proven quote."""

    nearest: str = ""
    """For a quote that failed: the passage or proven quote that is most like it."""

    elsewhere: str = ""
    """For a quote that failed: the source whose text has it word for word."""

    reason: str = ""
    """Why, if the status alone does not say it."""

    receipt: str = ""
    """For a quote proven in the text: what is wrong with its receipt.

    People without the text depend on the receipt.
    """

    context: tuple[str, str] | None = None
    """For a quote proven in the text: kind and words of the context that it leaves out."""

    selectors: tuple[Selector, ...] = ()
    """For a quote proven in the text: the positions of its parts."""


PlainSelector = tuple[str, str, str, int, int]
Plain = tuple[
    str,
    tuple[tuple[int, int], ...] | None,
    tuple[str, str, str, str],
    tuple[str, str] | None,
    tuple[PlainSelector, ...],
]


def to_plain(check: QuoteCheck) -> Plain:
    """A check as plain data, which one process can hand to another."""
    spans = check.match.spans if check.match else None
    positions = tuple(
        (item.exact, item.prefix, item.suffix, item.start, item.end) for item in check.selectors
    )
    words = (check.nearest, check.elsewhere, check.reason, check.receipt)
    return str(check.status), spans, words, check.context, positions


def from_plain(plain: Plain) -> QuoteCheck:
    """The opposite of ``to_plain``."""
    status, spans, words, context, positions = plain
    match = Match(spans) if spans is not None else None
    selectors = tuple(Selector(*position) for position in positions)
    return QuoteCheck(QuoteStatus(status), match, *words, context, selectors)


@dataclass(frozen=True, slots=True)
class Verification:
    """The results for all quotes and texts of a book."""

    evidence: Mapping[str, QuoteCheck]
    """By evidence id."""

    stated: Mapping[tuple[str, str], QuoteCheck]
    """Facts that sources state about themselves, by source and field."""

    texts: Mapping[str, tuple[TextStatus, str]]
    """The status of each source's text, and why."""

    stale_receipts: Mapping[str, tuple[str, ...]]
    """By source, quotes that have a receipt but are in no record any more."""

    missing_values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By evidence id, the parts of its value that its quote does not say; only if there are any."""

    shared: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """By two sources, the words in a row that their texts share, where that means copying."""

    compared: frozenset[str] = frozenset()
    """The sources whose texts were compared."""

    lapsed: Mapping[str, tuple[Waiver, ...]] = field(default_factory=dict)
    """By source, waivers that were given for other words than the text has now."""

    def proven(self, evidence: str) -> bool:
        """Whether the quote of a piece of evidence is proven."""
        return self.evidence[evidence].status.proven
