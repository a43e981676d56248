"""Fingerprints: the same while a finding is about the same thing, wherever it stands; never two
alike in a report.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from checker.assessment.fingerprints import fingerprints
from checker.book import build_book
from checker.usecases.check import report_on

from ..changes.test_compare import Files, changed
from ..edits import base_files, contents, edited

FOR = "bridge/votes-for.yaml"


def names(files: Files, rule: str = "") -> list[str]:
    """The fingerprints of a book's findings (of one kind), sorted."""
    report = report_on(build_book(contents(files)))
    named = zip(report.findings, fingerprints(report.assessment.book, report.findings), strict=True)
    return sorted(name for item, name in named if rule in ("", item.kind))


WRONG = changed(FOR, "value: 15", "value: 16")
"""Findings of evidence, of a claim, and of a rule."""


def test_lines_that_come_and_keys_in_another_order() -> None:
    """Places are not part of it."""
    assert names(WRONG)
    assert names(changed(FOR, "kind: figure", "# one\n\n# two\nkind: figure", WRONG)) == names(
        WRONG
    )
    head = "id: votes-for\nkind: figure\nstatement: Fifteen councillors voted for the closure.\n"
    assert names(
        changed(FOR, head, "\n".join(reversed(head.split("\n")))[1:] + "\n", WRONG)
    ) == names(WRONG)


def test_evidence_in_another_order() -> None:
    """It is told by its source and words."""
    text = WRONG[FOR].decode()
    head, first, second = text.split("  - source: ")
    turned = WRONG | {FOR: f"{head}  - source: {second.rstrip()}\n  - source: {first}".encode()}
    assert turned != WRONG
    assert names(turned, "value-not-in-quote") == names(WRONG, "value-not-in-quote") != []


def test_a_claim_in_another_topic_and_a_rule_in_another_file() -> None:
    """The same claim, the same rule."""
    two = changed("book.yaml", "topics:\n", "topics:\n  rest: {title: The rest}\n", WRONG)
    moved = dict(two)
    moved["rest/votes-for.yaml"] = moved.pop(FOR)
    moved["rules/other.yaml"] = moved.pop("rules/bridge.yaml")
    assert names(moved) == names(two)


def test_another_claim_other_evidence_another_rule() -> None:
    """Each is another finding."""
    rule = "value-not-in-quote"
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


WAIVERS = b'text: "%s"\nwaived: []\n' % (b"0" * 64)


def test_of_a_whole_file() -> None:
    """A finding on no line of it: whatever its first line is, and whatever else is found there."""
    one = base_files() | {"waivers/tribune.yaml": WAIVERS}
    turned = b"".join(reversed(WAIVERS.splitlines(keepends=True)))
    assert len(names(one, "reference-unknown")) == 1
    for raw in (b"# more\n" + WAIVERS, b"\n\n" + WAIVERS, turned, b"\n# more\n\n" + turned):
        assert names(base_files() | {"waivers/tribune.yaml": raw}, "reference-unknown") == names(
            one, "reference-unknown"
        )
    other = base_files() | {"waivers/herald.yaml": WAIVERS}
    assert not set(names(one, "reference-unknown")) & set(names(other, "reference-unknown"))


def test_what_is_fixed_takes_its_own_name_with_it() -> None:
    """Of several findings of a kind at one place, those that stay keep theirs."""
    whole = base_files()
    without = [f"{key}: null\n" for key in ("author", "url")]
    start = changed(
        "sources/courier.yaml",
        without[1],
        "",
        changed("sources/courier.yaml", without[0], "", whole),
    )
    left = [
        names(changed("sources/courier.yaml", "language: en\n", f"language: en\n{key}", start))
        for key in without
    ]
    both = names(start, "schema-missing-key")
    assert len(both) == 2
    kept = [sorted(set(both) & set(some)) for some in left]
    assert sorted(kept[0] + kept[1]) == both, "each keeps one, and not the same one"

    rules = {"rules/bridge.yaml": b"- {id: one, always: votes-for > 1}\n"}
    some = {path: raw for path, raw in whole.items() if path != "bridge/votes-against.yaml"} | rules
    more = dict(some)
    more[FOR] = more[FOR].partition(b"  - source: courier")[0]
    stale = set(names(some, "receipt-stale")), set(names(more, "receipt-stale"))
    assert stale[0] < stale[1]
    other = set(names(whole | rules | {FOR: more[FOR]}, "receipt-stale"))
    assert stale[0] | other == stale[1]
    assert not stale[0] & other

    unknown = changed("rules/bridge.yaml", "votes-for + votes-against", "nobody + nothing")
    first = changed("rules/bridge.yaml", "nobody", "votes-for", unknown)
    assert len(names(unknown, "reference-unknown")) == 2
    assert set(names(first, "reference-unknown")) < set(names(unknown, "reference-unknown"))
    assert names(first, "reference-unknown") != names(
        changed("rules/bridge.yaml", "nothing", "votes-against", unknown), "reference-unknown"
    )


def test_files_of_one_name() -> None:
    """Strays are told by their whole path: when one goes, the other is the one that was there."""
    rule = "file-unexpected"
    strays = [base_files() | {f"{folder}/notes.txt": b""} for folder in ("bridge", "sources")]
    assert not set(names(strays[0], rule)) & set(names(strays[1], rule))
    assert names(strays[0] | strays[1], rule) == sorted(
        names(strays[0], rule) + names(strays[1], rule)
    )


def test_evidence_of_a_claim_that_does_not_fit_its_schema() -> None:
    """Told by source and words, and not by its number."""
    broken = changed(FOR, "    origin: clerk", "    origins: clerk")
    head, first, second = broken[FOR].decode().split("  - source: ")
    turned = broken | {FOR: f"{head}  - source: {second.rstrip()}\n  - source: {first}".encode()}
    assert names(turned, "schema-unknown-key") == names(broken, "schema-unknown-key") != []


def test_keys_of_a_record_that_lacks_one() -> None:
    """It is the record that lacks it, and not the key that happens to be first."""
    broken = changed(FOR, "kind: figure\n", "")
    turned = changed(FOR, "id: votes-for\n", "", broken)
    turned[FOR] += b"id: votes-for\n"
    assert names(turned, "schema-missing-key") == names(broken, "schema-missing-key") != []


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
    moved = {
        path: b"# more\n" + raw if path.endswith(".yaml") else raw for path, raw in files.items()
    }
    before, after = (report_on(build_book(contents(some))) for some in (files, moved))
    if len(before.findings) == len(after.findings):
        assert names(files) == names(moved)
