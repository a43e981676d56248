"""The terms of a report, explained to first-time readers."""

from __future__ import annotations

from typing import Final

from checker.render.edition.model import Labelled
from checker.render.i18n import N_, _

_TERMS: Final = (
    (
        N_("approval"),
        N_("An editor's decision, bound to the claim, its evidence and its texts as read."),
    ),
    (N_("claim"), N_("One assertion that can be checked.")),
    (N_("conflict"), N_("Claims that cannot all be right, by rules that always hold.")),
    (
        N_("coverage"),
        N_("Whether each sentence of a text is quoted by a claim, waived with a reason, or open."),
    ),
    (
        N_("depends on"),
        N_("The quote, or the source, without which the verdict would be different."),
    ),
    (
        N_("discrepancy"),
        N_("Claims that do not normally go together; an exception may explain it."),
    ),
    (N_("evidence"), N_("A quote from a source, for or against a claim.")),
    (N_("finding"), N_("Something that the checker noticed: where it is, and what to do.")),
    (
        N_("independent outlet"),
        N_("An outlet that shares no owner and no copied text with the others."),
    ),
    (N_("line"), N_("All evidence of one side that comes from one origin.")),
    (
        N_("origin"),
        N_("Whose statement a quote gives: a person or body, the outlet itself, or nobody named."),
    ),
    (N_("outlet"), N_("Who publishes or owns a source.")),
    (
        N_("receipt"),
        N_("A proof that a quote is in a text, which can be checked without the text."),
    ),
    (
        N_("resolution"),
        N_("What would settle a conflict: which claims would be wrong, or read differently."),
    ),
    (N_("rule"), N_("A relation between claims that always or normally holds.")),
    (N_("stage"), N_("The point of a count or process at which a figure was given.")),
    (
        N_("verdict"),
        N_("What the evidence makes of a claim: supported, contradicted, disputed or unproven."),
    ),
)


def glossary() -> tuple[Labelled, ...]:
    """The terms with their meanings, by term."""
    terms = [Labelled(_(term), _(meaning)) for term, meaning in _TERMS]
    return tuple(sorted(terms, key=lambda item: item.label))
