"""What cannot all be right: claims on the left, the rules that join them on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checker.assessment import Report
from checker.book import RelationRule
from checker.charts.drawing import (
    AGAINST,
    INK,
    LONGEST_ALT,
    MARGIN,
    SIGN,
    SIZE,
    SMALL,
    SOFT,
    WIDTH,
    Entry,
    Picture,
    Sheet,
    legend,
    remark,
)
from checker.charts.graph import (
    INDENT,
    LEFT_END,
    PADDING,
    RIGHT_END,
    RIGHT_START,
    Box,
    BoxLine,
    draw_graph,
    fitting,
)
from checker.charts.lettering import isolated, upper_first, wrap
from checker.conflicts import Conflict
from checker.render.disagreements import Disagreement, Side, disagreement_of
from checker.render.i18n import _, ngettext
from checker.render.pictures.adapters import VERDICT_SIGNS, left_out_text
from checker.render.ui_strings import word
from checker.rules import Result, RuleResult

_RULE_ROOM: Final = RIGHT_END - RIGHT_START - 2 * PADDING
_MOST_CLAIMS: Final = 8
_MOST_RULES: Final = 6
_MOST_RIVALS: Final = 3
_RESULT_SIGNS: Final = {
    Result.BROKEN: "cross",
    Result.HOLDS: "tick",
    Result.UNDECIDED: "question",
}


def conflict_picture(report: Report, conflicts: Sequence[Conflict]) -> Picture | None:
    """The graph of a group of conflicts that share their resolutions.

    None where it would show no more than the words do: for a single claim, or for two claims of
    which one can be right.
    """
    disagreement = disagreement_of(report, conflicts)
    names = disagreement.claims
    rules = {rule.id: rule for item in conflicts for rule in item.rules}
    only_exclusive = all(rule.key == "exclusive" for rule in rules.values())
    if len(names) < 2 or (len(names) == 2 and only_exclusive):
        return None
    claims = _claim_boxes(disagreement)
    boxes = fitting(
        [_rule_box(report, conflicts, rule) for rule in list(rules.values())[:_MOST_RULES]]
    )
    links = _links(report, boxes, claims)
    sheet = Sheet(f"conflict-{_number(report, conflicts)}")
    bottom = draw_graph(sheet, claims, boxes, links)
    for words in _together(conflicts):
        bottom = sheet.lines(
            MARGIN, bottom + 8, wrap(isolated(words), WIDTH - 2 * MARGIN, SMALL, 3), SMALL
        )
    bottom = remark(
        sheet, left_out_text(len(names) - len(claims) + len(rules) - len(boxes)), bottom
    )
    bottom = legend(sheet, _legend(disagreement, claims), bottom + 4)
    return sheet.finish(disagreement.title, _alt(disagreement, conflicts[0]), bottom + 2)


def _number(report: Report, conflicts: Sequence[Conflict]) -> int:
    """The place of the group among those of the report, from one."""
    first = conflicts[0]
    return next(
        (at for at, group in enumerate(report.assessment.disagreements, 1) if group[0] is first), 0
    )


def _claim_boxes(disagreement: Disagreement) -> list[Box]:
    """A box for each claim; fewer rival values or claims if they do not fit on a page."""
    boxes: list[Box] = []
    for rivals in (_MOST_RIVALS, 1, 0):
        boxes = [
            _claim_box(disagreement, name, rivals) for name in disagreement.claims[:_MOST_CLAIMS]
        ]
        if len(fitting(boxes)) == len(boxes):
            break
    return fitting(boxes)


def _claim_box(disagreement: Disagreement, name: str, most: int) -> Box:
    """A claim: its own value or statement with its verdict, then the other values."""
    room = LEFT_END - MARGIN - 2 * PADDING - INDENT
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
            BoxLine(
                ngettext("and {count} other value", "and {count} other values", len(rivals) - most),
                SMALL,
                SOFT,
                indent=INDENT,
            )
        )
    return Box(name, tuple(lines))


def _side_lines(side: Side, room: float) -> Iterator[BoxLine]:
    own = side.judged is not None
    before = SIGN + VERDICT_SIGNS[side.judged] if side.judged else "diamond"
    for number, words in enumerate(
        wrap(isolated(side.value), room, SIZE, 3 if own else 2, bold=own)
    ):
        first = number == 0
        yield BoxLine(
            words, SIZE, INK, own, before if first else "", INDENT, 5 if first and not own else 0
        )
    who = isolated(side.who)
    for words in wrap(f"{side.verdict}; {who}" if own else who, room, SMALL, 3):
        yield BoxLine(words, SMALL, SOFT, indent=INDENT)


def _rule_box(report: Report, conflicts: Sequence[Conflict], rule: RelationRule) -> Box:
    """A rule: how strict it is, its arithmetic, and what would excuse it."""
    result = next((item for item in report.assessment.rules if item.rule.id == rule.id), None)
    exclusive = rule.key == "exclusive"
    strict = word(rule.key)
    if result is not None and not exclusive:
        strict += f", {word(result.result)}"
    lines = list(_small(f"{strict}: {rule.id}", 2, SOFT))
    if exclusive:
        lines += _headline(_("one at most can be right"), "cross")
    else:
        lines += _arithmetic_lines(conflicts, rule, result)
    if rule.unless:
        lines += _small(_("unless {exception}").format(exception=rule.unless), 5, SOFT)
    return Box(rule.id, tuple(lines))


def _arithmetic_lines(
    conflicts: Sequence[Conflict], rule: RelationRule, result: RuleResult | None
) -> Iterator[BoxLine]:
    """The arithmetic of a rule, and the conflict that it makes alone."""
    if result is not None and result.arithmetic and "count(" not in rule.expression:
        yield from _headline(result.arithmetic, _RESULT_SIGNS[result.result])
    alone = next((item for item in conflicts if item.rules == (rule,)), None)
    if alone is not None:
        yield from _small(_without_excuse(alone), 5, INK)


def _small(words: str, most: int, ink: str) -> Iterator[BoxLine]:
    for number, line in enumerate(wrap(isolated(words), _RULE_ROOM, SMALL, most)):
        yield BoxLine(line, SMALL, ink, gap=0 if number else 3)


def _headline(words: str, sign: str) -> Iterator[BoxLine]:
    for number, line in enumerate(wrap(isolated(words), _RULE_ROOM - INDENT, SIZE, 3, bold=True)):
        yield BoxLine(line, SIZE, INK, True, SIGN + sign if number == 0 else "", INDENT)


def _together(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """What several rules make together, which stands in no rule's box."""
    for item in [item for item in conflicts if len(item.rules) > 1][:2]:
        yield _("Together: {message}").format(message=_without_excuse(item))


