"""The findings that concern a change: all that are new, and of the old ones those that it
reaches.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.changes import Comparison
from checker.changes.scope import within
from checker.usecases.diff import BookStates, compare_states

from ..edits import base_files, contents, edited
from .test_compare import RETRACTED, Files, changed

FOR, AGAINST, BEAMS = (
    f"bridge/{name}.yaml" for name in ("votes-for", "votes-against", "beams-cracked")
)


def between(before: Files, after: Files) -> Comparison:
    """Two states compared, and what was known before marked."""
    return compare_states(
        BookStates("before", "after", "", contents(before), contents(after), ()), "claims", None
    )


def told(before: Files, after: Files) -> set[tuple[str, str, str]]:
    """Of the findings that concern the change: kind, file, and by what each was known."""
    return {
        (item.kind, item.location.path, item.known)
        for item in within(between(before, after)).after.findings
    }


WRONG = changed(FOR, "value: 15", "value: 16", changed(BEAMS, "value: 14", "value: 13"))
"""Two claims with errors of their own, and a rule that the first of them breaks."""


def test_nothing_of_an_empty_change() -> None:
    """Whatever is wrong with the book."""
    assert told(WRONG, WRONG) == set()


def test_old_findings_of_a_claim_that_changed() -> None:
    """And of the rule that relates it to others; none of other claims."""
    after = changed(BEAMS, "Fourteen", "14", WRONG)
    assert told(WRONG, after) == {("value-not-in-quote", BEAMS, "before")}
    after = changed(AGAINST, "Eight", "8", WRONG)
    assert told(WRONG, after) == {("conflict", "rules/bridge.yaml", "before")}


def test_old_findings_of_a_claim_that_is_reached_from_elsewhere() -> None:
    """By the source that it quotes; its own file is as it was."""
    after = changed("sources/courier.yaml", "language: en", "language: sv", WRONG)
    found = told(WRONG, after)
    assert ("value-not-in-quote", FOR, "before") in found
    assert ("value-not-in-quote", BEAMS, "before") in found


def test_old_findings_of_a_file_that_changed() -> None:
    """Though no claim be reached by it."""
    before = changed(
        "sources/courier.yaml",
        "outlet: {entity: courier, basis: stated, reason: It names itself.}",
        "outlet: null",
    )
    before["notes.txt"] = b"a stray"
    assert told(before, before | {"notes.txt": b"another"}) == {
        ("file-unexpected", "notes.txt", "before")
    }
    after = before | {"sources/courier.yaml": b"# a remark\n" + before["sources/courier.yaml"]}
    assert told(before, after) == {("outlet-missing", "sources/courier.yaml", "before")}


def test_another_rule_of_the_same_file_is_left_alone() -> None:
    """It relates none of the claims that are reached."""
    before = dict(WRONG)
    before["rules/bridge.yaml"] += b"- {id: few, always: beams-cracked < 9}\n"
    after = changed(AGAINST, "Eight", "8", before)
    found = [
        item for item in within(between(before, after)).after.findings if item.kind == "conflict"
    ]
    assert len(found) == 1
    assert "votes-for" in str(found[0].related)


def test_what_is_new_is_told_wherever_it_is() -> None:
    """In files that are as they were, too."""
    after = changed("sources/courier.yaml", "author: null", RETRACTED, WRONG)
    assert ("source-retracted", FOR, "") in told(WRONG, after)


def test_a_claim_that_is_gone_takes_its_findings_along() -> None:
    """Those of others that come by it are new."""
    after = {path: raw for path, raw in WRONG.items() if path != FOR}
    found = told(WRONG, after)
    assert not [path for _, path, _ in found if path == FOR]
    assert ("reference-unknown", "rules/bridge.yaml", "") in found


@st.composite
def two_states(draw: st.DrawFn) -> tuple[Files, Files]:
    """A book, and the same edited."""
    before = draw(edited(base_files(), 3))
    return before, draw(edited(before, 2)) if before else before


@given(two_states())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_new_finding_is_left_out_and_no_other_thing_touched(states: tuple[Files, Files]) -> None:
    """The summary counts what is told; claims, grades and what was compared are the same; twice is
    as good as once.
    """
    whole = between(*states)
    part = within(whole)
    left = [item for item in whole.after.findings if item not in part.after.findings]
    assert all(item.known for item in left)
    assert set(part.after.findings) <= set(whole.after.findings)
    assert sum(part.after.summary.findings.values()) == len(part.after.findings)
    assert part.after.assessment is whole.after.assessment
    assert (part.changes, part.fixed, part.approvals, part.files) == (
        whole.changes, whole.fixed, whole.approvals, whole.files,
    )  # fmt: skip
    assert within(part).after.findings == part.after.findings
    if states[0] == states[1]:
        assert part.after.findings == ()
