"""Every quote held against its text by this project: python own.py QUOTES TEXTS."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from checker.text import IndexedText, parse_quote
from checker.text.quotes import locate
from checker.verification.edges import cut_number

quotes, texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
found = []
for source, wanted in quotes.items():
    text = IndexedText((texts / f"{source}.txt").read_text(encoding="utf-8"))
    for quote in wanted:
        matches = locate(text, parse_quote(quote))
        found.append(len(matches) == 1 and not cut_number(text, matches[0]))
print(json.dumps(found))  # noqa: T201
