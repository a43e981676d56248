"""The rubric: every rule by which evidence is weighed and claims are graded, as tables.

Grading works through these tables, and the printed method page, ``checker explain`` and the READMEs
are made from them, so a rule is changed here and nowhere else. Weights are ordinal: they are
compared, and never added up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Final

from checker.grading import facts
from checker.grading.facts import Piece
from checker.grading.scale import Balance, Lean, Level, Strength, Verdict, Weight


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A rule of weighing: the first row that applies decides."""

    name: str
    applies: Callable[[Piece], bool]
    weight: Weight
    rule: str
    """When it applies, as the method page and the READMEs say it."""

    why: str | Callable[[Piece], str]
    """The reason that a report gives for one piece of evidence."""

    undecided: bool = False
    """Whether the evidence is shown as undecided: neither for nor against."""

    attributions: bool = False
    """Whether it is a rule for claims that somebody said something."""

    def reason(self, piece: Piece) -> str:
        """The reason for a piece of evidence."""
        return self.why if isinstance(self.why, str) else self.why(piece)


WEIGHTS: Final[tuple[WeightRow, ...]] = (
    WeightRow(
        "not-proven", facts.not_proven, Weight.NONE, "the quote is not proven", facts.why_not_proven
    ),
    WeightRow(
        "retracted", facts.retracted, Weight.NONE, "the source was retracted", facts.why_status
    ),
    WeightRow(
        "background", facts.background, Weight.NONE, "it is given as background", "background"
    ),
    WeightRow(
        "wrong-side",
        facts.on_the_wrong_side,
        Weight.NONE,
        "its value is on the wrong side",
        facts.why_wrong_side,
    ),
    WeightRow(
        "value-missing",
        facts.value_missing,
        Weight.NONE,
        "the quote does not say its value",
        facts.why_value_missing,
    ),
    WeightRow(
        "stage-unclear",
        facts.stage_unclear,
        Weight.NONE,
        "its stage is unclear",
        "its stage is unclear, so it is undecided",
        undecided=True,
    ),
    WeightRow(
        "another-stage",
        facts.another_stage,
        Weight.NONE,
        "it is about another stage",
        facts.why_another_stage,
    ),
    WeightRow(
        "unreliable",
        facts.unreliable,
        Weight.WEAK,
        "the source is marked unreliable",
        facts.why_unreliable,
    ),
    WeightRow(
        "no-document",
        facts.no_document,
        Weight.NONE,
        "it claims to be a document, and its source is not marked as one",
        "the source is not marked as a document",
    ),
    WeightRow(
        "corrected",
        facts.corrected,
        Weight.WEAK,
        "the source was corrected after its text was archived",
        facts.why_corrected,
    ),
    WeightRow(
        "says-less",
        facts.says_less,
        Weight.WEAK,
        "it says less than the claim",
        facts.why_says_less,
    ),
    WeightRow(
        "document",
        facts.document,
        Weight.STRONG,
        "it is the document itself",
        "the document itself",
    ),
    WeightRow(
        "speech",
        facts.attributed_speech,
        Weight.FAIR,
        "it gives the words in quotation marks",
        "gives the words in quotation marks",
        attributions=True,
    ),
    WeightRow(
        "sense",
        facts.attribution,
        Weight.WEAK,
        "it gives the sense, not the words",
        "gives the sense, not the words",
        attributions=True,
    ),
    WeightRow(
        "own-account",
        facts.own_account,
        Weight.FAIR,
        "it is the source's own account",
        "the source's own account",
    ),
    WeightRow(
        "unnamed", facts.unnamed, Weight.WEAK, "the origin is not named", "the origin is not named"
    ),
    WeightRow(
        "interested",
        facts.interested,
        Weight.WEAK,
        "the origin has an interest in the claim",
        facts.why_interested,
    ),
    WeightRow(
        "authority",
        facts.authority,
        Weight.STRONG,
        "the origin is an authority on the measure and has no interest in the claim",
        facts.why_authority,
    ),
    WeightRow(
        "named",
        facts.otherwise,
        Weight.FAIR,
        "the origin is named and has no interest in the claim",
        facts.why_named,
    ),
)
"""The rows in order: the first that applies decides, and the last always does."""

TAKEN_BACK: Final = "the origin takes it back"
TAKES_BACK: Final = "an origin takes back its own earlier statement"
"""Two more rules, which need the other evidence of the claim: weight none, and weight strong."""