def _without_excuse(conflict: Conflict) -> str:
    """Its message without what would excuse it, which stands in the rule's box."""
    excuses = (f"; unless {rule.unless}" for rule in conflict.rules if rule.unless)
    ending = next((excuse for excuse in excuses if conflict.message.endswith(excuse)), "")
    return conflict.message.removesuffix(ending)


def _links(report: Report, boxes: Sequence[Box], claims: Sequence[Box]) -> dict[str, list[str]]:
    """The claims that each rule names, from the top."""
    wanted = {box.name for box in boxes}
    named = {
        item.rule.id: item.claims for item in report.assessment.rules if item.rule.id in wanted
    }
    return {
        box.name: [claim.name for claim in claims if claim.name in named.get(box.name, ())]
        for box in boxes
    }


def _legend(disagreement: Disagreement, claims: Sequence[Box]) -> list[Entry]:
    shown = {box.name for box in claims}
    rivals = any(not side.verdict for side in disagreement.sides if side.claim in shown)
    return [("diamond", True, AGAINST, _("another reported value"))] if rivals else []


def _alt(disagreement: Disagreement, conflict: Conflict) -> str:
    """With who says it where there is room."""
    own = [side for side in disagreement.sides if side.verdict][:_MOST_CLAIMS]
    joined = ngettext("{count} rule", "{count} rules", len(disagreement.rules))
    exclusive = conflict.rules[0].key == "exclusive"
    why = _("One at most can be right") if exclusive else upper_first(_without_excuse(conflict))
    for detail in ("{value} ({verdict}), {who}", "{value} ({verdict})"):
        reports = "; ".join(
            detail.format(value=side.value.rstrip("."), verdict=side.verdict, who=side.who)
            for side in own
        )
        claims = ngettext("{count} claim", "{count} claims", len(disagreement.claims))
        alt = _("{claims}, joined by {rules}. {why}: {values}.").format(
            claims=claims, rules=joined, why=why, values=reports
        )
        if len(alt) <= LONGEST_ALT:
            break
    return alt
