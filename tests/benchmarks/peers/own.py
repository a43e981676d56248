"""Check every quote with this project: python own.py QUOTES TEXTS."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from checker.book.processes import spread
from checker.text import IndexedText, parse_quote
from checker.text.quotes import locate
from checker.verification.number_boundaries import cut_number

gc.disable()  # as the command does
quotes, texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2]


def work(sources: Sequence[str]) -> list[list[bool]]:
    """Which quotes of each source its text has exactly once, without cutting a number."""
    found = []
    for source in sources:
        text = IndexedText(Path(texts, f"{source}.txt").read_text(encoding="utf-8"))
        matches = [locate(text, parse_quote(quote)) for quote in quotes[source]]
        found.append([len(match) == 1 and not cut_number(text, match[0]) for match in matches])
    return found


answers = [answer for part in spread(work, list(quotes), worthwhile=8) for answer in part]
print(json.dumps(answers))  # noqa: T201
