"""What verification says: the status of each quote and of each text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checker.book import Waiver
from checker.text import Match
from checker.text.selectors import Selector

NO_RECEIPT = "it has no receipt yet"


class QuoteStatus(StrEnum):
    """What became of a quote. Only the first two are proofs."""

    TEXT = "text"
    """It stands in the archived text."""

    RECEIPT = "receipt"
    """Its receipt leads to the root of the text."""

    AMBIGUOUS = "ambiguous"
    """It stands in the text more than once."""

    ALTERED = "altered"
    """It does not stand there, but something much like it does; or its receipt is for other words."""

    MISSING = "missing"
    """Nothing like it stands there."""

    UNCHECKED = "unchecked"
    """There was neither text nor receipt to check it against."""

    @property
    def proven(self) -> bool:
        """Whether the quote may weigh."""
        return self in (QuoteStatus.TEXT, QuoteStatus.RECEIPT)


class TextStatus(StrEnum):
    """What became of a source's text."""

    VERIFIED = "verified"
    """It is in the archive, and its root and token count are those of the record."""

    ABSENT = "absent"
    """No archive is at hand, or it has no text of that digest."""

    CHANGED = "changed"
    """The archive has a text of that name with another digest."""

    WRONG_ROOT = "wrong-root"
    """The text is there, but the record's root or token count is not that of the text."""

    UNPROVEN = "unproven"
    """The record has no fingerprint yet."""

    UNREADABLE = "unreadable"
    """The text is there and cannot be used."""


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What became of one quote."""

    status: QuoteStatus
    match: Match | None = None
    """Token ranges of a proven quote."""

    nearest: str = ""
    """For a quote that failed: the passage, or the proven quote, that is most like it."""

    elsewhere: str = ""
    """For a quote that failed: the source whose text has it word for word."""

    reason: str = ""
    """Why, where the status alone does not say it."""

    receipt: str = ""
    """For a quote proven in the text: what is wrong with its receipt, on which others depend."""

    context: tuple[str, str] | None = None
    """For a quote proven in the text: the frame that it leaves out, as kind and words."""

    selectors: tuple[Selector, ...] = ()
    """For a quote proven in the text: where its parts stand in it."""


PlainSelector = tuple[str, str, str, int, int]
Plain = tuple[
    str,
    tuple[tuple[int, int], ...] | None,
    tuple[str, str, str, str],
    tuple[str, str] | None,
    tuple[PlainSelector, ...],
]


def to_plain(check: QuoteCheck) -> Plain:
    """A check as plain data, to hand from one process to another."""
    spans = check.match.spans if check.match else None
    places = tuple(
        (item.exact, item.prefix, item.suffix, item.start, item.end) for item in check.selectors
    )
    words = (check.nearest, check.elsewhere, check.reason, check.receipt)
    return str(check.status), spans, words, check.context, places


def from_plain(plain: Plain) -> QuoteCheck:
    """The opposite of ``to_plain``."""
    status, spans, words, context, places = plain
    match = Match(spans) if spans is not None else None
    return QuoteCheck(
        QuoteStatus(status), match, *words, context, tuple(Selector(*place) for place in places)
    )


@dataclass(frozen=True, slots=True)
class Verification:
    """All quotes of a book."""

    evidence: Mapping[str, QuoteCheck]
    """By evidence id."""

    stated: Mapping[tuple[str, str], QuoteCheck]
    """What sources state about themselves, by source and field."""

    texts: Mapping[str, tuple[TextStatus, str]]
    """Status of each source's text, and why where that needs words."""

    stale_receipts: Mapping[str, tuple[str, ...]]
    """Quotes that have a receipt and are in no record any more, by source."""

    missing_values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is missing from a quote for it to say its value; by the ids of evidence that misses something."""

    shared: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Words that two texts share in a row, where that is copying; of each two texts that are both at hand."""

    compared: frozenset[str] = frozenset()
    """The sources whose texts were compared."""

    lapsed: Mapping[str, tuple[Waiver, ...]] = field(default_factory=dict)
    """Waivers that were not given for the words that stand there now, by source."""

    def proven(self, evidence: str) -> bool:
        """Whether a piece of evidence may weigh."""
        return self.evidence[evidence].status.proven
