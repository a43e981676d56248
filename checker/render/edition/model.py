"""The parts of an edition.

Strings are text, never markup. A target is the label of another part, or empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.render.pictures import Picture


@dataclass(frozen=True, slots=True)
class Link:
    """Words that link to a part of the same edition; plain words if the target is empty."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims have a verdict."""

    verdict: str
    mark: str
    count: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A fact under its name."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an editor must know, with a link to the part that has the rest."""

    head: Link
    text: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """One heading of the first page."""

    title: str
    lead: str
    items: tuple[Item, ...]
    more: Link | None
    """A link to the rest, if there is more than the page has room for."""


@dataclass(frozen=True, slots=True)
class SidePart:
    """One of the values or statements that cannot all be right."""

    value: Link
    who: str
    verdict: str


@dataclass(frozen=True, slots=True)
class DisagreementPart:
    """One disagreement."""

    label: str
    kind: str
    title: str
    sides: tuple[SidePart, ...]
    why: tuple[str, ...]
    ways: tuple[str, ...]
    ask: str
    rules: tuple[Link, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class DisagreementGroup:
    """The disagreements of one kind."""

    label: str
    title: str
    disagreements: tuple[DisagreementPart, ...]


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A piece of evidence."""

    quote: str
    """In quotation marks."""

    before: str
    """The words before it in the text; empty if the full text is not available."""

    after: str
    language: str
    says: str
    origin: str
    source: Link
    outlet: str
    status: str
    """The value of a ``QuoteStatus``; ``shown`` has it in words."""

    shown: str
    weight: str
    why: str
    remarks: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """A claim with its evidence, its verdict and its review."""

    id: str
    label: str
    topic: str
    statement: str
    kind: str
    verdict: str
    mark: str
    judged: str
    """Verdict and strength in words."""

    quantity: str
    reasons: tuple[str, ...]
    supporting: tuple[QuotePart, ...]
    contradicting: tuple[QuotePart, ...]
    depends_on: str
    rules: tuple[Link, ...]
    disagreements: tuple[Link, ...]
    review: str
    state: str
    """The state of the review: ``in-review``, ``approved``, ``lapsed`` and so on."""

    thread: tuple[str, ...]
    ask: str
    note: str
    findings: tuple[str, ...]
    path: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """A claim in the list of all."""

    claim: Link
    verdict: str
    mark: str
    judged: str
    volume: str
    """The volume that has its section, if this one does not."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The claims of a topic in the list of all."""

    title: str
    rows: tuple[GlanceRow, ...]


@dataclass(frozen=True, slots=True)
class TopicPart:
    """A topic with its claims."""

    label: str
    title: str
    counts: tuple[Count, ...]
    claims: tuple[ClaimPart, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """The history of a quantity, stage by stage."""

    quantity: str
    told: str
    claims: tuple[Link, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A value that a source gives."""

    claim: Link
    says: str
    side: str
    otherwise: tuple[str, ...]
    alone: bool
    """Whether no other value is quoted."""


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A source: what it states about itself, who publishes it, and what it is quoted for."""

    id: str
    label: str
    title: str
    proven: str
    stated: tuple[Labelled, ...]
    standing: str
    outlet: str
    shared: str
    text: str
    figures: tuple[FigureRow, ...]
    carries: str
    carried: tuple[Link, ...]
    quoted: tuple[Link, ...]
    """Every claim that quotes it."""


@dataclass(frozen=True, slots=True)
class RulePart:
    """A rule and its result."""

    id: str
    label: str
    key: str
    expression: str
    unless: str
    result: str
    arithmetic: str
    claims: tuple[Link, ...]
    disagreements: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FindingPart:
    """A finding."""

    severity: str
    kind: str
    place: str
    claim: Link | None
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A report, or a dossier of some claims, to be read."""

    title: str
    subject: str
    """``Consistency report``, or the name of the dossier."""

    whole_book: bool
    """Whether it covers the whole book; a dossier does not."""

    language: str
    as_of: str
    digest: str
    review: str
    counts: tuple[Count, ...]
    facts: tuple[Labelled, ...]
    brief: tuple[Digest, ...]
    disagreements: tuple[DisagreementGroup, ...]
    undecided: tuple[str, ...]
    histories: tuple[HistoryPart, ...]
    timelines: tuple[Picture, ...]
    """Of all topics together."""

    parts: tuple[Picture, ...]
    """Pictures of parts of a whole, such as the seats of a parliament."""

    glance: tuple[Glance, ...]
    """Every claim with its verdict; empty if there is only one."""

    topics: tuple[TopicPart, ...]
    sources: tuple[SourcePart, ...]
    overlap: Picture | None
    coverage: Table | None
    method: tuple[Labelled, ...]
    rules: tuple[RulePart, ...]
    glossary: tuple[Labelled, ...]
    findings: tuple[FindingPart, ...]
