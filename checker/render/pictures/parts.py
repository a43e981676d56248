"""Parts of a whole, as the book's rules name them: a bar to scale, with what is missing hatched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.assessment import Report
from checker.book import Claim
from checker.charts.drawing import (
    AGAINST,
    INK,
    MARGIN,
    PAPER,
    SIZE,
    SMALL,
    SOFT,
    WIDTH,
    Entry,
    Picture,
    Sheet,
    legend,
    line_height,
    remark,
)
from checker.charts.lettering import (
    clean,
    fitted,
    isolated,
    upper_first,
    width_of,
)
from checker.charts.rows import (
    PLOT_END,
    PLOT_START,
    Mark,
    Row,
    draw_rows,
    points,
    split,
)
from checker.charts.scales import NumberScale
from checker.render.disagreements import listed, who_says
from checker.render.i18n import _
from checker.render.pictures.adapters import axis_of, left_out_text
from checker.rules import RuleResult
from checker.rules.arithmetic import interval_text
from checker.rules.expression import ClaimRef, Relation, Sum
from checker.rules.readings import reports_of
from checker.rules.units import ValueKind, kind_of
from checker.values import Interval, Quantity

_FEWEST: Final = 3
_MOST: Final = 40
_BAR: Final = 38.0
_BEHIND: Final = 12.0
_FILLS: Final = (("#3d3d47", PAPER), ("#b9b9c4", INK))
"""In turns, so that neighbours differ in print without colour: the ground, and the ink on it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part with its size, and the other values reported for it."""

    claim: Claim
    value: Quantity
    size: Fraction
    rivals: tuple[Quantity, ...]
    who: str


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is divided, and how large it is."""

    claim: Claim
    size: Fraction
    kind: ValueKind
    parts: tuple[_Part, ...]
    exhaustive: bool
    """Whether the parts are said to be all of it."""

    @property
    def covered(self) -> Fraction:
        """The sum of the parts."""
        return sum((part.size for part in self.parts), Fraction(0))


def seats_pictures(report: Report) -> tuple[Picture, ...]:
    """A picture of each whole that a rule divides into three or more parts, in rule order.

    Only rules tell what is part of what: equal measures do not, since one group may hold another.
    """
    found: dict[str, Picture] = {}
    for result in report.assessment.rules:
        whole = _whole(report, result)
        if whole is not None:
            picture = _draw(report, whole, result)
            found.setdefault(picture.id, picture)
    return tuple(found.values())


def _whole(report: Report, result: RuleResult) -> _Whole | None:
    """What a rule like ``a + b + c <= whole`` says of a whole that is exactly known; else None."""
    if result.parsed is None or not result.rule.always:
        return None
    relation = result.parsed.relation
    if relation.operator == "!=":
        return None
    parts_side, whole_side = _sides(relation)
    names, whole = list(_plain(parts_side)), list(_plain(whole_side))
    has_repeats = len(set(names)) < len(names)
    if len(whole) != 1 or has_repeats or not _FEWEST <= len(names) <= _MOST:
        return None
    book = report.assessment.book
    claim = book.claims[whole[0]]
    size = _size(claim)
    parts = tuple(_parts(report, names))
    if claim.quantity is None or not size or len(parts) < len(names):
        return None
    kind = kind_of(book.measures[claim.quantity.measure])
    return _Whole(claim, size, kind, parts, relation.operator == "=")


def _sides(relation: Relation) -> tuple[Sum, Sum]:
    """The side with the parts, and the side with the whole."""
    single_left = relation.operator == "=" and len(relation.left.terms) == 1
    if relation.operator in (">", ">=") or single_left:
        return relation.right, relation.left
    return relation.left, relation.right


def _plain(side: Sum) -> Iterator[str]:
    """The claims of a sum of nothing but claims; of any other, none."""
    refs = [node.claim for node, minus in side.terms if isinstance(node, ClaimRef) and not minus]
    if len(refs) == len(side.terms):
        yield from refs


def _size(claim: Claim) -> Fraction | None:
    """How large it is drawn: its number, if it is one and not below zero."""
    if claim.quantity is None:
        return None
    value = claim.quantity.value
    size = (
        value.interval.single
        if value.interval.single is not None
        else next(iter(value.numbers), None)
    )
    return size if size is not None and size >= 0 else None


def _parts(report: Report, names: Iterable[str]) -> Iterator[_Part]:
    assessment = report.assessment
    for name in names:
        claim = assessment.book.claims[name]
        size = _size(claim)
        if claim.quantity is not None and size is not None:
            own, *rivals = reports_of(assessment.book, claim, assessment.verification)
            others = tuple(item.value for item in rivals if isinstance(item.value, Quantity))
            yield _Part(claim, claim.quantity.value, size, others, who_says(report, own.evidence))


