"""What quotes say, and numbers in words, for the tests of this folder."""

from __future__ import annotations

from checker.text.tokens import tokenize
from checker.values.calendar import DAY, Daypart
from checker.values.mentions import Mention, mentions

CALENDAR = {
    "morning": Daypart("morning", 6 * 60, 12 * 60),
    "night": Daypart("night", 20 * 60, DAY + 4 * 60),
    "early hours": Daypart("early hours", 0, 6 * 60),
}


def said(quote: str) -> frozenset[Mention]:
    """What the words of a quote mention."""
    return mentions(tokenize(quote).texts, CALENDAR)


def numbers(quote: str, kind: str = "count") -> set[str]:
    """The values of one kind that a quote mentions, as text."""
    return {str(mention.value) for mention in said(quote) if mention.kind == kind}


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)


_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


SMALL, TENS = _SMALL.split(), _TENS.split()


SCALES = [(10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")]


def in_words(number: int, joint: str = "-", link: str = " and ") -> str:
    """A number below a million million in English."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (joint + SMALL[ones] if ones else "")
    unit, name = next(pair for pair in SCALES if pair[0] <= number)
    head, rest = divmod(number, unit)
    text = f"{in_words(head, joint, link)} {name}"
    if not rest:
        return text
    return text + (link if rest < 100 else " ") + in_words(rest, joint, link)
