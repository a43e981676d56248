"""What evidence says: in its quote, and on the side that it is filed under."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.assessment import Assessment
from checker.book import Claim, Evidence, Stance
from checker.findings import Finding, finding
from checker.values import Moment, compatible, dated_weekdays, weekday_name
from checker.values.calendar import MONTHS


def says_in_quote(assessment: Assessment) -> Iterator[Finding]:
    """A value must stand in its quote in digits or words, or be explained by ``reading``."""
    for claim in assessment.book.claims.values():
        for item in claim.evidence:
            missing = assessment.verification.missing_values.get(item.id)
            if missing and item.says is not None:
                yield finding(
                    "says-not-in-quote",
                    item.place.of("says") if item.place.has("says") else item.place.of("quote"),
                    f"the quote does not say {item.says.text}: no {', '.join(missing)} in it",
                    "quote the words that say it, correct “says”, or explain it with “reading”",
                    claim.id,
                )


def says_on_its_side(assessment: Assessment) -> Iterator[Finding]:
    """Supporting values must be compatible with the claim's, contradicting ones must not."""
    for claim in assessment.book.claims.values():
        stage = claim.quantity.stage if claim.quantity else None
        for item in claim.evidence:
            if (
                item.says is None
                or claim.value is None
                or item.background
                or item.stage not in (None, stage)
            ):
                continue
            fits = compatible(claim.value, item.says)
            if item.stance is Stance.SUPPORTING and not fits:
                yield finding(
                    "says-differs",
                    item.place.of("says"),
                    f"it says {item.says.text}, the claim {claim.value.text}",
                    "move it to contradicting, or correct the value",
                    claim.id,
                )
            elif item.stance is Stance.CONTRADICTING and fits:
                yield finding(
                    "says-agrees",
                    item.place.of("says"),
                    f"it says {item.says.text}, which agrees with the claim's {claim.value.text}",
                    "move it to supporting, or correct the value",
                    claim.id,
                )


def weekdays(assessment: Assessment) -> Iterator[Finding]:
    """A weekday in a quote must be that of the date beside it; a year may come from the claim's own time."""
    for claim in assessment.book.claims.values():
        for item in claim.evidence:
            for moment in (
                moment for fragment in item.parsed.fragments for moment in dated_weekdays(fragment)
            ):
                day = _date(moment, claim, item)
                if day is None or moment.weekday is None or moment.weekday == day.weekday():
                    continue
                yield finding(
                    "weekday-wrong",
                    item.place.of("quote"),
                    f"it says {weekday_name(moment.weekday)}; {day.day} {MONTHS[day.month - 1]} {day.year} "
                    f"was a {weekday_name(day.weekday())}",
                    "the source may be wrong about the day or the date: find out which, and say so in a note",
                    claim.id,
                )


def _date(moment: Moment, claim: Claim, item: Evidence) -> date | None:
    """The calendar date of a day in a quote, as far as it is known."""
    years = [moment.year]
    years += [value.year for value in (item.says, claim.when) if isinstance(value, Moment)]
    year = next((known for known in years if known), None)
    if year is None or moment.month is None or moment.day is None:
        return None
    try:
        return date(year, moment.month, moment.day)
    except ValueError:  # the thirtieth of February, as somebody wrote it
        return None
