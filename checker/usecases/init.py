"""Start a claim book that checks without errors, as a new repository or inside an existing one."""

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
"""What may be written between quotation marks in the workflow."""

_COPIED: Final = {"schemas": "schemas", ACTION: "actions/check-claims"}
"""Folders that are copied as they are.

The key is their place in a checkout and in the new repository, the value their place in an
installed package.
"""

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
"""Files that the book does not need; a repository may keep its own."""

_SHOWN: Final = 50
"""Most files that the message lists if they are in the way."""


@dataclass(frozen=True, slots=True)
class NewBook:
    """The result of starting a book."""

    written: tuple[str, ...]
    """Paths of the new files, below the folder."""

    kept: tuple[str, ...]
    """Existing files that were left as they are."""

    left_out: tuple[str, ...]
    """Files that only work at the top of a repository, which already has its own there."""

    repository: Path | None
    """The git repository around the folder; None if the folder is its top, or there is none."""

    install: str
    """What pip installs the tool from in CI."""


def create_book(
    folder: Path, *, title: str, time_zone: str, keep: bool = False, install: str = ""
) -> NewBook:
    """Writes a new claim book with its workflow, settings and an example: everything or nothing.

    With ``keep``, an existing README and existing settings are left alone. Below the top of a
    repository that already has the action, or hooks, these are not written. Raises ``UsageError``
    if another file would be overwritten, inside another book, if title or time zone cannot be
    used, or if writing fails.
    """
    install = install or tool_origin()
    contents = new_book_files(title, time_zone, install)
    _must_be_outside_of_books(folder)
    if os.path.lexists(folder) and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder, and nothing was written; name another one")
    repository = _repository_around(folder)
    left_out: list[str] = []
    if repository is not None:
        left_out = [path for path in contents if _is_at_its_top(path, repository)]
    for path in left_out:
        del contents[path]
    kept = _existing(folder, contents, keep)
    for path in kept:
        del contents[path]
    try:
        _write_all(folder, contents)
    except OSError as error:
        raise UsageError(f"nothing was written: {folder}: {error.strerror}") from None
    return NewBook(tuple(contents), tuple(kept), tuple(left_out), repository, install)


def _existing(folder: Path, contents: Mapping[str, bytes], keep: bool) -> list[str]:
    """Existing files that are kept; raises ``UsageError`` if any other would be overwritten."""
    kept, refused = [], []
    for path in _taken(folder, contents):
        if keep and _may_stay(folder, path):
            kept.append(path)
        else:
            refused.append(path)
    if refused:
        raise UsageError(_in_the_way(refused))
    return kept


def _may_stay(folder: Path, path: str) -> bool:
    """Whether an existing file can take the place of a new one."""
    return path in _DISPENSABLE and (folder / path).is_file()


def _in_the_way(refused: list[str]) -> str:
    """The message that lists files which would be overwritten, and says what to do."""
    advice = "move these files away, or choose another folder"
    if f"{BOOK}/book.yaml" in refused:
        advice = (
            f"{BOOK}/ already holds a book (check it with “checker check”); start another elsewhere"
        )
    elif _DISPENSABLE.issuperset(refused):
        advice = "run again with --keep to leave these files as they are and write the rest"
    lines = [f"nothing was written, because files are in the way; {advice}:", *refused[:_SHOWN]]
    if len(refused) > _SHOWN:
        lines.append(f"and {len(refused) - _SHOWN} more")
    return "\n  ".join(lines)


def _must_be_outside_of_books(folder: Path) -> None:
    """Raises ``UsageError`` inside a claim book, where files of another book do not belong."""
    here = folder.resolve()
    shown = "the current folder" if here == Path.cwd() else folder
    for above in (here, *here.parents):
        if (above / "book.yaml").is_file():
            raise UsageError(
                f"nothing was written: {shown} is inside the claim book {above}; choose a folder "
                "outside it"
            )
        # Books outside this repository do not matter.
        if (above / ".git").exists():
            return


def _is_at_its_top(path: str, repository: Path) -> bool:
    """Whether the repository already has a file of this purpose at its top.

    Workflows, actions and hooks have an effect only there.
    """
    if path.startswith(".github/"):
        return (repository / ACTION / "action.yml").is_file()
    return path == HOOKS and (repository / HOOKS).is_file()


def tool_origin() -> str:
    """What CI can install the tool from.

    The git commit that this tool was installed from, if pip recorded one; else a wheel that the
    user has to make.
    """
    with contextlib.suppress(PackageNotFoundError, ValueError, TypeError, KeyError):
        # https://packaging.python.org/en/latest/specifications/direct-url/
        origin = json.loads(distribution(PACKAGE).read_text("direct_url.json") or "{}")
        address, version = origin["url"], origin["vcs_info"]
        if str(address).startswith("https://"):
            return f"{PACKAGE} @ {version['vcs']}+{address}@{version['commit_id']}"
    return f"tools/{PACKAGE.replace('-', '_')}-{__version__}-py3-none-any.whl"


