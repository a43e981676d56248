"""Intervals of exact numbers, open or closed at each end, bounded or not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends; ``None`` is no end. Never empty (``ValueError``)."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        # Equal sets of numbers are equal intervals, so a missing end is never marked as open.
        if self.low is None:
            object.__setattr__(self, "low_open", False)
        if self.high is None:
            object.__setattr__(self, "high_open", False)
        if self.low is not None and self.high is not None:
            empty = self.low == self.high and (self.low_open or self.high_open)
            if self.low > self.high or empty:
                raise ValueError(f"no number lies between {self.low} and {self.high}")

    @classmethod
    def point(cls, number: Fraction | int) -> Interval:
        """The interval of one number."""
        exact = Fraction(number)
        return cls(exact, exact)

    @property
    def single(self) -> Fraction | None:
        """The one number of a point, else None."""
        return self.low if self.low is not None and self.low == self.high else None

    def below(self, other: Interval) -> bool:
        """Whether every number here is smaller than every number there."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (
            self.high == other.low and (self.high_open or other.low_open)
        )

    def at_most(self, other: Interval) -> bool:
        """Whether every number here is smaller than or equal to every number there."""
        return self.high is not None and other.low is not None and self.high <= other.low

    def within(self, other: Interval) -> bool:
        """Whether every number here is there, too."""
        if self is other:
            return True
        return self._begins_within(other) and self._ends_within(other)

    def _begins_within(self, other: Interval) -> bool:
        if other.low is None or self.low is None:
            return other.low is None
        if self.low == other.low:
            return self.low_open or not other.low_open
        return self.low > other.low

    def _ends_within(self, other: Interval) -> bool:
        if other.high is None or self.high is None:
            return other.high is None
        if self.high == other.high:
            return self.high_open or not other.high_open
        return self.high < other.high

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return not self.below(other) and not other.below(self)

    def __neg__(self) -> Interval:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(
            low, high, self.low_open or other.low_open, self.high_open or other.high_open
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Fraction) -> Interval:
        """Every number here times an exact number."""
        if factor == 0:
            return Interval.point(0)
        if factor < 0:
            return (-self).scaled(-factor)
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Interval(low, high, self.low_open, self.high_open)

    def meet(self, other: Interval) -> Interval | None:
        """The numbers that lie in both, or None."""
        low, low_open = max(
            (self._low, other._low), key=lambda end: (end[0] is not None, end[0] or 0, end[1])
        )
        high, high_open = min(
            (self._high, other._high),
            key=lambda end: (end[0] is None, 0 if end[0] is None else end[0], not end[1]),
        )
        if (
            low is not None
            and high is not None
            and (low > high or (low == high and (low_open or high_open)))
        ):
            return None
        return Interval(low, high, low_open, high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_open = min(
            (self._low, other._low), key=lambda end: (end[0] is not None, end[0] or 0, end[1])
        )
        high, high_open = max(
            (self._high, other._high),
            key=lambda end: (end[0] is None, 0 if end[0] is None else end[0], not end[1]),
        )
        return Interval(low, high, low_open, high_open)

    @property
    def _low(self) -> tuple[Fraction | None, bool]:
        return self.low, self.low_open

    @property
    def _high(self) -> tuple[Fraction | None, bool]:
        return self.high, self.high_open

    def __mul__(self, other: Interval) -> Interval:
        corners = [
            _corner(one, another)
            for one in ((self._low, -1), (self._high, 1))
            for another in ((other._low, -1), (other._high, 1))
        ]
        (low, low_open), (high, high_open) = (
            min(corners),
            max(corners, key=lambda end: (end[0], not end[1])),
        )
        return Interval(
            None if low == _ENDLESS[-1] else Fraction(low),
            None if high == _ENDLESS[1] else Fraction(high),
            low_open,
            high_open,
        )

    def inverse(self) -> Interval | None:
        """One over every number here, or None if zero is among them or both signs are."""
        zero = Interval.point(0)
        if zero.below(self):
            low = None if self.high is None else 1 / self.high
            return Interval(
                Fraction(0) if low is None else low,
                1 / self.low if self.low else None,
                self.high is None or self.high_open,
                self.low_open,
            )
        if self.below(zero):
            mirrored = (-self).inverse()
            return None if mirrored is None else -mirrored
        return None


_ENDLESS = {-1: float("-inf"), 1: float("inf")}
_End = tuple[tuple[Fraction | None, bool], int]


def _corner(one: _End, other: _End) -> tuple[Fraction | float, bool]:
    """The product of two ends, and whether it is left out; zero times no end is zero."""
    ((left, left_open), side), ((right, right_open), other_side) = one, other
    if left == 0 or right == 0:
        closed = _is_closed_zero(left, left_open) or _is_closed_zero(right, right_open)
        return Fraction(0), not closed
    if left is None or right is None:
        return _ENDLESS[_sign(left, side) * _sign(right, other_side)], False
    return left * right, left_open or right_open


def _is_closed_zero(number: Fraction | None, is_open: bool) -> bool:
    return number == 0 and not is_open


def _sign(number: Fraction | None, side: int) -> int:
    """The sign of an end that is not zero; a missing end has that of its side."""
    if number is None:
        return side
    return 1 if number > 0 else -1
