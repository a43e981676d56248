"""What a change of a book does: two states of it read, graded by the same code, and compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from checker.book import BookError, Contents, build_book, read_folder
from checker.git import GitError
from checker.report import Comparison, Report, compare
from checker.report.fingerprints import fingerprints
from checker.report.gates import change_gates
from checker.report.known import against_before
from checker.report.model import summarize
from checker.usecases.check import report_on
from checker.usecases.errors import UsageProblem
from checker.usecases.revision import Revisions, open_revisions
from checker.verification import Archive


def diff(
    folder: Path, base: str, head: str | None = None, archive: Archive | None = None, as_of: str = ""
) -> Comparison:
    """What is otherwise at ``head`` (without it: in the working tree) than where it left ``base``.

    The state before is that of the merge base: what others did on ``base`` since is not this change's doing.
    Findings of the state after are marked as known ``before`` where they were, and those of gates added.

    Raises ``UsageProblem`` if a revision is unknown, there is no merge base, or neither side has a book.
    """
    revisions = open_revisions(folder)
    try:
        after_contents = _after(revisions, folder, head)
        start = revisions.repository.merge_base(base, head or "HEAD")
        tip = revisions.repository.commit(head) if head else None
        before_contents = revisions.contents(start, after_contents)
        schemas = revisions.schemas(start, tip)
    except GitError as error:
        raise UsageProblem(str(error)) from None
    if after_contents is None and before_contents is None:
        where = f"{revisions.folder or '.'} holds no book.yaml, neither at {base} nor {f'at {head}' if head else 'now'}"
        raise UsageProblem(f"{where}; name the folder of a claim book")
    after = _report(after_contents, revisions.name, archive, as_of)
    before = _report(before_contents, revisions.name, archive, as_of, after)
    names = f"{start[:12]}, where {base} was left", f"{head} ({tip[:12]})" if head and tip else "the working tree"
    return judged(compare(before, after, schemas, names))


def judged(comparison: Comparison) -> Comparison:
    """A comparison with the findings of its gates, and what was known before marked."""
    before, after = comparison.before, comparison.after
    book = after.case.book
    known = frozenset(fingerprints(before.case.book, before.findings))
    found = [*against_before(book, after.findings, known), *change_gates(comparison)]
    findings = tuple(sorted(found, key=lambda item: item.order))
    return replace(comparison, after=replace(after, findings=findings, summary=summarize(after.case, findings)))


def _after(revisions: Revisions, folder: Path, head: str | None) -> Contents | None:
    if head is not None:
        return revisions.contents(revisions.repository.commit(head))
    try:
        return read_folder(folder)
    except BookError:
        if (folder / "book.yaml").exists():
            raise
        return None


def _report(
    contents: Contents | None, name: str, archive: Archive | None, as_of: str, like: Report | None = None
) -> Report:
    """The report on a book's files; without any, on a book that holds nothing and has nothing wrong with it."""
    book = build_book(contents or Contents(name, {}), like.case.book if like else None)
    if contents is None:
        book = replace(book, findings=(), broken=frozenset())
    return report_on(book, archive, as_of, like)
