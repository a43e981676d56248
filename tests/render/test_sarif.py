"""SARIF: valid by the schema, and by what GitHub asks beyond it."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import regex
from jsonschema import Draft4Validator

from checker.assessment import Report
from checker.findings import (
    FINDING_KINDS,
    Finding,
    Location,
    Severity,
    finding,
)
from checker.render import sarif
from checker.usecases import check_book
from checker.usecases.baseline import write_baseline
from tests.render.test_golden import example
from tests.render.test_hostile import HOSTILE

Make = Callable[..., Report]
Read = Callable[[str], dict[str, Any]]
Edit = Callable[[str, str, str], Path]

CLAIM = "bridge/beams-cracked.yaml"


@pytest.fixture(scope="session")
def validator(root: Path) -> Draft4Validator | None:
    """The official schema, if it is available."""
    file = root.parent / "shared" / "external" / "sarif-schema-2.1.0.json"
    return Draft4Validator(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


@pytest.fixture
def read(validator: Draft4Validator | None) -> Read:
    """Reads a log: it must fit the schema, if that is available, and all that GitHub asks
    beyond it.
    """

    def run(text: str) -> dict[str, Any]:
        if validator is not None:
            assert [error.message for error in validator.iter_errors(json.loads(text))] == []
        return run_of(text)

    return run


def test_the_schema_is_at_hand(validator: Draft4Validator | None) -> None:
    """Where it is not, the tests below say less, and this one says so."""
    if validator is None:
        pytest.skip("the schema of SARIF is not available")
    assert list(validator.iter_errors({"version": "2.1.0"}))


def run_of(text: str) -> dict[str, Any]:
    """The one run of a log, after all that GitHub asks of every log."""
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert 0 < len(rule["properties"]["tags"]) <= 10
    assert len(run["results"]) <= 5_000
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"].strip()
        assert regex.fullmatch(
            "[0-9a-f]{32}:1", result["partialFingerprints"]["primaryLocationLineHash"]
        )
        [place] = result["locations"]
        for at in [place, *result.get("relatedLocations", ())]:
            region = at["physicalLocation"]["region"]
            start = (region["startLine"], region["startColumn"])
            assert (1, 1) <= start <= (region["endLine"], region["endColumn"])
            uri = at["physicalLocation"]["artifactLocation"]["uri"]
            assert regex.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
            assert not uri.startswith("/")
            assert at.get("message", {"text": "-"})["text"]
    for key in ("baselineState", "suppressions"):
        assert sum(key in result for result in run["results"]) in (0, len(run["results"]))
    prints = Counter(
        result["partialFingerprints"]["checkerFinding/v1"] for result in run["results"]
    )
    assert set(prints.values()) <= {1}
    assert not regex.search(r"[\p{Cc}\p{Cs}\p{Bidi_Control}--[\n]]", text, regex.VERSION1)
    return run  # type: ignore[no-any-return]


def test_a_report_fits_schema_and_github(book: Path, read: Read) -> None:
    """A book with an error, warnings and related places."""
    text = sarif.render(example(book), "claims")
    run = read(text)
    assert [result["level"] for result in run["results"]] == ["error", "note", "note"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(FINDING_KINDS)


def test_every_specimen_fits_schema_and_github(specimens: Path, tmp_path: Path, read: Read) -> None:
    """Every kind of finding that a specimen shows, unreadable files included."""
    kinds = set()
    for case in sorted((specimens / "bad").iterdir()):
        folder = shutil.copytree(specimens / "base", tmp_path / case.name)
        shutil.copytree(case, folder, dirs_exist_ok=True)
        report = check_book(folder)
        text = sarif.render(report, "claims")
        found = [result["ruleId"] for result in read(text)["results"]]
        assert sorted(found) == sorted(item.kind for item in report.findings)
        kinds |= set(found)
    assert len(kinds) > 30


def test_a_book_in_order_has_no_results(book: Path, read: Read) -> None:
    """An empty list, not a missing one: GitHub then knows that all is fixed."""
    text = sarif.render(check_book(book), "claims")
    assert read(text)["results"] == []


def test_columns_are_utf_16(made: Make, read: Read) -> None:
    """Arabic is as it was, an emoji before the column moves it by one, on a line that ends with CR
    LF, too.
    """
    texts = {
        "bridge/a.yaml": "id: a\r\nstatement: بَغْدَاد 🗳️ voted\r\n",
        "bridge/b.yaml": "note: 🗳️🗳️ x\n",
    }
    stretch = Location("bridge/a.yaml", 2, 24, 2, 29)
    assert texts["bridge/a.yaml"].split("\r\n")[1][23:28] == "voted"
    related = ((Location("bridge/b.yaml", 1, 12, 1, 13), "an x"),)
    report = made([finding("conflict", stretch, "so it is", related=related)], texts)
    [result] = read(sarif.render(report, "claims"))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 25,
        "endLine": 2,
        "endColumn": 30,
    }
    [other] = result["relatedLocations"]
    assert other["physicalLocation"]["region"]["startColumn"] == 14
    assert other["id"] == 1
    assert result["message"]["text"] == "so it is. See [an x](1)."


def test_an_empty_stretch_is_kept(made: Make, read: Read) -> None:
    """A place without extent, such as that of a file, is a valid region."""
    text = sarif.render(made([finding("file-empty", Location(CLAIM), "nothing there")]), "claims")
    [result] = read(text)["results"]
    assert set(result["locations"][0]["physicalLocation"]["region"].values()) == {1}


@pytest.mark.parametrize(
    "name", ["a b.yaml", "#1.yaml", "50%.yaml", "عربي/ü?.yaml", "a:b&c.yaml", "a\\b.yaml", "é.yaml"]
)
@pytest.mark.parametrize("book_path", ["", "claims", "Bücher & Co/#2 100%"])
def test_addresses_are_encoded_and_lead_to_the_file(
    made: Make, name: str, book_path: str, read: Read
) -> None:
    """RFC 3986: what is not unreserved is percent-encoded in UTF-8; decoded, it is the file's path
    again.
    """
    report = made([finding("file-empty", Location(name), "x", related=((Location(name), "y"),))])
    run = read(sarif.render(report, book_path))
    [result] = run["results"]
    for at in (*result["locations"], *result["relatedLocations"]):
        artifact = at["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]
        assert unquote(artifact["uri"]) == (f"{book_path}/{name}" if book_path else name)


@pytest.mark.parametrize(
    ("book_path", "name"), [("", "checker/"), ("desk/claims", "checker/desk/claims/")]
)
def test_a_book_has_a_category_of_its_own(
    made: Make, book_path: str, name: str, read: Read
) -> None:
    """GitHub takes the part before the last slash as the category: two books do not overwrite
    each other.
    """
    assert read(sarif.render(made([]), book_path))["automationDetails"] == {"id": name}


def test_fingerprints_stay_when_lines_move(book: Path, edit: Edit, read: Read) -> None:
    """They name the finding, not the line."""
    edit(CLAIM, "says: 12", "says: 13")
    before = read(sarif.render(check_book(book), "claims"))["results"]
    edit(CLAIM, "kind: figure", "# a remark\n\nkind: figure")
    after = read(sarif.render(check_book(book), "claims"))["results"]
    assert before[0]["locations"] != after[0]["locations"]
    assert [item["partialFingerprints"] for item in before] == [
        item["partialFingerprints"] for item in after
    ]


def test_old_baseline_entries_are_marked_and_not_left_out(
    book: Path, edit: Edit, read: Read
) -> None:
    """In the baseline: unchanged, and suppressed with a reason; everything else new, and explicitly
    not suppressed.
    """
    edit(CLAIM, "says: 12", "says: 13")
    write_baseline(book, None)
    edit("bridge/vote-day.yaml", "id: vote-day", "id: another-day")
    report = check_book(book)
    text = sarif.render(report, "desk/claims")
    results = {result["ruleId"]: result for result in read(text)["results"]}
    old, new = results["value-not-in-quote"], results["id-file-name"]
    assert (old["baselineState"], new["baselineState"]) == ("unchanged", "new")
    assert new["suppressions"] == []
    [suppression] = old["suppressions"]
    assert suppression["kind"] == "external"
    assert "desk/claims/baseline.yaml" in suppression["justification"]
    seen = replace(
        report,
        findings=tuple(replace(item, known=item.known or "before") for item in report.findings),
    )
    results = {result["ruleId"]: result for result in read(sarif.render(seen, "claims"))["results"]}
    assert results["id-file-name"]["baselineState"] == "unchanged"
    assert results["id-file-name"]["suppressions"] == []


def test_nothing_is_called_new_that_was_not_compared(made: Make, read: Read) -> None:
    """Without a comparison there is no state; with one, every finding that is not known is new."""
    one, other = (finding("file-empty", Location(name), "x") for name in ("a.yaml", "b.yaml"))

    def states(report: Report, compared: bool = False) -> list[str | None]:
        results = read(sarif.render(report, "claims", compared=compared))["results"]
        assert not any("suppressions" in result for result in results)
        return [result.get("baselineState") for result in results]

    assert states(made([one, other])) == [None, None]
    assert states(made([one, other]), compared=True) == ["new", "new"]
    assert states(made([replace(one, known="before"), other])) == ["new", "unchanged"]


def many(count: int, words: Callable[[int], str]) -> list[Finding]:
    """Findings on one file: every tenth an error, every other tenth a warning, the rest notes."""
    kinds = ["file-empty", *["conflict"] * 2, *["discrepancy"] * 7]
    return [finding(kinds[n % 10], Location(f"bridge/{n:05}.yaml"), words(n)) for n in range(count)]


def test_a_crowd_is_cut_to_what_github_takes(made: Make, read: Read) -> None:
    """20,000 findings: 5,000 are kept, the errors first, and the rest is counted."""
    text = sarif.render(made(many(20_000, lambda n: f"number {n}")), "claims")
    run = read(text)
    assert Counter(result["level"] for result in run["results"]) == {
        "error": 2_000,
        "warning": 3_000,
    }
    [notice] = run["invocations"][0]["toolExecutionNotifications"]
    assert "15,000 of 20,000" in notice["message"]["text"]
    assert "1,000 warnings, 14,000 notes" in notice["message"]["text"]
    assert len(gzip.compress(text.encode())) < 10_000_000


def test_long_words_do_not_make_it_too_large(made: Make, read: Read) -> None:
    """Messages that do not compress: fewer results are kept, and the file stays under 10 MB even
    before compression.
    """
    letters = random.Random(1)  # noqa: S311
    noise = [chr(letters.randrange(0x4E00, 0x9FFF)) for _ in range(60_000)]
    text = sarif.render(
        made(many(5_000, lambda n: "".join(noise[n * 10 : n * 10 + 9_000]))), "claims"
    )
    run = read(text)
    assert 1_000 < len(run["results"]) < 5_000
    assert len(text.encode()) < 10_000_000
    left = 5_000 - len(run["results"])
    assert (
        f"{left:,} of 5,000"
        in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    )


def test_many_related_places_are_counted(made: Make, read: Read) -> None:
    """Ten are linked; brackets in their words are no brackets of the link."""
    related = tuple((Location(CLAIM, n), f"place [{n}]") for n in range(1, 14))
    [result] = read(
        sarif.render(made([finding("conflict", Location(CLAIM), "x", related=related)]), "")
    )["results"]
    assert len(result["relatedLocations"]) == 10
    assert "[place \\[10\\]](10), 3 more places." in result["message"]["text"]


def test_words_of_a_book_steer_nothing(made: Make, read: Read) -> None:
    """No link but those to places; control and direction characters shown; nothing empty where a
    text must be.
    """
    hostile = f"{HOSTILE}\x1b[2J\ud800\r\n[a](1)"
    found = [
        Finding(
            "conflict",
            Severity.ERROR,
            Location(hostile),
            hostile,
            hostile,
            hostile,
            ((Location(CLAIM), hostile),),
        ),
        Finding(
            "discrepancy",
            Severity.NOTE,
            Location(CLAIM),
            " \r\n",
            " ",
            "",
            ((Location(CLAIM, 3), " "),),
        ),
    ]
    text = sarif.render(made(found), hostile)
    first, second = read(text)["results"]
    assert regex.findall(r"(?<!\\)\]\(([^)]*)\)", first["message"]["text"]) == ["1"]
    assert "\\u202b" in first["message"]["text"]
    assert "\\u001b[2J" in first["message"]["text"]
    assert second["message"]["text"] == f"{FINDING_KINDS['discrepancy'].title}. See [{CLAIM}:3](1)."


def test_the_same_findings_give_the_same_bytes(book: Path) -> None:
    """No clock, no order of chance."""
    report = example(book)
    assert sarif.render(report, "claims") == sarif.render(check_book(book), "claims")
