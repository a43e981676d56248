"""The review block of a claim's file: a new state, a new entry of its thread, and nothing else changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from checker.book import Act, ReviewState
from checker.book.document import Document, NodeSpan
from checker.book.yaml_nodes import Path
from checker.usecases.yaml_edit import (
    Record,
    behind_comments,
    column,
    line_end,
    newline_of,
    with_entry,
)

KEY = "review"
_PLAIN = re.compile(r"[^\W\d_][\w ,.;/<>@+()'’-]*(?<! )|[0-9-]+T[0-9:]+Z")
_IN_BRACKETS = re.compile(
    r"[^\W\d_][\w./-]*|[0-9][0-9a-f]*[a-df][0-9a-f]*"
)  # 12e45678 is a number to others
_NOT_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_COMMENT = re.compile(r"#[^\r\n]*")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+")
_BLOCK_HEAD = re.compile(r"[|>][0-9+-]*[ \t]+(#[^\r\n]*)")


def write_review(record: Record, state: ReviewState, act: Act | None = None, assigned: str = "") -> bool:
    """Puts a state, an entry, an assignment into the file of a claim; True if bytes changed.

    Raises ``UsageError`` as ``Record.save`` does.
    """
    data = wanted(record.document.data, state, act, assigned)
    return record.save(edited(record.document, data[KEY]), data, KEY, block_lines(data[KEY]))


def wanted(
    data: Mapping[str, Any], state: ReviewState, act: Act | None, assigned: str
) -> dict[str, Any]:
    """The claim's data with the change made."""
    review = dict(data.get(KEY) or {}) | {"state": state.value}
    if assigned:
        review["assigned"] = assigned
    if act is not None:
        review["thread"] = [*review.get("thread", ()), act_data(act)]
    return {**data, KEY: review}


def act_data(act: Act) -> dict[str, Any]:
    """An entry as plain data; what is empty is left out."""
    texts = {
        "to": act.to.value, "by": act.by, "at": act.at, "note": act.note, "attests": act.attests,
        "verdict": act.verdict, "strength": act.strength, "digest": act.digest,
    }  # fmt: skip
    found: dict[str, Any] = {key: text for key, text in texts.items() if text}
    return found | ({"fields": dict(act.fields)} if act.fields else {})


def edited(document: Document, review: Mapping[str, Any]) -> Iterator[str]:
    """Texts of the file with this review block, the best first."""
    span, root = document.span((KEY,)), document.span()
    assert root is not None, "a document that could be read has a root"
    if root.flow:
        yield _in_brackets(document, review)
    elif span is None:
        yield from with_entry(document, KEY, block_lines(review))
    elif span.flow or document.data[KEY] is None:
        yield _replaced(document, [_opened(document, (KEY,), block_lines(review)[1:])])
    else:
        yield _replaced(document, _changes(document, review, _behind))
        yield _replaced(document, _changes(document, review, _behind_blank_lines))


def block_lines(review: Mapping[str, Any]) -> list[str]:
    """The whole block, two spaces a step."""
    lines = [
        "review:",
        *(f"  {key}: {_scalar(review[key])}" for key in ("state", "assigned") if key in review),
    ]
    if review.get("thread") == []:
        lines.append("  thread: []")
    elif "thread" in review:
        lines += [
            "  thread:",
            *(line for act in review["thread"] for line in _act_lines(act, "    ")),
        ]
    return lines


