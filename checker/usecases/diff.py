"""What a change does to a book: two states are read, graded by the same code, and compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from checker.assessment import Report
from checker.book import BookError, Contents, build_book, read_folder
from checker.changes import Comparison, compare
from checker.changes.baseline import against_baseline, against_before
from checker.changes.gates import change_gates
from checker.changes.relocation import former_folder
from checker.checks import Facts, run_checks
from checker.git import GitError
from checker.usecases.book_repository import BookRepository, open_book_repository
from checker.usecases.check import report_on
from checker.usecases.errors import UsageError
from checker.verification import Archive


@dataclass(frozen=True, slots=True)
class BookStates:
    """The files of a book before and after a change."""

    base: str
    """Description of the state before, for people."""

    head: str
    """Description of the state after."""

    start: str
    """The commit where the change left its base; empty if there is no commit yet."""

    before: Contents | None
    """None if there was no book."""

    after: Contents | None
    """None if there is no book any more."""

    schemas: tuple[str, ...]
    """Names of the schemas beside the book that changed."""

    moved: bool = False
    """Whether the book was in another folder before."""

    @property
    def same(self) -> bool:
        """Whether the book is where it was and nothing in its folder changed."""
        before, after = self.before, self.after
        if before is None or after is None or self.schemas or self.moved:
            return False
        # Findings of the folder are about what is not a file of the book, such as a broken link.
        same_files = before.files == after.files
        same_findings = set(before.findings) == set(after.findings)
        return same_files and same_findings and not after.unreadable


def read_states(
    repository: BookRepository, folder: Path, base: str, head: str | None = None
) -> BookStates:
    """The book at ``head``, or in the working tree, and where that left ``base``.

    The state before is that of the merge base: what others did on ``base`` since then is not part
    of this change.

    Raises ``UsageError`` if a revision is unknown, there is no merge base, or neither state has a
    book.
    """
    git = repository.git
    # A hook compares with HEAD, which does not exist before the first commit.
    if base == "HEAD" and head is None and git.unborn:
        return _before_the_first_commit(folder)
    try:
        start = git.merge_base(base, head or "HEAD")
        tip = git.commit(head) if head else None
        after = repository.contents(tip) if tip else _read_folder(folder)
        before, former = _read_before(repository, start, tip, after)
        schemas = repository.changed_schemas(start, tip)
    except GitError as error:
        raise UsageError(str(error)) from None
    _must_have_a_book(repository.folder or str(folder), base, head, (before, after))
    return BookStates(
        base=_described_start(start, base, former),
        head=_described_head(head, tip),
        start=start,
        before=before,
        after=after,
        schemas=schemas,
        moved=former is not None,
    )


def _must_have_a_book(
    folder: str, base: str, head: str | None, states: tuple[Contents | None, ...]
) -> None:
    if all(state is None for state in states):
        now = f"at {head}" if head else "now"
        raise UsageError(
            f"{folder} holds no book.yaml, neither at {base} nor {now}; name the folder of a claim "
            "book"
        )


def _described_head(head: str | None, tip: str | None) -> str:
    return f"{head} ({tip[:12]})" if tip else "the working tree"


def _read_before(
    repository: BookRepository, start: str, tip: str | None, after: Contents | None
) -> tuple[Contents | None, str | None]:
    """The book at the start, and its folder then if that was another one."""
    before = repository.contents(start, after)
    if before is not None or after is None:
        return before, None
    former = former_folder(repository.git, repository.folder, after.files, start, tip)
    if former is None:
        return None, None
    return replace(repository, folder=former).contents(start, after), former


def _described_start(start: str, base: str, former: str | None) -> str:
    """``7f3c…, where main was left, then in old/claims``."""
    described = start[:12]
    if not start.startswith(base):
        described += f", where {base} was left"
    if former is not None:
        described += f", then in {former or 'the root'}"
    return described


def _before_the_first_commit(folder: Path) -> BookStates:
    """Before the first commit there was nothing, and everything is new."""
    after = _read_folder(folder)
    if after is None:
        raise UsageError(
            f"{folder} holds no book.yaml, and nothing is committed; name the folder of a claim "
            "book"
        )
    return BookStates("nothing (there is no commit yet)", "the working tree", "", None, after, ())


def _read_folder(folder: Path) -> Contents | None:
    """The book in a folder; None if there is no book any more."""
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
    """Compares ``head``, or the working tree, with where it left ``base``. Writes nothing.

    Raises ``UsageError`` as ``read_states`` does.
    """
    repository = open_book_repository(folder)
    states = read_states(repository, folder, base, head)
    return compare_states(states, repository.name, archive, as_of)


def compare_states(
    states: BookStates, name: str, archive: Archive | None, as_of: str = ""
) -> Comparison:
    """Grades the two states and compares them.

    Findings that were there before are marked as known, and those of gates are added.
    """
    # The later state is read first, so that the earlier one can share its records and proofs.
    after = _report(states.after, name, archive, as_of)
    before = _report(states.before, name, archive, as_of, after)
    after = _with_gates(after, before.assessment.book.gates)
    return _judged(compare(before, after, states.schemas, (states.base, states.head)))


def _with_gates(after: Report, gates: tuple[str, ...]) -> Report:
    """A report under the gates of the state before as well: no change may remove its own gates."""
    book = after.assessment.book
    if set(gates) <= set(book.gates):
        return after
    every_gate = tuple(dict.fromkeys([*book.gates, *gates]))
    assessment = replace(after.assessment, book=replace(book, gates=every_gate))
    facts = Facts(assessment, date.fromisoformat(after.as_of) if after.as_of else None)
    findings = against_baseline(assessment.book, run_checks(facts))
    return replace(after, assessment=assessment).with_findings(findings)


def _judged(comparison: Comparison) -> Comparison:
    """A comparison whose findings are marked as new or known, with those of its gates added."""
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
    """The report on a book's files; without any, on an empty book that has no findings."""
    shared = reuse_from.assessment.book if reuse_from else None
    book = build_book(contents or Contents(name, {}), shared)
    # An empty book has findings of its own, such as a missing file; they are not about a change.
    if contents is None:
        book = replace(book, findings=(), broken=frozenset())
    return report_on(book, archive, as_of, reuse_from)