def weight_row(piece: Piece) -> WeightRow:
    """The rule that decides the weight of a piece of evidence."""
    return next(row for row in WEIGHTS if row.applies(piece))


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A row of the decision table; ``None`` for a condition means that it does not matter."""

    name: str
    heaviest: frozenset[Weight]
    same_origin: bool | None
    lean: Lean | None
    enough: bool | None
    verdict: Verdict
    rule: str
    why: str
    """The reason that a report gives; ``{names}``, ``{name}`` and ``{weight}`` are filled in."""

    single: bool = False
    """Whether the verdict is unproven only because there is one outlet."""

    def applies(self, balance: Balance) -> bool:
        """Whether the row decides; for each balance exactly one does."""
        return (
            balance.heaviest in self.heaviest
            and self.same_origin in (None, balance.same_origin)
            and self.lean in (None, balance.lean)
            and self.enough in (None, balance.enough)
        )


_USABLE: Final = frozenset({Weight.FAIR, Weight.STRONG})

VERDICTS: Final[tuple[VerdictRow, ...]] = (
    VerdictRow(
        "nothing",
        frozenset({Weight.NONE}),
        None,
        None,
        None,
        Verdict.UNPROVEN,
        "no evidence counts",
        "no proven quote is for or against it",
    ),
    VerdictRow(
        "weak",
        frozenset({Weight.WEAK}),
        None,
        None,
        None,
        Verdict.UNPROVEN,
        "all evidence is weak",
        "only interested or unnamed sources say so",
    ),
    VerdictRow(
        "same-origin",
        _USABLE,
        True,
        None,
        None,
        Verdict.DISPUTED,
        "one origin is on both sides, and which statement is later is not known",
        "{names}: one origin on both sides, and which statement is later is not known",
    ),
    VerdictRow(
        "level",
        _USABLE,
        False,
        Lean.LEVEL,
        None,
        Verdict.DISPUTED,
        "the best evidence on both sides has the same weight, fair or strong",
        "the best evidence on each side is {weight}",
    ),
    VerdictRow(
        "for",
        _USABLE,
        False,
        Lean.FOR,
        True,
        Verdict.SUPPORTED,
        "the evidence for it is heavier, and strong or from {outlets} independent outlets",
        "the heavier evidence is for it: {name}, {weight}",
    ),
    VerdictRow(
        "against",
        _USABLE,
        False,
        Lean.AGAINST,
        True,
        Verdict.CONTRADICTED,
        "the evidence against it is heavier, and strong or from {outlets} independent outlets",
        "the heavier evidence is against it: {name}, {weight}",
    ),
    VerdictRow(
        "for-one-outlet",
        _USABLE,
        False,
        Lean.FOR,
        False,
        Verdict.UNPROVEN,
        "the evidence for it is heavier, but only fair and from too few outlets",
        "reported by one outlet",
        single=True,
    ),
    VerdictRow(
        "against-one-outlet",
        _USABLE,
        False,
        Lean.AGAINST,
        False,
        Verdict.UNPROVEN,
        "the evidence against it is heavier, but only fair and from too few outlets",
        "contradicted by one outlet, with only weaker evidence for it",
        single=True,
    ),
)
"""The decision table for figures and events."""


def verdict_row(balance: Balance) -> VerdictRow:
    """The row that decides a figure or an event."""
    return next(row for row in VERDICTS if row.applies(balance))


@dataclass(frozen=True, slots=True)
class StrengthRow:
    """How firm a verdict is; the first row that applies decides."""

    corroborated: bool | None
    """Whether the winning line is the document, or comes from enough independent outlets."""

    strong_outlet: bool | None
    """Whether it is strong, and its outlet is known."""

    strength: Strength
    rule: str


STRENGTHS: Final[tuple[StrengthRow, ...]] = (
    StrengthRow(
        True,
        None,
        Strength.HIGH,
        "the winning evidence is the document itself, or from {outlets} independent outlets",
    ),
    StrengthRow(False, True, Strength.MODERATE, "it is strong, by way of one known outlet"),
    StrengthRow(False, False, Strength.LOW, "anything else"),
)


def strength_of(corroborated: bool, strong_outlet: bool) -> Strength:
    """The strength of a verdict of supported or contradicted."""
    return next(
        row.strength
        for row in STRENGTHS
        if row.corroborated in (None, corroborated) and row.strong_outlet in (None, strong_outlet)
    )


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """A row of the decision table for claims that somebody said something."""

    name: str
    higher: frozenset[Level]
    """The level of the better side."""

    lean: Lean | None
    verdict: Verdict
    strength: Strength | None
    rule: str
    why: str

    def applies(self, higher: Level, lean: Lean) -> bool:
        """Whether the row decides; exactly one does."""
        return higher in self.higher and self.lean in (None, lean)


_LEVELS: Final = (
    (Level.SENSE, Strength.LOW, "one outlet gives the sense of it"),
    (Level.WORDS, Strength.MODERATE, "one outlet gives the words in quotation marks"),
    (
        Level.CORROBORATED,
        Strength.HIGH,
        "{outlets} independent outlets, or the document, give it",
    ),
)
_OUTCOMES: Final = (
    (Lean.FOR, Verdict.SUPPORTED, ""),
    (Lean.AGAINST, Verdict.CONTRADICTED, ", on the side against it"),
)

ATTRIBUTIONS: Final[tuple[AttributionRow, ...]] = (
    AttributionRow(
        "nobody",
        frozenset({Level.NOBODY}),
        None,
        Verdict.UNPROVEN,
        None,
        "no proven quote says that it was said, or that it was not",
        "no source attributes this statement to anyone",
    ),
    AttributionRow(
        "level",
        frozenset(Level) - {Level.NOBODY},
        Lean.LEVEL,
        Verdict.DISPUTED,
        None,
        "both sides are equally well attested",
        "an equally good source says that it was not said",
    ),
    *(
        AttributionRow(
            f"{lean}-{level.name.lower()}",
            frozenset({level}),
            lean,
            verdict,
            strength,
            rule + side,
            rule,
        )
        for (lean, verdict, side), (level, strength, rule) in product(_OUTCOMES, _LEVELS)
    ),
)
"""The decision table for attributions. The speaker's interest does not matter: only whether they
said it does."""


def attribution_row(higher: Level, lean: Lean) -> AttributionRow:
    """The row that decides an attribution."""
    return next(row for row in ATTRIBUTIONS if row.applies(higher, lean))
