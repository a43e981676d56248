"""A claim's verdict and strength, the reasons, and the evidence that it depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checker.book import Book, Claim, ClaimKind, Stance
from checker.book.model import OUTLET
from checker.grading.lines import Line, independent_outlet_text, independent_outlets_of, lines_of
from checker.grading.weight import Weighed, Weight, weigh, with_retractions
from checker.verification import Verification


class Verdict(StrEnum):
    """What the evidence of the book makes of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    UNPROVEN = "unproven"


class Strength(StrEnum):
    """How firm a verdict of supported or contradicted is."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Grade:
    """A claim's grade."""

    claim: str
    verdict: Verdict
    strength: Strength | None
    """Of the verdicts supported and contradicted only."""

    reasons: tuple[str, ...]
    depends_on: tuple[str, ...]
    """Ids of evidence, and of sources, each of which alone changes the verdict when it is left out."""

    single: bool
    """Whether the verdict is unproven because one outlet alone tells of it."""

    lines: tuple[Line, ...]
    weighed: tuple[Weighed, ...]

    @property
    def judged(self) -> tuple[str, str]:
        """Verdict and strength, which is empty for a verdict that has none."""
        return self.verdict.value, self.strength.value if self.strength else ""


@dataclass(frozen=True, slots=True)
class _Outcome:
    verdict: Verdict
    strength: Strength | None
    why: str
    single: bool = False


def grade_book(
    book: Book, verification: Verification, known: Mapping[str, Grade]
) -> Mapping[str, Grade]:
    """The base grade of every claim, before any conflict; those that are known are not worked out again."""
    return {
        claim.id: known.get(claim.id) or grade_claim(book, claim, verification)
        for claim in book.claims.values()
    }


def grade_claim(book: Book, claim: Claim, verification: Verification) -> Grade:
    """The base grade of one claim."""
    alone = weigh(book, claim, verification)
    weighed = with_retractions(book, alone)
    lines = lines_of(book, weighed)
    outcome = _judge(book, claim, lines)
    reasons = [outcome.why, *_line_reasons(book, lines)]
    denied = [line for line in lines if line.stance is Stance.CONTRADICTING]
    if outcome.verdict is Verdict.UNPROVEN and denied:
        who = ", ".join(book.entity_name(line.origin) for line in denied)
        reasons.append(f"denied by {who}")
    reasons += [f"{item.evidence.source}: {item.why}" for item in weighed if item.undecided]
    reasons += _standings(book, claim)
    return Grade(
        claim=claim.id,
        verdict=outcome.verdict,
        strength=outcome.strength,
        reasons=tuple(reasons),
        depends_on=_depends_on(book, claim, alone, outcome.verdict),
        single=outcome.single,
        lines=lines,
        weighed=weighed,
    )


def _line_reasons(book: Book, lines: tuple[Line, ...]) -> list[str]:
    reasons = []
    for line in lines:
        side = "for" if line.stance is Stance.SUPPORTING else "against"
        outlets = (
            ", ".join(independent_outlet_text(book, item) for item in line.via)
            or "a source without an outlet"
        )
        reasons.append(f"{side}, {line.weight}: {book.entity_name(line.origin)}, via {outlets}")
    return reasons


def _standings(book: Book, claim: Claim) -> list[str]:
    """What became of the sources that the claim quotes, each told once."""
    names = dict.fromkeys(item.source for item in claim.evidence)
    return [
        f"{name} was {source.status}"
        for name in names
        if (source := book.sources.get(name)) and source.status
    ]


def _depends_on(
    book: Book, claim: Claim, weighed: tuple[Weighed, ...], verdict: Verdict
) -> tuple[str, ...]:
    """Leave one piece of evidence out, then one source, and see whether the verdict stands."""
    weighing = [
        item.evidence for item in weighed if item.weight
    ]  # what weighs nothing carries nothing
    if len(weighing) == 1:
        return (weighing[0].id, weighing[0].source) if verdict is not Verdict.UNPROVEN else ()
    by_source: dict[str, list[str]] = {}
    for one in weighing:
        by_source.setdefault(one.source, []).append(one.id)
    left_out = {frozenset(ids) for ids in by_source.values()} | {
        frozenset({one.id}) for one in weighing
    }
    changes = {ids: _verdict_without(book, claim, weighed, ids) is not verdict for ids in left_out}
    evidence = [item.evidence.id for item in weighed if changes.get(frozenset({item.evidence.id}))]
    return (
        *evidence,
        *(source for source in sorted(by_source) if changes[frozenset(by_source[source])]),
    )


def _verdict_without(
    book: Book, claim: Claim, weighed: tuple[Weighed, ...], left_out: frozenset[str]
) -> Verdict:
    kept = [item for item in weighed if item.evidence.id not in left_out]
    return _judge(book, claim, lines_of(book, with_retractions(book, kept))).verdict


