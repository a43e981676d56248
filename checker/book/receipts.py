"""The receipts file of a source: ``sources/<source>.receipts.json``.

It proves the quotes from a source to people who do not have its text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

from checker.book.model import Outline
from checker.findings import Finding, Location, finding
from checker.text.receipts import Receipt, ReceiptError, receipt_from_json, receipt_to_json

FORMAT = 2

_SHAPE: Final = "it needs “format”, “source” and “receipts”, and may have “outline”"
_BAD_OUTLINE: Final = (
    "the outline is not valid: it needs “tokens”, “sentences” and “figures”, "
    "in the order of the text"
)
_HINT: Final = "run “checker prove” to write the file again"


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """The receipts of one source's quotes, and the outline of its text."""

    source: str
    receipts: tuple[Receipt, ...]
    outline: Outline | None = None

    def dumps(self) -> str:
        """The text of the file, sorted by quote.

        Each receipt has a line of its own, so that a changed receipt is a changed line in git.
        """
        by_quote = sorted(self.receipts, key=lambda receipt: receipt.quote)
        lines = [json.dumps(receipt_to_json(one), ensure_ascii=False) for one in by_quote]
        body = ",\n    ".join(lines)
        head = f'{{\n  "format": {FORMAT},\n  "source": {json.dumps(self.source)},\n'
        return f'{head}{self._outline()}  "receipts": [\n    {body}\n  ]\n}}\n'

    def _outline(self) -> str:
        if self.outline is None:
            return ""
        data = {
            "tokens": self.outline.tokens,
            "sentences": list(self.outline.starts),
            "figures": [list(pair) for pair in self.outline.figures],
        }
        return f'  "outline": {json.dumps(data)},\n'


class _Refusal(Exception):
    """A receipts file cannot be used; the message says why."""


def read_receipts(path: str, raw: bytes) -> tuple[ReceiptFile, list[Finding]]:
    """The receipts in a file, and what is wrong with it.

    A file with anything wrong in it gives no receipts.
    """
    source = path.rpartition("/")[2].removesuffix(".receipts.json")
    line, column = 1, 1
    try:
        return _from_data(json.loads(raw.decode("utf-8")), source), []
    except json.JSONDecodeError as error:
        reason = f"the file is not valid JSON: {error.msg}"
        line, column = error.lineno, error.colno
    except RecursionError:
        reason = "the file cannot be read: its lists are nested too deeply"
    except (_Refusal, ReceiptError) as error:
        reason = str(error)
    except ValueError:  # raised for text that is not UTF-8, and for numbers of thousands of digits
        reason = "the file cannot be read: it is not UTF-8, or has a number that is too long"
    # The JSON parser gives a position only for its own errors; all others are about the file.
    where = Location(path, line, column, line, column)
    return ReceiptFile(source, ()), [finding("receipt-file", where, reason, _HINT)]


def _from_data(data: object, source: str) -> ReceiptFile:
    """A file from JSON data. Raises ``_Refusal`` or ``ReceiptError`` if the shape is wrong."""
    match data:
        case {"format": int(version), "source": str(name), "receipts": [*items], **rest}:
            pass
        case _:
            raise _Refusal(f"this is not a receipts file of format {FORMAT}: {_SHAPE}")
    if rest.keys() - {"outline"}:
        raise _Refusal(f"this is not a receipts file of format {FORMAT}: {_SHAPE}")
    if version != FORMAT or isinstance(version, bool):
        raise _Refusal(f"the file has format {version}; this version reads format {FORMAT}")
    if name != source:
        raise _Refusal(f"the file is named after “{source}”, but has the receipts of “{name}”")
    # One wrong receipt spoils the file: the file is generated, so nobody should edit it by hand.
    receipts = tuple(map(receipt_from_json, items))
    if len({receipt.quote for receipt in receipts}) < len(receipts):
        raise _Refusal("two receipts are for the same quote")
    outline = _outline_from(rest["outline"]) if "outline" in rest else None
    return ReceiptFile(source, receipts, outline)


def _outline_from(data: object) -> Outline:
    """An outline from JSON data. Raises ``_Refusal`` unless it is in order and within the text."""
    match data:
        case {"tokens": int(tokens), "sentences": [*starts], "figures": [*figures], **rest} if (
            not rest
        ):
            pass
        case _:
            raise _Refusal(_BAD_OUTLINE)
    are_pairs = all(isinstance(pair, list) and len(pair) == 2 for pair in figures)
    if not are_pairs:
        raise _Refusal(_BAD_OUTLINE)
    edges = list(chain.from_iterable(figures))
    # In Python a boolean is an integer, too, so the type itself is compared.
    are_numbers = all(type(item) is int for item in (tokens, *starts, *edges))
    if not are_numbers or not (_splits(starts, tokens) and _lie_apart(figures, edges, tokens)):
        raise _Refusal(_BAD_OUTLINE)
    return Outline(tuple(starts), tokens, tuple((start, end) for start, end in figures))


def _splits(starts: Sequence[int], tokens: int) -> bool:
    """Whether the first tokens of sentences split the text: from 0 on, each behind the last."""
    return starts[:1] == [0] and all(one < other for one, other in pairwise((*starts, tokens)))


def _lie_apart(figures: Sequence[Sequence[int]], edges: Sequence[int], tokens: int) -> bool:
    """Whether figures are in order, within the text, not empty, and do not overlap."""
    in_order = sorted(edges) == edges
    within = not edges or (edges[0] >= 0 and edges[-1] <= tokens)
    return in_order and within and all(start < end for start, end in figures)
