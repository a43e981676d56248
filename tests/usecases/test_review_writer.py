"""The review block of odd files: its lines change, and not a byte of anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.book import Act, ReviewState
from checker.book.document import Document
from checker.book.reader import read_document
from checker.book.schemas import schema_findings
from checker.usecases import UsageError
from checker.usecases.review_writer import block_lines, edited, wanted, write_review
from checker.usecases.yaml_edit import open_record, without_entry

ED = "Ed Itor <ed@desk.example>"
RETURNED = Act(ReviewState.RETURNED, ED, "2026-11-24T10:00:00Z", note="It: speaks, of #2.")
APPROVED = Act(
    ReviewState.APPROVED,
    ED,
    "2026-11-25T09:30:00Z",
    attests="the quotes support the claim as worded",
    verdict="supported",
    strength="high",
    digest=f"checker-claim/1 sha256 {'0a' * 32}",
    fields={
        "id": "12345678",
        "statement": "12e45678",
        "quantity.value": "1a2b3c4d",
        "supporting/1": "abcdefab",
    },
)


def read(text: str) -> Document:
    """A document that must be readable."""
    document, findings = read_document("t/x.yaml", text.encode())
    assert document is not None, findings
    return document


def change(text: str, state: ReviewState, act: Act | None = None, assigned: str = "") -> str:
    """The first candidate must read as wanted, fit the schema, and change nothing else."""
    document = read(text)
    data = wanted(document.data, state, act, assigned)
    result = next(iter(edited(document, data["review"])))
    again = read(result)
    assert again.data == data
    assert schema_findings(again, "claim") == []
    assert without_entry(again, "review") == without_entry(document, "review")
    return result


HEAD = "id: x\nkind: event\nstatement: It is so.  # as they say\n"


def test_a_block_that_is_absent_comes_to_the_end() -> None:
    """With the margin and the spelling that the READMEs show."""
    assert change(HEAD, ReviewState.RETURNED, RETURNED) == HEAD + (
        "review:\n"
        "  state: returned\n"
        "  thread:\n"
        "    - to: returned\n"
        "      by: Ed Itor <ed@desk.example>\n"
        "      at: 2026-11-24T10:00:00Z\n"
        '      note: "It: speaks, of #2."\n'
    )


def test_digits_are_not_taken_for_numbers() -> None:
    """Neither here, nor by a reader that knows 12e45678 as one."""
    text = change(HEAD, ReviewState.APPROVED, APPROVED)
    assert (
        '{id: "12345678", statement: "12e45678", quantity.value: 1a2b3c4d, supporting/1: abcdefab}'
        in text
    )


def test_a_list_grows_and_what_is_said_in_it_stays() -> None:
    """Comments, quotation marks, odd margins, the order of keys."""
    text = (
        "# on top\n"
        "review:   # the desk's\n"
        "    thread:   # oldest first\n"
        "    -   by: 'Ed Itor <ed@desk.example>'   # he\n"
        '        to: "returned"\n'
        "        at: 2026-11-24T10:00:00Z\n"
        "        note: >-\n"
        "          folded\n"
        "          words\n"
        "    # about the entry above\n"
        "    state: 'returned' # was so\n"
        "\n"
        "# of the rest\n"
        "id: x\nkind: event\nstatement: It is so.\n"
    )
    result = change(text, ReviewState.APPROVED, APPROVED, "Zoë Ørn <z@desk.example>")
    assert result.startswith(text[: text.index("    state:")])
    assert "          words\n    # about the entry above\n    - to: approved\n" in result
    assert "state: approved # was so\n    assigned: Zoë Ørn <z@desk.example>\n" in result.replace(
        "'", ""
    )
    assert result.endswith(text[text.index("\n# of the rest") :])


CASES = {
    "plain": "review: {state: in-review}\n",
    "flow with a comment": "review: {state: in-review}  # waits\n",
    "flow over lines": "review: {  # open\n  state: in-review,  # for '#1'\n"
    "  assigned: 'A #b <a@b>' }  # shut\n",
    "flow thread": (
        "review:\n  state: returned\n"
        "  thread: [{to: returned, by: A <a@b>, at: 2026-11-24T09:00:00Z, note: 'x # y'}] # z\n"
    ),
    "empty thread": "review:\n  state: in-review\n  thread: []\n",
    "block": "review:\n  state: in-review\n",
    "deep": "review:\n        state: in-review   # so\n        assigned: A <a@b>\n",
    "quoted keys": '"review":\n  \'state\': "in-review"\n',
    "value on its own line": "review:\n  state:\n    in-review\n",
    "folded state": "review:\n  state: >-\n    in-review\n",
    "literal state": "review:\n  state: |-\n    in-review\n\n\n",
    "list at the margin": (
        "review:\n  state: returned\n  thread:\n"
        "  - to: returned\n    by: A <a@b>\n    at: 2026-11-24T09:00:00Z\n    note: n\n"
    ),
    "literal note": (
        "review:\n  state: returned\n  thread:\n    - to: returned\n      by: A <a@b>\n"
        "      at: 2026-11-24T09:00:00Z\n"
        "      note: |-\n        one\n\n        # no comment\n      # a comment\n    # another\n"
        "  # and one more\n"
    ),
    "anchor": "review: &r\n  state: &s in-review\n",
    "absent": "",
    "absent behind blank lines": "\n\n\n",
    "absent behind a comment": "# at the end",
    "absent before an end": "...\n",
    "absent before an end with a comment": "\n# c\n...  # over\n# behind\n",
    "absent behind a text that keeps its blank lines": "note: |+\n  so\n\n\n",
    "state only in a comment": "review:\n  # state: approved\n  state: in-review\n  # thread:\n",
}
HEADS = {
    "plain": HEAD,
    "start": "%YAML 1.2\n---\n" + HEAD,
    "margin": "  id: x\n  kind: event\n  statement: It is so.\n",
    "folded": "id: x\nkind: event\nstatement: >\n  It is\n  so.\n",
    "arabic": "id: x\nkind: event\nstatement: فاز 😀 بمقاعد  # 😀 تعليق\n",
}
TAILS = {"nothing": "", "key": 'note: "a: b"  # c\n', "comment": "# the end\n"}
NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


def odd_files() -> list[tuple[str, str]]:
    """Every head with every block and tail, every kind of newline, with and without the last."""
    found = []
    for (head, top), (case, block), (tail, end) in (
        (head, case, tail)
        for head in HEADS.items()
        for case in CASES.items()
        for tail in TAILS.items()
    ):
        if tail != "nothing" and "..." in block:
            continue
        if head == "margin":
            lines = [
                f"  {line}"
                for line in (block + end).splitlines(keepends=True)
                if not line.startswith("...")
            ]
            written = "".join([top, *lines])
        else:
            written = top + block + end
        for newline, sign in NEWLINES.items() if head == "plain" else [("lf", "\n")]:
            text = written.replace("\n", sign)
            found += [(f"{head}, {case}, {tail}, {newline}", text)]
            found += [(f"{head}, {case}, {tail}, {newline}, no end", text.rstrip("\r\n"))]
    return found


def test_odd_files_change_in_their_block_alone(tmp_path: Path) -> None:
    """Text outside the block stays, byte for byte; so does each comment in the block."""
    seen, state, act = 0, ReviewState.APPROVED, APPROVED
    for name, text in odd_files():
        document, _ = read_document("t/x.yaml", text.encode())
        if document is None:
            continue
        seen += 1
        path = tmp_path / "x.yaml"
        path.write_bytes(text.encode())
        record = open_record(path, "t/x.yaml")
        write_review(record, state, act, "B #c <b@c>")
        result = path.read_bytes().decode()
        again = read(result)
        assert again.data == wanted(document.data, state, act, "B #c <b@c>"), name
        span = document.span(("review",))
        assert without_entry(again, "review") == without_entry(document, "review"), name
        if span is not None:
            assert result.startswith(text[: span.key_end]), name
            assert behind(text, span.end) in result, name
        for comment in (
            "# waits",
            "# open",
            "# for '#1'",
            "# shut",
            "# z",
            "# so",
            "# a comment",
            "# and one more",
        ):
            assert (comment in text) <= (comment in result), (name, comment)
        sign = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
        assert not {"\r", "\n"} & set(result.replace(sign, "")), name
    assert seen > 350


def behind(text: str, end: int) -> str:
    """Comments after the last line of a block, and those that are indented like it."""
    lines = text[end:].splitlines(keepends=True)[1:]
    while lines and lines[0].startswith((" ", "\r", "\n")):
        lines.pop(0)
    return "".join(lines)


JSON = [
    '{"id": "x", "kind": "event", "statement": "It is so."}',
    '{"id": "x", "kind": "event", "review": {"state": "in-review"}, "statement": "It is so."}\n',
    "{id: x, kind: event, statement: 'It is } so.',}\n# behind\n",
    "{\n  id: x, # a\n  kind: event,\n  statement: It is so.   # b\n}\n",
]


@pytest.mark.parametrize("text", JSON)
def test_a_file_in_brackets_stays_one(text: str) -> None:
    """JSON is YAML, too."""
    result = change(text, ReviewState.APPROVED, APPROVED, ED)
    assert result.startswith("{")
    assert read(result).data["review"]["state"] == "approved"


def test_a_second_entry_is_put_behind_the_first_and_nothing_else_changes() -> None:
    """All bytes before, and all behind."""
    text = change(HEAD, ReviewState.RETURNED, RETURNED) + "note: behind\n"
    result = change(text, ReviewState.APPROVED, APPROVED)
    before, after = text.split("note: behind")[0], "note: behind\n"
    assert (
        result
        == before.replace("state: returned", "state: approved", 1)
        + "\n".join(
            f"    {line}"
            for line in [
                "- to: approved",
                "  by: Ed Itor <ed@desk.example>",
                "  at: 2026-11-25T09:30:00Z",
                "  attests: the quotes support the claim as worded",
                "  verdict: supported",
                "  strength: high",
                f"  digest: checker-claim/1 sha256 {'0a' * 32}",
                (
                    '  fields: {id: "12345678", statement: "12e45678", '
                    "quantity.value: 1a2b3c4d, supporting/1: abcdefab}"
                ),
            ]
        )
        + "\n"
        + after
    )


def test_what_cannot_be_written_automatically_is_left_to_a_person(tmp_path: Path) -> None:
    """The message has the lines to add."""
    path = tmp_path / "x.yaml"
    text = HEAD + "review:\n  ? state\n  : in-review\n"
    path.write_text(text)
    with pytest.raises(UsageError, match="the block yourself with these lines") as caught:
        write_review(open_record(path, "t/x.yaml"), ReviewState.IN_REVIEW, None, ED)
    assert str(caught.value).startswith(
        f"{path}:4: the block “review” cannot be written automatically, and nothing was changed"
    )
    assert "  assigned: Ed Itor <ed@desk.example>" in str(caught.value)
    assert path.read_text() == text


def test_a_text_that_would_change_by_any_line_behind_it_is_left(tmp_path: Path) -> None:
    """One that keeps its line breaks, and has none at the end of the file."""
    path = tmp_path / "x.yaml"
    text = (
        change(HEAD, ReviewState.RETURNED, RETURNED)
        .replace('"It: speaks, of #2."', "|+\n        So.")
        .rstrip("\n")
    )
    path.write_text(text)
    with pytest.raises(
        UsageError,
        match=r"x.yaml:4: .*nothing was changed; replace the block .* these lines:\nreview:",
    ):
        write_review(open_record(path, "t/x.yaml"), ReviewState.APPROVED, APPROVED)
    assert path.read_text() == text
    path.write_text(text + "\n")
    assert write_review(open_record(path, "t/x.yaml"), ReviewState.APPROVED, APPROVED)
    assert path.read_text().startswith(
        text.replace("state: returned", "state: approved", 1) + "\n    - to: approved\n"
    )


@pytest.mark.parametrize(
    ("block", "result"),
    [
        (
            "review: {state: draft, assigned: 'A # b <a@b>', # one\n  thread: []} # two\n",
            (
                "review: # two\n  # one\n  state: in-review\n"
                "  assigned: Ed Itor <ed@desk.example>\n  thread: []\n"
            ),
        ),
        (
            'review: {state: draft, assigned: "A # b <a@b>"} # keep me\n',
            "review: # keep me\n  state: in-review\n  assigned: Ed Itor <ed@desk.example>\n",
        ),
        (
            "review:\n  state: >-  # why\n    draft\n",
            "review:\n  state: in-review  # why\n  assigned: Ed Itor <ed@desk.example>\n",
        ),
    ],
)
def test_texts_that_look_like_comments_are_not_moved(block: str, result: str) -> None:
    """Behind a text with a # in it, and at the head of a folded one."""
    assert (
        change(HEAD + block + "note: n\n", ReviewState.IN_REVIEW, None, ED)
        == HEAD + result + "note: n\n"
    )


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Compared again before it is written."""
    path = tmp_path / "x.yaml"
    path.write_text(HEAD)
    record = open_record(path, "t/x.yaml")
    path.write_text(HEAD + "note: another hand's\n")
    with pytest.raises(UsageError, match="changed while the command ran"):
        write_review(record, ReviewState.RETURNED, RETURNED)
    assert path.read_text() == HEAD + "note: another hand's\n"


WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" :#'\"{}[],&*!|>%@`-?\\"),
    min_size=1,
).filter(lambda text: bool(text.strip()))


@given(WORDS, WORDS.map(lambda text: text.replace("<", "").replace(">", "").strip() or "x"))
@settings(deadline=None, max_examples=300)
def test_any_words_come_back_as_they_were_written(note: str, name: str) -> None:
    """Whatever YAML would make of them."""
    act = Act(ReviewState.RETURNED, f"{name} <a@b.example>", "2026-11-24T10:00:00Z", note=note)
    text = change_only(HEAD, act)
    data: Any = read(text).data
    assert data["review"]["thread"] == [
        {"to": "returned", "by": act.by, "at": act.at, "note": note}
    ]
    again: Any = read(change_only(text, act)).data
    assert again["review"]["thread"] == data["review"]["thread"] * 2


def change_only(text: str, act: Act) -> str:
    """The text with one entry more."""
    document = read(text)
    return next(
        iter(edited(document, wanted(document.data, ReviewState.RETURNED, act, "")["review"]))
    )


def test_the_lines_to_put_in_by_hand_are_yaml() -> None:
    """They are printed where the machine gives up."""
    data = wanted({}, ReviewState.APPROVED, APPROVED, ED)
    assert read("\n".join(block_lines(data["review"])) + "\n").data == data


NOTES = st.sampled_from(
    [
        "n",
        "'a # b'",
        '"a # b: \\"c\\" # d"',
        "a#b",
        "|\n@one\n@# no comment",
        "|-  # @@\n@one\n\n@two",
        "|+\n@one\n\n\n",
        ">  # @@\n@one\n@two",
        ">+\n@one\n\n\n",
        ">-\n\n@one\n\n",
        '"one\n\n@two # three"',
    ]
)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A review block as somebody could write it, and the comments in it."""
    comments: list[str] = []

    def comment(before: str = " ") -> str:
        if draw(st.integers(0, 2)):
            return ""
        comments.append(f"# c{len(comments)} '\"}}] # too")
        return f"{before}{comments[-1]}"

    def written(note: str, margin: str) -> str:
        while "@@" in note:
            comments.append(f"# c{len(comments)}")
            note = note.replace("# @@", comments[-1], 1)
        return note.replace("@", margin)

    person = st.sampled_from(["A <a@b>", "'A # <a@b>'", '"A \\"# <a@b>"'])
    entry = {"to": "returned", "by": draw(person), "at": "2026-11-24T09:00:00Z"}
    flow = draw(st.sampled_from(["all", "thread", "entry", "no"]))
    brackets = flow != "no"
    note = draw(NOTES.filter(lambda text: not brackets or text[0] not in "|>"))

    def gap(margin: str) -> str:
        said = comment()
        return f"{said}\n{margin}" if said else draw(st.sampled_from(["", " ", f"\n{margin}"]))

    def bracketed(pairs: list[str], ends: str, margin: str) -> str:
        parts = [f"{gap(margin)}{pair}{gap(margin)}" for pair in pairs]
        return f"{ends[0]}{','.join(parts)}{ends[1]}"

    pairs = [
        f"{key}: {value}" for key, value in (entry | {"note": written(note, "        ")}).items()
    ]
    assigned = [f"assigned: {draw(person)}"] if draw(st.booleans()) else []
    if flow == "all":
        thread = "thread: " + bracketed([bracketed(pairs, "{}", "    ")], "[]", "   ")
        whole = bracketed(draw(st.permutations(["state: returned", *assigned, thread])), "{}", "  ")
        return f"review:{comment()}\n  {whole}{comment()}\n", comments
    if flow == "thread":
        thread = "thread: " + bracketed([bracketed(pairs, "{}", "    ")], "[]", "    ") + comment()
    elif flow == "entry":
        thread = f"thread:{comment()}\n    - " + bracketed(pairs, "{}", "      ") + comment()
    else:
        thread = f"thread:{comment()}\n    - " + "\n      ".join(pairs) + comment("\n      ")
    state = draw(
        st.sampled_from(["returned", "'returned'", "|-  # @@\n@returned", ">-\n@returned"])
    )
    keys = [f"state: {written(state, '    ')}{comment(chr(10) + '  ')}", *assigned, thread]
    body = "".join(f"  {key}{comment(chr(10) + '  ')}\n" for key in draw(st.permutations(keys)))
    return f"review:{comment()}\n{body}", comments


