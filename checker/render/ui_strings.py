"""What a report says between the facts: headings, labels, heads of tables."""

from __future__ import annotations

from typing import Final

from checker.render.i18n import N_, Translated

WORDS: Final = Translated(
    {
        "brief": N_("What an editor must know"),
        "contents": N_("Contents"),
        "glance": N_("Claims at a glance"),
        "claim": N_("Claim"),
        "verdict": N_("Verdict"),
        "page": N_("Page"),
        "of": N_("of"),
        "disagreements": N_("What cannot all be right"),
        "undecided": N_("Not decided"),
        "histories": N_("Through the stages"),
        "timelines": N_("What happened when"),
        "parts": N_("Parts of a whole"),
        "resolution": N_("Resolved"),
        "ask": N_("Ask"),
        "rules": N_("Rules"),
        "claims": N_("Claims"),
        "says": N_("says"),
        "inside": N_("in"),
        "weighs": N_("weight:"),
        "supporting": N_("For"),
        "contradicting": N_("Against"),
        "nothing-against": N_("no quote against it"),
        "nothing-for": N_("no quote for it"),
        "nothing": N_("No quote is for or against it."),
        "review": N_("Review"),
        "name": N_("Name"),
        "signature": N_("Signature"),
        "date": N_("Date"),
        "depends-on": N_("Depends on"),
        "does-not-fit": N_("Does not fit"),
        "note": N_("Note"),
        "finding": N_("Finding"),
        "findings": N_("Findings"),
        "sources": N_("Sources"),
        "text": N_("text"),
        "quoted-by": N_("Quoted by"),
        "marked": N_("those with †."),
        "coverage": N_("Coverage"),
        "coverage-note": N_(
            "Every sentence and every figure of a text is covered by a claim's quote, waived with "
            "a reason, or open. Their places in the texts were recorded when the quotes were "
            "proven."
        ),
        "figure-claim": N_("Claim"),
        "figure-says": N_("It says"),
        "figure-side": N_("Side"),
        "figure-otherwise": N_("Other reported values"),
        "method": N_("Method"),
        "method-note": N_(
            "Verdicts follow written rules from the evidence quoted here; none is a judgement of "
            "the matter itself."
        ),
        "rule": N_("Rule"),
        "result": N_("Result"),
        "with-values": N_("With values"),
        "unless": N_("unless"),
        "glossary": N_("Glossary"),
        "severity": N_("Severity"),
        "kind-and-claim": N_("Kind and claim"),
        "supported": N_("supported"),
        "contradicted": N_("contradicted"),
        "disputed": N_("disputed"),
        "unproven": N_("unproven"),
        "high": N_("high"),
        "moderate": N_("moderate"),
        "low": N_("low"),
        "strong": N_("strong"),
        "fair": N_("fair"),
        "weak": N_("weak"),
        "none": N_("none"),
        "text-verified": N_("verified"),
        "text-absent": N_("not available"),
        "text-changed": N_("changed"),
        "text-wrong-root": N_("not the recorded one"),
        "text-unreadable": N_("cannot be read"),
        "text-unproven": N_("never recorded"),
        "figure": N_("figure"),
        "event": N_("event"),
        "attribution": N_("attribution"),
        "draft": N_("draft"),
        "in-review": N_("in review"),
        "approved": N_("approved"),
        "returned": N_("returned"),
        "holds": N_("holds"),
        "broken": N_("broken"),
        "always": N_("always"),
        "normally": N_("normally"),
        "exclusive": N_("not both"),
    }
)
"""By the names that templates and renderers have for them."""

SEVERITIES: Final = Translated({"error": N_("error"), "warning": N_("warning"), "note": N_("note")})
"""Apart from the other words: a note is also a label."""

STATED: Final = Translated(
    {
        "publisher": N_("publisher"),
        "author": N_("author"),
        "published": N_("published"),
        "url": N_("address"),
    }
)
"""What sources state about themselves, beside their title."""

_TABLE_HEADS: Final = {
    "figure-heads": ("figure-claim", "figure-says", "figure-side", "figure-otherwise"),
    "rule-heads": ("rule", "result", "with-values"),
    "finding-heads": ("severity", "kind-and-claim", "finding"),
}


def heads(table: str) -> list[str]:
    """The heads of the columns of a table."""
    return [WORDS[name] for name in _TABLE_HEADS[table]]


def template_words() -> dict[str, str | list[str]]:
    """All of them as plain data, for templates that cannot look them up."""
    words: dict[str, str | list[str]] = dict(WORDS)
    words.update({table: heads(table) for table in _TABLE_HEADS})
    return words


def word(name: str) -> str:
    """The word for a value of an enumeration; the value itself if there is none."""
    return WORDS.get(name, name)


CONTROLS: Final = Translated(
    {
        "skip": N_("Skip to the contents"),
        "find": N_("Find claims"),
        "search": N_("Search"),
        "search-hint": N_("words of a statement, an id or a quote"),
        "key": N_("Alt+S to search, Escape to show everything"),
        "any": N_("any"),
        "topic": N_("Topic"),
        "clear": N_("Show everything"),
        "shown": N_("{0} of {1} claims shown"),
        "all": N_("All {1} claims shown"),
        "by": N_("filtered by"),
    }
)
"""The controls of the page; its script fills in ``{0}`` of ``{1}``."""
