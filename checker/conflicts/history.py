"""One quantity through its stages: what it was, what it became, and by what change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from checker.book import Book, Claim
from checker.conflicts.groups import Reports
from checker.rules import ReportedValue
from checker.rules.arithmetic import interval_text
from checker.rules.units import kind_of
from checker.values import Quantity

_ByStage = Mapping[str, Sequence[Claim]]


@dataclass(frozen=True, slots=True)
class StageChange:
    """By how much a quantity changed on the way to a stage, as one report has it."""

    report: ReportedValue
    loss: bool
    """Whether it is taken away."""

    makes: str
    """The value at the stage before, changed by this; of each rival there, too.

    Empty if there is none.
    """


@dataclass(frozen=True, slots=True)
class Step:
    """A quantity at one stage."""

    stage: str
    values: tuple[ReportedValue, ...]
    """A claim's own value, then rivals."""

    changes: tuple[StageChange, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A quantity that the book knows at several stages, or with its changes."""

    subject: str
    measure: str
    steps: tuple[Step, ...]
    """In the order of the book's stages; stages without any value are left out."""

    @property
    def of_one(self) -> bool:
        """Whether it is one quantity at each stage, and not several of one name."""
        return all(len({report.claim for report in step.values}) < 2 for step in self.steps)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims it is made from."""
        found = [report.claim for step in self.steps for report in step.values]
        found += [change.report.claim for step in self.steps for change in step.changes]
        return tuple(dict.fromkeys(found))


def histories(book: Book, reports: Reports) -> tuple[History, ...]:
    """One for each subject and measure with two claims or more along the stages, sorted by their
    names.

    Several claims of one subject, measure and stage are several quantities, and have no history
    together.
    """
    found = []
    for (subject, whole), claims in sorted(_claims_by_quantity(book).items()):
        if sum(map(len, claims.values())) < 2:
            continue
        history = History(subject, whole, tuple(_steps(book, whole, claims, reports)))
        if len(history.claims) > 1 and history.of_one:
            found.append(history)
    return tuple(found)


def _claims_by_quantity(book: Book) -> dict[tuple[str, str], dict[str, list[Claim]]]:
    """The claims of each subject and measure by stage, changes of the measure among them."""
    found: dict[tuple[str, str], dict[str, list[Claim]]] = {}
    for claim in book.claims.values():
        whole = _whole_of(book, claim)
        if claim.quantity is not None and claim.quantity.stage and whole is not None:
            by_stage = found.setdefault((claim.quantity.subject, whole), {})
            by_stage.setdefault(claim.quantity.stage, []).append(claim)
    return found


def _whole_of(book: Book, claim: Claim) -> str | None:
    """The measure that a figure has a value of, or changes; None if it is at no stage."""
    quantity = claim.quantity
    if quantity is None or quantity.stage not in book.stages:
        return None
    measure = book.measures[quantity.measure]
    whole = measure.adds_to or measure.takes_from or measure.id
    # A loss of 50% of the seats is not a number of seats, and cannot be added up.
    same_kind = whole in book.measures and kind_of(book.measures[whole]) == kind_of(measure)
    return whole if same_kind else None


def _steps(book: Book, whole: str, claims: _ByStage, reports: Reports) -> Iterator[Step]:
    # A change counts from the last stage that has a value, which may be several stages back.
    before: tuple[ReportedValue, ...] = ()
    for stage in book.stages:
        here = sorted(claims.get(stage, ()), key=lambda claim: claim.id)
        if not here:
            continue
        values: list[ReportedValue] = []
        changes: list[StageChange] = []
        for claim in here:
            if claim.quantity is not None and claim.quantity.measure == whole:
                values += reports[claim.id]
            else:
                changes += [_change(book, claim, one, before) for one in reports[claim.id]]
        yield Step(stage, tuple(values), tuple(changes))
        before = tuple(values) or before


def _change(
    book: Book, claim: Claim, report: ReportedValue, before: Sequence[ReportedValue]
) -> StageChange:
    assert claim.quantity is not None, "only figures change"
    measure = book.measures[claim.quantity.measure]
    loss = measure.takes_from is not None
    sign = Fraction(-1 if loss else 1)
    makes: dict[str, list[str]] = {}
    for earlier in before:
        if isinstance(earlier.value, Quantity) and isinstance(report.value, Quantity):
            after = earlier.value.interval + report.value.interval.scaled(sign)
            makes.setdefault(interval_text(after, kind_of(measure)), []).append(earlier.text)
    texts = [
        f"{text} from {' or '.join(of)}" if number else text
        for number, (text, of) in enumerate(makes.items())
    ]
    return StageChange(report, loss, ", or ".join(texts))
