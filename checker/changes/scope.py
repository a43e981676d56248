"""Of a change, the findings that concern it: in claims that it reaches, files that it changes,
rules that it stirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checker.changes.compare import Comparison
from checker.findings import Finding


def within(comparison: Comparison) -> Comparison:
    """The comparison with those findings alone that concern the change; their summary counts no
    others.
    """
    after = comparison.after
    return replace(comparison, after=after.with_findings(_concerned(comparison, after.findings)))


def _concerned(comparison: Comparison, findings: Iterable[Finding]) -> Iterable[Finding]:
    touched, files = comparison.touched, set(comparison.files)
    assessment = comparison.after.assessment
    files |= {assessment.book.claims[name].place.document.path for name in touched}
    related = {
        (where.path, where.line)
        for item in assessment.rules
        if not touched.isdisjoint(item.claims)
        for where in (item.rule.place.of(item.rule.key), item.rule.place.key(item.rule.key))
    }
    for item in findings:
        at = item.location
        if not item.known or at.path in files or (at.path, at.line) in related:
            yield item