def _judge(book: Book, claim: Claim, lines: tuple[Line, ...]) -> _Outcome:
    if claim.kind is ClaimKind.ATTRIBUTION:
        return _judge_attribution(book, lines)
    enough = book.rubric.independent_outlets
    best_for = next((line for line in lines if line.stance is Stance.SUPPORTING), None)
    best_against = next((line for line in lines if line.stance is Stance.CONTRADICTING), None)
    weight_for = best_for.weight if best_for else Weight.NONE
    weight_against = best_against.weight if best_against else Weight.NONE
    if not lines:
        return _Outcome(Verdict.UNPROVEN, None, "nothing proven speaks for or against it")
    if max(weight_for, weight_against) < Weight.FAIR:
        return _Outcome(Verdict.UNPROVEN, None, "only interested or unnamed voices speak")
    heaviest = best_for if weight_for > weight_against else best_against
    both = _on_both_sides(lines, max(weight_for, weight_against))
    if both and (weight_for == weight_against or (heaviest and heaviest.origin in both)):
        names = ", ".join(map(book.entity_name, both))
        return _Outcome(
            Verdict.DISPUTED,
            None,
            f"{names}: one origin on both sides, and which came later is not known",
        )
    if weight_for == weight_against:
        return _Outcome(Verdict.DISPUTED, None, f"the best evidence on each side is {weight_for}")
    winner, verdict = (
        (best_for, Verdict.SUPPORTED)
        if weight_for > weight_against
        else (best_against, Verdict.CONTRADICTED)
    )
    assert winner is not None, "the heavier side has a line"
    if winner.weight is Weight.STRONG or len(winner.outlets) >= enough:
        side = "for" if verdict is Verdict.SUPPORTED else "against"
        why = (
            f"the heavier evidence is {side} it: {book.entity_name(winner.origin)}, {winner.weight}"
        )
        return _Outcome(verdict, _strength(winner, enough), why)
    told = (
        "tells of it"
        if verdict is Verdict.SUPPORTED
        else "speaks against it, and only weaker voices for it"
    )
    return _Outcome(Verdict.UNPROVEN, None, f"single-sourced: one outlet alone {told}", single=True)


def _on_both_sides(lines: tuple[Line, ...], heaviest: Weight) -> list[str]:
    """Named origins whose word stands on both sides, and on one of them among the heaviest."""
    sides = [
        {line.origin for line in lines if line.stance is stance and line.weight >= Weight.FAIR}
        for stance in Stance
    ]
    heavy = {line.origin for line in lines if line.weight is heaviest}
    return sorted((sides[0] & sides[1] & heavy) - {OUTLET})


def _strength(line: Line, enough: int) -> Strength:
    if line.is_document or len(line.outlets) >= enough:
        return Strength.HIGH
    return Strength.MODERATE if line.weight is Weight.STRONG and line.outlets else Strength.LOW


def _judge_attribution(book: Book, lines: tuple[Line, ...]) -> _Outcome:
    """Whether somebody said something: by independent outlets and words, whatever the speaker's interest."""
    level_for = _relay_level(book, [line for line in lines if line.stance is Stance.SUPPORTING])
    level_against = _relay_level(
        book, [line for line in lines if line.stance is Stance.CONTRADICTING]
    )
    if not level_for and not level_against:
        return _Outcome(Verdict.UNPROVEN, None, "nothing proven says that it was said, or not")
    if level_for == level_against:
        return _Outcome(
            Verdict.DISPUTED, None, "as good an independent outlet says that it was not said"
        )
    verdict = Verdict.SUPPORTED if level_for > level_against else Verdict.CONTRADICTED
    strength, why = _RELAY[max(level_for, level_against)]
    return _Outcome(verdict, strength, why)


_RELAY = {
    1: (Strength.LOW, "one outlet relays the sense of it"),
    2: (Strength.MODERATE, "one outlet relays the words in quotation marks"),
    3: (Strength.HIGH, "two independent outlets, or the document, relay it"),
}


def _relay_level(book: Book, lines: list[Line]) -> int:
    """0 nobody, 1 one outlet, 2 one outlet in quotation marks, 3 two outlets or the document."""
    lines = [line for line in lines if line.counts_as_outlet]
    if not lines:
        return 0
    independent_outlets = independent_outlets_of(
        book, {source for line in lines for item in line.via for source in item.sources}
    )
    if len(independent_outlets) >= book.rubric.independent_outlets or any(
        line.is_document for line in lines
    ):
        return 3
    return 2 if max(line.weight for line in lines) >= Weight.FAIR else 1
