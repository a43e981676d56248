"""What cannot all be right: claims on the left, the rules between them on the right, with their arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from checker.assessment import Report
from checker.book import RelationRule
from checker.conflicts import Conflict
from checker.render.disagreements import Disagreement, Side, disagreement_of
from checker.render.formatting import plural
from checker.render.pictures.drawing import (
    AGAINST,
    INK,
    LINE,
    LONGEST_ALT,
    MARGIN,
    PALE,
    SIZE,
    SMALL,
    SOFT,
    TALLEST,
    WIDTH,
    Entry,
    Picture,
    Sheet,
    left_out,
    legend,
    line_height,
    mark,
    verdict_mark,
)
from checker.render.pictures.lettering import isolated, upper_first, wrap
from checker.rules import Result

_CLAIMS_END: Final = 356.0
_RULES_START: Final = 410.0
_RULES_END: Final = WIDTH - MARGIN
_PADDING: Final = 8.0
_GAP: Final = 12.0
_INDENT: Final = 18.0
_RULE_ROOM: Final = _RULES_END - _RULES_START - 2 * _PADDING
_MOST_CLAIMS: Final = 8
_MOST_RULES: Final = 6
_MOST_RIVALS: Final = 3
_TALLEST_COLUMN: Final = TALLEST - 160.0
_RESULTS: Final = {
    Result.BROKEN: "contradicted",
    Result.HOLDS: "supported",
    Result.UNDECIDED: "unproven",
}
_KEYS: Final = {"always": "always", "normally": "normally", "exclusive": "not both"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a box."""

    words: str
    size: float = SIZE
    ink: str = INK
    bold: bool = False
    mark: str = ""
    """``rival``, or a verdict, before the line."""

    indent: float = 0.0
    gap: float = 0.0
    """Room above it."""


@dataclass(slots=True)
class _Box:
    """A box with its lines."""

    name: str
    lines: tuple[_Line, ...]
    top: float = 0.0

    @property
    def height(self) -> float:
        """With its padding."""
        return sum(line_height(line.size) + line.gap for line in self.lines) + 2 * _PADDING

    @property
    def middle(self) -> float:
        """The level of its middle."""
        return self.top + self.height / 2


def conflict_picture(report: Report, conflicts: Sequence[Conflict]) -> Picture | None:
    """The graph of a group of conflicts that share their resolutions.

    None where it would show no more than its words: about a single claim, or that of two claims one can be right.
    """
    disagreement = disagreement_of(report, conflicts)
    names = disagreement.claims
    rules = {rule.id: rule for item in conflicts for rule in item.rules}
    if len(names) < 2 or (
        len(names) == 2 and all(rule.key == "exclusive" for rule in rules.values())
    ):
        return None
    claims = _claim_boxes(disagreement)
    boxes = _fitting(
        [_rule_box(report, conflicts, rule) for rule in list(rules.values())[:_MOST_RULES]]
    )
    links = _links(report, boxes, claims)
    sheet = Sheet(f"conflict-{_number(report, conflicts)}")
    bottom = _place(claims, boxes, links)
    _join(sheet, claims, boxes, links)
    for box in claims:
        _draw(sheet, box, MARGIN, _CLAIMS_END, PALE)
    for box in boxes:
        _draw(sheet, box, _RULES_START, _RULES_END, "#ffffff")
    for words in _together(conflicts):
        bottom = sheet.lines(
            MARGIN, bottom + 8, wrap(isolated(words), WIDTH - 2 * MARGIN, SMALL, 3), SMALL
        )
    bottom = left_out(sheet, len(names) - len(claims) + len(rules) - len(boxes), bottom)
    bottom = legend(sheet, _legend(disagreement, claims), bottom + 4)
    return sheet.finish(disagreement.title, _alt(disagreement, conflicts[0]), bottom + 2)


def _number(report: Report, conflicts: Sequence[Conflict]) -> int:
    """The place of the group among those of the report, from one."""
    first = conflicts[0]
    return next(
        (at for at, group in enumerate(report.assessment.disagreements, 1) if group[0] is first), 0
    )


