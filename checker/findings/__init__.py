"""What a check has to say: one frozen type, a catalogue of kinds, a page of prose for each.

May touch nothing else of the house.
"""

from checker.findings.catalog import RULES, Rule, page
from checker.findings.model import Finding, Location, Severity, finding

__all__ = ["RULES", "Finding", "Location", "Rule", "Severity", "finding", "page"]
