"""The receipts file of a source: ``sources/<source>.receipts.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass

from checker.findings import Finding, Location, finding
from checker.text.receipts import Receipt, ReceiptError, receipt_from_json, receipt_to_json

FORMAT = 1


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
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("receipts"), list):
        return refuse(f"not a receipts file of format {FORMAT}")
    receipts: list[Receipt] = []
    for item in data["receipts"]:
        try:
            receipts.append(receipt_from_json(item))
        except ReceiptError as error:
            return refuse(str(error))
    return tuple(receipts), []