def _claim_boxes(disagreement: Disagreement) -> list[_Box]:
    """A box a claim: with fewer of the rival values, or of fewer claims, if they would not fit on a page."""
    boxes: list[_Box] = []
    for rivals in (_MOST_RIVALS, 1, 0):
        boxes = [
            _claim_box(disagreement, name, rivals) for name in disagreement.claims[:_MOST_CLAIMS]
        ]
        if len(_fitting(boxes)) == len(boxes):
            break
    return _fitting(boxes)


def _fitting(boxes: Sequence[_Box]) -> list[_Box]:
    """As many from the first as a column has room for."""
    bottoms = accumulate(box.height + _GAP for box in boxes)
    return [box for box, bottom in zip(boxes, bottoms, strict=True) if bottom <= _TALLEST_COLUMN]


def _claim_box(disagreement: Disagreement, name: str, most: int) -> _Box:
    """A claim: its own value or statement with its verdict, then what is told instead."""
    room = _CLAIMS_END - MARGIN - 2 * _PADDING - _INDENT
    sides = sorted(
        (side for side in disagreement.sides if side.claim == name),
        key=lambda side: not side.verdict,
    )
    rivals = [side for side in sides if not side.verdict]
    lines = [
        line
        for side in sides
        if side.verdict or side in rivals[:most]
        for line in _side_lines(side, room)
    ]
    if len(rivals) > most:
        lines.append(
            _Line(f"and {plural(len(rivals) - most, 'other value')}", SMALL, SOFT, indent=_INDENT)
        )
    return _Box(name, tuple(lines))


def _side_lines(side: Side, room: float) -> Iterator[_Line]:
    own = bool(side.verdict)
    sign = side.verdict.partition(",")[0] if own else "rival"
    for number, words in enumerate(
        wrap(isolated(side.value), room, SIZE, 3 if own else 2, bold=own)
    ):
        first = number == 0
        yield _Line(
            words, SIZE, INK, own, sign if first else "", _INDENT, 5 if first and not own else 0
        )
    told = f"{side.verdict}; {isolated(side.who)}" if own else isolated(side.who)
    for words in wrap(told, room, SMALL, 3):
        yield _Line(words, SMALL, SOFT, indent=_INDENT)


def _rule_box(report: Report, conflicts: Sequence[Conflict], rule: RelationRule) -> _Box:
    """A rule: how strict it is, what it comes to, and what would excuse it."""
    result = next((item for item in report.assessment.rules if item.rule.id == rule.id), None)
    strict = _KEYS.get(rule.key, rule.key) + (
        f", {result.result}" if result and rule.key != "exclusive" else ""
    )
    lines = list(_small(f"{strict}: {rule.id}", 2, SOFT))
    if rule.key == "exclusive":
        lines += _headline("one at most can be right", "contradicted")
    elif result is not None and result.arithmetic and "count(" not in rule.expression:
        lines += _headline(result.arithmetic, _RESULTS[result.result])
    alone = next((item for item in conflicts if item.rules == (rule,)), None)
    if alone is not None and rule.key != "exclusive":
        lines += _small(_without_excuse(alone), 5, INK)
    if rule.unless:
        lines += _small(f"unless {rule.unless}", 5, SOFT)
    return _Box(rule.id, tuple(lines))


def _small(words: str, most: int, ink: str) -> Iterator[_Line]:
    for number, line in enumerate(wrap(isolated(words), _RULE_ROOM, SMALL, most)):
        yield _Line(line, SMALL, ink, gap=0 if number else 3)


def _headline(words: str, verdict: str) -> Iterator[_Line]:
    for number, line in enumerate(wrap(isolated(words), _RULE_ROOM - _INDENT, SIZE, 3, bold=True)):
        yield _Line(line, SIZE, INK, True, verdict if number == 0 else "", _INDENT)


