"""Kinds of findings and their pages."""

from __future__ import annotations

import pytest
import regex

from checker.checks import CHECKS
from checker.findings import FINDING_KINDS, Location, Severity, finding, page

SLUGS = sorted(FINDING_KINDS)
MAXIMUM_LINES = 60
OLD_WORDS = regex.compile(
    r"\b(house|witness|witnesses|tension|quarrel|disbelieve|so many|told|stands|voices)\b"
)


def test_a_finding_has_the_severity_of_its_kind() -> None:
    """Nobody chooses a severity where a finding is made."""
    for kind in FINDING_KINDS.values():
        assert finding(kind.slug, Location("book.yaml"), "wrong").severity is kind.severity


def test_an_unknown_kind_is_an_error_of_the_program() -> None:
    """It would have no page, no severity and no specimen."""
    with pytest.raises(KeyError):
        finding("no-such-kind", Location("book.yaml"), "wrong")


def test_severities_have_an_order() -> None:
    """From a note to an error."""
    assert sorted(Severity, key=lambda item: item.rank) == ["note", "warning", "error"]


def test_there_are_checks_for_kinds_outside_the_catalogue() -> None:
    """The registry that renderers see is complete as soon as the checks are imported."""
    declared = {slug for item in CHECKS for slug in item.kinds}
    outside = {kind.slug for kind in FINDING_KINDS.values() if kind.package != "checker.findings"}
    assert outside <= declared


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_is_short_and_plain(slug: str) -> None:
    """Ruff's rule pages are the model: a page that fits on a screen, in common words."""
    text = page(slug)
    assert len(text.splitlines()) <= MAXIMUM_LINES
    prose = regex.sub(r"```.*?```", "", text, flags=regex.DOTALL)
    assert OLD_WORDS.findall(prose) == []
