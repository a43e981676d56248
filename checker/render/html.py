"""An edition as one HTML file, which needs no network to be read, searched and printed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import regex

from checker.assessment import Report
from checker.render.direction import direction
from checker.render.edition import Edition, edition_of
from checker.render.edition.model import ClaimPart
from checker.render.i18n import _
from checker.render.pictures import Picture
from checker.render.ui_strings import CONTROLS, heads, template_words, word

if TYPE_CHECKING:
    from jinja2 import Template

SECTIONS: Final = frozenset(
    {
        "brief",
        "content",
        "contents",
        "coverage",
        "filter",
        "findings",
        "glance",
        "glossary",
        "histories",
        "method",
    }
    | {"parts", "disagreements", "rules", "search", "sources", "timelines", "undecided"}
)
"""Anchors that the page itself sets."""

RUNNING: Final = "font: 7.5pt system-ui, sans-serif; color: #5a5a66"
"""The look of headers and footers on printed pages."""

_UNSEEN: Final = regex.compile(r"[[\p{Cc}\p{Cs}\u202a-\u202e]--[\t\n\r]]", regex.VERSION1)
"""Invisible characters, and characters that reverse the words around them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down list of the filter."""

    name: str
    """The name of the parameter in the address, and of the attribute of claims."""

    label: str
    options: Mapping[str, str]


@cache
def template(name: str) -> Template:
    """A template of the folder ``templates``, with escaping on."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


def render(report: Report) -> str:
    """The whole book."""
    return render_edition(edition_of(report))


def render_edition(edition: Edition) -> str:
    """The book or a dossier; every text is escaped by the template engine."""
    labels = frozenset(_labels(edition))
    style, script = _read("report.css") + _stacked() + _running(edition), _read("report.js")
    claims = [claim for topic in edition.topics for claim in topic.claims]
    return template("report.html.j2").render(
        edition=edition,
        direction=direction(edition.language),
        words=template_words(),
        controls=dict(CONTROLS),
        word=word,
        style=style,
        script=script,
        hashes={"style": _hash(style), "script": _hash(script)},
        labels=labels,
        anchors=_anchors(edition, labels),
        kinds=_kinds(edition),
        choices=_choices(edition, claims),
    )


def _read(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The hash by which a content security policy allows a script or style."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _shown(value: Any) -> Any:
    """Text with invisible and direction characters as code points; markup is left alone."""
    if type(value) is not str:
        return value
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)


def _running(edition: Edition) -> str:
    """Headers and footers of printed pages."""
    boxes = (
        ("top-left", _css(edition.title[:90])),
        ("top-right", _css(edition.subject[:60])),
        ("bottom-left", _css(edition.digest[:23])),
        ("bottom-right", _page_of()),
    )
    lines = "".join(f"  @{box} {{ content: {content}; {RUNNING} }}\n" for box, content in boxes)
    first = "@top-left { content: none } @top-right { content: none }"
    return f"@page {{\n{lines}}}\n@page :first {{ {first} }}\n"


def _page_of() -> str:
    """“Page 3 of 7”, with the counters of the printed page."""
    before, between, behind = (
        _("Page {page} of {pages}").replace("{pages}", "{page}").split("{page}")
    )
    parts = (_css(before), "counter(page)", _css(between), "counter(pages)", _css(behind))
    return " ".join(part for part in parts if part != '""')


def _stacked() -> str:
    """On a phone the cells of a row are below each other, each with the head of its column."""
    told = []
    for name in ("figure", "rule", "finding"):
        for number, head in enumerate(heads(f"{name}-heads"), 1):
            words = _css(f"{head}: ")
            place = f".{name}s td:nth-child({number})::before"
            content = f'content: {words}; content: {words} / ""'
            looks = f"{content}; color: var(--soft); unicode-bidi: plaintext"
            told.append(f"  {place} {{ {looks} }}\n")
    return f"@media (max-width: 40rem) {{\n{''.join(told)}}}\n"


def _css(text: str) -> str:
    """A CSS string in which everything but letters, digits and spaces is escaped."""
    escaped = regex.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):x} ", _shown(text))
    return f'"{escaped}"'


def _anchors(edition: Edition, labels: frozenset[str]) -> frozenset[str]:
    """Claims whose bare id can be an anchor, as in earlier reports: ids that are not taken."""
    taken = {
        *SECTIONS,
        *labels,
        *(f"glance-{number}" for number, _ in enumerate(edition.glance, 1)),
    }
    for picture in _pictures(edition):
        taken |= {f"{picture.id}-title", f"{picture.id}-desc"}
    return frozenset(claim.id for topic in edition.topics for claim in topic.claims) - taken


def _labels(edition: Edition) -> Iterator[str]:
    for group in edition.disagreements:
        yield group.label
        yield from (item.label for item in group.disagreements)
    for topic in edition.topics:
        yield topic.label
        yield from (claim.label for claim in topic.claims)
    yield from (source.label for source in edition.sources)
    yield from (rule.label for rule in edition.rules)


def _pictures(edition: Edition) -> Iterator[Picture]:
    found = [item.picture for group in edition.disagreements for item in group.disagreements]
    found += [item.picture for item in edition.histories]
    found += [*edition.timelines, *edition.parts, edition.overlap]
    for topic in edition.topics:
        found += [*topic.pictures, *(claim.picture for claim in topic.claims)]
    return (picture for picture in found if picture is not None)


def _kinds(edition: Edition) -> dict[str, str]:
    """The kinds of disagreements that each claim is part of, by the label of the claim."""
    groups = {
        item.label: group.label for group in edition.disagreements for item in group.disagreements
    }
    return {
        claim.label: "\n".join(
            dict.fromkeys(
                groups[link.target] for link in claim.disagreements if link.target in groups
            )
        )
        for topic in edition.topics
        for claim in topic.claims
    }


def _choices(edition: Edition, claims: list[ClaimPart]) -> tuple[Choice, ...]:
    """The drop-down lists of the filter; one without options is left out."""
    verdicts = {
        item.verdict: f"{item.mark} {word(item.verdict)}" for item in edition.counts if item.count
    }
    ordered = sorted(claims, key=lambda claim: claim.state)
    states = {claim.state: word(claim.state) for claim in ordered}
    found = (
        Choice("verdict", word("verdict"), verdicts),
        Choice("topic", CONTROLS["topic"], {topic.label: topic.title for topic in edition.topics}),
        Choice("review", word("review"), states),
        Choice(
            "fits",
            word("does-not-fit"),
            {group.label: group.title for group in edition.disagreements},
        ),
    )
    return tuple(choice for choice in found if choice.options)
