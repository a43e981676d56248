"""The registry of formats: what each is called, what it shows, and the module that renders it.

Help texts, the choices of ``--format`` and the files that are written all come from here. To add a
format, write a module with ``render(report) -> str`` and add one line to ``FORMATS``::

    Format("csv", "a table of the claims", suffix="csv", book=Renderer("checker.render.csv_table"))

Modules are imported when something is rendered: this one is read for ``--help``.
"""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.assessment import Report


class Context(NamedTuple):
    """What a renderer may need to know in addition to its subject."""

    typed_path: str = ""
    """The book's folder as the reader typed it, for a terminal."""

    book_path: str = ""
    """The book's folder below the root of its repository, with forward slashes; empty if it is the
    root.
    """

    colour: bool = False
    width: int = 100
    """Columns of the terminal."""

    known: bool = False
    """Whether findings that were there before a change are listed as well."""

    compared: bool = False
    """Whether findings were compared with those before a change, so that the rest is new."""

    everything: bool = False
    """Whether sentences that need no attention are listed as well."""

    paper: str = "a4"


class Renderer(NamedTuple):
    """A function that is imported when it is called."""

    module: str
    function: str = "render"
    needs: tuple[str, ...] = ()
    """Fields of the context that the function takes as keywords."""

    def __call__(self, subject: object, context: Context) -> Any:
        """What the function makes of a subject: text, or bytes for a binary format."""
        make = getattr(import_module(self.module), self.function)
        return make(subject, **{name: getattr(context, name) for name in self.needs})


class FormatScope(StrEnum):
    """What a format can show: the names of the fields of ``Format`` that hold its renderers."""

    BOOK = "book"
    EDITION = "edition"
    CHANGE = "change"
    COVERAGE = "coverage"


class Format(NamedTuple):
    """One format."""

    name: str
    about: str
    """A few words for the help."""

    aliases: tuple[str, ...] = ()
    suffix: str = ""
    """Of a file in this format; empty if it is only printed."""

    book: Renderer | None = None
    """Renders the ``Report`` on a book."""

    edition: Renderer | None = None
    """Renders an ``Edition``: the whole book, or a dossier of some claims."""

    change: Renderer | None = None
    """Renders a ``Comparison``."""

    coverage: Renderer | None = None
    """Renders a ``CoverageReport``."""

    by_default: bool = False
    """Whether ``checker report`` writes it if no format is named."""

    binary: bool = False
    """Whether it cannot be printed; large books are then split into volumes."""

    extra: str = ""
    """The extra of the package that it needs."""

    job_file: str = ""
    """The file of a book's report that ``checker ci`` always writes in this format."""

    change_file: str = ""
    """The same for what a change does."""

    def shows(self, scope: FormatScope) -> bool:
        """Whether it can show something of this kind; an edition can show a book."""
        if scope is FormatScope.BOOK and self.edition is not None:
            return True
        return getattr(self, scope) is not None


_TERMINAL: Final = ("typed_path", "colour", "width")

FORMATS: Final[tuple[Format, ...]] = (
    Format(
        "terminal",
        "text for people",
        book=Renderer("checker.render.terminal", needs=_TERMINAL),
        change=Renderer("checker.render.diff_terminal", needs=(*_TERMINAL, "known")),
        coverage=Renderer(
            "checker.render.coverage", "terminal", needs=("everything", "colour", "width")
        ),
    ),
    Format(
        "markdown",
        "Markdown, for reading on a forge",
        aliases=("md",),
        suffix="md",
        book=Renderer("checker.render.markdown"),
        change=Renderer("checker.render.diff_markdown", needs=("known",)),
        coverage=Renderer("checker.render.coverage", "markdown"),
        by_default=True,
    ),
    Format(
        "html",
        "one page with search, for reading on a screen",
        suffix="html",
        edition=Renderer("checker.render.html", "render_edition"),
        coverage=Renderer("checker.render.coverage", "html"),
        by_default=True,
    ),
    Format(
        "json",
        "a contract for programs",
        suffix="json",
        book=Renderer("checker.render.json_report"),
        change=Renderer("checker.render.diff_json"),
        change_file="diff.json",
        coverage=Renderer("checker.render.coverage", "to_json"),
        by_default=True,
    ),
    Format(
        "pdf",
        "for paper and archives",
        suffix="pdf",
        edition=Renderer("checker.render.pdf", needs=("paper",)),
        by_default=True,
        binary=True,
        extra="pdf",
    ),
    Format(
        "sarif",
        "findings for code scanning",
        suffix="sarif",
        book=Renderer("checker.render.sarif", needs=("book_path", "compared")),
        job_file="findings.sarif",
    ),
    Format(
        "github",
        "findings for the log of a GitHub workflow, which marks their lines",
        book=Renderer("checker.render.github", needs=("book_path",)),
    ),
)
"""All formats, in the order of help texts and of written files."""


class UnknownFormatError(ValueError):
    """A name that no format has, or one that does not fit; the message says which do."""


def printable(scope: FormatScope) -> tuple[Format, ...]:
    """The formats that can be printed for something of a kind."""
    return tuple(item for item in FORMATS if item.shows(scope) and not item.binary)


def writable(scope: FormatScope) -> tuple[Format, ...]:
    """The formats in which files can be written of something of a kind."""
    return tuple(item for item in FORMATS if item.shows(scope) and item.suffix)


def format_named(name: str, among: tuple[Format, ...], purpose: str) -> Format:
    """The format with a name or alias, among some that fit a purpose (“printed”).

    Raises ``UnknownFormatError`` if there is none.
    """
    for item in FORMATS:
        if name == item.name or name in item.aliases:
            if item in among:
                return item
            raise UnknownFormatError(f"{item.name} cannot be {purpose}; choose {_listed(among)}")
    raise UnknownFormatError(f"there is no format “{name}”; choose {_listed(among)}")


def formats_named(*names: str) -> tuple[Format, ...]:
    """The formats with these names or aliases, of any scope.

    Raises ``UnknownFormatError`` for a name that there is not.
    """
    return tuple(format_named(name, FORMATS, "used") for name in names)


def in_order(formats: Iterable[Format]) -> list[Format]:
    """Some formats in the order of the registry, each once."""
    wanted = set(formats)
    return [item for item in FORMATS if item in wanted]


def _listed(formats: tuple[Format, ...]) -> str:
    *others, last = (item.name for item in formats)
    return f"{', '.join(others)} or {last}" if others else last


def help_text(formats: tuple[Format, ...]) -> str:
    """What each of some formats is for, a line each."""
    widest = max(len(item.name) for item in formats)
    return "\n".join(f"  {item.name:{widest}}  {item.about}" for item in formats)


def render_report(report: Report, chosen: Format, context: Context) -> str:
    """The report on a book as text, in a format that can be printed."""
    if chosen.book is not None:
        return str(chosen.book(report, context))
    assert chosen.edition is not None, "the format shows no book"
    from checker.render.edition import edition_of

    return str(chosen.edition(edition_of(report), context))