def _together(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """What several rules make together, which stands in no rule's box."""
    for item in [item for item in conflicts if len(item.rules) > 1][:2]:
        yield f"Together: {_without_excuse(item)}"


def _without_excuse(conflict: Conflict) -> str:
    """Its message without what would excuse it, which stands in the rule's box."""
    excuses = (f"; unless {rule.unless}" for rule in conflict.rules if rule.unless)
    ending = next((excuse for excuse in excuses if conflict.message.endswith(excuse)), "")
    return conflict.message.removesuffix(ending)


def _links(report: Report, boxes: Sequence[_Box], claims: Sequence[_Box]) -> dict[str, list[_Box]]:
    """The claims that each rule speaks of, from the top."""
    wanted = {box.name for box in boxes}
    named = {
        item.rule.id: item.claims for item in report.assessment.rules if item.rule.id in wanted
    }
    return {
        box.name: [claim for claim in claims if claim.name in named.get(box.name, ())]
        for box in boxes
    }


def _place(claims: Sequence[_Box], rules: Sequence[_Box], links: dict[str, list[_Box]]) -> float:
    """Claims below each other; rules as near to the middle of their claims as they can be. Returns the bottom."""
    at = 2.0
    for box in claims:
        box.top = at
        at = box.top + box.height + _GAP
    bottom = at - _GAP
    wanted = {
        box.name: sum(claim.middle for claim in links[box.name]) / max(len(links[box.name]), 1)
        - box.height / 2
        for box in rules
    }
    ordered = sorted(rules, key=lambda box: (wanted[box.name], box.name))
    at, left = 2.0, sum(box.height + _GAP for box in ordered) - _GAP
    for box in ordered:
        box.top = max(at, min(wanted[box.name], bottom - left))
        at = box.top + box.height + _GAP
        left -= box.height + _GAP
    return max(bottom, at - _GAP)


def _join(
    sheet: Sheet, claims: Sequence[_Box], rules: Sequence[_Box], links: dict[str, list[_Box]]
) -> None:
    """A line from each claim to each rule that names it; both ends spread along the boxes."""
    ordered = sorted(rules, key=lambda box: box.top)
    for claim in claims:
        joined = [box for box in ordered if claim in links[box.name]]
        for number, box in enumerate(joined, 1):
            start = claim.top + claim.height * number / (len(joined) + 1)
            others = links[box.name]
            end = box.top + box.height * (others.index(claim) + 1) / (len(others) + 1)
            sheet.line(_CLAIMS_END, start, _RULES_START, end, SOFT, 1.2)
            sheet.circle(_CLAIMS_END, start, 2, SOFT, SOFT)
            sheet.circle(_RULES_START, end, 2, SOFT, SOFT)


def _draw(sheet: Sheet, box: _Box, x: float, to_x: float, fill: str) -> None:
    sheet.rect(x, box.top, to_x - x, box.height, fill, LINE if fill == PALE else SOFT, 4)
    at = box.top + _PADDING
    for line in box.lines:
        left = x + _PADDING
        at += line.gap
        if line.mark == "rival":
            mark(sheet, "diamond", left + 5, at + line.size * 0.65, AGAINST, hollow=True)
        elif line.mark:
            verdict_mark(sheet, line.mark, left + 5, at + line.size * 0.65)
        at = sheet.lines(left + line.indent, at, [line.words], line.size, line.ink, bold=line.bold)


def _legend(disagreement: Disagreement, claims: Sequence[_Box]) -> list[Entry]:
    shown = {box.name for box in claims}
    rivals = any(not side.verdict for side in disagreement.sides if side.claim in shown)
    return [("diamond", True, AGAINST, "what another voice says instead")] if rivals else []


def _alt(disagreement: Disagreement, conflict: Conflict) -> str:
    """With who says it where there is room."""
    own = [side for side in disagreement.sides if side.verdict][:_MOST_CLAIMS]
    joined = "one rule" if len(disagreement.rules) == 1 else f"{len(disagreement.rules)} rules"
    exclusive = conflict.rules[0].key == "exclusive"
    why = "One at most can be right" if exclusive else upper_first(_without_excuse(conflict))
    for detail in ("{value} ({verdict}), {who}", "{value} ({verdict})"):
        told = "; ".join(
            detail.format(value=side.value.rstrip("."), verdict=side.verdict, who=side.who)
            for side in own
        )
        alt = f"{len(disagreement.claims)} claims, joined by {joined}. {why}: {told}."
        if len(alt) <= LONGEST_ALT:
            break
    return alt
