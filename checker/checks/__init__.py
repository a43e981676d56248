"""Checks: pure functions from facts to findings, each of one scope.

May touch ``changes`` and what is below. To add a check, write a decorated function in a module of
this folder, a page ``pages/KIND.md`` and a specimen; modules are found by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from checker.book import Claim, Source
from checker.checks.registry import Check, Facts, Scope, check, registered
from checker.findings import Finding
from checker.rules import RuleResult

__all__ = [
    "CHECKS",
    "Check",
    "Facts",
    "Scope",
    "check",
    "check_book",
    "check_claim",
    "check_rule",
    "check_source",
    "run_checks",
]

for _module in sorted(iter_modules(__path__), key=lambda module: module.name):
    import_module(f"{__name__}.{_module.name}")

CHECKS: Final[tuple[Check, ...]] = registered()
"""All checks, by module."""


_BY_SCOPE: Final = {
    scope: tuple(item.function for item in CHECKS if item.scope is scope) for scope in Scope
}


def run_checks(facts: Facts) -> tuple[Finding, ...]:
    """The findings of all checks and of reading the book: sorted, each once."""
    found = dict.fromkeys(facts.book.findings)
    for claim in facts.book.claims.values():
        found.update(dict.fromkeys(check_claim(facts, claim)))
    for source in facts.book.sources.values():
        found.update(dict.fromkeys(check_source(facts, source)))
    for rule in facts.assessment.rules:
        found.update(dict.fromkeys(check_rule(facts, rule)))
    found.update(dict.fromkeys(check_book(facts)))
    return tuple(sorted(found, key=lambda finding: finding.order))


def check_claim(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """The findings of the checks that look at one claim."""
    for function in _BY_SCOPE[Scope.CLAIM]:
        yield from function(facts, claim)


def check_source(facts: Facts, source: Source) -> Iterator[Finding]:
    """The findings of the checks that look at one source."""
    for function in _BY_SCOPE[Scope.SOURCE]:
        yield from function(facts, source)


def check_rule(facts: Facts, rule: RuleResult) -> Iterator[Finding]:
    """The findings of the checks that look at the result of one rule."""
    for function in _BY_SCOPE[Scope.RULE]:
        yield from function(facts, rule)


def check_book(facts: Facts) -> Iterator[Finding]:
    """The findings of the checks that look at the whole book."""
    for function in _BY_SCOPE[Scope.BOOK]:
        yield from function(facts)
