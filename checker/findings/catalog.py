"""Kinds that no check declares: they are raised while reading files or comparing states.

A kind that several checks raise is here as well, so that each kind has one home.
"""

from __future__ import annotations

from typing import Final

from checker.findings.kinds import FindingKind, Severity, declare

_CATALOG: Final = (
    # Files
    ("file-unreadable", Severity.ERROR, "A file cannot be read"),
    ("file-encoding", Severity.ERROR, "A file is not plain UTF-8"),
    ("file-empty", Severity.ERROR, "A file is empty"),
    ("file-too-large", Severity.ERROR, "A file is too large for one record"),
    ("file-link", Severity.ERROR, "A link leads out of the book"),
    ("file-name", Severity.ERROR, "A file name cannot be printed"),
    ("file-name-case", Severity.ERROR, "Two file names differ only in upper and lower case"),
    ("file-unexpected", Severity.WARNING, "A file does not belong in a claim book"),
    ("yaml-syntax", Severity.ERROR, "A file is not valid YAML"),
    ("yaml-documents", Severity.ERROR, "A file has more than one YAML document"),
    ("yaml-depth", Severity.ERROR, "A file is nested too deeply"),
    ("yaml-alias", Severity.ERROR, "A file uses a YAML anchor or alias"),
    ("yaml-tag", Severity.ERROR, "A file uses a YAML tag"),
    ("yaml-duplicate-key", Severity.ERROR, "A key appears twice"),
    # Records
    ("schema-missing-key", Severity.ERROR, "A required key is missing"),
    ("schema-unknown-key", Severity.ERROR, "A key is not allowed here"),
    ("schema-value", Severity.ERROR, "A value does not fit the schema"),
    ("id-file-name", Severity.ERROR, "An id differs from its file name"),
    ("id-duplicate", Severity.ERROR, "An id is used twice"),
    ("reference-unknown", Severity.ERROR, "A name does not exist in the book"),
    ("value-invalid", Severity.ERROR, "A value cannot be understood"),
    ("quote-invalid", Severity.ERROR, "A quote is not in a form that can be checked"),
    ("receipt-file", Severity.ERROR, "A receipts file cannot be used"),
    # Changes
    ("baseline-fixed", Severity.WARNING, "The baseline lists a finding that is fixed"),
    ("approved-downgraded", Severity.ERROR, "An approved claim was downgraded or removed"),
    (
        "new-claim-one-outlet",
        Severity.ERROR,
        "A new claim has fewer independent outlets than required",
    ),
    # History
    ("approval-provenance", Severity.ERROR, "Git does not confirm an approval"),
    ("approval-undecided", Severity.WARNING, "Git no longer shows who committed an approval"),
    ("thread-altered", Severity.ERROR, "An entry of a review thread was removed or altered"),
)

for _slug, _severity, _title in _CATALOG:
    declare(FindingKind(_slug, _severity, _title, "checker.findings"))
