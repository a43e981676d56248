"""The findings as SARIF 2.1.0 (OASIS standard, errata 01), as far as GitHub's code scanning reads
it.

What GitHub does beyond the standard, by its page “SARIF support for code scanning”: the keys of the
base and of known results (``uriBaseId``, ``baselineState``, ``suppressions``) are ignored, so
relative addresses must start at the root of the repository; a result that is missing counts as
fixed, so known findings are marked and not left out; of the fingerprints only
``primaryLocationLineHash`` is used; of more than 5,000 results the rest is dropped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

import regex

from checker import __version__
from checker.assessment import Report
from checker.assessment.fingerprints import fingerprints
from checker.book import Book
from checker.changes.baseline import BASELINE
from checker.findings import (
    FINDING_KINDS,
    Finding,
    FindingKind,
    Location,
    Severity,
    page,
)
from checker.render import formatting
from checker.render.source_locations import Utf16, file_path, words

MAXIMUM_RESULTS: Final = 5_000
MAXIMUM_BYTES: Final = 9_000_000
"""Of all results together, before compression: GitHub refuses more than 10 MB after it."""

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT: Final = "%SRCROOT%"
_DESCRIPTION: Final = 1_024
_MESSAGE: Final = 2_000
_ASIDE: Final = 500
_LINKS: Final = 10
"""Limit on related places, which the message links to."""

_RANKS: Final = {"error": "error", "warning": "warning", "note": "recommendation"}
_HEURISTIC: Final = frozenset({"origin-mixed", "quote-context", "quote-gap", "discrepancy"})
_LINK: Final = regex.compile(r"\](?=\()")
_LINK_TEXT: Final = regex.compile(r"([\\\[\]])")


def render(report: Report, book_path: str, *, compared: bool = False) -> str:
    """The findings, the most severe first, in one line of JSON.

    ``book_path`` is the book's folder below the root of the repository, with forward slashes; empty
    if it is the root. ``compared``: the findings were compared with those before a change, so
    unknown ones are new.
    """
    results, left_out = _results(report, book_path, compared)
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        invocation["toolExecutionNotifications"] = [_left_out(left_out, len(report.findings))]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver()},
                "invocations": [invocation],
                "automationDetails": {"id": f"{file_path('checker', words(book_path, _ASIDE))}/"},
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The root of the repository."}}
                },
                "columnKind": "utf16CodeUnits",
                "defaultEncoding": "utf-8",
                "newlineSequences": ["\r\n", "\r", "\n"],
                "results": results,
            }
        ],
    }
    return _dumps(log) + "\n"


def _dumps(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _driver() -> dict[str, Any]:
    """Every kind of finding, whether it occurs or not: GitHub expects the same rules of the same
    tool.
    """
    return {
        "name": "checker",
        "fullName": "checker, for books of claims",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in FINDING_KINDS.values()],
    }


def _rule(rule: FindingKind) -> dict[str, Any]:
    text = page(rule.slug).partition("\n")[2].strip()
    families = Counter(slug.partition("-")[0] for slug in FINDING_KINDS)
    family = rule.slug.partition("-")[0]
    precision = (
        "medium" if rule.slug in _HEURISTIC else "very-high" if rule.severity == "error" else "high"
    )
    return {
        "id": rule.slug,
        "name": "".join(part.capitalize() for part in rule.slug.split("-")),
        "shortDescription": {"text": words(rule.title, _DESCRIPTION)},
        "fullDescription": {"text": words(text.partition("\n\n")[0], _DESCRIPTION)},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "tags": ["fact-checking", family] if families[family] > 1 else ["fact-checking"],
            "precision": precision,
            "problem.severity": _RANKS[rule.severity],
        },
    }


def _results(
    report: Report, book_path: str, compared: bool
) -> tuple[list[dict[str, Any]], Counter[Severity]]:
    """The results that fit GitHub's limits, and how many of each severity do not.

    The standard wants ``baselineState`` and ``suppressions`` in every result of a run, or in none.
    """
    book, findings = report.assessment.book, report.findings
    place = Utf16(book.lines)
    index = {slug: number for number, slug in enumerate(FINDING_KINDS)}
    compared = compared or bool(book.baseline) or _has_known(findings)
    named = sorted(zip(findings, fingerprints(book, findings), strict=True), key=_most_severe)
    results: list[dict[str, Any]] = []
    size = 0
    for number, (item, name) in enumerate(named):
        result = _result(item, name, place, book_path)
        result["ruleIndex"] = index[item.kind]
        if compared:
            result |= _state(item, book, book_path)
        size += len(_dumps(result).encode()) + 1
        if number == MAXIMUM_RESULTS or size > MAXIMUM_BYTES:
            return results, Counter(left.severity for left, _name in named[number:])
        results.append(result)
    return results, Counter()


def _has_known(findings: Iterable[Finding]) -> bool:
    return any(item.known for item in findings)


def _most_severe(named: tuple[Finding, str]) -> tuple[int, bool, tuple[Location, str, str, str]]:
    """The order in which results are kept if not all fit: severe and new ones first."""
    item = named[0]
    return (-item.severity.rank, bool(item.known), item.order)


def _state(item: Finding, book: Book, book_path: str) -> dict[str, Any]:
    """Whether a finding is new; with a baseline, whether it is suppressed."""
    state: dict[str, Any] = {"baselineState": "unchanged" if item.known else "new"}
    if book.baseline:
        state["suppressions"] = _suppressions(item, book_path)
    return state


def _result(item: Finding, name: str, place: Utf16, book_path: str) -> dict[str, Any]:
    """One result; ``name`` is the fingerprint of the finding."""
    result = {
        "ruleId": item.kind,
        "level": item.severity.value,
        "message": {"text": _message(item)},
        "locations": [_location(place(item.location), book_path)],
        **_related(item, place, book_path),
        "partialFingerprints": {
            "primaryLocationLineHash": f"{name}:1",
            "checkerFinding/v1": name,
        },
    }
    if item.claim:
        result["properties"] = {"claim": words(item.claim, _ASIDE)}
    return result


def _message(item: Finding) -> str:
    """What is wrong, what to do, and links to related places by their ids (section 3.11.6)."""
    parts = [words(item.message, _MESSAGE) or FINDING_KINDS[item.kind].title]
    parts += [f"Hint: {hint}"] if (hint := words(item.hint, _ASIDE)) else []
    text = " ".join(map(_sentence, map(_no_link, parts)))
    links = [
        f"[{_linked(at, said)}]({number})"
        for number, (at, said) in enumerate(item.related[:_LINKS], 1)
    ]
    more = len(item.related) - len(links)
    links += [f"{formatting.plural(more, 'more place')}"] if more else []
    return f"{text} See {', '.join(links)}." if links else text


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _no_link(text: str) -> str:
    """Text of a book, in which nothing becomes a link."""
    return _LINK.sub("] ", text)


def _linked(at: Location, said: str) -> str:
    return _LINK_TEXT.sub(r"\\\1", words(said, _ASIDE) or words(f"{at.path}:{at.line}", _ASIDE))


def _location(at: Location, book_path: str) -> dict[str, Any]:
    address = file_path(book_path, at.path).encode("utf-8", "backslashreplace")
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(address, safe="/"), "uriBaseId": _ROOT},
            "region": {
                "startLine": at.line,
                "startColumn": at.column,
                "endLine": at.end_line,
                "endColumn": at.end_column,
            },
        }
    }


def _related(item: Finding, place: Utf16, book_path: str) -> dict[str, Any]:
    related = [
        {
            "id": number,
            **_location(place(at), book_path),
            **({"message": {"text": _no_link(text)}} if (text := words(said, _ASIDE)) else {}),
        }
        for number, (at, said) in enumerate(item.related[:_LINKS], 1)
    ]
    return {"relatedLocations": related} if related else {}


def _suppressions(item: Finding, book_path: str) -> list[dict[str, str]]:
    if item.known != BASELINE:
        return []
    entries = words(file_path(book_path, "baseline.yaml"), _ASIDE)
    return [
        {
            "kind": "external",
            "status": "accepted",
            "justification": f"An old baseline entry of the book, listed in {entries}.",
        }
    ]


def _left_out(counts: Counter[Severity], total: int) -> dict[str, Any]:
    listed = ", ".join(_plurals(counts))
    left_out = f"{sum(counts.values()):,} of {total:,} findings"
    text = f"{left_out} are left out here, the least severe: {listed}. “checker check” lists all."
    return {"level": "warning", "message": {"text": text}}


def _plurals(counts: Counter[Severity]) -> Iterable[str]:
    return (
        formatting.plural(counts[severity], severity) for severity in Severity if counts[severity]
    )
