"""A repository, found from a folder, and the questions that it answers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.git import people
from checker.git.commits import Commit, assemble, read_commit, signatures
from checker.git.history import Walk
from checker.git.people import Person
from checker.git.run import (
    BROKEN,
    PARTIAL,
    SHALLOW,
    Git,
    GitError,
    raw,
    text,
)
from checker.git.search import FoundRepository, find

_FULL = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_KINDS = {b"120000": "link", b"160000": "module"}
NAMES = ("-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", f"-O{os.devnull}")
_UNSET = (
    "git does not know who you are: run `git config user.name 'Your Name'` "
    "and `git config user.email you@example.org`"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry of a file in a tree."""

    kind: str
    """``file``, ``link`` or ``module``.

    The object of a link is its text; that of a module is a commit of another repository.
    """

    oid: str


class Repository:
    """Asks git, and remembers what cannot change: commits, people, histories.

    Paths start at ``root`` and have forward slashes. Every method raises ``GitError`` if git gives
    no answer.
    """

    def __init__(self, found: FoundRepository) -> None:
        self.root: Path = found.git.folder
        """The top folder of the work tree; without one, the folder of the repository itself."""

        self.shallow: bool = found.shallow
        """Whether the clone has only a part of the history."""

        self._git = found.git
        self._work_tree = found.work_tree
        self._commits: dict[str, str] = {}
        self._people: dict[Person, Person] = {}
        self._walks: dict[str, Walk] = {}

    @classmethod
    def at(cls, folder: Path) -> Repository:
        """The repository of a folder; the folder itself need not exist any more.

        The environment of a hook (``GIT_DIR`` …) counts only if the folder has no repository.
        Raises ``GitError`` without git, without a repository, or if git does not trust it.
        """
        return cls(find(folder))

    def commit(self, name: str) -> str:
        """The full id of the commit with a name: a branch, tag, id, or ``HEAD~2``."""
        if name not in self._commits:
            # One process answers both; the second answer is only needed for the message.
            found = self._named(name, f"origin/{name}")
            if found[0] is None:
                raise GitError(self._unknown(name, found[1] is not None))
            if not _FULL.fullmatch(name):  # a branch may move while this process runs
                return found[0]
            self._commits[name] = found[0]
        return self._commits[name]

    @property
    def unborn(self) -> bool:
        """Whether the current branch has no commit yet."""
        return (
            self._named("HEAD")[0] is None
            and self._git.ask("symbolic-ref", "--quiet", "HEAD").status == 0
        )

    def _named(self, *names: str) -> list[str | None]:
        """The commit of each name; standard input is safe for names that begin with "-"."""
        if any(not name or re.search(r"[\n\r\0]", name) for name in names):
            return [None] * len(names)
        given = raw("".join(f"{name}^{{commit}}\n" for name in names))
        out = self._git.run("cat-file", "--batch-check=%(objectname) %(objecttype)", given=given)
        lines = text(out).split("\n")[: len(names)]
        matches = [re.fullmatch(r"([0-9a-f]{40,64}) commit", line) for line in lines]
        return [match[1] if match else None for match in matches]

    def _unknown(self, name: str, at_origin: bool) -> str:
        """Why no commit has a name, and what to do."""
        none_here = f"no commit is called {name!r} here"
        if at_origin:
            return f"{none_here}, but there is 'origin/{name}': use that name"
        is_null_id = name.strip("0") == "" and len(name) >= 40
        if is_null_id:
            # CI systems give this id as the state before the first push of a branch.
            return f"{name!r} is not a commit (a new branch has none before it): name another one"
        if self.unborn:
            return f"{none_here}, and the current branch has no commits yet: commit first"
        if self.shallow:
            return f"{none_here}. {SHALLOW}"
        if _FULL.fullmatch(name):
            return (
                f"the commit {name} is not in this clone: fetch it, "
                "or name another one if a forced push removed it"
            )
        return f"{none_here}: check the names in `git branch --all` and `git tag`, or fetch it"

    def merge_base(self, one: str, other: str) -> str:
        """The newest commit that two commits have in common."""
        answer = self._git.ask("merge-base", self.commit(one), self.commit(other))
        if answer.status == 0:
            return text(answer.out).split()[0]
        # Status 1 means that there is no such commit; anything else is a failure.
        if answer.status != 1:
            raise GitError(f"git merge-base failed: {answer.reason}. {BROKEN}")
        if self.shallow:
            raise GitError(f"{one!r} and {other!r} have no commit in common here. {SHALLOW}")
        raise GitError(
            f"{one!r} and {other!r} have no commit in common: compare commits of one history"
        )

    def below(self, folder: Path) -> str:
        """The path of a folder, which need not exist, below the root; ``""`` for the root."""
        try:
            path = folder.resolve().relative_to(self.root.resolve())
        except (ValueError, OSError, RuntimeError) as problem:
            message = f"{folder} is not in the repository {self.root}: name a folder in it"
            raise GitError(message) from problem
        if path == Path():
            return ""
        return text(os.fsencode(path.as_posix()))

    def tree(self, commit: str, folder: str) -> dict[str, Entry]:
        """All files in a folder, by their path in it; empty if there is no such folder."""
        folder = _tidy(folder)
        start = f"{folder}/" if folder else ""
        return {
            path.removeprefix(start): entry
            for path, entry in self._listed("-r", self.commit(commit), folder).items()
            if path.startswith(start)
        }

    def _listed(self, option: str, commit: str, path: str) -> dict[str, Entry]:
        only = ("--", path) if path else ()
        out = self._git.run("ls-tree", option, "-z", "--full-tree", commit, *only)
        found = {}
        for line in out.split(b"\0")[:-1]:
            words, _, name = line.partition(b"\t")
            mode, kind, oid = words.split()
            if kind != b"tree":
                found[text(name)] = Entry(_KINDS.get(mode, "file"), oid.decode("ascii"))
        return found

    def blobs(self, oids: Iterable[str]) -> dict[str, bytes]:
        """The contents of files, by object id. One process reads them all."""
        return self._objects(oids, b"blob")

    def blob(self, commit: str, path: str) -> bytes | None:
        """The contents of the file at a path; None if it is missing, or is not a file."""
        path = _tidy(path)
        if not path:
            return None
        entry = self._listed("--full-tree", self.commit(commit), path).get(path)
        if entry is None or entry.kind != "file":
            return None
        return self.blobs([entry.oid])[entry.oid]

    def _objects(self, oids: Iterable[str], kind: bytes) -> dict[str, bytes]:
        wanted = list(dict.fromkeys(oids))
        # Git also takes short ids and names, but then an answer does not match its question.
        if wrong := [oid for oid in wanted if not _FULL.fullmatch(oid)]:
            raise GitError(f"{wrong[0]!r} is not an object id: give it in full")
        if not wanted:
            return {}
        answer = self._git.ask(
            "cat-file", "--batch", "--buffer", given="".join(f"{oid}\n" for oid in wanted).encode()
        )
        # The output has "id kind size", a line break, the content and a line break for each object.
        found = {}
        offset = 0
        for oid in wanted:
            line_end = answer.out.find(b"\n", offset)
            words = answer.out[offset:line_end].split() if line_end >= 0 else []
            if len(words) != 3 or words[1] != kind:
                raise GitError(self._absent(oid, words, kind.decode()))
            start = line_end + 1
            end = start + int(words[2])
            found[oid] = answer.out[start:end]
            offset = end + 1
        return found

    def _absent(self, oid: str, words: Sequence[bytes], kind: str) -> str:
        if len(words) == 3:
            return f"the object {oid} is a {words[1].decode()}, not a {kind}: name another one"
        filters = r"^remote\..*\.(promisor|partialclonefilter)$"
        is_partial = self._git.ask("config", "--get-regexp", filters).status == 0
        remedy = SHALLOW if self.shallow else BROKEN
        return f"the object {oid} is not in this clone. {PARTIAL if is_partial else remedy}"

    def commits(
        self, since: str | None, until: str, paths: Sequence[str] = (), signatures: bool = False
    ) -> tuple[Commit, ...]:
        """The commits of ``until`` that ``since`` does not have (None: all), newest first.

        A parent never comes before its child. With ``paths``, only commits that changed one of
        them, on every side of every merge; a merge if it differs there from any of its parents.
        Checking signatures is slow.
        """
        limits = [self.commit(until)]
        if since is not None:
            limits.append(f"^{self.commit(since)}")
        tidy = [_tidy(path) for path in paths]
        only = tidy if all(tidy) else []  # an empty path is the root, so nothing is left out
        out = self._git.run("rev-list", "--topo-order", "--full-history", *limits, "--", *only)
        return self._loaded(text(out).split(), signatures)

    def _loaded(self, oids: Sequence[str], check: bool = False) -> tuple[Commit, ...]:
        read = [read_commit(oid, data) for oid, data in self._objects(oids, b"commit").items()]
        self._learn(person for one in read for person in one.people)
        checked = signatures(self._git, [one.oid for one in read if one.signed]) if check else {}
        return assemble(read, self._people, checked)

    def history(self, path: str, commit: str = "HEAD") -> tuple[tuple[Commit, str], ...]:
        """The versions of one file, newest first, each with the path that the file had then.

        A version differs from all parents. Renames, both sides of merges, and times when the file
        was deleted are followed (``checker.git.history``). A copy is another file. In a shallow
        clone, the oldest commit counts as the one that made the file.
        """
        walk = self._walk(commit)
        versions = walk.versions(_tidy(path)) if _tidy(path) else []
        commits = {one.oid: one for one in self._loaded([oid for oid, _ in versions])}
        return tuple((commits[oid], name) for oid, name in versions)

    def last_edits(
        self, path: str, commit: str, words: Callable[[str, str], str | None]
    ) -> tuple[Commit, ...]:
        """The commits that made the words that a file has as of a commit.

        ``words(commit, path)`` gives the words of a version, or None if the file is missing. In a
        merge, only the sides that have the same words are followed. If no side has them, the merge
        itself is an edit, and so is the last edit on each of its sides.
        """
        walk = self._walk(commit)
        edits, seen = set(), set()
        waiting = [(walk.start, _tidy(path))]
        while waiting:
            version = waiting.pop()
            if version in seen:
                continue
            seen.add(version)
            for one in walk.nearest(*version):
                same, other = _sides(walk, one, version[1], words)
                if not same:
                    edits.add(one)
                    is_merge = len(other) > 1
                    waiting += other if is_merge else []
                waiting += same
        return self._loaded([one for one in walk.graph() if one in edits])

    def before(self, start: str, commit: str, path: str) -> tuple[tuple[str, str], ...]:
        """The parents of a commit, each with the name that a file would have there.

        ``start`` is a commit whose history has ``commit``.
        """
        return tuple(self._walk(start).before(self.commit(commit), _tidy(path)))

    def between(self, since: str, until: str) -> tuple[str, ...]:
        """All commits of ``until`` that ``since`` does not have, children first."""
        parents = self._walk(until).graph()
        older, waiting = set(), [self.commit(since)]
        while waiting:
            one = waiting.pop()
            if one not in older:
                older.add(one)
                waiting += parents.get(one, ())
        return tuple(one for one in parents if one not in older)

    def touched(self, commits: Iterable[str]) -> frozenset[str]:
        """The paths at which commits differ from any of their parents."""
        given = "".join(f"{oid}\n" for oid in commits).encode()
        out = self._git.run(
            "diff-tree", "--stdin", "-r", "-m", "--root", "--no-commit-id", *NAMES, given=given
        )
        return frozenset(text(name) for name in out.split(b"\0") if name)

    def _walk(self, commit: str) -> Walk:
        start = self.commit(commit)
        return self._walks.setdefault(start, Walk(self._git, start))

    def changed(self, one: str, other: str | None, folder: str = "") -> tuple[str, ...]:
        """The paths that differ between two commits, sorted; both paths of a file that moved.

        If ``other`` is None, compares with the work tree, with new files that git does not ignore.
        """
        only = ("--", _tidy(folder)) if _tidy(folder) else ("--",)
        if other is not None:
            out = self._git.run(
                "diff-tree", "-r", *NAMES, self.commit(one), self.commit(other), *only
            )
        else:
            self._needs_work_tree()
            out = self._differing(self.commit(one), only)
            out += self._git.run("ls-files", "-z", "--others", "--exclude-standard", *only)
        return tuple(sorted({text(name).rstrip("/") for name in out.split(b"\0") if name}))

    def _differing(self, commit: str, only: Sequence[str]) -> bytes:
        """The paths that git tracks and that differ from a commit.

        Of files whose times have changed, only ``git diff`` compares the contents. It also writes
        the new times to the index, whatever the options, so it works on a copy of the index.
        """
        import shutil  # imported here, because most commands of the checker do not need them
        import tempfile

        index_path = text(self._git.run("rev-parse", "--git-path", "index")).removesuffix("\n")
        index = self.root / index_path
        with tempfile.TemporaryDirectory(prefix="checker-") as folder:
            copy = Path(folder) / "index"
            if index.exists():
                shutil.copy2(index, copy)  # with its time, which tells git which files to compare
            git = Git(self.root, {**self._git.variables, "GIT_INDEX_FILE": str(copy)})
            return git.run("diff", *NAMES, "--no-relative", "--no-color", commit, *only)

    def dirty(self, path: str) -> bool:
        """Whether a file, or any file in a folder, differs from HEAD.

        It may be changed, staged, deleted, or new, even if git ignores it. Line ends that git
        converts are not a change; ``git status`` would report them, because the size differs.
        """
        self._needs_work_tree()
        only = ("--", _tidy(path)) if _tidy(path) else ("--",)
        head = self._named("HEAD")[0]
        if head is None:  # no commit yet: compare with the empty tree
            head = text(self._git.run("hash-object", "-t", "tree", "--stdin")).strip()
        return bool(
            self._git.run("diff-index", "--cached", *NAMES, head, *only)
            or self._git.run("ls-files", "-z", "--others", *only)
            or self._differing(head, only)
        )

    def _needs_work_tree(self) -> None:
        if not self._work_tree:
            raise GitError(
                f"{self.root} has no work tree: use a clone that has one, or name two commits"
            )

    def identity(self) -> Person:
        """The author of a commit made here now.

        Git takes it from its settings, or from ``GIT_AUTHOR_NAME`` and ``GIT_AUTHOR_EMAIL``.
        """
        # Otherwise git would make up an address from the names of the user and the machine.
        answer = self._git.ask("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
        person = people.identity(text(answer.out))
        if answer.status or not person.name or not person.email:
            raise GitError(_UNSET)
        return self.canonical(person)

    def canonical(self, person: Person) -> Person:
        """The person with the name and address that ``.mailmap`` prefers."""
        asked = people.plain(person.name, person.email)
        self._learn([asked])
        return self._people[asked]

    def _learn(self, persons: Iterable[Person]) -> None:
        self._people |= people.canonical(self._git, set(persons) - self._people.keys())


def _sides(
    walk: Walk, commit: str, path: str, words: Callable[[str, str], str | None]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The parents in which a file has the same words as in a commit, and those with other words.

    Each has the path that the file has there. Parents without the file are left out.
    """
    own = words(commit, path)
    same: list[tuple[str, str]] = []
    other: list[tuple[str, str]] = []
    for parent in walk.before(commit, path):
        theirs = words(*parent)
        if theirs is None:
            continue
        side = same if theirs == own else other
        side.append(parent)
    return same, other


def _tidy(path: str) -> str:
    """A path without slashes at its ends, or an empty text for the root."""
    return "" if path == "." else path.removeprefix("./").strip("/")