def new_book_files(title: str, time_zone: str, install: str = "") -> dict[str, bytes]:
    """The files of a new repository, by path.

    Raises ``UsageError`` if title, time zone or requirement cannot be used.
    """
    install = install or tool_origin()
    _must_be_usable(title, time_zone, install)
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
    # Schemas and action exist once; they are copied from where the tool uses them.
    for place, packaged in _COPIED.items():
        found |= {f"{place}/{path}": content for path, content in _walk(_shipped(place, packaged))}
    return dict(sorted(found.items()))


def _must_be_usable(title: str, time_zone: str, install: str) -> None:
    if not _REQUIREMENT.fullmatch(install):
        raise UsageError(
            f"pip cannot install the tool from “{install}”; give --install a wheel, a folder, or a "
            "git address with a commit"
        )
    if not title.strip() or not title.isprintable() or len(title) > _LONGEST_TITLE:
        raise UsageError(
            f"the title must be one line of 1 to {_LONGEST_TITLE} printable characters; "
            "change --title"
        )
    known = available_timezones()  # empty where the system has no list
    if known and time_zone not in known:
        raise UsageError(
            f"there is no time zone “{time_zone}”; write --time-zone Europe/Stockholm or UTC"
        )


_LONGEST_TITLE: Final = 200
_DOT: Final = regex.compile(r"(?<![^/])dot_")
_FIELD: Final = regex.compile(r"@([A-Z_]+)@")


def _fill(content: bytes, values: Mapping[str, str]) -> bytes:
    """A template with its fields filled in, once: text in a value that looks like a field stays."""
    return _FIELD.sub(lambda match: values[match.group(1)], content.decode()).encode()


def _shipped(place: str, packaged: str) -> Traversable:
    """A folder of this project, from the installed package or else from the checkout."""
    inside = files("checker").joinpath(*packaged.split("/"))
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / place


def _walk(folder: Traversable, below: str = "") -> Iterator[tuple[str, bytes]]:
    """The files of a folder by path, without those that editors and systems leave behind."""
    for item in folder.iterdir():
        if item.name.startswith(".") or item.name.endswith("~"):
            continue
        if item.is_dir():
            yield from _walk(item, f"{below}{item.name}/")
        else:
            yield f"{below}{item.name}", item.read_bytes()


def _taken(folder: Path, contents: Mapping[str, bytes]) -> list[str]:
    """Paths that already exist and would be overwritten, or that block a new folder."""
    found = set()
    for path in contents:
        parents = [parent.as_posix() for parent in reversed(Path(path).parents)][1:]
        blocking = next((part for part in parents if _blocks(folder / part)), None)
        if blocking is not None:
            found.add(blocking)
        elif os.path.lexists(folder / path):
            found.add(path)
    with contextlib.suppress(OSError):
        # The new book does not share its folder with files of another book.
        for item in (folder / BOOK).rglob("*"):
            if not _is_folder(item):
                found.add(item.relative_to(folder).as_posix())
    return sorted(found)


def _blocks(path: Path) -> bool:
    """Whether something that is not a folder is where a folder should be."""
    return os.path.lexists(path) and not _is_folder(path)


def _is_folder(path: Path) -> bool:
    """Whether something is a folder and not a link, which may lead out of the repository."""
    return path.is_dir() and not path.is_symlink()


def _write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Writes the files to a temporary folder, checks the book there, then moves them into place.

    If anything fails, everything that was made is removed again.
    """
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
    except BaseException:  # an interruption, too, leaves nothing behind
        for made in reversed(done):
            with contextlib.suppress(OSError):
                made.rmdir() if made.is_dir() else made.unlink()
        raise


def _make_folder(folder: Path, done: list[Path]) -> None:
    """Makes a folder and its parents, and adds each new one to ``done``."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, done)
    folder.mkdir()
    done.append(folder)


def _move(source: Path, target: Path, done: list[Path]) -> None:
    """Moves a file; raises ``FileExistsError`` if another has appeared in its place meanwhile."""
    try:
        # Unlike renaming, linking fails if something has appeared at the target.
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with target.open("xb") as stream:
            stream.write(source.read_bytes())
    done.append(target)


def _must_be_green(book: Path) -> None:
    """Raises ``UsageError`` if the new book has an error."""
    findings = check_book(book).findings
    error = next((item for item in findings if item.severity is Severity.ERROR), None)
    if error is not None:
        raise UsageError(
            f"the new book would have an error: {error.location.path}: {error.message}"
        )


def _repository_around(folder: Path) -> Path | None:
    """The git repository that contains a folder; None if the folder is itself a repository."""
    here = folder.resolve()
    if (here / ".git").exists():
        return None
    return next((parent for parent in here.parents if (parent / ".git").exists()), None)
