"""The report as one HTML file that holds all it needs, and prints well."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from checker.book import Stance
from checker.render import sources, wording
from checker.render.quarrels import history_row, quarrels
from checker.report import Report

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(name: str) -> Template:
    """A template of the folder ``templates``, with escaping on."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files(__package__).joinpath("templates")
    environment = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


def render(report: Report) -> str:
    """The whole report; every text is escaped by the template engine."""
    return template("report.html.j2").render(
        report=report,
        book=report.case.book,
        case=report.case,
        summary=report.summary,
        topics=[(topic, claims) for topic, claims in report.claims_by_topic if claims],
        words=wording,
        quarrels=quarrels(report),
        histories=[history_row(report, history) for history in report.case.histories],
        sources=sources,
        pages=sources.source_pages(report),
        sides=((Stance.SUPPORTING, "For"), (Stance.CONTRADICTING, "Against")),
    )
