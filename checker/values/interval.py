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
        # Equal sets of numbers are equal intervals: an end that is missing is neither open nor closed.
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
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def at_most(self, other: Interval) -> bool:
        """Whether every number here is smaller than or equal to every number there."""
        return self.high is not None and other.low is not None and self.high <= other.low

    def within(self, other: Interval) -> bool:
        """Whether every number here is there, too."""
        if self is other:
            return True
        low = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        high = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return low and high

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
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

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
