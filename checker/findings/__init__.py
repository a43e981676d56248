"""What a check has to say: one frozen type, a catalogue of kinds, a page of prose for each.

May touch nothing else of the package.
"""

from checker.findings.catalog import FINDING_KINDS, FindingKind, page
from checker.findings.model import Finding, Location, Severity, finding

__all__ = ["FINDING_KINDS", "Finding", "FindingKind", "Location", "Severity", "finding", "page"]
