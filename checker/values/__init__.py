"""Values that claims assert and evidence reports: exact, comparable, found in quotes.

Numbers, percentages, durations as exact intervals (``Fraction``, never float); dates, weekdays and
dayparts as times. Pure. May touch ``text``, whose tokens it reads.
"""

from checker.values.calendar import Calendar, Moment, weekday_name
from checker.values.digits import InvalidValue
from checker.values.interval import Interval
from checker.values.mentions import (
    Mention,
    dated_weekdays,
    mentions,
    unsaid,
    wanted,
    words_with_places,
)
from checker.values.numerals import ordinal_text
from checker.values.order import (
    Order,
    Value,
    compatible,
    order,
    within,
)
from checker.values.parse import parse_moment, parse_quantity
from checker.values.phrases import readings
from checker.values.quantity import Dimension, Quantity, decimal_text
from checker.values.vocabulary import may_belong, may_count

__all__ = [
    "Calendar",
    "Dimension",
    "Interval",
    "InvalidValue",
    "Mention",
    "Moment",
    "Order",
    "Quantity",
    "Value",
    "compatible",
    "dated_weekdays",
    "decimal_text",
    "may_belong",
    "may_count",
    "mentions",
    "order",
    "ordinal_text",
    "parse_moment",
    "parse_quantity",
    "readings",
    "unsaid",
    "wanted",
    "weekday_name",
    "within",
    "words_with_places",
]
