"""The book as data: frozen records, each with its position in the files.

Field names are the keys of the files; ``schemas/`` documents them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from checker.book.document import Document
from checker.book.review import Review
from checker.book.settings import Measure, Rubric, Topic
from checker.book.status import SourceStatus, StatusKind
from checker.book.yaml_nodes import Path
from checker.findings import Finding, Location
from checker.text import Fingerprint, Quote, Receipt
from checker.values import Calendar, Moment, Quantity

OUTLET = "outlet"
UNNAMED = "unnamed"
DOCUMENT = "document"
UNCLEAR = "unclear"


class ClaimKind(StrEnum):
    """What sort of assertion a claim makes."""

    FIGURE = "figure"
    EVENT = "event"
    ATTRIBUTION = "attribution"


class Stance(StrEnum):
    """Which side of a claim a piece of evidence is on."""

    SUPPORTING = "supporting"
    CONTRADICTING = "contradicting"


@dataclass(frozen=True, slots=True, eq=False)
class NodePosition:
    """The position of a node in a file. Lines and columns are worked out on demand."""

    document: Document
    path: Path = ()

    @property
    def location(self) -> Location:
        """The location of the node itself."""
        return self.document.location(self.path)

    def of(self, *steps: str | int) -> Location:
        """The location of a value below the node, or of the nearest node above it."""
        return self.document.location((*self.path, *steps))

    def key(self, *steps: str | int) -> Location:
        """The location of a key below the node."""
        return self.document.location((*self.path, *steps), key=True)

    def has(self, key: str) -> bool:
        """Whether the node, a mapping, has a key."""
        node = self.document.data
        for step in self.path:
            node = node[step]
        return key in node

    def below(self, *steps: str | int) -> NodePosition:
        """The position of a node below."""
        return NodePosition(self.document, (*self.path, *steps))


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, party, or publisher."""

    id: str
    name: str
    aliases: tuple[str, ...]
    belongs_to: str | None
    authority: tuple[str, ...]
    interested: tuple[str, ...]
    group: bool
    """Whether it is a group, and no source says who belongs to it."""

    note: str
    place: NodePosition = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that a source states about itself, with the words that state it."""

    name: str
    """``title``, ``publisher``, ``author``, ``published`` or ``url``."""

    value: str
    quote: str
    place: NodePosition = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Outlet:
    """The outlet behind a source."""

    entity: str
    basis: str
    """``stated`` or ``judged``."""

    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """One article or document."""

    id: str
    language: str
    stated: tuple[Stated, ...]
    """The facts that it states about itself."""

    outlet: Outlet | None
    status: SourceStatus | None
    """None if it was neither corrected nor retracted."""

    unreliable: str
    note: str
    document: bool
    """Whether it is the document that claims are about, and not a report on it."""

    text: Fingerprint | None
    shared: Mapping[str, int]
    """By other source, the words in the longest shared run, where that means copying."""

    place: NodePosition = field(compare=False, repr=False)

    def states(self, name: str) -> str | None:
        """The value of ``title``, ``publisher``, ``author``, ``published`` or ``url``, or None."""
        return next((item.value for item in self.stated if item.name == name), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """The positions of the sentences and figures in a source's text, without any of its words.

    “checker prove” records it.
    """

    starts: tuple[int, ...]
    """The first token of each sentence, in order."""

    tokens: int
    """The number of tokens in the text."""

    figures: tuple[tuple[int, int], ...]
    """For each figure its first token and the token behind its last one, in order."""

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """For each sentence its first token and the token behind its last one."""
        return tuple(pairwise((*self.starts, self.tokens)))


@dataclass(frozen=True, slots=True)
class Waiver:
    """Words of a source that need no claim."""

    text: str
    """SHA-256 of the text, hexadecimal."""

    tokens: tuple[int, int]
    seal: str
    """``SaltedText.seal`` of the words."""

    reason: str
    note: str
    place: NodePosition = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """A finding that was known when the baseline was written."""

    fingerprint: str
    message: str
    place: NodePosition = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote from one source, and what it says."""

    id: str
    """``claim/supporting/1``: its claim, stance and number."""

    claim: str
    stance: Stance
    source: str
    quote: str
    parsed: Quote
    origin: str
    origin_inferred: str
    says: Quantity | Moment | None
    """The value that the quote reports; None if it gives no value, or is background."""

    reading: str
    stage: str | None
    retracts: bool
    background: bool
    note: str
    place: NodePosition = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ClaimQuantity:
    """What a figure claim asserts."""

    subject: str
    measure: str
    stage: str | None
    value: Quantity


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable assertion."""

    id: str
    topic: str
    kind: ClaimKind
    statement: str
    quantity: ClaimQuantity | None
    when: Moment | None
    speaker: str | None
    interested: Mapping[str, str]
    evidence: tuple[Evidence, ...]
    """Supporting first, in the order of the file."""

    review: Review
    ask: str
    """What to ask, and whom, to settle a dispute between sources."""

    note: str
    place: NodePosition = field(compare=False, repr=False)

    @property
    def value(self) -> Quantity | Moment | None:
        """The value with which evidence is compared: the quantity's value, or the time."""
        return self.quantity.value if self.quantity else self.when


