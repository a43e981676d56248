"""Every kind of finding: its slug, its severity, its title, and its page of prose."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding."""

    slug: str
    severity: str
    """``error``: the data are broken. ``warning``: an editor must know. ``note``: an editor may like to."""

    title: str


_CATALOG: Final = (
    # Reading files
    Rule("file-unreadable", "error", "A file cannot be read"),
    Rule("file-encoding", "error", "A file is not plain UTF-8"),
    Rule("file-empty", "error", "A file holds nothing"),
    Rule("file-too-large", "error", "A file is too large for one record"),
    Rule("file-link", "error", "A link leads out of the book"),
    Rule("file-name", "error", "A file has a name that cannot be printed"),
    Rule("file-name-case", "error", "Two file names differ by case only"),
    Rule("file-unexpected", "warning", "A file is not part of a claim book"),
    Rule("yaml-syntax", "error", "A file is not YAML"),
    Rule("yaml-documents", "error", "A file holds more than one document"),
    Rule("yaml-depth", "error", "A file is nested too deeply"),
    Rule("yaml-alias", "error", "An alias stands in place of a value"),
    Rule("yaml-tag", "error", "A YAML tag stands before a value"),
    Rule("yaml-duplicate-key", "error", "A key is written twice"),
    # Records against their schemas
    Rule("schema-missing-key", "error", "A key is missing"),
    Rule("schema-unknown-key", "error", "A key does not belong there"),
    Rule("schema-value", "error", "A value does not fit the schema"),
    Rule("id-file-name", "error", "An id is not the file's name"),
    Rule("id-duplicate", "error", "An id is used twice"),
    Rule("reference-unknown", "error", "Something is named that is not in the book"),
    Rule("reference-circle", "error", "Entities belong to each other in a circle"),
    Rule("origin-document", "error", "A source that is no document speaks as one"),
    # Values
    Rule("value-invalid", "error", "A value cannot be read"),
    Rule("says-not-in-quote", "error", "The quote does not say the value"),
    Rule("says-differs", "error", "Supporting evidence says something else than the claim"),
    Rule("says-agrees", "error", "Contradicting evidence agrees with the claim"),
    Rule("weekday-wrong", "warning", "A weekday in a quote is not that of its date"),
    # Texts, quotes, receipts
    Rule("text-unproven", "warning", "A source has no fingerprint of its text"),
    Rule("text-changed", "error", "The archived text is not the recorded one"),
    Rule("text-root", "error", "A recorded root is not that of the text"),
    Rule("text-shared", "error", "A record is wrong about copied text"),
    Rule("text-unreadable", "error", "An archived text cannot be used"),
    Rule("quote-form", "error", "A quote cannot stand as one"),
    Rule("quote-length", "warning", "A quote is too short or too long"),
    Rule("quote-missing", "error", "A quote is not in the text"),
    Rule("quote-altered", "error", "A quote is not what the text says"),
    Rule("quote-ambiguous", "error", "A quote stands in the text more than once"),
    Rule("quote-unchecked", "warning", "A quote could not be checked"),
    Rule("quote-frame", "warning", "A quote leaves out what its sentence says of it"),
    Rule("quote-parts-apart", "warning", "The parts of a quote stand far apart"),
    Rule("stated-value", "error", "A source's record says what its text does not"),
    Rule("receipt-file", "error", "A receipts file cannot be used"),
    Rule("receipt-missing", "warning", "A proven quote has no receipt yet"),
    Rule("receipt-wrong", "error", "The receipt of a proven quote does not hold"),
    Rule("receipt-stale", "note", "A receipt proves a quote that nobody uses"),
    Rule("waiver-lapsed", "warning", "A waiver was given for other words"),
    Rule("baseline-fixed", "warning", "A known finding is mended"),
    # Grades
    Rule("evidence-none", "warning", "A claim has no evidence"),
    Rule("claim-contradicted", "warning", "The evidence contradicts a claim"),
    Rule("single-sourced", "warning", "One house alone tells of it"),
    Rule("origin-mixed", "note", "An authority is named once and nobody elsewhere"),
    Rule("source-retracted", "warning", "A claim quotes a source that was retracted"),
    Rule("source-corrected", "warning", "A claim quotes a source that was corrected since"),
    Rule("house-missing", "note", "Nobody is known to stand behind a source"),
    # Rules of the book
    Rule("rule-expression", "error", "A rule cannot be read"),
    Rule("rule-units", "error", "A rule relates what cannot be related"),
    Rule("rule-undecided", "note", "A rule cannot be decided"),
    Rule("rules-not-decided", "warning", "Rules were not worked out to the end"),
    Rule("conflict", "warning", "Claims cannot all be right"),
    Rule("conflict-settled", "note", "Claims cannot all be right, and the evidence says which is not"),
    Rule("conflict-reported", "note", "A rival value does not fit the rules"),
    Rule("tension", "note", "Claims sit badly together"),
    # Review
    Rule("review-thread", "error", "A review block contradicts itself"),
    Rule("approval-lapsed", "warning", "What was approved has changed since"),
    Rule("approval-grade-moved", "warning", "An approved claim has another grade now"),
    Rule("approval-provenance", "error", "An approval is not what git says"),
    Rule("thread-altered", "error", "An entry of a review thread was removed or altered"),
    Rule("approval-undecided", "warning", "Who committed an approval cannot be told"),
    # Gates: policies that a book names in book.yaml
    Rule("approved-fell", "error", "An approved claim has fallen below the grade that was approved"),
    Rule("conflict-without-note", "error", "A conflict has no note from the desk"),
    Rule("new-claim-one-house", "error", "A new claim has less than two independent houses"),
)

RULES: Final[dict[str, Rule]] = {rule.slug: rule for rule in _CATALOG}
"""All kinds of findings, by slug."""


def page(slug: str) -> str:
    """The page of prose on a kind of finding, in Markdown.

    Raises ``KeyError`` for a slug that is not in the catalogue.
    """
    rule = RULES[slug]
    return files(__package__).joinpath("pages", f"{rule.slug}.md").read_text(encoding="utf-8")
