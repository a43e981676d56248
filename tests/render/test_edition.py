"""What a report to be read shows: all of the book, or of a dossier all that its claims rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from checker.assessment import Report
from checker.book import Stance
from checker.grading import Verdict
from checker.render.edition import Edition, Selection, edition_of, volumes
from checker.render.edition.model import (
    ClaimPart,
    Labelled,
    Link,
    Picture,
    QuotePart,
)
from checker.render.pdf import SECTIONS
from checker.usecases import check_book


@pytest.fixture(scope="module")
def real(root: Path) -> Report:
    """The project's own book."""
    return check_book(root / "claims")


@pytest.fixture(scope="module")
def whole(real: Report) -> Edition:
    """All of it."""
    return edition_of(real)


def parts(item: Any) -> Iterator[Any]:
    """Every record of an edition, from the outside in."""
    if isinstance(item, tuple):
        for one in item:
            yield from parts(one)
    elif is_dataclass(item):
        yield item
        for field in fields(item):
            yield from parts(getattr(item, field.name))


def labels(edition: Edition) -> list[str]:
    """What links may lead to."""
    return [
        item.label
        for item in parts(edition)
        if hasattr(item, "label") and not isinstance(item, Labelled)
    ]


def only(report: Report, *claims: str) -> Edition:
    """A dossier."""
    return edition_of(report, Selection(frozenset(claims), "Dossier"))


def test_has_every_claim_and_quote(whole: Edition, real: Report) -> None:
    """Each once, on its side."""
    claims = {item.id: item for item in parts(whole) if isinstance(item, ClaimPart)}
    assert set(claims) == set(real.assessment.book.claims)
    for name, claim in real.assessment.book.claims.items():
        for stance, shown in (
            (Stance.SUPPORTING, claims[name].supporting),
            (Stance.CONTRADICTING, claims[name].contradicting),
        ):
            assert len(shown) == sum(item.stance is stance for item in claim.evidence)


def test_links_lead_somewhere(whole: Edition, real: Report) -> None:
    """Of the whole book and of a dossier: to a part that is there, which is there once."""
    for edition in (whole, only(real, "sadrist-seats-lost", "stations-counted")):
        there = labels(edition)
        assert len(set(there)) == len(there)
        targets = {item.target for item in parts(edition) if isinstance(item, Link) and item.target}
        assert targets <= {*there, *SECTIONS}
        assert len(targets) > 10


def test_links_go_both_ways(whole: Edition) -> None:
    """From a claim to its sources, rules and disagreements, and from each of them to the claim."""
    claims = [item for item in parts(whole) if isinstance(item, ClaimPart)]
    sources = {item.label: {link.target for link in item.quoted} for item in whole.sources}
    rules = {item.label: {link.target for link in item.claims} for item in whole.rules}
    disagreements = {
        item.label: {side.value.target for side in item.sides}
        for group in whole.disagreements
        for item in group.disagreements
    }
    for claim in claims:
        assert all(
            claim.label in sources[item.source.target]
            for item in (*claim.supporting, *claim.contradicting)
        )
        assert all(claim.label in rules[link.target] for link in claim.rules)
        assert all(claim.label in disagreements[link.target] for link in claim.disagreements)


def test_pictures_are_shown_once(whole: Edition) -> None:
    """Each has an id of its own; several kinds are there."""
    names = [item.id for item in parts(whole) if isinstance(item, Picture)]
    assert len(set(names)) == len(names)
    assert {name.partition("-")[0] for name in names} == {
        "values",
        "history",
        "timeline",
        "conflict",
        "seats",
        "sources",
    }