def _act_lines(act: Mapping[str, Any], margin: str) -> list[str]:
    return [
        f"{margin}{'  ' if number else '- '}{key}: {_value(act[key])}"
        for number, key in enumerate(act)
    ]


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (
            f"{_scalar(key, _IN_BRACKETS)}: {_scalar(item, _IN_BRACKETS)}"
            for key, item in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    return _scalar(str(value))


def _scalar(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    """A text plain if nothing could take it for anything else, and in quotation marks otherwise."""
    simple = plain.fullmatch(text) and text.lower() not in _NOT_TEXT
    return text if simple else json.dumps(text, ensure_ascii=False)


_Change = tuple[int, int, str]
"""From, to (code points of the text as it was), and what stands there instead."""


def _replaced(document: Document, changes: list[_Change]) -> str:
    parts, place = [], 0
    for start, end, words in sorted(changes, key=lambda change: change[0]):
        parts += [document.text[place:start], words]
        place = end
    return "".join(parts) + document.text[place:]


_Put = Callable[[str, int, list[str]], _Change]
"""Puts lines into a text, behind a place at the end of a line."""


def _behind(text: str, at: int, lines: list[str]) -> _Change:
    newline = newline_of(text)
    return at, at, "".join(newline + line for line in lines)


def _behind_blank_lines(text: str, at: int, lines: list[str]) -> _Change:
    """For what ends in a text that keeps its blank lines (``|+``): before them, it would lose them."""
    blank, newline = _BLANK_LINES.match(text, at), newline_of(text)
    if blank is None:
        return _behind(text, at, lines)
    return blank.end(), blank.end(), "".join(line + newline for line in lines)


def _in_place(document: Document, name: str, words: str) -> _Change:
    """Another text for a key of the block; a comment at the head of one that is folded or literal stays."""
    span, text = _span(document, KEY, name), document.text
    head = _BLOCK_HEAD.match(text, span.start, span.end)
    return span.start, span.end, f"{words}  {head[1]}" if head else words


def _changes(document: Document, review: Mapping[str, Any], put: _Put) -> list[_Change]:
    """What changes in a block that is written out: values in place, what is new behind."""
    text = document.text
    old = document.data[KEY]
    block = _span(document, KEY)
    margin = " " * column(text, _span(document, KEY, next(iter(old))).key)
    state = _span(document, KEY, "state")
    changes = (
        [_in_place(document, "state", review["state"])] if review["state"] != old["state"] else []
    )
    if review.get("assigned") != old.get("assigned"):
        words = _scalar(review["assigned"])
        if "assigned" in old:
            changes.append(_in_place(document, "assigned", words))
        else:
            changes.append(put(text, line_end(text, state.end), [f"{margin}assigned: {words}"]))
    new = review.get("thread", [])[len(old.get("thread", [])) :]
    if not new:
        return changes
    if "thread" not in old:
        at = line_end(text, block.end)
        lines = [
            f"{margin}thread:",
            *(line for act in new for line in _act_lines(act, f"{margin}  ")),
        ]
        return [*changes, put(text, at, lines)]
    thread = _span(document, KEY, "thread")
    if thread.flow:
        lines = [line for act in review["thread"] for line in _act_lines(act, "  ")]
        return [*changes, _opened(document, (KEY, "thread"), lines)]
    dash = column(text, thread.start)
    at = behind_comments(text, line_end(text, thread.end), dash)
    lines = [line for act in new for line in _act_lines(act, " " * dash)]
    return [*changes, put(text, at, lines)]


def _span(document: Document, *path: str | int) -> NodeSpan:
    span = document.span(path)
    assert span is not None, "the data have it"
    return span


def _opened(document: Document, path: Path, lines: list[str]) -> _Change:
    """A value in brackets written out below its key; the comments in it stand above, that behind it at the key."""
    text, newline = document.text, newline_of(document.text)
    span = _span(document, *path)
    margin = " " * column(text, span.key)
    colon = text.index(":", span.key_end) + 1
    tail_end = line_end(text, span.end)
    tail = text[span.end : tail_end]
    behind = tail if tail.lstrip().startswith("#") else ""
    comments = _comments(text, colon, span.end, sorted(_texts(document, path)))
    inner = [f"{margin}  {comment}" for comment in comments] + [margin + line for line in lines]
    return (
        colon,
        tail_end if behind else span.end,
        behind + "".join(newline + line for line in inner),
    )


def _comments(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[str]:
    """The comments in a stretch, besides what looks like one in the places that are taken by texts."""
    found = []
    for gap_end, next_start in [*taken, (end, end)]:
        while (comment := _COMMENT.search(text, start, end)) and comment.start() < gap_end:
            found.append(comment.group().rstrip())
            start = comment.end()
        start = max(start, next_start)
    return found


def _texts(document: Document, path: Path) -> Iterator[tuple[int, int]]:
    """Where keys and texts of a value stand: a # in there begins no comment."""
    value: Any = document.data
    for step in path:
        value = value[step]
    span = _span(document, *path)
    yield span.key, span.key_end
    if isinstance(value, (dict, list)):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from _texts(document, (*path, step))
    else:
        yield span.start, span.end


def _in_brackets(document: Document, review: Mapping[str, Any]) -> str:
    """A whole file in brackets, as JSON is, stays so."""
    text, words = document.text, json.dumps(review, ensure_ascii=False)
    span = document.span((KEY,))
    if span is not None:
        return text[: span.start] + words + text[span.end :]
    last = _span(document, list(document.data)[-1])
    return f'{text[: last.end]}, "{KEY}": {words}{text[last.end :]}'