@dataclass(frozen=True, slots=True)
class RelationRule:
    """A relation between claims, as written."""

    id: str
    topic: str
    key: str
    """The key that holds the relation: ``always``, ``normally`` or ``exclusive``."""

    expression: str
    """For ``exclusive``, the relation that it means: ``count(a, b) <= 1``."""

    unless: str
    title: str
    """The disagreement in an editor's words."""

    ask: str
    """What to ask, and whom."""

    note: str
    place: NodePosition = field(compare=False, repr=False)

    @property
    def always(self) -> bool:
        """Whether it allows no exception: breaking it is a conflict, else a discrepancy."""
        return not self.unless


@dataclass(frozen=True)
class Book:
    """Everything in the folder that could be read, and findings for the rest."""

    name: str
    """The folder's own name. Paths in findings start below it."""

    title: str
    language: str
    time_zone: str
    calendar: Calendar
    stages: tuple[str, ...]
    measures: Mapping[str, Measure]
    topics: Mapping[str, Topic]
    rubric: Rubric
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    rules: tuple[RelationRule, ...]
    receipts: Mapping[str, tuple[Receipt, ...]]
    """Receipts as read, by source."""

    outlines: Mapping[str, Outline]
    """By source, for sources that were proven."""

    waivers: Mapping[str, tuple[Waiver, ...]]
    """By source, in the order of the file."""

    gates: tuple[str, ...]
    """Policies that a change must pass; each is the name of a kind of finding."""

    baseline: tuple[BaselineEntry, ...]
    """Known findings, in the order of the file."""

    broken: frozenset[str]
    """Ids of records that exist but are not valid. A reference to one is not reported again."""

    findings: tuple[Finding, ...]
    """The findings from reading."""

    lines: Mapping[str, str]
    """The text of each file that was read, by path below the folder."""

    files: Mapping[str, str]
    """The SHA-256 of each file's bytes, hexadecimal, by path below the folder."""

    digest: str
    """``sha256:…`` over the paths and bytes of all files of the book."""

    def root_of(self, entity: str) -> str:
        """The outermost body that an entity belongs to, or the entity itself.

        All entities in a circle of ``belongs_to`` have the same root.
        """
        return self._roots.get(entity, entity)

    @cached_property
    def _roots(self) -> Mapping[str, str]:
        return {entity: self._root(entity) for entity in self.entities}

    def _root(self, entity: str) -> str:
        chain = self.chain(entity)
        outermost = self.entities.get(chain[-1])
        if outermost is None or outermost.belongs_to is None:
            return chain[-1]
        # The last one belongs to one before it: any member would do, so take the first by name.
        circle = chain[chain.index(outermost.belongs_to) :]
        return min(circle)

    def chain(self, entity: str) -> tuple[str, ...]:
        """An entity and the bodies that it belongs to, innermost first."""
        # An entity may belong to itself by way of others, which is a finding; stop there.
        chain: list[str] = []
        current: str | None = entity
        while current and current not in chain:
            chain.append(current)
            record = self.entities.get(current)
            current = record.belongs_to if record else None
        return tuple(chain)

    def entity_name(self, entity: str) -> str:
        """The name to print for an entity or a special origin."""
        record = self.entities.get(entity)
        return record.name if record else _ORIGIN_NAMES.get(entity, entity)

    def copied(self, one: str, other: str) -> int:
        """The words in a row that one source copied from the other, in either direction, or 0."""
        # Each record has what was measured when it was proven; one may be older than the other.
        return max(self._recorded_copy(one, other), self._recorded_copy(other, one))

    def _recorded_copy(self, one: str, other: str) -> int:
        record = self.sources.get(one)
        return record.shared.get(other, 0) if record else 0

    def retracted(self, source: str) -> bool:
        """Whether a source was retracted."""
        return self._has_status(source, StatusKind.RETRACTED)

    def corrected(self, source: str) -> bool:
        """Whether a source was corrected and its record still describes the earlier text."""
        return self._has_status(source, StatusKind.CORRECTED)

    def _has_status(self, source: str, kind: StatusKind) -> bool:
        record = self.sources.get(source)
        status = record.status if record else None
        return status is not None and status.kind is kind

    def outlet_of(self, source: str) -> str | None:
        """The outermost owner of the outlet behind a source, or None."""
        record = self.sources.get(source)
        outlet = record.outlet if record else None
        return self.root_of(outlet.entity) if outlet else None


_ORIGIN_NAMES = {
    OUTLET: "the source's own account",
    UNNAMED: "somebody not named",
    DOCUMENT: "the document itself",
}