def test_first_page_counts_what_is_there(whole: Edition, real: Report) -> None:
    """Conflicts and discrepancies, unproven claims by their reasons, what was not checked."""
    told = {digest.title.partition(":")[0]: digest for digest in whole.brief}
    summary = real.summary
    assert told["Discrepancies"].title == f"Discrepancies: {summary.discrepancies}"
    assert told["Unproven"].title == f"Unproven: {summary.verdicts[Verdict.UNPROVEN]}"
    counted = sum(int(item.head.text.split()[0]) for item in told["Unproven"].items)
    assert counted == summary.verdicts[Verdict.UNPROVEN]
    assert any("receipt" in item.text for item in told["Not checked"].items)
    assert all(len(item.text) < 200 for digest in whole.brief for item in digest.items)


def test_a_dossier_is_about_its_claims(real: Report) -> None:
    """It has the sources that they quote and the rules that name them, and no other claim leads
    anywhere.
    """
    made = only(real, "sadrist-seats-lost")
    claim = real.assessment.book.claims["sadrist-seats-lost"]
    assert {item.id for item in made.sources} == {item.source for item in claim.evidence}
    assert {item.id for item in made.rules} == {rule.id for rule in real.rules_on(claim.id)}
    assert made.glance == ()
    assert not made.whole_book
    links = [item for item in parts(made) if isinstance(item, Link)]
    assert {item.target for item in links if item.target.startswith("claim-")} == {
        "claim-sadrist-seats-lost"
    }
    assert [count.count for count in made.counts] == [0, 0, 0, 1]
    named = {link.text for item in made.rules for link in item.claims}
    others = {
        name for item in real.assessment.rules if claim.id in item.claims for name in item.claims
    } - {claim.id}
    assert others, "a rule needs something to hold it against"
    assert named == {
        claim.id,
        *(
            f"{name} (“{real.assessment.book.claims[name].statement.rstrip('.')}”)"
            for name in others
        ),
    }


def test_with_the_texts_quotes_stand_in_their_context(root: Path, articles: Path) -> None:
    """The words before and behind; without them, none."""
    from checker.usecases import open_archive

    with_texts = edition_of(check_book(root / "claims", open_archive(articles)))
    quotes = [item for item in parts(with_texts) if isinstance(item, QuotePart)]
    assert sum(bool(item.before or item.after) for item in quotes) == len(quotes)


def test_without_the_texts_no_word_but_the_quotes(whole: Edition) -> None:
    """What is committed holds no more of an article than the book."""
    assert not any(
        item.before or item.after for item in parts(whole) if isinstance(item, QuotePart)
    )


def test_every_claim_is_in_one_volume(whole: Edition) -> None:
    """In the order of the book; the first has the rest, and says which."""
    first, *others = volumes(whole, 30)
    ids = [claim.id for topic in whole.topics for claim in topic.claims]
    assert [claim.id for other in others for topic in other.topics for claim in topic.claims] == ids
    assert all(sum(len(topic.claims) for topic in other.topics) <= 30 for other in others)
    assert first.topics == ()
    assert replace(first, topics=whole.topics, glance=whole.glance, subject=whole.subject) == whole
    rows = [row for group in first.glance for row in group.rows]
    for number, other in enumerate(others, 2):
        held = {claim.label for topic in other.topics for claim in topic.claims}
        assert {row.claim.target for row in rows if row.volume == f"vol. {number}"} == held


def test_errors_come_first(book: Path) -> None:
    """A claim that cannot be read is in no other part, so the first page tells of it."""
    (book / "bridge" / "votes-for.yaml").write_text("id: [", encoding="utf-8")
    first = edition_of(check_book(book)).brief[0]
    assert first.title.startswith("Errors in the book: ")
    assert first.items[0].head.text.startswith("claims/bridge/votes-for.yaml:")
    assert first.items[0].head.target == "findings"


def test_nothing_is_not_praised(book: Path) -> None:
    """Of a book without claims nothing is proven."""
    for file in (book / "bridge").iterdir():
        file.unlink()
    leads = [digest.lead for digest in edition_of(check_book(book)).brief]
    assert "There is no claim to prove." in leads
    assert "No claim is unproven." not in leads
