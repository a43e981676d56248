"""A repository, found from a folder, and what may be asked of it."""

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
_UNSET = "git does not know who you are: `git config user.name 'Your Name'` and `git config user.email you@example.org`"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under a name in a tree."""

    kind: str
    """``file``, ``link`` (its object is the text of the link) or ``module`` (a commit of another repository)."""

    oid: str


class Repository:
    """Asks git, and remembers what cannot change: commits, persons, histories.

    Paths are below ``root`` with forward slashes. Every method raises ``GitError`` where git cannot say.
    """

    def __init__(self, place: FoundRepository) -> None:
        self.root: Path = place.git.folder
        """The top folder of the work tree; of a repository without one, the folder that is the repository."""

        self.shallow: bool = place.shallow
        """Whether the history was cut when it was cloned."""

        self._git = place.git
        self._work_tree = place.work_tree
        self._commits: dict[str, str] = {}
        self._people: dict[Person, Person] = {}
        self._walks: dict[str, Walk] = {}

    @classmethod
    def at(cls, folder: Path) -> Repository:
        """The repository that a folder lies in; the folder itself may be gone.

        The folder decides. What a hook's environment names (``GIT_DIR`` …) counts only where no
        repository is found from the folder. Raises ``GitError``: no git, no repository, or one that
        git does not trust.
        """
        return cls(find(folder))

    def commit(self, name: str) -> str:
        """The full object id of the commit that a name (branch, tag, id, ``HEAD~2``) stands for."""
        if name not in self._commits:
            found = self._named(name, f"origin/{name}")
            if found[0] is None:
                raise GitError(self._unknown(name, found[1] is not None))
            if not _FULL.fullmatch(name):  # a branch may move while the process lives
                return found[0]
            self._commits[name] = found[0]
        return self._commits[name]

    @property
    def unborn(self) -> bool:
        """Whether the branch that is checked out has no commit yet."""
        return (
            self._named("HEAD")[0] is None
            and self._git.ask("symbolic-ref", "--quiet", "HEAD").status == 0
        )

    def _named(self, *names: str) -> list[str | None]:
        """Through standard input, where a name that begins with "-" is a name like any other."""
        if any(not name or re.search(r"[\n\r\0]", name) for name in names):
            return [None] * len(names)
        given = raw("".join(f"{name}^{{commit}}\n" for name in names))
        lines = text(
            self._git.run("cat-file", "--batch-check=%(objectname) %(objecttype)", given=given)
        ).split("\n")
        found = (re.fullmatch(r"([0-9a-f]{40,64}) commit", line) for line in lines)
        return [match[1] if match else None for match in found][: len(names)]

    def _unknown(self, name: str, at_origin: bool) -> str:
        if at_origin:
            return f"no commit is called {name!r} here, but there is 'origin/{name}': say that"
        if name.strip("0") == "" and len(name) >= 40:
            return f"{name!r} stands for no commit (a new branch has none before it): name one to compare with"
        if self.unborn:
            return f"no commit is called {name!r} here, and the branch that is checked out has none yet: commit first"
        if self.shallow:
            return f"no commit is called {name!r} here. {SHALLOW}"
        if _FULL.fullmatch(name):
            return f"the commit {name} is not in this clone: fetch it; if it was forced off its branch, name another one"
        return f"no commit is called {name!r} here: look at `git branch --all` and `git tag`, or fetch it"

    def merge_base(self, one: str, other: str) -> str:
        """The commit that two commits have in common, the newest such."""
        answer = self._git.ask("merge-base", self.commit(one), self.commit(other))
        if answer.status == 0:
            return text(answer.out).split()[0]
        if answer.status != 1:
            raise GitError(f"git merge-base failed: {answer.reason}. {BROKEN}")
        if self.shallow:
            raise GitError(f"{one!r} and {other!r} have no commit in common here. {SHALLOW}")
        raise GitError(
            f"{one!r} and {other!r} have no commit in common: compare commits of one history"
        )

    def below(self, folder: Path) -> str:
        """The path of a folder below the root, ``""`` for the root itself; it need not be there any more."""
        try:
            path = folder.resolve().relative_to(self.root.resolve())
        except (ValueError, OSError, RuntimeError) as problem:
            raise GitError(
                f"{folder} does not lie in the repository {self.root}: name a folder in it"
            ) from problem
        return (
            ""
            if path == Path()
            else os.fsencode(path.as_posix()).decode("utf-8", "surrogateescape")
        )

    def tree(self, commit: str, folder: str) -> dict[str, Entry]:
        """All files below a folder, by their path below it; none if there is no such folder."""
        folder = _tidy(folder)
        start = f"{folder}/" if folder else ""
        return {
            path.removeprefix(start): entry
            for path, entry in self._listed("-r", self.commit(commit), folder).items()
            if path.startswith(start)
        }

    def _listed(self, option: str, commit: str, path: str) -> dict[str, Entry]:
        only = ("--", path) if path else ()
        lines = self._git.run("ls-tree", option, "-z", "--full-tree", commit, *only).split(b"\0")[
            :-1
        ]
        found = {}
        for line in lines:
            words, _, name = line.partition(b"\t")
            mode, kind, oid = words.split()
            if kind != b"tree":
                found[text(name)] = Entry(_KINDS.get(mode, "file"), oid.decode("ascii"))
        return found

    def blobs(self, oids: Iterable[str]) -> dict[str, bytes]:
        """The contents of files, by object id; one process for all."""
        return self._objects(oids, b"blob")

    def blob(self, commit: str, path: str) -> bytes | None:
        """The file at a path; None if there is none (a folder, a link, a module is none)."""
        entry = (
            self._listed("--full-tree", self.commit(commit), _tidy(path)).get(_tidy(path))
            if _tidy(path)
            else None
        )
        return self.blobs([entry.oid])[entry.oid] if entry and entry.kind == "file" else None

    def _objects(self, oids: Iterable[str], kind: bytes) -> dict[str, bytes]:
        wanted = list(dict.fromkeys(oids))
        if wrong := [oid for oid in wanted if not _FULL.fullmatch(oid)]:
            raise GitError(f"{wrong[0]!r} is no object id: give it in full")
        if not wanted:
            return {}
        answer = self._git.ask(
            "cat-file", "--batch", "--buffer", given="".join(f"{oid}\n" for oid in wanted).encode()
        )
        found = {}
        place = 0
        for oid in wanted:
            end = answer.out.find(b"\n", place)
            words = answer.out[place:end].split() if end >= 0 else []
            if len(words) != 3 or words[1] != kind:
                raise GitError(self._absent(oid, words, kind.decode()))
            size = int(words[2])
            found[oid] = answer.out[end + 1 : end + 1 + size]
            place = end + 1 + size + 1
        return found

    def _absent(self, oid: str, words: Sequence[bytes], kind: str) -> str:
        if len(words) == 3:
            return f"the object {oid} is a {words[1].decode()}, no {kind}: ask for another one"
        partial = (
            self._git.ask(
                "config", "--get-regexp", r"^remote\..*\.(promisor|partialclonefilter)$"
            ).status
            == 0
        )
        return f"the object {oid} is not in this clone. {PARTIAL if partial else SHALLOW if self.shallow else BROKEN}"

    def commits(
        self, since: str | None, until: str, paths: Sequence[str] = (), signatures: bool = False
    ) -> tuple[Commit, ...]:
        """The commits of ``until`` that are not of ``since`` (None: all), newest first, no child after its parent.

        With paths, those that changed one of them, on every side of every merge; a merge, if it differs
        from any of its parents there. Signatures are checked if asked for, which is slow.
        """
        limits = (self.commit(until), *([f"^{self.commit(since)}"] if since is not None else []))
        tidy = [_tidy(path) for path in paths]
        only = tidy if all(tidy) else []  # the root is everything
        out = self._git.run("rev-list", "--topo-order", "--full-history", *limits, "--", *only)
        return self._loaded(text(out).split(), signatures)

    def _loaded(self, oids: Sequence[str], check: bool = False) -> tuple[Commit, ...]:
        read = [read_commit(oid, data) for oid, data in self._objects(oids, b"commit").items()]
        self._learn(person for one in read for person in one.people)
        checked = signatures(self._git, [one.oid for one in read if one.signed]) if check else {}
        return assemble(read, self._people, checked)

    def history(self, path: str, commit: str = "HEAD") -> tuple[tuple[Commit, str], ...]:
        """The versions of one file, newest first, each with the path that the file had then.

        A version is what differs from all parents; renames, both sides of merges, and gaps are followed
        (``checker.git.history``). A copy is another file. In a shallow clone the oldest commit is
        taken for the one that made the file.
        """
        walk = self._walk(commit)
        versions = walk.versions(_tidy(path)) if _tidy(path) else []
        commits = {one.oid: one for one in self._loaded([oid for oid, _ in versions])}
        return tuple((commits[oid], name) for oid, name in versions)

    def last_edits(
        self, path: str, commit: str, words: Callable[[str, str], str | None]
    ) -> tuple[Commit, ...]:
        """The commits that made what a file says as of a commit, by ``words(commit, path)``; None: it is not there.

        Of a merge, only the sides that say the same are followed. One that says what no side does is an edit
        by itself, and so is the last on each side that it was made from.
        """
        walk = self._walk(commit)
        found, seen = set(), set()
        waiting = [(walk.start, _tidy(path))]
        while waiting:
            place = waiting.pop()
            for one in walk.nearest(*place) if place not in seen else ():
                name, mine = place[1], words(one, place[1])
                before = {
                    where: said
                    for where in walk.before(one, name)
                    if (said := words(*where)) is not None
                }
                same = [where for where, said in before.items() if said == mine]
                if not same:
                    found.add(one)
                waiting += same or (before if len(before) > 1 else ())
            seen.add(place)
        return self._loaded([one for one in walk.graph() if one in found])

    def before(self, start: str, commit: str, path: str) -> tuple[tuple[str, str], ...]:
        """The parents of a commit in the history of ``start``, each with the name that a file would have there."""
        return tuple(self._walk(start).before(self.commit(commit), _tidy(path)))

    def between(self, since: str, until: str) -> tuple[str, ...]:
        """The commits of ``until`` that are not of ``since``, children first, whatever they changed."""
        parents = self._walk(until).graph()
        known, waiting = set(), [self.commit(since)]
        while waiting:
            one = waiting.pop()
            if one not in known:
                known.add(one)
                waiting += parents.get(one, ())
        return tuple(one for one in parents if one not in known)

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
        """The paths that differ between two commits, sorted; of what moved, the old and the new one.

        ``other`` None: the work tree, new files included unless git ignores them.
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

        On a copy of the index: ``git diff`` looks into files whose times alone have changed, as the
        plumbing does not, but notes their times in the index when it is done, whatever it is told.
        """
        import shutil  # with what it brings, here: most commands of the outlet never need it
        import tempfile

        index = self.root / text(self._git.run("rev-parse", "--git-path", "index")).removesuffix(
            "\n"
        )
        with tempfile.TemporaryDirectory(prefix="checker-") as folder:
            copy = Path(folder) / "index"
            if index.exists():
                shutil.copy2(index, copy)  # with its time: git distrusts files that are not older
            git = Git(self.root, {**self._git.variables, "GIT_INDEX_FILE": str(copy)})
            return git.run("diff", *NAMES, "--no-relative", "--no-color", commit, *only)

    def dirty(self, path: str) -> bool:
        """Whether a file, or any in a folder, is not what HEAD has: changed, staged, new (ignored ones too), gone.

        Line ends that git converts are no change. ``git status`` would not do: it takes a file of another
        size for a changed one.
        """
        self._needs_work_tree()
        only = ("--", _tidy(path)) if _tidy(path) else ("--",)
        head = (
            self._named("HEAD")[0]
            or text(self._git.run("hash-object", "-t", "tree", "--stdin")).strip()
        )
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
        """Who would be the author of a commit made here now: git's settings, or ``GIT_AUTHOR_NAME`` and ``_EMAIL``."""
        answer = self._git.ask("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
        person = people.identity(text(answer.out))
        if answer.status or not person.name or not person.email:
            raise GitError(_UNSET)
        return self.canonical(person)

    def canonical(self, person: Person) -> Person:
        """The person as ``.mailmap`` has them."""
        asked = people.plain(person.name, person.email)
        self._learn([asked])
        return self._people[asked]

    def _learn(self, persons: Iterable[Person]) -> None:
        self._people |= people.canonical(self._git, set(persons) - self._people.keys())


def _tidy(path: str) -> str:
    """A path without slashes at its ends; empty for the root."""
    return "" if path == "." else path.removeprefix("./").strip("/")