@given(
    blocks(),
    st.sampled_from([HEAD, "# on top\n\n" + HEAD, ""]),
    st.sampled_from(
        ["", "\n\n", "note: 'behind' # c\n", "\n# at the margin\nnote: |+\n  kept\n\n"]
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(
        [
            (ReviewState.APPROVED, APPROVED, ""),
            (ReviewState.IN_REVIEW, None, "B #c <b@c>"),
            (ReviewState.RETURNED, RETURNED, ED),
        ]
    ),
)
@settings(deadline=None, max_examples=400)
def test_whatever_is_done_the_rest_stays(
    made: tuple[str, list[str]],
    head: str,
    tail: str,
    newline: str,
    done: tuple[ReviewState, Act | None, str],
) -> None:
    """Every byte outside the block, and every comment in it."""
    block, comments = made
    tail = tail if head else tail + HEAD
    head, block, tail = (part.replace("\n", newline) for part in (head, block, tail))
    document = read(head + block + tail)
    data = wanted(document.data, *done)
    texts = [text for text in edited(document, data["review"]) if read(text).data == data]
    assert texts, "nothing that can be read is refused"
    assert texts[0].startswith(head + "review:")
    assert texts[0].endswith(tail.lstrip("\r\n"))
    for comment in comments:
        assert texts[0].count(comment) == (head + block + tail).count(comment)
    assert "\n" not in texts[0].replace(newline, "")
    assert without_entry(read(texts[0]), "review") == without_entry(document, "review")
