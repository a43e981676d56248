"""The versions of one file, over merges, renames and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.git.run import Git, raw, text

LIMIT = "1000"
"""In a commit that adds and deletes more files than this, only unchanged files are recognised as moved."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What a commit did to a path, beside each parent."""

    letters: str
    """A letter a parent: A added, D deleted, M modified, T another type."""

    parents: tuple[str, ...]
    """The object that each parent has there."""

    oid: str
    """The object that the commit has there."""

    @property
    def is_version(self) -> bool:
        """Whether the file is there, and is not as a parent has it."""
        return "D" not in self.letters and self.oid not in self.parents


@dataclass(slots=True)
class Walk:
    """The history up to one commit, and what was learnt of it."""

    git: Git
    start: str
    _graph: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _touches: dict[str, dict[str, Touch]] = field(default_factory=dict)
    _changing: dict[str, frozenset[str]] = field(default_factory=dict)
    _renames: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def versions(self, path: str) -> list[tuple[str, str]]:
        """Commits that made a version of the file, newest first, with the path that it had there.

        Both sides of a merge are followed, so that nobody's version is hidden; a merge itself counts if
        its file is as no parent has it. A file that comes back after it was deleted goes on with its
        earlier versions. What stood under its name before it was moved there does not count; but of two
        files that swap their names, each keeps the history of its name.
        """
        interest: dict[str, set[str]] = {self.start: {path}}
        found = []
        for commit, parents in self.graph().items():
            for name in sorted(interest.pop(commit, ())):
                touch = self.touches(name).get(commit)
                if touch and touch.is_version:
                    found.append((commit, name))
                for parent, earlier in self._before(commit, parents, name):
                    interest.setdefault(parent, set()).add(earlier)
        return found

    def nearest(self, commit: str, path: str) -> list[str]:
        """The commits at which a path is otherwise than in a parent, and from which a commit has it unchanged."""
        self.touches(path)
        found, seen, waiting = [], set(), [commit]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if one in self._changing[path]:
                found.append(one)
            else:
                waiting += self.graph().get(one, ())
        return found

    def before(self, commit: str, path: str) -> list[tuple[str, str]]:
        """The parents of a commit, each with the name that a file had there if it was there at all."""
        return self._before(commit, self.graph().get(commit, ()), path)

    def _before(self, commit: str, parents: tuple[str, ...], name: str) -> list[tuple[str, str]]:
        touch = self.touches(name).get(commit)
        found = []
        for number, parent in enumerate(parents):
            earlier = self._earlier(parent, commit, name, touch.letters[number] if touch else "M")
            if earlier is not None:
                found.append((parent, earlier))
        return found

    def _earlier(self, parent: str, commit: str, name: str, letter: str) -> str | None:
        """The name that the file had in a parent; None if it was another file."""
        if letter == "A":
            return self.renames(parent, commit).get(name, name)
        if letter == "D" and name in self.renames(parent, commit).values():
            return None  # it lives on elsewhere
        return name

    def graph(self) -> dict[str, tuple[str, ...]]:
        """Every commit with its parents, children first."""
        if not self._graph:
            lines = text(
                self.git.run("rev-list", "--topo-order", "--parents", self.start)
            ).splitlines()
            self._graph = {commit: tuple(parents) for commit, *parents in map(str.split, lines)}
        return self._graph

    def touches(self, path: str) -> dict[str, Touch]:
        """By commit, what was done to a path; a merge only if it differs from all its parents."""
        if path not in self._touches:
            commits = self.git.run("rev-list", "--full-history", self.start, "--", path)
            self._changing[path] = frozenset(text(commits).split())
            out = self.git.run(
                "diff-tree", "--stdin", "-r", "-c", "--root", "--raw", "-z", "--no-renames", "--no-abbrev", "--", path,
                given=commits,
            )  # fmt: skip
            self._touches[path] = _parsed(out.split(b"\0")[:-1], raw(path))
        return self._touches[path]

    def renames(self, parent: str, commit: str) -> dict[str, str]:
        """By new name, the old name of every file that moved between two commits, those written over included."""
        if (parent, commit) not in self._renames:
            out = self.git.run(
                "diff-tree",
                "-r",
                "-B",
                "-M",
                f"-l{LIMIT}",
                "--diff-filter=R",
                "--raw",
                "-z",
                "--no-ext-diff",
                parent,
                commit,
            )
            parts = out.split(b"\0")[:-1]
            self._renames[parent, commit] = {
                text(new): text(old) for old, new in zip(parts[1::3], parts[2::3], strict=True)
            }
        return self._renames[parent, commit]


def _parsed(parts: Sequence[bytes], path: bytes) -> dict[str, Touch]:
    """Raw output of ``diff-tree``: a commit, then ``:mode… oid… letters`` and a name for each file."""
    found = {}
    commit = ""
    waiting = iter(parts)
    for part in waiting:
        if not part.startswith(b":"):
            commit = part.decode("ascii")
            continue
        name = next(waiting)
        colons = len(part) - len(part.lstrip(b":"))
        words = part[colons:].decode("ascii").split()
        oids = words[colons + 1 : -1]
        if name == path:
            found[commit] = Touch(words[-1], tuple(oids[:-1]), oids[-1])
    return found
