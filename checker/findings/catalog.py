"""Every kind of finding: its slug, its severity, its title, and its page of prose."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding."""

    slug: str
    severity: str
    """``error``: the data are broken. ``warning``: an editor must know. ``note``: an editor may like to."""

    title: str


_CATALOG: Final = (
    # Reading files
    FindingKind("file-unreadable", "error", "A file cannot be read"),
    FindingKind("file-encoding", "error", "A file is not plain UTF-8"),
    FindingKind("file-empty", "error", "A file holds nothing"),
    FindingKind("file-too-large", "error", "A file is too large for one record"),
    FindingKind("file-link", "error", "A link leads out of the book"),
    FindingKind("file-name", "error", "A file has a name that cannot be printed"),
    FindingKind("file-name-case", "error", "Two file names differ by case only"),
    FindingKind("file-unexpected", "warning", "A file is not part of a claim book"),
    FindingKind("yaml-syntax", "error", "A file is not YAML"),
    FindingKind("yaml-documents", "error", "A file holds more than one document"),
    FindingKind("yaml-depth", "error", "A file is nested too deeply"),
    FindingKind("yaml-alias", "error", "An alias stands in place of a value"),
    FindingKind("yaml-tag", "error", "A YAML tag stands before a value"),
    FindingKind("yaml-duplicate-key", "error", "A key is written twice"),
    # Records against their schemas
    FindingKind("schema-missing-key", "error", "A key is missing"),
    FindingKind("schema-unknown-key", "error", "A key does not belong there"),
    FindingKind("schema-value", "error", "A value does not fit the schema"),
    FindingKind("id-file-name", "error", "An id is not the file's name"),
    FindingKind("id-duplicate", "error", "An id is used twice"),
    FindingKind("reference-unknown", "error", "Something is named that is not in the book"),
    FindingKind("reference-circle", "error", "Entities belong to each other in a circle"),
    FindingKind("origin-document", "error", "A source that is no document speaks as one"),
    # Values
    FindingKind("value-invalid", "error", "A value cannot be read"),
    FindingKind("says-not-in-quote", "error", "The quote does not say the value"),
    FindingKind("says-differs", "error", "Supporting evidence says something else than the claim"),
    FindingKind("says-agrees", "error", "Contradicting evidence agrees with the claim"),
    FindingKind("weekday-wrong", "warning", "A weekday in a quote is not that of its date"),
    # Texts, quotes, receipts
    FindingKind("text-unproven", "warning", "A source has no fingerprint of its text"),
    FindingKind("text-changed", "error", "The archived text is not the recorded one"),
    FindingKind("text-root", "error", "A recorded root is not that of the text"),
    FindingKind("text-shared", "error", "A record is wrong about copied text"),
    FindingKind("text-unreadable", "error", "An archived text cannot be used"),
    FindingKind("quote-form", "error", "A quote cannot stand as one"),
    FindingKind("quote-length", "warning", "A quote is too short or too long"),
    FindingKind("quote-missing", "error", "A quote is not in the text"),
    FindingKind("quote-altered", "error", "A quote is not what the text says"),
    FindingKind("quote-ambiguous", "error", "A quote stands in the text more than once"),
    FindingKind("quote-unchecked", "warning", "A quote could not be checked"),
    FindingKind("quote-context", "warning", "A quote leaves out what its sentence says of it"),
    FindingKind("quote-parts-apart", "warning", "The parts of a quote stand far apart"),
    FindingKind("stated-value", "error", "A source's record says what its text does not"),
    FindingKind("receipt-file", "error", "A receipts file cannot be used"),
    FindingKind("receipt-missing", "warning", "A proven quote has no receipt yet"),
    FindingKind("receipt-wrong", "error", "The receipt of a proven quote does not hold"),
    FindingKind("receipt-stale", "note", "A receipt proves a quote that nobody uses"),
    FindingKind("waiver-lapsed", "warning", "A waiver was given for other words"),
    FindingKind("baseline-fixed", "warning", "A known finding is fixed"),
    # Grades
    FindingKind("evidence-none", "warning", "A claim has no evidence"),
    FindingKind("claim-contradicted", "warning", "The evidence contradicts a claim"),
    FindingKind("single-sourced", "warning", "One outlet alone tells of it"),
    FindingKind("origin-mixed", "note", "An authority is named once and nobody elsewhere"),
    FindingKind("source-retracted", "warning", "A claim quotes a source that was retracted"),
    FindingKind("source-corrected", "warning", "A claim quotes a source that was corrected since"),
    FindingKind("outlet-missing", "note", "Nobody is known to stand behind a source"),
    # Rules of the book
    FindingKind("rule-expression", "error", "A rule cannot be read"),
    FindingKind("rule-units", "error", "A rule relates what cannot be related"),
    FindingKind("rule-undecided", "note", "A rule cannot be decided"),
    FindingKind("rules-not-decided", "warning", "Rules were not worked out to the end"),
    FindingKind("conflict", "warning", "Claims cannot all be right"),
    FindingKind(
        "conflict-settled", "note", "Claims cannot all be right, and the evidence says which is not"
    ),
    FindingKind("conflict-reported", "note", "A rival value does not fit the rules"),
    FindingKind("discrepancy", "note", "Claims sit badly together"),
    # Review
    FindingKind("review-thread", "error", "A review block contradicts itself"),
    FindingKind("approval-lapsed", "warning", "What was approved has changed since"),
    FindingKind("approval-grade-moved", "warning", "An approved claim has another grade now"),
    FindingKind("approval-provenance", "error", "An approval is not what git says"),
    FindingKind("thread-altered", "error", "An entry of a review thread was removed or altered"),
    FindingKind("approval-undecided", "warning", "Who committed an approval cannot be told"),
    # Gates: policies that a book names in book.yaml
    FindingKind(
        "approved-downgraded",
        "error",
        "An approved claim has fallen below the grade that was approved",
    ),
    FindingKind("conflict-without-note", "error", "A conflict has no note from the desk"),
    FindingKind(
        "new-claim-one-outlet", "error", "A new claim has less than two independent outlets"
    ),
)

FINDING_KINDS: Final[dict[str, FindingKind]] = {rule.slug: rule for rule in _CATALOG}
"""All kinds of findings, by slug."""


def page(slug: str) -> str:
    """The page of prose on a kind of finding, in Markdown.

    Raises ``KeyError`` for a slug that is not in the catalogue.
    """
    rule = FINDING_KINDS[slug]
    return files(__package__).joinpath("pages", f"{rule.slug}.md").read_text(encoding="utf-8")
