"""What a check is: a decorated function that names its kind of finding and its scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, Literal, overload

from checker.assessment import Assessment
from checker.book import Book, Claim, Source
from checker.findings import Finding, FindingKind, Severity, declare
from checker.rules import RuleResult
from checker.verification import Verification


class Scope(Enum):
    """What a check looks at in one call."""

    CLAIM = "claim"
    SOURCE = "source"
    RULE = "rule"
    BOOK = "book"


@dataclass(frozen=True)
class Facts:
    """All that a check may know."""

    assessment: Assessment
    as_of: date | None = None
    """The date of the data; None if the user gave none. No check reads a clock."""

    @property
    def book(self) -> Book:
        """The records, with the settings of ``book.yaml``."""
        return self.assessment.book

    @property
    def verification(self) -> Verification:
        """Which texts and quotes are proven."""
        return self.assessment.verification

    @cached_property
    def unusable_receipts(self) -> frozenset[str]:
        """Paths of receipts files that could not be read and have a finding already."""
        found = self.book.findings
        return frozenset(item.location.path for item in found if item.kind == "receipt-file")

    @cached_property
    def book_has_errors(self) -> bool:
        """Whether some record could not be read."""
        return any(item.severity is Severity.ERROR for item in self.book.findings)


ClaimCheck = Callable[[Facts, Claim], Iterator[Finding]]
SourceCheck = Callable[[Facts, Source], Iterator[Finding]]
RuleCheck = Callable[[Facts, RuleResult], Iterator[Finding]]
BookCheck = Callable[[Facts], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A function that looks for findings."""

    function: Callable[..., Iterator[Finding]]
    scope: Scope
    kinds: tuple[str, ...]
    """The kinds that it raises."""


_checks: dict[str, Check] = {}


@overload
def check(
    kind: str,
    severity: Severity | None = None,
    title: str = "",
    *,
    scope: Literal[Scope.CLAIM],
) -> Callable[[ClaimCheck], ClaimCheck]: ...
@overload
def check(
    kind: str,
    severity: Severity | None = None,
    title: str = "",
    *,
    scope: Literal[Scope.SOURCE],
) -> Callable[[SourceCheck], SourceCheck]: ...
@overload
def check(
    kind: str,
    severity: Severity | None = None,
    title: str = "",
    *,
    scope: Literal[Scope.RULE],
) -> Callable[[RuleCheck], RuleCheck]: ...
@overload
def check(
    kind: str,
    severity: Severity | None = None,
    title: str = "",
    *,
    scope: Literal[Scope.BOOK],
) -> Callable[[BookCheck], BookCheck]: ...
def check(
    kind: str, severity: Severity | None = None, title: str = "", *, scope: Scope
) -> Callable[[Any], Any]:
    """Makes a function a check that raises a kind of finding.

    A function with several kinds has the decorator several times. Severity and title are left out
    if the kind is in the catalogue of ``findings``. The page of the kind is ``pages/KIND.md``
    beside the module. Raises ``ValueError`` if a kind is declared twice.
    """

    def register(function: Callable[..., Iterator[Finding]]) -> Callable[..., Iterator[Finding]]:
        if severity is not None:
            package = function.__module__.rpartition(".")[0]
            declare(FindingKind(kind, severity, title, package))
        name = f"{function.__module__}.{function.__qualname__}"
        # The decorators of one function run from the innermost out; each adds its kind.
        inner = _checks[name].kinds if name in _checks else ()
        _checks[name] = Check(function, scope, (kind, *inner))
        return function

    return register


def registered() -> tuple[Check, ...]:
    """All checks of the modules that were imported so far."""
    return tuple(_checks.values())
