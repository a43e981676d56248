"""A claim's verdict and strength, the reasons, and the evidence that it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.book import Book, Claim, ClaimKind, Evidence, Stance
from checker.book.model import OUTLET
from checker.grading.lines import Line, independent_outlet_text, independent_outlets_of, lines_of
from checker.grading.rubric import attribution_row, strength_of, verdict_row
from checker.grading.scale import Balance, Lean, Level, Strength, Verdict, Weight
from checker.grading.weight import Weighed, weigh, with_retractions
from checker.verification import Verification


@dataclass(frozen=True, slots=True)
class Grade:
    """A claim's grade."""

    claim: str
    verdict: Verdict
    strength: Strength | None
    """Of the verdicts supported and contradicted only."""

    reasons: tuple[str, ...]
    depends_on: tuple[str, ...]
    """Ids of evidence, then of sources: leaving out any one of them changes the verdict."""

    single: bool
    """Whether the verdict is unproven only because there is one outlet."""

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
    """The base grade of every claim, before any conflict; those in ``known`` are taken over."""
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
    reasons += _status_reasons(book, claim)
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


def _line_reasons(book: Book, lines: Iterable[Line]) -> list[str]:
    """One reason for each line: side, weight, origin, outlets."""
    reasons = []
    for line in lines:
        side = "for" if line.stance is Stance.SUPPORTING else "against"
        outlets = ", ".join(independent_outlet_text(book, item) for item in line.via)
        via = outlets or "a source whose outlet is not known"
        reasons.append(f"{side}, {line.weight}: {book.entity_name(line.origin)}, via {via}")
    return reasons


def _status_reasons(book: Book, claim: Claim) -> list[str]:
    """What became of the sources that the claim quotes, each once."""
    names = dict.fromkeys(item.source for item in claim.evidence)
    sources = [book.sources[name] for name in names if name in book.sources]
    return [f"{source.id} was {source.status}" for source in sources if source.status]


def _depends_on(
    book: Book, claim: Claim, weighed: tuple[Weighed, ...], verdict: Verdict
) -> tuple[str, ...]:
    """The evidence, then the sources, each of which alone changes the verdict if it is left out."""
    # What weighs nothing carries nothing.
    weighing = [item.evidence for item in weighed if item.weight]
    if len(weighing) == 1:
        only = weighing[0]
        return (only.id, only.source) if verdict is not Verdict.UNPROVEN else ()
    by_source = _by_source(weighing)
    # A source with one piece of evidence is the same question as that piece: it is asked once.
    questions = {*by_source.values(), *(frozenset({one.id}) for one in weighing)}
    changing = _changing(book, claim, weighed, verdict, questions)
    evidence = [one.id for one in weighing if frozenset({one.id}) in changing]
    sources = [name for name in sorted(by_source) if by_source[name] in changing]
    return (*evidence, *sources)


def _by_source(evidence: Iterable[Evidence]) -> dict[str, frozenset[str]]:
    """The ids of evidence by source."""
    found: dict[str, frozenset[str]] = {}
    for one in evidence:
        found[one.source] = found.get(one.source, frozenset()) | {one.id}
    return found


def _changing(
    book: Book,
    claim: Claim,
    weighed: tuple[Weighed, ...],
    verdict: Verdict,
    questions: Iterable[frozenset[str]],
) -> set[frozenset[str]]:
    """The sets of evidence without which the verdict is another."""
    found = set()
    for left_out in questions:
        if _verdict_without(book, claim, weighed, left_out) is not verdict:
            found.add(left_out)
    return found


def _verdict_without(
    book: Book, claim: Claim, weighed: tuple[Weighed, ...], left_out: frozenset[str]
) -> Verdict:
    kept = [item for item in weighed if item.evidence.id not in left_out]
    return _judge(book, claim, lines_of(book, with_retractions(book, kept))).verdict


