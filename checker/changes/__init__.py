"""Two assessments compared: what a change does to claims, grades, approvals and findings, and why.

Pure. May touch ``assessment`` and what is below.
"""

from checker.changes.approvals import ApprovalChange
from checker.changes.compare import ClaimChange, Comparison, Effect, compare

__all__ = ["ApprovalChange", "ClaimChange", "Comparison", "Effect", "compare"]
