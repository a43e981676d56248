"""Fingerprints: the same while a finding is about the same thing, wherever it stands; never two alike in a report."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from checker.book import build_book
from checker.report.fingerprints import fingerprints
from checker.usecases.check import report_on

from ..edits import base_files, contents, edited
from .test_compare import Files, changed

FOR = "bridge/votes-for.yaml"


def names(files: Files, rule: str = "") -> list[str]:
    """The fingerprints of a book's findings (of one kind), sorted."""
    report = report_on(build_book(contents(files)))
    named = zip(report.findings, fingerprints(report.case.book, report.findings), strict=True)
    return sorted(name for item, name in named if rule in ("", item.rule))


WRONG = changed(FOR, "value: 15", "value: 16")
"""Findings of evidence, of a claim, and of a rule."""


def test_lines_that_come_and_keys_in_another_order() -> None:
    """Places are not part of it."""
    assert names(WRONG)
    assert names(changed(FOR, "kind: figure", "# one\n\n# two\nkind: figure", WRONG)) == names(WRONG)
    head = "id: votes-for\nkind: figure\nstatement: Fifteen councillors voted for the closure.\n"
    assert names(changed(FOR, head, "\n".join(reversed(head.split("\n")))[1:] + "\n", WRONG)) == names(WRONG)


def test_evidence_in_another_order() -> None:
    """It is told by its source and words."""
    text = WRONG[FOR].decode()
    head, first, second = text.split("  - source: ")
    turned = WRONG | {FOR: f"{head}  - source: {second.rstrip()}\n  - source: {first}".encode()}
    assert turned != WRONG
    assert names(turned, "says-not-in-quote") == names(WRONG, "says-not-in-quote") != []


def test_a_claim_in_another_topic_and_a_rule_in_another_file() -> None:
    """The same claim, the same rule."""
    two = changed("book.yaml", "topics:\n", "topics:\n  rest: {title: The rest}\n", WRONG)
    moved = dict(two)
    moved["rest/votes-for.yaml"] = moved.pop(FOR)
    moved["rules/other.yaml"] = moved.pop("rules/bridge.yaml")
    assert names(moved) == names(two)


def test_another_claim_other_evidence_another_rule() -> None:
    """Each is another finding."""
    rule = "says-not-in-quote"
    other = changed("bridge/votes-against.yaml", "value: 8", "value: 9")
    assert not set(names(WRONG, rule)) & set(names(other, rule))
    assert len(set(names(WRONG, rule))) == 2, "one for each of two quotes"
    renamed = changed("rules/bridge.yaml", "id: votes-add-up", "id: sum", WRONG)
    assert not set(names(WRONG, "conflict")) & set(names(renamed, "conflict"))


def test_files_that_are_not_yaml() -> None:
    """The words of the line stand for what cannot be parsed; a line before them changes nothing."""
    one = base_files() | {"bridge/x.yaml": b"id: [x\nkind: }\n"}
    moved = base_files() | {"bridge/x.yaml": b"# more\nid: [x\nkind: }\n"}
    assert set(names(one)) - set(names(base_files()))
    assert names(one) == names(moved)
    for raw in (b"\xff", b"", b"&a [*a]", b"\0", b"a: 1\na: 2\n", b"--- 1\n--- 2\n"):
        assert names(base_files() | {"bridge/x.yaml": raw})


@given(edited(base_files(), 5))
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_all_are_different(files: Files) -> None:
    """Within a report; and each is 32 digits."""
    found = names(files)
    assert len(set(found)) == len(found)
    assert all(len(name) == 32 for name in found)


@given(edited(base_files(), 3))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_line_at_the_top_of_every_file_changes_none(files: Files) -> None:
    """A remark above everything, where a file can be read at all."""
    moved = {path: b"# more\n" + raw if path.endswith(".yaml") else raw for path, raw in files.items()}
    before, after = (report_on(build_book(contents(some))) for some in (files, moved))
    if len(before.findings) == len(after.findings):
        assert names(files) == names(moved)
