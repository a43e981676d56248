"""Random edits of random files of the base book, for the properties of two states of one book."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from checker.book import Contents
from checker.book.folder import read_folder

from .conftest import SPECIMENS

BASE = SPECIMENS / "base"
ARCHIVE = SPECIMENS / "archive"

SWAPS = (
    ("value: 15", "value: 16"), ("value: 8", "value: 9"), ("value: 14", "value: 12"),
    ("value: 23", "value: 24"), ("votes-for", "votes-yes"), ("origin: clerk", "origin: mayor"),
    ("origin: surveyor", "origin: unnamed"), ("origin: clerk", "origin: outlet"),
    ("source: courier", "source: gazette"), ("source: gazette", "source: nobody"),
    ("Fifteen", "Sixteen"), ("Tuesday", "Monday"), ("supporting:", "contradicting:"),
    ("says: 12", "says: 13"), ("authority: [votes]", "authority: []"),
    ("authority: [votes]", "interested: [bridge]"), ("belongs_to: council", "belongs_to: mayor"),
    ("always:", "normally:"), ("unit: votes", "unit: hands"),
    ("author: null", "author: null\nunreliable: It made things up."),
    ("author: null", "author: null\nstatus: {is: retracted, date: 2024-03-20, note: It says so.}"),
    ("published: {", "status: {is: corrected, date: 2024-03-20, note: It says so.}\npublished: {"),
    ("outlet: {entity: courier", "outlet: {entity: gazette"), ("sha256: ", "sha256: 0"),
    ("tokens: ", "tokens: 1"), ("20:00", "21:00"), ("stage: first", "stage: second"),
    ("stages: [first, second]", "stages: [first]"),
    ("title: The closing", "rubric: {independent_outlets: 3}\ntitle: The closing"),
    ("title: The closing",
     "gates: [new-claim-one-outlet, approved-downgraded]\ntitle: The closing"),
    ("topics:\n", "topics:\n  rest: {title: The rest}\n"), ("kind: figure", "kind: event"),
    ("start", "begin"), ("\n", "\n# a remark\n"), ("\n", "\r\n"), (": ", ":\n  "),
    ("id: ", "id: x"), ("quote: ", "quote: The "), ("statement: ", "note: Ask.\nstatement: "),
    ("statement: ", "review: {state: in-review}\nstatement: "),
)  # fmt: skip
"""Words and what replaces them; some replacements are sensible, some break the file."""

ADDED = (
    (
        "rules/more.yaml",
        (
            b"- {id: most, always: votes-for > votes-against}\n- {id: few, normally: "
            b"beams-cracked < 9}\n"
        ),
    ),
    (
        "rules/clash.yaml",
        b"- {id: few-for, always: votes-for < 9}\n- {id: votes-add-up, always: votes-for > 1}\n",
    ),
    (
        "baseline.yaml",
        b'known:\n- {finding: x-y, where: a, message: b, fingerprint: "%s"}\n' % (b"0" * 32),
    ),
    ("sources/herald.yaml", b"id: courier\nlanguage: en\n"),
    ("notes.txt", b"not of the book"),
    (
        "waivers/gazette.yaml",
        (SPECIMENS / "good" / "waiver-lapsed" / "waivers" / "gazette.yaml").read_bytes(),
    ),
    ("sources/a.yaml", (BASE / "sources" / "gazette.yaml").read_bytes()),
    ("bridge/a.yaml", b"id: votes-for\nkind: event\nstatement: One more.\n"),
    ("a/b/c.yaml", b"id: c\n"),
    ("bridge/odd.yaml", b"\xff\xfe"),
)
"""Files that come, whatever was there under the name."""


def base_files() -> dict[str, bytes]:
    """The files of the base book."""
    return dict(read_folder(BASE).files)


def contents(files: dict[str, bytes]) -> Contents:
    """Files in the order in which a folder is walked."""
    return Contents(
        "claims", {path: files[path] for path in sorted(files, key=lambda path: path.split("/"))}
    )


@st.composite
def edited(draw: st.DrawFn, start: dict[str, bytes], most: int = 4) -> dict[str, bytes]:
    """The files after at most ``most`` edits: words replaced, files added, moved or removed."""
    files = dict(start)
    for _ in range(draw(st.integers(0, most))):
        path = draw(st.sampled_from(sorted(files)))
        match draw(st.sampled_from(["swap"] * 6 + ["add", "remove", "move", "copy"])):
            case "swap":
                old, new = draw(st.sampled_from(SWAPS))
                holding = [name for name in sorted(files) if old.encode() in files[name]]
                if holding:
                    path = draw(st.sampled_from(holding))
                    files[path] = files[path].replace(
                        old.encode(), new.encode(), draw(st.sampled_from([1, -1]))
                    )
            case "add":
                name, raw = draw(st.sampled_from(ADDED))
                files[name] = raw
            case "remove":
                del files[path]
            case "move" | "copy" as how:
                folder = draw(st.sampled_from(["bridge", "sources", "rules", "rest", "waivers"]))
                name = draw(st.sampled_from(["votes-for", "new", "courier", "b"]))
                to = f"{folder}/{name}{Path(path).suffix}"
                files[to] = files.pop(path) if how == "move" else files[path]
        if not files:
            break
    return files
