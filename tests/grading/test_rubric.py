"""The rubric: its tables are total and unambiguous, and everything printed comes from them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
import regex

from checker.grading.method import tables, weight_rules
from checker.grading.rubric import (
    ATTRIBUTIONS,
    STRENGTHS,
    VERDICTS,
    WEIGHTS,
    attribution_row,
    strength_of,
    verdict_row,
)
from checker.grading.scale import Balance, Lean, Level, Strength, Verdict, Weight
from checker.render.edition.method import method
from checker.usecases import check_book

YES_OR_NO = (True, False)
BALANCES = [Balance(*facts) for facts in product(Weight, Lean, YES_OR_NO, YES_OR_NO)]
_TABLE = regex.compile(r"<!-- rubric: ([a-z]+) -->\n(.*?)<!-- end -->", regex.DOTALL)
READMES = ("checker/README.md", "reports/README.md")


def test_exactly_one_verdict_row_applies_to_every_balance() -> None:
    """Of all combinations, those that cannot be included."""
    for balance in BALANCES:
        assert sum(row.applies(balance) for row in VERDICTS) == 1, balance
    used = {verdict_row(balance).name for balance in BALANCES}
    assert used == {row.name for row in VERDICTS}


def test_exactly_one_attribution_row_applies_to_both_levels() -> None:
    """Level and lean, as they follow from the levels of both sides."""
    used = set()
    for one, other in product(Level, Level):
        lean = Lean.LEVEL if one == other else Lean.FOR if one > other else Lean.AGAINST
        assert sum(row.applies(max(one, other), lean) for row in ATTRIBUTIONS) == 1
        used.add(attribution_row(max(one, other), lean).name)
    assert used == {row.name for row in ATTRIBUTIONS}


def test_a_verdict_is_never_better_for_less_evidence() -> None:
    """Fewer outlets, or a lighter weight, make no unproven claim a supported one."""
    for heaviest, lean, same_origin in product(Weight, Lean, YES_OR_NO):
        few = verdict_row(Balance(heaviest, lean, same_origin, enough=False))
        assert few.verdict not in (Verdict.SUPPORTED, Verdict.CONTRADICTED)


def test_every_strength_is_reached_by_one_row() -> None:
    """By the first row that applies; and the strengths fall."""
    found = {facts: strength_of(*facts) for facts in product(YES_OR_NO, YES_OR_NO)}
    assert set(found.values()) == set(Strength)
    assert found[True, False] is found[True, True] is Strength.HIGH
    assert [row.strength for row in STRENGTHS] == list(Strength)


def test_the_last_weight_row_always_applies() -> None:
    """So that every piece of evidence has a weight; names are unique."""
    assert WEIGHTS[-1].applies(None)  # type: ignore[arg-type]
    assert len({row.name for row in WEIGHTS}) == len(WEIGHTS)
    for weight in Weight:
        assert weight_rules(weight)


@pytest.mark.parametrize("outlets", [2, 3])
def test_the_method_page_has_every_rule(book: Path, outlets: int) -> None:
    """Word for word, with the thresholds of the book."""
    settings = book / "book.yaml"
    text = settings.read_text(encoding="utf-8")
    if outlets != 2:
        settings.write_text(f"{text}rubric: {{independent_outlets: {outlets}}}\n", encoding="utf-8")
    page = {item.label: item.text for item in method(check_book(book))}
    shown = " ".join(page.values()).casefold()
    for rows in tables(outlets).values():
        for row in rows[1:]:
            for rule in max(row, key=len).split("; "):
                assert rule.casefold() in shown, rule
    for weight in Weight:
        named = page[str(weight).capitalize()].casefold()
        assert all(rule.casefold() in named for rule in weight_rules(weight))


def markdown(rows: list[tuple[str, ...]]) -> str:
    """A table as it is in a README."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, f"|{'---|' * len(rows[0])}", *body])


@pytest.mark.parametrize("name", READMES)
def test_the_readmes_have_the_tables(root: Path, name: str, update: bool) -> None:
    """Between the markers; ``--update`` writes them."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    made = {key: f"\n{markdown(rows)}\n\n" for key, rows in tables(2).items()}
    if update:
        text = _TABLE.sub(lambda at: f"<!-- rubric: {at[1]} -->\n{made[at[1]]}<!-- end -->", text)
        path.write_text(text, encoding="utf-8")
    found = dict(_TABLE.findall(text))
    assert found
    assert found == {key: made[key] for key in found}
