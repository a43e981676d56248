"""The receipts file of a source: ``sources/<source>.receipts.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass

from checker.findings import Finding, Location, finding
from checker.text.receipts import Receipt, ReceiptError, receipt_from_json, receipt_to_json

FORMAT = 2


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """The receipts of one source's quotes."""

    source: str
    receipts: tuple[Receipt, ...]

    def dumps(self) -> str:
        """The file's text: sorted by quote, a receipt a line, so that a change shows as one line."""
        lines = [
            json.dumps(receipt_to_json(receipt), ensure_ascii=False)
            for receipt in sorted(self.receipts, key=lambda receipt: receipt.quote)
        ]
        body = ",\n    ".join(lines)
        return (
            f'{{\n  "format": {FORMAT},\n  "source": {json.dumps(self.source)},\n  "receipts": [\n    {body}\n  ]\n}}\n'
        )


def read_receipts(path: str, raw: bytes) -> tuple[tuple[Receipt, ...], list[Finding]]:
    """The receipts in a file, and what is wrong with it; nothing but JSON of the right shape counts."""

    def refuse(message: str, line: int = 1, column: int = 1) -> tuple[tuple[Receipt, ...], list[Finding]]:
        where = Location(path, line, column, line, column)
        return (), [finding("receipt-file", where, message, "run “checker prove” to write it anew")]

    try:
        data = json.loads(raw.decode("utf-8"))
    except json.JSONDecodeError as error:
        return refuse(f"not JSON: {error.msg}", error.lineno, error.colno)
    except (UnicodeDecodeError, RecursionError) as error:
        return refuse(f"not readable: {type(error).__name__}")
    source = path.rpartition("/")[2].removesuffix(".receipts.json")
    match data:
        case {"format": int(version), "source": str(name), "receipts": [*items]} if len(data) == 3:
            if version != FORMAT or isinstance(version, bool):
                return refuse(f"a receipts file of format {version}; this version reads {FORMAT}")
            if name != source:
                return refuse(f"the receipts of “{name}”, in the file of “{source}”")
        case _:
            return refuse(f"not a receipts file of format {FORMAT}: it is “format”, “source” and “receipts”")
    receipts: list[Receipt] = []
    for item in items:
        try:
            receipts.append(receipt_from_json(item))
        except ReceiptError as error:
            return refuse(str(error))
    if len({receipt.quote for receipt in receipts}) < len(receipts):
        return refuse("two receipts of one quote")
    return tuple(receipts), []
