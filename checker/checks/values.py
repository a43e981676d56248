"""What evidence says: in its quote, and on the side that it is filed under."""

from __future__ import annotations

from collections.abc import Iterator

from checker.book import Stance
from checker.findings import Finding, finding
from checker.report import Case
from checker.values import compatible


def says_in_quote(case: Case) -> Iterator[Finding]:
    """A value must stand in its quote in digits or words, or be explained by ``reading``."""
    for claim in case.book.claims.values():
        for item in claim.evidence:
            missing = case.verification.unsaid.get(item.id)
            if missing and item.says is not None:
                yield finding(
                    "says-not-in-quote",
                    item.place.of("says") if item.place.has("says") else item.place.of("quote"),
                    f"the quote does not say {item.says.text}: no {', '.join(missing)} in it",
                    "quote the words that say it, correct “says”, or explain it with “reading”",
                    claim.id,
                )


def says_on_its_side(case: Case) -> Iterator[Finding]:
    """Supporting values must be compatible with the claim's, contradicting ones must not."""
    for claim in case.book.claims.values():
        stage = claim.quantity.stage if claim.quantity else None
        for item in claim.evidence:
            if item.says is None or claim.value is None or item.background or item.stage not in (None, stage):
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
