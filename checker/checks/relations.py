"""Rules of the book: unreadable, undecided, broken."""

from __future__ import annotations

from collections.abc import Iterator

from checker.consistency import Result, RuleResult
from checker.findings import Finding, Location, finding
from checker.report import Case


def relations(case: Case) -> Iterator[Finding]:
    """Everything that is not a rule that holds."""
    settled = {item.conflict.rule: item for item in case.conflicts}
    for item in case.rules:
        key = "always" if item.rule.always else "normally"
        where = item.rule.place.of(key)
        if item.error is not None:
            at = _inside(item, where, item.error.position, item.error.length)
            yield finding("rule-expression", at, str(item.error), "see the grammar in schemas/README.md")
        for ref in item.unknown:
            at = _inside(item, where, ref.position, len(ref.claim))
            yield finding("reference-unknown", at, f"no claim “{ref.claim}” in the book", "correct the id")
        if item.result is Result.UNDECIDED and item.arithmetic:
            yield finding("rule-undecided", where, f"{item.rule.id} cannot be decided", f"it needs {item.missing}")
        if item.result is Result.BROKEN:
            conflict = settled[item.rule.id]
            rule = "tension" if conflict.conflict.tension else "conflict"
            least = " or ".join(conflict.cheapest)
            hint = f"cheapest to disbelieve: {least}" if least else "correct the rule: no claim can make it hold"
            yield finding(rule, where, conflict.conflict.message, hint)


def _inside(item: RuleResult, where: Location, position: int, length: int) -> Location:
    """A stretch of the expression, if it stands in the file as written; else all of it."""
    document = item.rule.place.document
    line = document.text.splitlines()[where.line - 1] if where.line == where.end_line else ""
    begin = line.find(item.rule.expression, where.column - 1)
    if begin < 0:
        return where
    start = begin + position + 1
    return Location(where.path, where.line, start, where.line, start + max(length, 1))