def _draw(report: Report, whole: _Whole, result: RuleResult) -> Picture:
    book = report.assessment.book
    quantity = whole.claim.quantity
    assert quantity is not None, "a whole is a figure"
    unit = book.measures[quantity.measure].unit
    title = _("{name}: {value} {unit}, and their parts").format(
        name=book.entity_name(quantity.subject), value=quantity.value.text, unit=unit
    )
    sheet = Sheet(f"seats-{result.rule.id}")
    _bar(sheet, report, whole)
    words = fitted(_sum_text(whole), WIDTH - 2 * MARGIN, SMALL)
    sheet.text(MARGIN, _BAR + SMALL + 7, words, SMALL, SOFT)
    numbers = [number for part in whole.parts for number in (part.size, *_numbers(part.rivals))]
    numbers += [
        part.value.interval.high for part in whole.parts if part.value.interval.high is not None
    ]
    scale = NumberScale(
        Fraction(0),
        max([*numbers, Fraction(1)]),
        axis_of(whole.kind),
        PLOT_START,
        PLOT_END,
        behind=_BEHIND,
    )
    shown, *others = split([_row(report, part, number) for number, part in enumerate(whole.parts)])
    bottom = draw_rows(sheet, shown, scale, unit, top=_BAR + line_height(SMALL) + 18)
    bottom = remark(sheet, left_out_text(sum(map(len, others))), bottom)
    bottom = legend(sheet, _legend(whole), bottom)
    return sheet.finish(title, _alt(report, whole, title), bottom + 2)


def _numbers(values: Iterable[Quantity]) -> Iterator[Fraction]:
    return (number for value in values for number in value.numbers)


def _sum_text(whole: _Whole) -> str:
    """What the parts add up to, and how that compares with the whole."""
    none = Interval.point(0)
    total = sum((part.value.interval for part in whole.parts), none)
    lead = _("{count} parts add up to {total}").format(
        count=len(whole.parts), total=interval_text(total, whole.kind)
    )
    rest = Interval.point(whole.size) - total
    if rest == none:
        return _("{sum}; nothing is left over").format(sum=lead)
    if rest.below(none):
        return _("{sum}; {excess} more than the whole").format(
            sum=lead, excess=interval_text(-rest, whole.kind)
        )
    if none.below(rest):
        message = _("{sum}; {rest} not reported here")
        if whole.exhaustive:
            message = _("{sum}; {rest} missing")
        return message.format(sum=lead, rest=interval_text(rest, whole.kind))
    return _("{sum}; the whole is {whole}").format(
        sum=lead, whole=interval_text(Interval.point(whole.size), whole.kind)
    )


def _bar(sheet: Sheet, report: Report, whole: _Whole) -> None:
    """The whole, from edge to edge; each part with what fits into it."""
    width = WIDTH - 2 * MARGIN
    full = max(whole.size, whole.covered)
    at = Fraction(0)
    rooms = [width * float(part.size / full) for part in whole.parts]
    names = [isolated(clean(_name(report, part.claim))) for part in whole.parts]
    named = all(width_of(name, SMALL) + 8 <= room for name, room in zip(names, rooms, strict=True))
    for number, (part, name, room) in enumerate(zip(whole.parts, names, rooms, strict=True)):
        x = MARGIN + width * float(at / full)
        fill, ink = _FILLS[number % len(_FILLS)]
        sheet.rect(x, 2, room, _BAR - 2, fill)
        if named:
            sheet.text(x + room / 2, 15, name, SMALL, ink, "middle")
        if width_of(part.value.text, SIZE, bold=True) + 4 <= room:
            sheet.text(
                x + room / 2, 30 if named else 24, part.value.text, SIZE, ink, "middle", bold=True
            )
        at += part.size
    if at < full:
        x = MARGIN + width * float(at / full)
        sheet.hatch(x, 2, WIDTH - MARGIN - x, _BAR - 2)
    end = MARGIN + width * float(whole.size / full)
    sheet.line(end, 0, end, _BAR + 3, INK, 2)


def _name(report: Report, claim: Claim) -> str:
    return (
        report.assessment.book.entity_name(claim.quantity.subject) if claim.quantity else claim.id
    )


def _row(report: Report, part: _Part, number: int) -> Row:
    """A part with its bar from zero, and rival values as ticks."""
    zero = Fraction(0)
    exact = part.value.interval.single is not None
    marks = [
        Mark(
            "bar",
            zero,
            part.size,
            ink=_FILLS[number % len(_FILLS)][0] if exact else SOFT,
            hollow=not exact,
        )
    ]
    if not exact:
        marks.append(points(part.value, "none"))
    marks += [Mark("tick", rival, rival, ink=AGAINST) for rival in _numbers(part.rivals)]
    stage = part.claim.quantity.stage if part.claim.quantity else None
    rivals = (
        _("elsewhere {values}").format(values=listed((rival.text for rival in part.rivals), "or"))
        if part.rivals
        else ""
    )
    below = "; ".join(words for words in (stage or "", isolated(part.who), rivals) if words)
    return Row(isolated(_name(report, part.claim)), below, part.value.text, tuple(marks))


def _legend(whole: _Whole) -> list[Entry]:
    found: list[Entry] = []
    if whole.covered < whole.size:
        found.append(
            ("hatch", False, SOFT, _("missing") if whole.exhaustive else _("not reported here"))
        )
    if whole.covered > whole.size:
        found.append(("tick", False, INK, _("the end of the whole")))
    if any(part.rivals for part in whole.parts):
        found.append(("tick", False, AGAINST, _("another reported value")))
    return found


def _alt(report: Report, whole: _Whole, title: str) -> str:
    parts = [f"{_name(report, part.claim)} {part.value.text}" for part in whole.parts[:8]]
    return f"{title}: {'; '.join(parts)}. {upper_first(_sum_text(whole))}."