def _judge(book: Book, claim: Claim, lines: tuple[Line, ...]) -> _Outcome:
    if claim.kind is ClaimKind.ATTRIBUTION:
        return _judge_attribution(book, lines)
    best_for = _best(lines, Stance.SUPPORTING)
    best_against = _best(lines, Stance.CONTRADICTING)
    lean = _lean(_weight(best_for), _weight(best_against))
    winner = best_against if lean is Lean.AGAINST else best_for
    heaviest = _weight(winner)
    both = _on_both_sides(lines, heaviest)
    row = verdict_row(
        Balance(
            heaviest=heaviest,
            lean=lean,
            same_origin=bool(both) and (lean is Lean.LEVEL or _origin(winner) in both),
            enough=_is_enough(book, winner),
        )
    )
    why = row.why.format(
        names=", ".join(map(book.entity_name, both)),
        name=book.entity_name(_origin(winner)),
        weight=heaviest,
    )
    has_strength = row.verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED)
    strength = _strength(book, winner) if has_strength and winner else None
    return _Outcome(row.verdict, strength, why, row.single)


def _best(lines: Iterable[Line], stance: Stance) -> Line | None:
    """The heaviest line of a side: lines come heaviest first."""
    return next((line for line in lines if line.stance is stance), None)


def _weight(line: Line | None) -> Weight:
    return line.weight if line else Weight.NONE


def _origin(line: Line | None) -> str:
    return line.origin if line else ""


def _lean(on_one_side: int, on_the_other: int) -> Lean:
    if on_one_side == on_the_other:
        return Lean.LEVEL
    return Lean.FOR if on_one_side > on_the_other else Lean.AGAINST


def _is_enough(book: Book, line: Line | None) -> bool:
    """Whether a line is strong, or comes from enough independent outlets."""
    if line is None:
        return False
    return line.weight is Weight.STRONG or len(line.outlets) >= book.rubric.independent_outlets


def _on_both_sides(lines: Iterable[Line], heaviest: Weight) -> list[str]:
    """Named origins on both sides, fair at least, and on one of them among the heaviest."""
    usable = [line for line in lines if line.weight >= Weight.FAIR]
    origins_for = {line.origin for line in usable if line.stance is Stance.SUPPORTING}
    origins_against = {line.origin for line in usable if line.stance is Stance.CONTRADICTING}
    heavy = {line.origin for line in usable if line.weight is heaviest}
    return sorted((origins_for & origins_against & heavy) - {OUTLET})


def _strength(book: Book, line: Line) -> Strength:
    corroborated = line.is_document or len(line.outlets) >= book.rubric.independent_outlets
    strong_outlet = line.weight is Weight.STRONG and bool(line.outlets)
    return strength_of(corroborated, strong_outlet)


def _judge_attribution(book: Book, lines: Iterable[Line]) -> _Outcome:
    """Whether somebody said something, whatever the speaker's interest."""
    counting = [line for line in lines if line.counts_as_outlet]
    level_for, level_against = (
        _level(book, [line for line in counting if line.stance is stance])
        for stance in (Stance.SUPPORTING, Stance.CONTRADICTING)
    )
    row = attribution_row(max(level_for, level_against), _lean(level_for, level_against))
    why = row.why.format(outlets=book.rubric.independent_outlets)
    return _Outcome(row.verdict, row.strength, why)


def _level(book: Book, lines: Sequence[Line]) -> Level:
    """How well one side is attested."""
    if not lines:
        return Level.NOBODY
    sources = {source for line in lines for outlet in line.via for source in outlet.sources}
    outlets = len(independent_outlets_of(book, sources))
    has_document = any(line.is_document for line in lines)
    if has_document or outlets >= book.rubric.independent_outlets:
        return Level.CORROBORATED
    in_quotation_marks = max(line.weight for line in lines) >= Weight.FAIR
    return Level.WORDS if in_quotation_marks else Level.SENSE
