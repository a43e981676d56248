"""Findings: one frozen type, and a registry of their kinds, each with a page of prose.

May touch nothing else of the package.
"""

from checker.findings import catalog as _catalog  # noqa: F401 - declares the kinds that no check has
from checker.findings.kinds import FINDING_KINDS, FindingKind, Severity, declare, page
from checker.findings.model import Finding, Location, finding

__all__ = [
    "FINDING_KINDS",
    "Finding",
    "FindingKind",
    "Location",
    "Severity",
    "declare",
    "finding",
    "page",
]
