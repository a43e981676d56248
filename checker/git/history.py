"""The versions of one file, across merges, renames and times when it was deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.git.run import Git, raw, text

LIMIT = "1000"
"""Limit for git on renames: beyond this, only files with the same content count as moved."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What a commit did to a path, compared with each parent."""

    letters: str
    """One letter for each parent: A added, D deleted, M modified, T another type."""

    parents: tuple[str, ...]
    """The object that each parent has at the path."""

    oid: str
    """The object that the commit has at the path."""

    @property
    def is_version(self) -> bool:
        """Whether the file exists and differs from all parents."""
        return "D" not in self.letters and self.oid not in self.parents


@dataclass(slots=True)
class Walk:
    """The history up to one commit. It remembers what git has said about it."""

    git: Git
    start: str
    _graph: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _touches: dict[str, dict[str, Touch]] = field(default_factory=dict)
    _changing: dict[str, frozenset[str]] = field(default_factory=dict)
    _renames: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def versions(self, path: str) -> list[tuple[str, str]]:
        """The commits that made a version of a file, newest first, each with its path there.

        Both sides of a merge are followed, so that nobody's version is hidden. A merge itself
        counts if the file differs from all its parents. A file that comes back after it was deleted
        continues its earlier versions. Another file that had the name before this one was moved
        there does not count. Of two files that swap names, each keeps the history of its name.
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
        """The latest commits that changed a path and from which ``commit`` has it unchanged."""
        self.touches(path)
        # Without recursion: a history may be longer than Python's stack.
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
        """The parents of a commit, each with the name that a file would have there."""
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
            return None  # the parent's file was moved away, and this is another one
        return name

    def graph(self) -> dict[str, tuple[str, ...]]:
        """Every commit with its parents, children first."""
        if not self._graph:
            out = self.git.run("rev-list", "--topo-order", "--parents", self.start)
            lines = text(out).splitlines()
            self._graph = {commit: tuple(parents) for commit, *parents in map(str.split, lines)}
        return self._graph

    def touches(self, path: str) -> dict[str, Touch]:
        """What each commit did to a path; merges only if they differ from all their parents."""
        if path not in self._touches:
            # By default git leaves out sides of merges that did not matter in the end.
            commits = self.git.run("rev-list", "--full-history", self.start, "--", path)
            self._changing[path] = frozenset(text(commits).split())
            options = (
                "--stdin",
                "-r",
                "-c",
                "--root",
                "--raw",
                "-z",
                "--no-renames",
                "--no-abbrev",
            )
            out = self.git.run("diff-tree", *options, "--", path, given=commits)
            self._touches[path] = _parsed(out.split(b"\0")[:-1], raw(path))
        return self._touches[path]

    def renames(self, parent: str, commit: str) -> dict[str, str]:
        """The old name of every file that moved between two commits, by its new name.

        This includes files that were moved over others.
        """
        if (parent, commit) not in self._renames:
            # "-B" finds moves over an existing file, which would look like a change of that file.
            finding_moves = ("-B", "-M", f"-l{LIMIT}", "--diff-filter=R")
            form = ("-r", "--raw", "-z", "--no-ext-diff")
            out = self.git.run("diff-tree", *form, *finding_moves, parent, commit)
            parts = out.split(b"\0")[:-1]
            self._renames[parent, commit] = {
                text(new): text(old) for old, new in zip(parts[1::3], parts[2::3], strict=True)
            }
        return self._renames[parent, commit]


def _parsed(parts: Sequence[bytes], path: bytes) -> dict[str, Touch]:
    """The touches of a path in the raw output of ``diff-tree``, by commit.

    The output has the id of a commit, then ``:mode… oid… letters`` and a name for each file. A line
    begins with a colon for each parent.
    """
    found = {}
    commit = ""
    remaining = iter(parts)
    for part in remaining:
        if not part.startswith(b":"):
            commit = part.decode("ascii")
            continue
        name = next(remaining)
        parent_count = len(part) - len(part.lstrip(b":"))
        words = part[parent_count:].decode("ascii").split()
        oids = words[parent_count + 1 : -1]
        if name == path:
            found[commit] = Touch(words[-1], tuple(oids[:-1]), oids[-1])
    return found
