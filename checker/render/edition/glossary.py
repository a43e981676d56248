"""The words of a report, for who reads one for the first time."""

from __future__ import annotations

from typing import Final

from checker.render.edition.model import Labelled

GLOSSARY: Final = tuple(
    Labelled(word, meaning)
    for word, meaning in (
        (
            "approval",
            "An editor's named act, bound to the claim, its evidence and its texts as they were read.",
        ),
        ("claim", "One assertion that can be checked."),
        ("conflict", "Claims that cannot all be right, by rules that always hold."),
        (
            "coverage",
            "Whether each sentence of a text is quoted by a claim, waived with a reason, or open.",
        ),
        ("evidence", "A quote from a source, for or against a claim."),
        ("finding", "Something that the checker noticed, with its place and what to do."),
        (
            "depends on",
            "The one quote, or the one source, without which the verdict would be another.",
        ),
        ("outlet", "Who stands behind a source: its publisher or owner."),
        ("line", "All evidence of one side that is the word of one origin."),
        (
            "origin",
            "Whose word a quote carries: a person or body, the outlet itself, or somebody unnamed.",
        ),
        (
            "receipt",
            "A proof that a quote stands in a text, which can be checked without the text.",
        ),
        ("resolution", "What to disbelieve, or to read differently, so that a conflict ends."),
        ("rule", "A relation between claims that always or normally holds."),
        ("stage", "At what point of a count or process a figure was given."),
        (
            "discrepancy",
            "Claims that do not fit by what is normally so; an exception may excuse it.",
        ),
        (
            "verdict",
            "What the evidence quoted makes of a claim: supported, contradicted, disputed or unproven.",
        ),
        (
            "independent_outlet",
            "An outlet that relays a line; outlets that copied from each other are one.",
        ),
    )
)
