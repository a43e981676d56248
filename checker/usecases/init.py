"""Begin a claim book: a new repository, or a part of one that is there, which checks green."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from zoneinfo import available_timezones

import regex

from checker import __version__
from checker.findings import Severity
from checker.render.markdown import escape
from checker.usecases.check import check_book
from checker.usecases.errors import UsageError

BOOK: Final = "claims"
"""The folder of the book in the repository."""

ACTION: Final = ".github/actions/check-claims"
WORKFLOW: Final = ".github/workflows/claims.yml"
HOOKS: Final = ".pre-commit-config.yaml"
PACKAGE: Final = "checker-factbook"

_REQUIREMENT: Final = regex.compile(r'(?!-)(?!.*\$\{\{)[^\p{C}"\\\\]+')
"""Stands in the workflow in quotation marks."""

_COPIED: Final = {"schemas": "schemas", ACTION: "actions/check-claims"}
"""What is not a template: its place in a checkout and in the new repository, and its place in an installed package."""

_DISPENSABLE: Final = frozenset(
    {
        "README.md",
        ".gitattributes",
        ".gitignore",
        HOOKS,
        ".vscode/extensions.json",
        ".vscode/settings.json",
    }
)
"""Files without which the book is as good; a repository that has them may keep its own."""

_SHOWN: Final = 50
"""How many files that are in the way are named."""


@dataclass(frozen=True, slots=True)
class NewBook:
    """What a beginning came to."""

    written: tuple[str, ...]
    """New files, by path below the folder."""

    kept: tuple[str, ...]
    """Files that were there and were left as they are."""

    left_out: tuple[str, ...]
    """Files that count at the top of a repository alone, which has some of its own there."""

    repository: Path | None
    """The git repository that the folder lies in, where it is not its top; None otherwise."""

    install: str
    """What CI installs the tool from."""


def create_book(
    folder: Path, *, title: str, time_zone: str, keep: bool = False, install: str = ""
) -> NewBook:
    """Writes a new claim book with its workflow, settings and an example: everything or nothing.

    With ``keep``, a README and settings that are there are left alone. Below the top of a repository that has
    a workflow's action, or hooks, no others are written. Raises ``UsageError`` if anything else that would be
    written is there already, within another book, if title or time zone cannot be used, or if writing fails.
    """
    install = install or tool_origin()
    contents = new_book_files(title, time_zone, install)
    _must_be_outside_of_books(folder)
    repository = _repository_around(folder)
    there = tuple(path for path in contents if repository and _is_at_its_top(path, repository))
    contents = {path: content for path, content in contents.items() if path not in there}
    if os.path.lexists(folder) and not folder.is_dir():
        raise UsageError(
            f"{folder} is no folder; nothing was written, name one that a book may begin in"
        )
    taken = _taken(folder, contents)
    kept = [path for path in taken if keep and path in _DISPENSABLE and (folder / path).is_file()]
    if refused := [path for path in taken if path not in kept]:
        advice = (
            "; --keep leaves these as they are and writes the rest"
            if _DISPENSABLE.issuperset(refused)
            else ""
        )
        if f"{BOOK}/book.yaml" in refused:
            advice = f". The book in {BOOK}/ has begun (checker check); another one begins in another folder"
        lines = [f"nothing was written, because this is there already{advice}:", *refused[:_SHOWN]]
        lines += [f"and {len(refused) - _SHOWN} more"] if len(refused) > _SHOWN else []
        raise UsageError("\n  ".join(lines))
    written = {path: content for path, content in contents.items() if path not in kept}
    try:
        _write_all(folder, written)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written, and nothing was: {error.strerror}") from None
    return NewBook(tuple(written), tuple(kept), there, repository, install)


def _must_be_outside_of_books(folder: Path) -> None:
    """Raises ``UsageError`` within a claim book, in which another one would be a heap of odd files."""
    here = folder.resolve()
    for above in (here, *here.parents):
        if (above / "book.yaml").is_file():
            raise UsageError(
                f"nothing was written: {folder} lies within the claim book {above}; name a folder beside it"
            )
        if (above / ".git").exists():
            return


def _is_at_its_top(path: str, repository: Path) -> bool:
    """Whether a repository has at its top, where alone it counts, what a new file would be for."""
    if path.startswith(".github/"):
        return (repository / ACTION / "action.yml").is_file()
    return path == HOOKS and (repository / HOOKS).is_file()


def tool_origin() -> str:
    """What CI can install the tool from: the commit that it was installed from here, or else a wheel to be made."""
    with contextlib.suppress(PackageNotFoundError, ValueError, TypeError, KeyError):
        # https://packaging.python.org/en/latest/specifications/direct-url/
        origin = json.loads(distribution(PACKAGE).read_text("direct_url.json") or "{}")
        address, version = origin["url"], origin["vcs_info"]
        if str(address).startswith("https://"):
            return f"{PACKAGE} @ {version['vcs']}+{address}@{version['commit_id']}"
    return f"tools/{PACKAGE.replace('-', '_')}-{__version__}-py3-none-any.whl"


def new_book_files(title: str, time_zone: str, install: str = "") -> dict[str, bytes]:
    """Every file of a new repository, by path; raises ``UsageError`` if a title or the like cannot be used."""
    install = install or tool_origin()
    if not _REQUIREMENT.fullmatch(install):
        raise UsageError(
            "--install takes what pip installs the tool from: a wheel, a folder, a git address with a commit"
        )
    if not title.strip() or not title.isprintable() or len(title) > 200:
        raise UsageError(
            "a title is one line of at most 200 printable characters; name it with --title"
        )
    known = available_timezones()  # empty where the system has no list
    if known and time_zone not in known:
        raise UsageError(
            f"“{time_zone}” is no time zone; write --time-zone Europe/Stockholm, say, or UTC"
        )
    values = {
        "TITLE": escape(title.strip()),
        "TITLE_YAML": json.dumps(title.strip(), ensure_ascii=False),
        "TIME_ZONE": time_zone,
        "INSTALL": install,
    }
    found = {
        _DOT.sub(".", path): _fill(content, values)
        for path, content in _walk(files("checker").joinpath("templates", "book"))
    }
    for place, packaged in _COPIED.items():
        found |= {f"{place}/{path}": content for path, content in _walk(_shipped(place, packaged))}
    return dict(sorted(found.items()))


_DOT: Final = regex.compile(r"(?<![^/])dot_")
_FIELD: Final = regex.compile(r"@([A-Z_]+)@")


def _fill(content: bytes, values: Mapping[str, str]) -> bytes:
    """A template with its fields filled in, once: what a value holds is no field."""
    return _FIELD.sub(lambda match: values[match.group(1)], content.decode()).encode()


def _shipped(place: str, packaged: str) -> Traversable:
    """A folder of this project: inside an installed package, or at its place in a checkout."""
    inside = files("checker").joinpath(*packaged.split("/"))
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / place


def _walk(folder: Traversable, below: str = "") -> Iterator[tuple[str, bytes]]:
    """Files of a folder with their contents, by path; without what editors and systems leave behind."""
    for item in folder.iterdir():
        if item.name.startswith(".") or item.name.endswith("~"):
            continue
        if item.is_dir():
            yield from _walk(item, f"{below}{item.name}/")
        else:
            yield f"{below}{item.name}", item.read_bytes()


def _taken(folder: Path, contents: Mapping[str, bytes]) -> list[str]:
    """What of the new files is there already, or stands in their way, by path."""
    found = set()
    for path in contents:
        parents = [str(parent) for parent in reversed(Path(path).parents)][1:]
        in_the_way = [
            part
            for part in parents
            if os.path.lexists(folder / part) and not _is_folder(folder / part)
        ]
        if in_the_way:
            found.add(Path(in_the_way[0]).as_posix())
        elif os.path.lexists(folder / path):
            found.add(path)
    with contextlib.suppress(OSError):  # another book, or a part of one, is no place for this one
        found |= {
            item.relative_to(folder).as_posix()
            for item in (folder / BOOK).rglob("*")
            if not _is_folder(item)
        }
    return sorted(found)


def _is_folder(path: Path) -> bool:
    """Whether something is a folder in its own right; a link may lead out of the repository."""
    return path.is_dir() and not path.is_symlink()


def _write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Writes files into a folder of their own, checks the book there, then moves them; undone if that fails."""
    done: list[Path] = []
    try:
        _make_folder(folder, done)
        staged = Path(tempfile.mkdtemp(prefix=".checker-init-", dir=folder))
        try:
            for path, content in contents.items():
                (staged / path).parent.mkdir(parents=True, exist_ok=True)
                (staged / path).write_bytes(content)
            _must_be_green(staged / BOOK)
            for path in contents:
                _make_folder((folder / path).parent, done)
                _move(staged / path, folder / path, done)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    except BaseException:
        for made in reversed(done):
            with contextlib.suppress(OSError):
                made.rmdir() if made.is_dir() else made.unlink()
        raise


def _make_folder(folder: Path, done: list[Path]) -> None:
    """Makes a folder and those above it, and notes each that is new."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, done)
    folder.mkdir()
    done.append(folder)


def _move(source: Path, target: Path, done: list[Path]) -> None:
    """Moves a file to where nothing is; raises ``FileExistsError`` if something came to be there meanwhile."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with target.open("xb") as stream:
            stream.write(source.read_bytes())
    done.append(target)


def _must_be_green(book: Path) -> None:
    """Raises ``UsageError`` if the new book has an error; nobody should begin with one."""
    worst = next(
        (item for item in check_book(book).findings if item.severity is Severity.ERROR), None
    )
    if worst is not None:
        raise UsageError(f"a book cannot begin like this: {worst.location.path}: {worst.message}")


def _repository_around(folder: Path) -> Path | None:
    """The git repository above a folder that is no repository itself."""
    here = folder.resolve()
    if (here / ".git").exists():
        return None
    return next((parent for parent in here.parents if (parent / ".git").exists()), None)
