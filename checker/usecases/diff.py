"""What a change of a book does: two states of it read, graded by the same code, and compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from checker.assessment import Report
from checker.book import BookError, Contents, build_book, read_folder
from checker.changes import Comparison, compare
from checker.changes.baseline import against_baseline, against_before
from checker.changes.gates import change_gates
from checker.checks import run_checks
from checker.git import GitError
from checker.usecases.check import report_on
from checker.usecases.errors import UsageError
from checker.usecases.relocation import former_folder
from checker.usecases.book_repository import BookRepository, open_book_repository
from checker.verification import Archive


@dataclass(frozen=True, slots=True)
class BookStates:
    """The files of a book on both sides of a change."""

    base: str
    """What the state before is called."""

    head: str
    start: str
    """The commit at which the change left its base; empty if there is no commit yet."""

    before: Contents | None
    """None if there is no book on that side."""

    after: Contents | None
    schemas: tuple[str, ...]
    """Names of the schemas beside the book that are others."""

    moved: bool = False
    """Whether the book lay in another folder before."""

    @property
    def same(self) -> bool:
        """Whether a book is there, where it was, and nothing of it changed: no file, nor what is there and none."""
        one, other = self.before, self.after
        if one is None or other is None or self.schemas or self.moved:
            return False
        return (
            one.files == other.files
            and set(one.findings) == set(other.findings)
            and not other.unreadable
        )


def read_states(revisions: BookRepository, folder: Path, base: str, head: str | None = None) -> BookStates:
    """The book at ``head`` (without it: in the working tree), and where that left ``base``.

    The state before is that of the merge base: what others did on ``base`` since is not this change's doing.

    Raises ``UsageError`` if a revision is unknown, there is no merge base, or neither side has a book.
    """
    if base == "HEAD" and head is None and revisions.repository.unborn:
        return _first(folder)
    try:
        start = revisions.repository.merge_base(base, head or "HEAD")
        tip = revisions.repository.commit(head) if head else None
        after = revisions.contents(tip) if tip else _folder(folder)
        before, moved = _before(revisions, start, tip, after)
        schemas = revisions.schemas(start, tip)
    except GitError as error:
        raise UsageError(str(error)) from None
    if after is None and before is None:
        sides = f"neither at {base} nor {f'at {head}' if head else 'now'}"
        raise UsageError(
            f"{revisions.folder or folder} holds no book.yaml, {sides}; name the folder of a claim book"
        )
    return BookStates(
        base=(f"{start[:12]}, where {base} was left" if not start.startswith(base) else start[:12])
        + moved,
        head=f"{head} ({tip[:12]})" if head and tip else "the working tree",
        start=start,
        before=before,
        after=after,
        schemas=schemas,
        moved=bool(moved),
    )


def _before(
    revisions: BookRepository, start: str, tip: str | None, after: Contents | None
) -> tuple[Contents | None, str]:
    """The book at the start, wherever it lay then; and where, if that was elsewhere."""
    before = revisions.contents(start, after)
    if before is None and after is not None:
        former = former_folder(revisions.repository, revisions.folder, after.files, start, tip)
        if former is not None:
            return replace(revisions, folder=former).contents(
                start, after
            ), f", then in {former or 'the root'}"
    return before, ""


def _first(folder: Path) -> BookStates:
    """Before the first commit: there was nothing, and everything is new."""
    after = _folder(folder)
    if after is None:
        raise UsageError(
            f"{folder} holds no book.yaml, and nothing is committed; name the folder of a claim book"
        )
    return BookStates("nothing (there is no commit yet)", "the working tree", "", None, after, ())


def _folder(folder: Path) -> Contents | None:
    """The book in a folder, or None if it is gone."""
    try:
        return read_folder(folder)
    except BookError as error:
        if (folder / "book.yaml").exists():
            raise UsageError(str(error)) from None
        return None


def diff(
    folder: Path,
    base: str,
    head: str | None = None,
    archive: Archive | None = None,
    as_of: str = "",
) -> Comparison:
    """What is otherwise at ``head``, or in the working tree, than where it left ``base``. Writes nothing.

    Raises ``UsageError`` as ``read_states`` does.
    """
    revisions = open_book_repository(folder)
    return compare_states(read_states(revisions, folder, base, head), revisions.name, archive, as_of)


def compare_states(sides: BookStates, name: str, archive: Archive | None, as_of: str = "") -> Comparison:
    """The two sides graded and compared.

    Findings of the state after are marked as known ``before`` where they were, and those of gates added.
    """
    after = _report(sides.after, name, archive, as_of)
    before = _report(sides.before, name, archive, as_of, after)
    after = _with_gates(after, before.assessment.book.gates)
    return _judged(compare(before, after, sides.schemas, (sides.base, sides.head)))


def _with_gates(after: Report, gates: tuple[str, ...]) -> Report:
    """A report by the gates of the state before as well: no change lifts the bar that it has to pass."""
    book = after.assessment.book
    if set(gates) <= set(book.gates):
        return after
    assessment = replace(
        after.assessment, book=replace(book, gates=tuple(dict.fromkeys([*book.gates, *gates])))
    )
    return replace(after, assessment=assessment).with_findings(
        against_baseline(assessment.book, run_checks(assessment))
    )


def _judged(comparison: Comparison) -> Comparison:
    """A comparison with what was known before marked, and the findings of its gates."""
    before, after = comparison.before, comparison.after
    findings = [*against_before(before, after, comparison.renamed), *change_gates(comparison)]
    return replace(comparison, after=after.with_findings(findings))


def _report(
    contents: Contents | None,
    name: str,
    archive: Archive | None,
    as_of: str,
    reuse_from: Report | None = None,
) -> Report:
    """The report on a book's files; without any, on a book that holds nothing and has nothing wrong with it."""
    book = build_book(
        contents or Contents(name, {}), reuse_from.assessment.book if reuse_from else None
    )
    if contents is None:
        book = replace(book, findings=(), broken=frozenset())
    return report_on(book, archive, as_of, reuse_from)
