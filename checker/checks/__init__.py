"""Checks: pure functions from a Case to findings, listed in one immutable tuple.

May touch ``report`` and what is below. To add a check: write the function, add it to ``CHECKS``, its
kinds to the catalogue in ``findings``, and a specimen that it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from checker.assessment import Assessment
from checker.checks import (
    gates,
    grades,
    quotes,
    references,
    relations,
    review,
    sources,
    texts,
    values,
)
from checker.findings import Finding

Check = Callable[[Assessment], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    references.unknown_references,
    texts.texts,
    texts.stated_facts,
    texts.shared_text,
    texts.waivers,
    texts.missing_receipts,
    texts.stale_receipts,
    texts.outlets,
    sources.dates,
    sources.standings,
    quotes.statuses,
    quotes.lengths,
    quotes.parts,
    quotes.contexts,
    values.says_in_quote,
    values.says_on_its_side,
    values.weekdays,
    grades.verdicts,
    grades.mixed_origins,
    relations.relations,
    relations.conflicts,
    review.threads,
    review.approvals,
    gates.conflicts_without_a_note,
    gates.approved_and_fallen,
)
"""All checks, in the order of their running; findings are sorted by place afterwards."""


def run_checks(assessment: Assessment) -> tuple[Finding, ...]:
    """The findings of all checks and of the reading before them, sorted, each once."""
    found = set(assessment.book.findings)
    for check in CHECKS:
        found.update(check(assessment))
    return tuple(sorted(found, key=lambda finding: finding.order))
