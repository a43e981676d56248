"""Section 5 of the design as a table: every row of the rubric, on small books."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.book import load_book
from checker.grading import (
    Grade,
    Strength,
    Verdict,
    Weight,
    grade_book,
)
from checker.verification import QuoteCheck, QuoteStatus, Verification
from checker.verification.value_in_quote import missing_values

BOOK = """\
title: T
language: en
time_zone: UTC
stages: [first, second]
measures: {seats: {dimension: count, unit: seats}}
topics: {t: {title: T}}
"""
ENTITIES = """\
office: {name: Office, authority: [seats]}
officer: {name: Officer, belongs_to: office}
party: {name: Party, interested: [t], note: it has seats to lose}
observer: {name: Observer}
outlet-a: {name: A}
outlet-b: {name: B}
outlet-b2: {name: B again, belongs_to: outlet-b}
"""
SOURCE = """\
id: {id}
language: en
title: null
publisher: null
author: null
published: null
url: null
outlet: {outlet}
"""
# A source's first letter says what it is: n has no outlet, d is a document, u is unreliable.
OUTLETS = {
    "a1": "outlet-a",
    "a2": "outlet-a",
    "b1": "outlet-b",
    "b2": "outlet-b2",
    "n1": None,
    "n2": None,
    "d1": "outlet-a",
    "d2": "outlet-b",
    "u1": "outlet-a",
    "u2": "outlet-b",
}


class Desk:
    """Writes books of one claim and grades them as if every quote were proven."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "sources").mkdir()
        (folder / "t").mkdir()
        (folder / "book.yaml").write_text(BOOK)
        (folder / "entities.yaml").write_text(ENTITIES)
        for name, outlet in OUTLETS.items():
            outlet_text = f"{{entity: {outlet}, basis: judged, reason: r}}" if outlet else "null"
            more = {"d": "document: true\n", "u": "unreliable: It made things up before.\n"}.get(
                name[0], ""
            )
            (folder / "sources" / f"{name}.yaml").write_text(
                SOURCE.format(id=name, outlet=outlet_text) + more
            )
        # c has copied from a1, and says so in its own record alone
        digest = "0" * 64
        copied = f"text: {{sha256: {digest}, tokens: 9, root: {digest}, shared: {{a1: 25}}}}\n"
        (folder / "sources" / "c.yaml").write_text(
            SOURCE.format(id="c", outlet="{entity: outlet-b, basis: judged, reason: r}") + copied
        )

    def grade(
        self,
        *evidence: str,
        kind: str = "figure",
        extra: str = "",
        statuses: dict[int, QuoteStatus] | None = None,
    ) -> Grade:
        """Evidence as ``+a1 office`` or ``-b1 outlet says=34 stage=second retracts quote=…``."""
        sides: dict[str, list[str]] = {"+": [], "-": []}
        for item in evidence:
            source, *words = item[1:].split(" ")
            origin = (
                words.pop(0)
                if words and "=" not in words[0] and words[0] != "retracts"
                else "outlet"
            )
            quote = "won 37 seats and 34 seats there"
            keys = {"source": source, "origin": origin}
            if item[0] == "-" and kind == "figure":
                keys["says"] = "34"
            for word in words:
                key, _, value = word.partition("=")
                keys[key] = value or "true"
            keys.setdefault("quote", f"'{quote}'")
            sides[item[0]].append(
                "  - {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}\n"
            )
        text = f"id: c\nkind: {kind}\nstatement: S.\n{extra}"
        if kind == "figure":
            text += "quantity: {subject: party, measure: seats, stage: first, value: 37}\n"
        for side, name in (("+", "supporting"), ("-", "contradicting")):
            text += f"{name}:\n{''.join(sides[side])}" if sides[side] else ""
        (self.folder / "t" / "c.yaml").write_text(text)
        book = load_book(self.folder)
        assert book.findings == (), book.findings
        checks = {
            item.id: QuoteCheck((statuses or {}).get(number, QuoteStatus.TEXT))
            for number, item in enumerate(book.claims["c"].evidence)
        }
        missing = {
            item.id: lacking
            for item in book.claims["c"].evidence
            if (lacking := missing_values(book, item))
        }
        return grade_book(book, Verification(checks, {}, {}, {}, missing), {})["c"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with an empty book."""
    return Desk(tmp_path)


LEAST = "'at\u00a0least\u00a01'"
S, C, D, U = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.DISPUTED, Verdict.UNPROVEN
HIGH, MODERATE, LOW = Strength.HIGH, Strength.MODERATE, Strength.LOW


@pytest.mark.parametrize(
    ("evidence", "verdict", "strength"),
    [
        # neither is fair or better
        ([], U, None),
        (["+a1 party"], U, None),
        (["+a1 unnamed", "-b1 party"], U, None),
        # supporting is heavier, and strong, or fair with two outlets
        (["+a1 office"], S, MODERATE),
        (["+a1 officer"], S, MODERATE),
        (["+a1 office", "+b1 office"], S, HIGH),
        (["+d1 document"], S, HIGH),
        (["+a1 office", "-b1 outlet"], S, MODERATE),
        (["+a1 outlet", "+b1 outlet"], S, HIGH),
        (["+a1 outlet", "+b1 outlet", "-a2 party"], S, HIGH),
        (["+n1 office"], S, LOW),
        # repetition is not corroboration
        (["+a1 outlet", "+a2 outlet"], U, None),
        (["+b1 outlet", "+b2 outlet"], U, None),
        (["+a1 office", "+a2 office"], S, MODERATE),
        # sources without an outlet are never shown independent
        (["+n1 outlet", "+n2 outlet"], U, None),
        (["+a1 outlet", "+n1 outlet"], U, None),
        # contradicting is heavier, likewise
        (["-a1 office"], C, MODERATE),
        (["+a1 outlet", "+b1 outlet", "-a2 office"], C, MODERATE),
        (["+a1 party", "-a1 outlet", "-b1 outlet"], C, HIGH),
        # equal, fair or better
        (["+a1 outlet", "-b1 outlet"], D, None),
        (["+a1 office", "-d2 document"], D, None),
        (["+a1 observer", "-b1 outlet"], D, None),
        # one origin on both sides, order unknown
        (["+a1 office", "-b1 office"], D, None),
        (["+a1 office", "+b1 office", "-b1 officer"], D, None),
        (["+d1 document", "+a1 office", "-b1 office"], D, None),
        # the same origin takes its word back: its later side alone counts
        (["+a1 office", "-a1 office retracts"], C, MODERATE),
        (["+a1 party", "-a1 party retracts"], C, MODERATE),
        (["+a1 office retracts", "-a1 office"], S, MODERATE),
        # anything else: a single fair outlet
        (["+a1 outlet"], U, None),
        (["+a1 observer"], U, None),
        (["+a1 party", "-b1 outlet"], U, None),
        # who took it back: an outlet its own account alone, and nobody what is unnamed
        (["+a1 outlet", "+b1 outlet", "-n1 outlet retracts"], D, None),
        (["+a1 outlet", "-a2 outlet retracts"], C, MODERATE),
        (["-a1 party retracts"], U, None),
        (["+a1 office", "-b1 unnamed retracts"], S, MODERATE),
        # an origin on both sides does not outweigh a heavier one on its side
        (["+a1 office", "+a1 observer", "-b1 observer"], S, MODERATE),
        # copied text merges independent outlets; what was not copied does not
        (["+a1 outlet", "+c outlet"], U, None),
        (["+a1 office", "+c office"], S, MODERATE),
        (["+a2 outlet", "+c outlet"], S, HIGH),
        # an article is no document
        (["+a1 document"], U, None),
        # the unreliable are no independent outlets
        (["+a1 office", "+u2 office"], S, MODERATE),
        (["+u1 outlet", "+u2 outlet"], U, None),
        # evidence that says less than the claim is weak, and no independent outlet of it
        ([f"+a1 office says={LEAST} reading=x"], U, None),
        (["+a1 outlet", f"+b1 outlet says={LEAST} reading=x"], U, None),
        # another stage does not contradict; an unclear one is left undecided
        (["+a1 office", "-b1 office stage=second"], S, MODERATE),
        (["+a1 office", "-b1 office stage=unclear"], S, MODERATE),
        # background, and a contradiction that names no value, weigh nothing
        (["+a1 office", "-d2 document background"], S, MODERATE),
        # a value on the wrong side weighs nothing
        (["+a1 office says=34"], U, None),
        (["+a1 outlet", "+b1 outlet", "-a1 office says=37"], S, HIGH),
        # a value that the quote does not say weighs nothing
        (["+a1 office", "-b1 office says=99"], S, MODERATE),
    ],
)
def test_the_rubric(
    desk: Desk, evidence: list[str], verdict: Verdict, strength: Strength | None
) -> None:
    """Each row of the table, and the cases beside it."""
    grade = desk.grade(*evidence)
    assert (grade.verdict, grade.strength) == (verdict, strength)
    assert grade.reasons


@pytest.mark.parametrize("status", [status for status in QuoteStatus if not status.proven])
def test_an_unproven_quote_weighs_nothing(desk: Desk, status: QuoteStatus) -> None:
    """Not altered, not missing, not ambiguous, and not unchecked either."""
    assert desk.grade("+a1 office", statuses={0: status}).verdict is U
    assert desk.grade("+a1 office", "-d2 document", statuses={1: status}).verdict is S


@pytest.mark.parametrize(
    ("evidence", "verdict", "strength"),
    [
        (["+a1 quote='he_said_that_it_rains_there'"], S, LOW),
        (["+a1 quote='he_said_“it_rains_and_rains”'"], S, MODERATE),
        (["+a1 party quote='he_said_that_it_rains_there'"], S, LOW),
        (
            ["+a1 quote='he_said_that_it_rains_there'", "+b1 quote='he_said_that_it_rains_there'"],
            S,
            HIGH,
        ),
        (["+d1 document quote='it_rains_and_rains_here'"], S, HIGH),
        (
            ["+a1 quote='he_said_that_it_rains_there'", "-b1 quote='he_never_said_so_at_all'"],
            D,
            None,
        ),
        (
            ["+a1 quote='he_said_“it_rains_and_rains”'", "-b1 quote='he_never_said_so_at_all'"],
            S,
            MODERATE,
        ),
        (["-b1 quote='he_never_said_so_at_all'"], C, LOW),
        # marks at the edges of a quote are not proven, and so raise nothing
        (["+a1 quote='“it_rains_and_rains_here”'"], S, LOW),
        # the unreliable, and those who heard it from somebody, are no independent outlets
        (
            ["+u1 quote='he_said_that_it_rains_there'", "+u2 quote='he_said_that_it_rains_there'"],
            U,
            None,
        ),
        (["+a1 unnamed quote='he_said_that_it_rains_there'"], U, None),
        ([], U, None),
    ],
)
def test_attributions(
    desk: Desk, evidence: list[str], verdict: Verdict, strength: Strength | None
) -> None:
    """True if it was said, whoever gains by it."""
    spaced = [
        item.partition("quote=")[0] + "quote=" + item.partition("quote=")[2].replace("_", "\u00a0")
        for item in evidence
    ]
    grade = desk.grade(*spaced, kind="attribution", extra="speaker: party\n")
    assert (grade.verdict, grade.strength) == (verdict, strength)


def test_nobody_is_an_authority_on_its_own_conduct(desk: Desk) -> None:
    """``interested`` in the claim makes the authority a weak voice."""
    assert desk.grade("+a1 office", extra="interested: {office: its own conduct}\n").verdict is U
    assert desk.grade("+a1 officer", extra="interested: {office: its own conduct}\n").verdict is U


def test_who_denies_an_unproven_claim_is_named(desk: Desk) -> None:
    """An editor wants to know whom to ask."""
    grade = desk.grade("+a1 unnamed", "-b1 party")
    assert "denied by Party" in grade.reasons


def test_what_a_grade_depends_on(desk: Desk) -> None:
    """Evidence and sources without which the verdict is another; strength alone does not count."""
    assert desk.grade("+a1 office").depends_on == ("c/supporting/1", "a1")
    assert desk.grade("+a1 office", "+b1 office").depends_on == ()
    assert desk.grade("+a1 outlet", "+b1 outlet").depends_on == (
        "c/supporting/1",
        "c/supporting/2",
        "a1",
        "b1",
    )
    assert desk.grade("+a1 outlet", "+a1 outlet", "+b1 outlet").depends_on == (
        "c/supporting/3",
        "a1",
        "b1",
    )


def test_a_source_marked_unreliable_is_weak(desk: Desk) -> None:
    """Whatever stands in it."""
    path = desk.folder / "sources" / "a1.yaml"
    path.write_text(path.read_text() + "unreliable: withdrawn\n")
    assert desk.grade("+a1 office").verdict is U


def _becomes(desk: Desk, source: str, standing: str) -> None:
    path = desk.folder / "sources" / f"{source}.yaml"
    path.write_text(
        path.read_text()
        + f"status: {{is: {standing}, date: 2021-10-15, note: Its editor said so.}}\n"
    )


@pytest.mark.parametrize(
    ("source", "evidence", "retracted", "corrected"),
    [
        # an authority, alone, and with a second outlet
        ("a1", ["+a1 office"], (U, None), (U, None)),
        ("a1", ["+a1 office", "+b1 office"], (S, MODERATE), (S, MODERATE)),
        # two outlets of which one is no independent outlet any more
        ("a1", ["+a1 outlet", "+b1 outlet"], (U, None), (U, None)),
        # one that spoke against the claim
        ("a1", ["+b1 outlet", "+d2 outlet", "-a1 office"], (U, None), (U, None)),
        ("a1", ["+b1 outlet", "+d1 outlet", "-a1 office"], (S, HIGH), (S, HIGH)),
        # a document
        ("d1", ["+d1 document"], (U, None), (U, None)),
        # a retraction in it takes nothing back, and is not strong
        ("a1", ["+b1 office", "-a1 office retracts"], (S, MODERATE), (S, MODERATE)),
        ("a1", ["+b1 party", "-a1 party retracts"], (U, None), (U, None)),
        # what another source takes back stays taken back
        (
            "a1",
            ["+b1 office", "-a1 office retracts", "-d2 office retracts"],
            (C, MODERATE),
            (C, MODERATE),
        ),
        # of another stage, or said of another value, it weighed nothing before
        ("a1", ["+b1 office", "-a1 office stage=second"], (S, MODERATE), (S, MODERATE)),
        ("a1", ["+b1 office", "+a1 office says=34"], (S, MODERATE), (S, MODERATE)),
    ],
)
def test_a_source_that_was_retracted_weighs_nothing_and_one_that_was_corrected_little(
    desk: Desk,
    source: str,
    evidence: list[str],
    retracted: tuple[Verdict, Strength | None],
    corrected: tuple[Verdict, Strength | None],
) -> None:
    """Whoever spoke."""
    path = desk.folder / "sources" / f"{source}.yaml"
    record = path.read_text()
    for standing, expected, most in (
        ("retracted", retracted, Weight.NONE),
        ("corrected", corrected, Weight.WEAK),
    ):
        path.write_text(record)
        _becomes(desk, source, standing)
        grade = desk.grade(*evidence)
        assert (grade.verdict, grade.strength) == expected
        assert f"{source} was {standing} on 2021-10-15: Its editor said so." in grade.reasons
        touched = [item for item in grade.weighed if item.evidence.source == source]
        assert touched
        assert max(item.weight for item in touched) <= most
        assert not any(item.counts_as_outlet for item in touched if standing == "corrected")


def test_a_corrected_source_is_no_independent_outlet_of_what_somebody_said(desk: Desk) -> None:
    """Nor are words in quotation marks any better then."""
    spoken = "quote='he\u00a0said\u00a0“it\u00a0rains\u00a0and\u00a0rains”'"
    _becomes(desk, "a1", "corrected")
    assert desk.grade(f"+a1 {spoken}", kind="attribution", extra="speaker: party\n").verdict is U
    both = desk.grade(
        f"+a1 {spoken}", f"+b1 {spoken}", kind="attribution", extra="speaker: party\n"
    )
    assert (both.verdict, both.strength) == (S, MODERATE)


def test_a_weight_says_when_and_why_a_source_was_retracted_or_corrected(desk: Desk) -> None:
    """So that nobody has to look for the record."""
    _becomes(desk, "a1", "retracted")
    _becomes(desk, "b1", "corrected")
    first, second = desk.grade("+a1 office", "+b1 office").weighed
    assert (first.weight, first.why) == (
        Weight.NONE,
        "the source was retracted on 2021-10-15: Its editor said so.",
    )
    assert (second.weight, second.why) == (
        Weight.WEAK,
        (
            "not yet proven against the corrected text; "
            "the source was corrected on 2021-10-15: Its editor said so."
        ),
    )


def test_more_outlets_can_be_asked_for(desk: Desk) -> None:
    """The threshold is the book's."""
    (desk.folder / "book.yaml").write_text(BOOK + "rubric: {independent_outlets: 3}\n")
    assert desk.grade("+a1 outlet", "+b1 outlet").verdict is U
