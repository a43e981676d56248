"""What the printed report says between the facts: headings, labels, heads of tables."""

from __future__ import annotations

from typing import Final

from checker.render.formatting import COVERAGE_NOTE
from checker.render.sources import FIGURE_HEADERS

WORDS: Final = {
    "brief": "What an editor must know",
    "contents": "Contents",
    "glance": "Claims at a glance",
    "claim": "Claim",
    "verdict": "Verdict",
    "page": "Page",
    "of": "of",
    "disagreements": "What cannot all be right",
    "undecided": "Not decided",
    "histories": "Through the stages",
    "timelines": "What happened when",
    "parts": "Parts of a whole",
    "resolution": "Resolution",
    "ask": "Ask",
    "rules": "Rules",
    "claims": "Claims",
    "says": "says",
    "inside": "in",
    "weighs": "weighs",
    "supporting": "For",
    "contradicting": "Against",
    "nothing-against": "against: nothing quoted",
    "nothing-for": "for: nothing quoted",
    "nothing": "Nothing is quoted for or against it.",
    "review": "Review",
    "name": "Name",
    "signature": "Signature",
    "date": "Date",
    "depends-on": "Depends on",
    "does-not-fit": "Does not fit",
    "note": "Note",
    "finding": "Finding",
    "findings": "Findings",
    "sources": "Sources",
    "text": "text",
    "quoted-by": "Quoted by",
    "marked": "those with †.",
    "coverage": "Coverage",
    "coverage-note": COVERAGE_NOTE,
    "figure-heads": [head.capitalize() for head in FIGURE_HEADERS],
    "method": "Method",
    "method-note": "Verdicts follow written rules from the evidence quoted here; "
    "none is a judgement of the matter itself.",
    "rule-heads": ["Rule", "Result", "With values"],
    "unless": "unless",
    "glossary": "Glossary",
    "finding-heads": ["Severity", "Kind and claim", "Finding"],
}
"""By the names that the template has for them."""

CONTROLS: Final = {
    "skip": "Skip to the contents",
    "find": "Find claims",
    "search": "Search",
    "search-hint": "words of a statement, an id or a quote",
    "key": "Alt+S to search, Escape to show everything",
    "any": "any",
    "topic": "Topic",
    "clear": "Show everything",
    "shown": "{0} of {1} claims shown",
    "all": "All {1} claims shown",
    "by": "chosen by",
}
"""What the page has for who searches in it; ``{0}`` of ``{1}`` are filled in by its script."""
