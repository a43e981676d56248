"""Dossiers: some claims of a book with everything they rest on, to be read by themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from checker.assessment import Report
from checker.render.edition import Selection, edition_of
from checker.render.edition.changes import changed_digest
from checker.usecases.diff import diff
from checker.usecases.errors import UsageError, unknown
from checker.usecases.report import Layout
from checker.verification import Archive


def dossier(report: Report, claims: Sequence[str], topics: Sequence[str], paper: str) -> Layout:
    """The claims and topics named; raises ``UsageError`` for one that the book does not have."""
    book = report.assessment.book
    _known("claim", claims, book.claims)
    _known("topic", topics, book.topics)
    claims, topics = tuple(dict.fromkeys(claims)), tuple(dict.fromkeys(topics))
    of_topics = {claim.id for claim in book.claims.values() if claim.topic in topics}
    chosen = frozenset(claims) | of_topics
    if not chosen:
        topic = "topic" if len(topics) == 1 else "topics"
        raise UsageError(f"there is no claim in the {topic} {', '.join(topics)}; choose another")
    names = [*claims, *topics]
    titles = [
        *(book.claims[name].statement for name in claims),
        *(book.topics[name].title for name in topics),
    ]
    # The name of the file has the first id only; a long list of ids would not fit.
    others = f"-and-{len(names) - 1}-more" if len(names) > 1 else ""
    stem = f"dossier-{names[0]}{others}"
    selection = Selection(chosen, f"Dossier: {' · '.join(titles)}")
    return Layout(edition_of(report, selection), stem, paper)


def dossier_of_change(
    folder: Path, base: str, archive: Archive | None, as_of: str, paper: str
) -> tuple[Report, Layout | None]:
    """The report on the book, and a dossier on the claims that a change since ``base`` affects.

    The dossier is None if the change affects no claim that is still there.

    Raises ``UsageError`` if there is no book or no such revision.
    """
    comparison = diff(folder, base, None, archive, as_of)
    report = comparison.after
    chosen = frozenset(comparison.touched) & frozenset(report.assessment.book.claims)
    if not chosen:
        return report, None
    selection = Selection(chosen, f"Dossier: what changed since {base}")
    edition = edition_of(report, selection, changed_digest(comparison, chosen))
    return report, Layout(edition, "dossier-changes", paper)


def _known(kind: str, names: Iterable[str], there: Collection[str]) -> None:
    for name in names:
        if name not in there:
            raise unknown(f"the book has no {kind}", name, there)
