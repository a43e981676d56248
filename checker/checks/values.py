"""Values of evidence: in the quote, and on the right side of the claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.book import Claim, Evidence, Stance
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Severity, finding
from checker.values import Moment, compatible, dated_weekdays, weekday_name
from checker.values.calendar import MONTHS


@check(
    "value-not-in-quote",
    Severity.ERROR,
    "The quote does not contain the value",
    scope=Scope.CLAIM,
)
def values_in_quotes(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """The quote must have the value in digits or words, or ``reading`` must explain it."""
    for item in claim.evidence:
        missing = facts.verification.missing_values.get(item.id)
        if missing and item.says is not None:
            key = "says" if item.place.has("says") else "quote"
            yield finding(
                "value-not-in-quote",
                item.place.of(key),
                f"the value is {item.says.text}, but the quote does not contain "
                f"{' or '.join(missing)}",
                "quote the words with the value, correct “says”, or explain the value in “reading”",
                claim.id,
            )


@check(
    "value-differs",
    Severity.ERROR,
    "Supporting evidence has another value than the claim",
    scope=Scope.CLAIM,
)
@check(
    "value-agrees",
    Severity.ERROR,
    "Contradicting evidence has the same value as the claim",
    scope=Scope.CLAIM,
)
def values_on_their_side(_: Facts, claim: Claim) -> Iterator[Finding]:
    """Supporting values must be compatible with the claim's; contradicting ones must not."""
    for item in claim.evidence:
        if item.says is None or claim.value is None or not _same_stage(claim, item):
            continue
        fits = compatible(claim.value, item.says)
        where = item.place.of("says")
        says, claimed = item.says.text, claim.value.text
        if item.stance is Stance.SUPPORTING and not fits:
            yield finding(
                "value-differs",
                where,
                f"this supporting evidence says {says}, but the claim says {claimed}",
                "move the evidence to “contradicting”, or correct the value",
                claim.id,
            )
        elif item.stance is Stance.CONTRADICTING and fits:
            yield finding(
                "value-agrees",
                where,
                f"this contradicting evidence says {says}, which agrees with the claim: {claimed}",
                "move the evidence to “supporting”, or correct the value",
                claim.id,
            )


def _same_stage(claim: Claim, item: Evidence) -> bool:
    stage = claim.quantity.stage if claim.quantity else None
    return not item.background and item.stage in (None, stage)


@check(
    "weekday-wrong",
    Severity.WARNING,
    "A quote gives the wrong weekday for a date",
    scope=Scope.CLAIM,
)
def weekdays(_: Facts, claim: Claim) -> Iterator[Finding]:
    """A weekday in a quote must fit the date beside it."""
    for item in claim.evidence:
        for fragment in item.parsed.fragments:
            for moment in dated_weekdays(fragment):
                day = _date(moment, claim, item)
                if day is not None and moment.weekday not in (None, day.weekday()):
                    yield _wrong_weekday(moment, day, item)


def _wrong_weekday(moment: Moment, day: date, item: Evidence) -> Finding:
    assert moment.weekday is not None
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return finding(
        "weekday-wrong",
        item.place.of("quote"),
        f"the quote says {weekday_name(moment.weekday)}, but {written} was a "
        f"{weekday_name(day.weekday())}",
        "find out whether the source has the wrong day or the wrong date, and say so in a “note”",
        item.claim,
    )


def _date(moment: Moment, claim: Claim, item: Evidence) -> date | None:
    """The calendar date of a day in a quote; None if it is not fully known.

    A year that the quote leaves out comes from the value of the evidence, or from the claim.
    """
    others = [value.year for value in (item.says, claim.when) if isinstance(value, Moment)]
    year = next((known for known in (moment.year, *others) if known), None)
    if year is None or moment.month is None or moment.day is None:
        return None
    try:
        return date(year, moment.month, moment.day)
    except ValueError:  # the source names a day that does not exist, such as 30 February
        return None
