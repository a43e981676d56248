"""Write the review block of a claim's file: a new state, a new entry, and nothing else changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
# Digests are plain unless they look like a number: some readers take 12e45678 for one.
_IN_BRACKETS = re.compile(r"[^\W\d_][\w./-]*|[0-9][0-9a-f]*[a-df][0-9a-f]*")
_NOT_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_COMMENT = re.compile(r"#[^\r\n]*")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+")
_BLOCK_HEAD = re.compile(r"[|>][0-9+-]*[ \t]+(#[^\r\n]*)")


def write_review(
    record: Record, state: ReviewState, act: Act | None = None, assigned: str = ""
) -> bool:
    """Writes a state, an entry or an assignment into a claim's file; True if its bytes changed.

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
    """An entry as plain data, without empty fields."""
    texts = {
        "to": act.to.value, "by": act.by, "at": act.at, "note": act.note, "attests": act.attests,
        "verdict": act.verdict, "strength": act.strength, "digest": act.digest,
    }  # fmt: skip
    found: dict[str, Any] = {key: text for key, text in texts.items() if text}
    return found | ({"fields": dict(act.fields)} if act.fields else {})


def edited(document: Document, review: Mapping[str, Any]) -> Iterator[str]:
    """Versions of the file with this review block, the best one first."""
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
        # If the file ends in a text that keeps its blank lines, the entry has to follow those.
        yield _replaced(document, _changes(document, review, _behind_blank_lines))


def block_lines(review: Mapping[str, Any]) -> list[str]:
    """The whole block, indented by two spaces a level."""
    lines = [
        "review:",
        *(f"  {key}: {_scalar(review[key])}" for key in ("state", "assigned") if key in review),
    ]
    if review.get("thread") == []:
        lines.append("  thread: []")
    elif "thread" in review:
        lines += ["  thread:", *_thread_lines(review["thread"], "    ")]
    return lines


def _thread_lines(acts: Iterable[Mapping[str, Any]], margin: str) -> list[str]:
    """The entries as items of a list."""
    lines = []
    for act in acts:
        for number, key in enumerate(act):
            mark = "  " if number else "- "
            lines.append(f"{margin}{mark}{key}: {_value(act[key])}")
    return lines


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = []
        for key, item in value.items():
            pairs.append(f"{_scalar(key, _IN_BRACKETS)}: {_scalar(item, _IN_BRACKETS)}")
        return f"{{{', '.join(pairs)}}}"
    return _scalar(str(value))


def _scalar(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    """A text as a YAML scalar, in quotation marks if it could be read as something else."""
    simple = plain.fullmatch(text) and text.lower() not in _NOT_TEXT
    return text if simple else json.dumps(text, ensure_ascii=False)


_Change = tuple[int, int, str]
"""Start and end in the old text, in code points, and the new text between them."""


def _replaced(document: Document, changes: list[_Change]) -> str:
    parts, place = [], 0
    for start, end, words in sorted(changes, key=lambda change: change[0]):
        parts += [document.text[place:start], words]
        place = end
    return "".join(parts) + document.text[place:]


_Put = Callable[[str, int, list[str]], _Change]
"""Inserts lines into a text, after a place at the end of a line."""


def _behind(text: str, at: int, lines: list[str]) -> _Change:
    newline = newline_of(text)
    return at, at, "".join(newline + line for line in lines)


def _behind_blank_lines(text: str, at: int, lines: list[str]) -> _Change:
    """As ``_behind``, but after blank lines, which a text of the style ``|+`` would lose."""
    blank, newline = _BLANK_LINES.match(text, at), newline_of(text)
    if blank is None:
        return _behind(text, at, lines)
    return blank.end(), blank.end(), "".join(line + newline for line in lines)


def _in_place(document: Document, name: str, words: str) -> _Change:
    """A new value for a key of the block; a comment after ``|`` or ``>`` stays."""
    span, text = _span(document, KEY, name), document.text
    head = _BLOCK_HEAD.match(text, span.start, span.end)
    return span.start, span.end, f"{words}  {head[1]}" if head else words


def _changes(document: Document, review: Mapping[str, Any], put: _Put) -> list[_Change]:
    """The changes of a block in several lines: values in place, new keys and entries after them."""
    old = document.data[KEY]
    changes = []
    if review["state"] != old["state"]:
        changes.append(_in_place(document, "state", review["state"]))
    if review.get("assigned") != old.get("assigned"):
        changes.append(_assigned(document, review["assigned"], put))
    known = len(old.get("thread", []))
    if len(review.get("thread", [])) > known:
        changes.append(_thread(document, review["thread"], known, put))
    return changes


def _assigned(document: Document, editor: str, put: _Put) -> _Change:
    words = _scalar(editor)
    if "assigned" in document.data[KEY]:
        return _in_place(document, "assigned", words)
    after_state = line_end(document.text, _span(document, KEY, "state").end)
    return put(document.text, after_state, [f"{_margin(document)}assigned: {words}"])


def _thread(
    document: Document, acts: Sequence[Mapping[str, Any]], known: int, put: _Put
) -> _Change:
    """The entries of a thread after the first ``known`` ones, which the file already has."""
    text, new = document.text, acts[known:]
    if "thread" not in document.data[KEY]:
        margin = _margin(document)
        lines = [f"{margin}thread:", *_thread_lines(new, f"{margin}  ")]
        return put(text, line_end(text, _span(document, KEY).end), lines)
    thread = _span(document, KEY, "thread")
    if thread.flow:
        return _opened(document, (KEY, "thread"), _thread_lines(acts, "  "))
    dash = column(text, thread.start)
    at = behind_comments(text, line_end(text, thread.end), dash)
    return put(text, at, _thread_lines(new, " " * dash))


def _margin(document: Document) -> str:
    """The indent of the keys in the block."""
    first = next(iter(document.data[KEY]))
    return " " * column(document.text, _span(document, KEY, first).key)


def _span(document: Document, *path: str | int) -> NodeSpan:
    span = document.span(path)
    assert span is not None, "the data have it"
    return span


def _opened(document: Document, path: Path, lines: list[str]) -> _Change:
    """A value in brackets written out below its key.

    Comments inside the brackets go above the value, a comment after them goes beside the key.
    """
    text, newline = document.text, newline_of(document.text)
    span = _span(document, *path)
    margin = " " * column(text, span.key)
    colon = text.index(":", span.key_end) + 1
    tail_end = line_end(text, span.end)
    tail = text[span.end : tail_end]
    behind = tail if tail.lstrip().startswith("#") else ""
    comments = _comments(text, colon, span.end, sorted(_texts(document, path)))
    inner = [f"{margin}  {comment}" for comment in comments] + [margin + line for line in lines]
    end = tail_end if behind else span.end
    return colon, end, behind + "".join(newline + line for line in inner)


def _comments(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[str]:
    """The comments between two places; ``taken`` are texts in which a # begins no comment."""
    found = []
    for gap_end, next_start in [*taken, (end, end)]:
        while (comment := _COMMENT.search(text, start, end)) and comment.start() < gap_end:
            found.append(comment.group().rstrip())
            start = comment.end()
        start = max(start, next_start)
    return found


def _texts(document: Document, path: Path) -> Iterator[tuple[int, int]]:
    """The places of the keys and texts in a value."""
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
    """A file that is written in brackets, like JSON, with the review block."""
    text, words = document.text, json.dumps(review, ensure_ascii=False)
    span = document.span((KEY,))
    if span is not None:
        return text[: span.start] + words + text[span.end :]
    last = _span(document, list(document.data)[-1])
    return f'{text[: last.end]}, "{KEY}": {words}{text[last.end :]}'
