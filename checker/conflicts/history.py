"""One quantity through its stages: what it was, what it became, and by what change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from checker.book import Book, Claim
from checker.rules.arithmetic import interval_text
from checker.rules.readings import ReportedValue
from checker.rules.units import kind_of
from checker.values import Quantity


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a quantity changed on the way to a stage, as one report has it."""

    report: ReportedValue
    loss: bool
    """Whether it is taken away."""

    makes: str
    """What it makes of the value at the stage before, and of each rival there; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Step:
    """A quantity at one stage."""

    stage: str
    values: tuple[ReportedValue, ...]
    """A claim's own value, then rivals."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A quantity that the book knows at several stages, or with its changes."""

    subject: str
    measure: str
    steps: tuple[Step, ...]
    """In the order of the book's stages; those of which nothing is known are left out."""

    @property
    def of_one(self) -> bool:
        """Whether it is one quantity at each stage, and not several of one name."""
        return all(len({report.claim for report in step.values}) < 2 for step in self.steps)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims it is told from."""
        found = [report.claim for step in self.steps for report in step.values]
        found += [change.report.claim for step in self.steps for change in step.changes]
        return tuple(dict.fromkeys(found))


def histories(book: Book, reports: Mapping[str, tuple[ReportedValue, ...]]) -> tuple[History, ...]:
    """Of each subject and measure with two claims or more along the stages, by their names.

    Several claims of one subject, measure and stage are several quantities, and have no history together.
    """
    found: dict[tuple[str, str], dict[str, list[Claim]]] = {}
    for claim in book.claims.values():
        quantity = claim.quantity
        if quantity is None or quantity.stage not in book.stages:
            continue
        measure = book.measures[quantity.measure]
        whole = measure.adds_to or measure.takes_from or measure.id
        # A loss of 50% of the seats is no number of seats, and adds nothing up.
        if whole in book.measures and kind_of(book.measures[whole]) == kind_of(measure):
            found.setdefault((quantity.subject, whole), {}).setdefault(quantity.stage, []).append(
                claim
            )
    made = (
        History(subject, whole, tuple(_steps(book, whole, claims, reports)))
        for (subject, whole), claims in sorted(found.items())
        if len(claims) > 1 or any(len(here) > 1 for here in claims.values())
    )
    return tuple(history for history in made if len(history.claims) > 1 and history.of_one)


def _steps(
    book: Book,
    whole: str,
    claims: Mapping[str, list[Claim]],
    reports: Mapping[str, tuple[ReportedValue, ...]],
) -> Iterator[Step]:
    before: tuple[ReportedValue, ...] = ()
    for stage in book.stages:
        here = sorted(claims.get(stage, ()), key=lambda claim: claim.id)
        values = [claim for claim in here if claim.quantity and claim.quantity.measure == whole]
        others = [claim for claim in here if claim.quantity and claim.quantity.measure != whole]
        if not here:
            continue
        told = tuple(report for claim in values for report in reports[claim.id])
        yield Step(
            stage=stage,
            values=told,
            changes=tuple(
                _change(book, claim, report, before)
                for claim in others
                for report in reports[claim.id]
            ),
        )
        before = told or before


def _change(
    book: Book, claim: Claim, report: ReportedValue, before: tuple[ReportedValue, ...]
) -> Change:
    assert claim.quantity is not None, "only figures change"
    measure = book.measures[claim.quantity.measure]
    loss = measure.takes_from is not None
    makes: dict[str, list[str]] = {}
    for earlier in before:
        if isinstance(earlier.value, Quantity) and isinstance(report.value, Quantity):
            after = earlier.value.interval + report.value.interval.scaled(
                Fraction(-1 if loss else 1)
            )
            makes.setdefault(interval_text(after, kind_of(measure)), []).append(earlier.text)
    texts = [
        text if number == 0 else f"{text} from {' or '.join(of)}"
        for number, (text, of) in enumerate(makes.items())
    ]
    return Change(report, loss, ", or ".join(texts))
