"""The book as data: frozen records, each with the place that it came from.

Field names are the keys of the files; ``schemas/`` documents them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from checker.book.reader import Document, Path
from checker.book.review import Review
from checker.book.settings import Measure, Rubric, Topic
from checker.book.status import SourceStatus, StatusKind
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
    """A node of a file; its location, and those of its keys, are worked out when asked for."""

    document: Document
    path: Path = ()

    @property
    def location(self) -> Location:
        """Where the node itself stands."""
        return self.document.location(self.path)

    def of(self, *steps: str | int) -> Location:
        """Where a value below the node stands, or the nearest node above it."""
        return self.document.location((*self.path, *steps))

    def key(self, *steps: str | int) -> Location:
        """Where a key below the node stands."""
        return self.document.location((*self.path, *steps), key=True)

    def has(self, key: str) -> bool:
        """Whether the node, a mapping, has a key."""
        node = self.document.data
        for step in self.path:
            node = node[step]
        return key in node

    def below(self, *steps: str | int) -> NodePosition:
        """The place of a node below."""
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
    """A group of which no source says who belongs to it."""

    note: str
    place: NodePosition = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that a source states about itself, with the words that state it."""

    name: str
    """``title``, ``publisher``, ``author``, ``published`` or ``url``."""

    value: str
    quote: str
    place: NodePosition = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who stands behind a source."""

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
    """What it states about itself; what it does not state is not here."""

    outlet: Outlet | None
    status: SourceStatus | None
    """None while it stands as it was published."""

    unreliable: str
    note: str
    document: bool
    """Whether it is the document itself that claims speak of, and not a report of it."""

    text: Fingerprint | None
    shared: Mapping[str, int]
    """Words in the longest run shared with other sources' texts, where that means copying."""

    place: NodePosition = field(compare=False, repr=False)

    def states(self, name: str) -> str | None:
        """The title, publisher, author, published or url that it states, or None."""
        return next((item.value for item in self.stated if item.name == name), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the sentences and figures of a source's text stand, and no word of it; recorded when it was proven."""

    starts: tuple[int, ...]
    """The first token of each sentence, in order."""

    tokens: int
    """How many the text has."""

    figures: tuple[tuple[int, int], ...]
    """First token of each figure, and the one behind its last, in order."""

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """First token of each sentence, and the one behind its last."""
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
    """A finding that was there when the baseline was written."""

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
    """What the quote reports; None if it affirms or denies without a value, or is background."""

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
    """What to ask, and whom, about what the sources dispute."""

    note: str
    place: NodePosition = field(compare=False, repr=False)

    @property
    def value(self) -> Quantity | Moment | None:
        """What evidence is compared with: the quantity's value, or the time."""
        return self.quantity.value if self.quantity else self.when


@dataclass(frozen=True, slots=True)
class RelationRule:
    """A relation between claims, as it was written."""

    id: str
    topic: str
    key: str
    """The key that it was written under: ``always``, ``normally`` or ``exclusive``."""

    expression: str
    """Of exclusive claims, the relation that they make: ``count(a, b) <= 1``."""

    unless: str
    title: str
    """What does not fit, as an editor puts it."""

    ask: str
    """What to ask, and whom."""

    note: str
    place: NodePosition = field(compare=False, repr=False)

    @property
    def always(self) -> bool:
        """Whether nothing excuses it: what breaks it is a conflict, and otherwise a discrepancy."""
        return not self.unless


@dataclass(frozen=True)
class Book:
    """Everything in the folder that could be read, and what could not."""

    name: str
    """The folder's own name; findings print their paths below it."""

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
    """By source; of those that were proven."""

    waivers: Mapping[str, tuple[Waiver, ...]]
    """By source, in the order of the file."""

    gates: tuple[str, ...]
    """Policies that a change must pass: each the kind of the findings that it makes."""

    baseline: tuple[BaselineEntry, ...]
    """Findings that are known, in the order of the file."""

    broken: frozenset[str]
    """Ids of records that are there and could not be read: a reference to one is no second finding."""

    findings: tuple[Finding, ...]
    """What was found while reading."""

    lines: Mapping[str, str]
    """The text of each file that was read, by path below the folder."""

    files: Mapping[str, str]
    """The SHA-256 of each file's bytes, hexadecimal, by path below the folder."""

    digest: str
    """``sha256:…`` over the paths and bytes of all files of the book."""

    def root_of(self, entity: str) -> str:
        """The outermost body that an entity belongs to; itself if to none; of a circle, one for all in it."""
        return self._roots.get(entity, entity)

    @cached_property
    def _roots(self) -> Mapping[str, str]:
        return {entity: self._root(entity) for entity in self.entities}

    def _root(self, entity: str) -> str:
        found = self.chain(entity)
        known = self.entities.get(found[-1])
        if known and known.belongs_to:
            return min(found[found.index(known.belongs_to) :])
        return found[-1]

    def chain(self, entity: str) -> tuple[str, ...]:
        """An entity and the bodies that it belongs to, innermost first."""
        found = [entity]
        while (
            (known := self.entities.get(found[-1]))
            and known.belongs_to
            and known.belongs_to not in found
        ):
            found.append(known.belongs_to)
        return tuple(found)

    def entity_name(self, entity: str) -> str:
        """The name to print for an entity or a special origin."""
        known = self.entities.get(entity)
        return known.name if known else _ORIGIN_NAMES.get(entity, entity)

    def copied(self, one: str, other: str) -> int:
        """Words that two sources' texts share in a row, where one has copied from the other; else 0."""
        known, theirs = self.sources.get(one), self.sources.get(other)
        return max(
            known.shared.get(other, 0) if known else 0, theirs.shared.get(one, 0) if theirs else 0
        )

    def retracted(self, source: str) -> bool:
        """Whether a source was retracted."""
        return self._has(source, StatusKind.RETRACTED)

    def corrected(self, source: str) -> bool:
        """Whether a source was corrected, and its record is still of the text before."""
        return self._has(source, StatusKind.CORRECTED)

    def _has(self, source: str, kind: StatusKind) -> bool:
        known = self.sources.get(source)
        return known is not None and known.status is not None and known.status.kind is kind

    def outlet_of(self, source: str) -> str | None:
        """The outermost owner of the outlet behind a source, or None."""
        known = self.sources.get(source)
        return self.root_of(known.outlet.entity) if known and known.outlet else None


_ORIGIN_NAMES = {
    OUTLET: "the source's own account",
    UNNAMED: "somebody not named",
    DOCUMENT: "the document itself",
}
