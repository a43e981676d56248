"""The receipts file of a source: ``sources/<source>.receipts.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise

from checker.book.model import Outline
from checker.findings import Finding, Location, finding
from checker.text.receipts import Receipt, ReceiptError, receipt_from_json, receipt_to_json

FORMAT = 2


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """The receipts of one source's quotes, and the outline of its text."""

    source: str
    receipts: tuple[Receipt, ...]
    outline: Outline | None = None

    def dumps(self) -> str:
        """The file's text: sorted by quote, a receipt a line, so that a change shows as one line."""
        lines = [
            json.dumps(receipt_to_json(receipt), ensure_ascii=False)
            for receipt in sorted(self.receipts, key=lambda receipt: receipt.quote)
        ]
        body = ",\n    ".join(lines)
        head = f'{{\n  "format": {FORMAT},\n  "source": {json.dumps(self.source)},\n'
        return f'{head}{self._outline()}  "receipts": [\n    {body}\n  ]\n}}\n'

    def _outline(self) -> str:
        if self.outline is None:
            return ""
        data = self.outline
        pairs = [list(pair) for pair in data.figures]
        return f'  "outline": {{"tokens": {data.tokens}, "sentences": {list(data.starts)}, "figures": {pairs}}},\n'


def read_receipts(path: str, raw: bytes) -> tuple[ReceiptFile, list[Finding]]:
    """The receipts in a file, and what is wrong with it; nothing but JSON of the right shape counts."""
    source = path.rpartition("/")[2].removesuffix(".receipts.json")

    def refuse(message: str, line: int = 1, column: int = 1) -> tuple[ReceiptFile, list[Finding]]:
        where = Location(path, line, column, line, column)
        return ReceiptFile(source, ()), [
            finding("receipt-file", where, message, "run “checker prove” to write it anew")
        ]

    try:
        data = json.loads(raw.decode("utf-8"))
    except json.JSONDecodeError as error:
        return refuse(f"not JSON: {error.msg}", error.lineno, error.colno)
    except RecursionError:
        return refuse("not readable: nested too deeply")
    except ValueError:  # not UTF-8, or a number of thousands of digits
        return refuse("not readable: not UTF-8, or a number beyond all texts")
    match data:
        case {"format": int(version), "source": str(name), "receipts": [*items], **rest} if (
            rest.keys() <= {"outline"}
        ):
            if version != FORMAT or isinstance(version, bool):
                return refuse(f"a receipts file of format {version}; this version reads {FORMAT}")
            if name != source:
                return refuse(f"the receipts of “{name}”, in the file of “{source}”")
        case _:
            return refuse(
                f"not a receipts file of format {FORMAT}: it is “format”, “source” and “receipts”"
            )
    receipts: list[Receipt] = []
    for item in items:
        try:
            receipts.append(receipt_from_json(item))
        except ReceiptError as error:
            return refuse(str(error))
    if len({receipt.quote for receipt in receipts}) < len(receipts):
        return refuse("two receipts of one quote")
    outline = _outline_of(rest["outline"]) if "outline" in rest else None
    if "outline" in rest and outline is None:
        return refuse(
            "an outline that is none: “tokens”, and “sentences” and “figures” in the order of the text"
        )
    return ReceiptFile(source, tuple(receipts), outline), []


def _outline_of(data: object) -> Outline | None:
    """An outline from plain data; None if it is not one, in order and within the text."""
    match data:
        case {"tokens": int(tokens), "sentences": [*starts], "figures": [*figures], **rest} if (
            not rest
        ):
            pairs = [tuple(pair) for pair in figures if isinstance(pair, list) and len(pair) == 2]
            places = [place for pair in pairs for place in pair]
            if len(pairs) < len(figures) or not all(
                type(item) is int for item in (tokens, *starts, *places)
            ):
                return None
            ordered = all(one < other for one, other in pairwise((*starts, tokens)))
            apart = all(start < end for start, end in pairs) and sorted(places) == places
            if (
                not ordered
                or not apart
                or starts[:1] != [0]
                or places[-1:] > [tokens]
                or min(places, default=0) < 0
            ):
                return None
            return Outline(tuple(starts), tokens, tuple((start, end) for start, end in pairs))
    return None
