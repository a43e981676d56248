"""Receipts: they prove a quote and its place without the text, and give nothing else away."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256, shake_256
from itertools import chain, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text.quotes import Match, Quote, locate, parse_quote
from checker.text.receipts import (
    SALT_BYTES,
    Fingerprint,
    Fragment,
    Receipt,
    ReceiptError,
    SaltedText,
    receipt_from_json,
    receipt_to_json,
    verify_receipt,
)
from checker.text.tokens import IndexedText, tokenize

ARTICLE = (
    "Officials said that 3,177 ballot boxes had not been opened, and that turnout fell to 41%. "
    "“We did not lose,” the leader of al-Sadr’s bloc said. "
    "The bloc won 73 of the 329 seats, officials said."
)
DIGEST = sha256(ARTICLE.encode()).hexdigest()
ARTICLE_ROOT = "415dde14bf68a9e1ae75de5869b8892a60054af4ef1d89a90b9b72a5829e11e4"
SALTED = SaltedText(IndexedText(ARTICLE), DIGEST)

_WORDS = "the of and not said had opened lose seats bloc 73 329 41% , . “"
DICTIONARY = _WORDS.split()

words = st.sampled_from(
    ["the", "bloc", "won", "73", "seats,", "not", "3,177", "“we", "lose”", "السيد", "席位", "é."]
)
articles = st.lists(words, min_size=1, max_size=40).map(" ".join)


@st.composite
def cases(draw: st.DrawFn, least: int = 2) -> tuple[SaltedText, str, Quote, Match]:
    """A salted text, a quote of one or two runs of its tokens, and the places of these.

    ``least`` is the number of ends of runs.
    """
    text = IndexedText(draw(articles) + " and so on")
    size = len(text.tokens)
    ends = sorted(draw(st.sets(st.integers(0, size), min_size=least, max_size=4)))
    spans = tuple(zip(ends[::2], ends[1::2], strict=False))
    quote = Quote(tuple(text.tokens.texts[start:end] for start, end in spans))
    return (
        SaltedText(text, DIGEST),
        " […] ".join(text.slice(*span) for span in spans),
        quote,
        Match(spans),
    )


def check(salted: SaltedText, receipt: Receipt, quote: Quote) -> Match:
    """The receipt verified with what a source record holds."""
    return verify_receipt(receipt, quote, salted.fingerprint)


def refused(salted: SaltedText, receipt: Receipt, quote: Quote) -> bool:
    """Whether verification raises what it promises to raise."""
    try:
        check(salted, receipt, quote)
    except ReceiptError:
        return True
    return False


def altered(receipt: Receipt, at: int, **changes: object) -> Receipt:
    """The receipt with one fragment changed."""
    fragments = list(receipt.fragments)
    fragments[at] = replace(fragments[at], **changes)  # type: ignore[arg-type]
    return replace(receipt, fragments=tuple(fragments))


def flips(data: bytes) -> Iterator[bytes]:
    """The data with one bit of one byte changed, for each byte."""
    for at in range(len(data)):
        yield data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]


# what a receipt proves


@given(cases())
@settings(deadline=None)
def test_a_receipt_proves_its_quote(case: tuple[SaltedText, str, Quote, Match]) -> None:
    """Without the text, verification gives the place that the text gave."""
    salted, raw, quote, match = case
    receipt = salted.receipt(raw, match)
    assert check(salted, receipt, quote) == match
    assert receipt.quote == raw


@pytest.mark.parametrize(
    "raw",
    [
        "3,177 ballot boxes had not been opened",
        "Officials",
        "turnout fell to 41%",
        "Officials said that 3,177 […] “We did not lose,” the leader",
        ARTICLE,
    ],
)
def test_a_quote_from_the_article(raw: str) -> None:
    """From the researcher's words to the proof, by the same functions as in use."""
    quote = parse_quote(raw)
    (match,) = locate(SALTED.text, quote)
    assert check(SALTED, SALTED.receipt(raw, match), parse_quote(f" {raw} ")) == match


@given(cases())
@settings(deadline=None)
def test_json_and_back(case: tuple[SaltedText, str, Quote, Match]) -> None:
    """A receipt survives its file."""
    salted, raw, _, match = case
    receipt = salted.receipt(raw, match)
    assert receipt_from_json(json.loads(json.dumps(receipt_to_json(receipt)))) == receipt


# what it does not prove


@given(cases(), st.data())
@settings(deadline=None)
def test_another_quote_is_refused(
    case: tuple[SaltedText, str, Quote, Match], data: st.DataObject
) -> None:
    """A token changed, left out or added, a part left out or added."""
    salted, raw, quote, match = case
    receipt = salted.receipt(raw, match)
    at = data.draw(st.integers(0, len(quote.fragments) - 1))
    part = quote.fragments[at]
    place = data.draw(st.integers(0, len(part) - 1))
    others = [
        (*part[:place], token, *part[place + 1 :])
        for token in (part[place] + "s", "-" + part[place], "zebra", "")
    ]
    others += [part[:place] + part[place + 1 :], (*part[:place], "not", *part[place:])]
    for other in others:
        assert refused(
            salted, receipt, Quote((*quote.fragments[:at], other, *quote.fragments[at + 1 :]))
        )
    assert refused(salted, receipt, Quote((*quote.fragments, part)))
    assert refused(salted, receipt, Quote(quote.fragments[1:]))


@given(cases(), st.data())
@settings(deadline=None)
def test_an_altered_receipt_is_refused(
    case: tuple[SaltedText, str, Quote, Match], data: st.DataObject
) -> None:
    """Another start, any byte of the salts or the path changed, lost or added."""
    salted, raw, quote, match = case
    receipt = salted.receipt(raw, match)
    at = data.draw(st.integers(0, len(receipt.fragments) - 1))
    part = receipt.fragments[at]
    for start in (*range(-1, len(salted.text.tokens) + 1), 10**20):
        assert start == part.start or refused(salted, altered(receipt, at, start=start), quote)
    for salts in (
        *flips(part.salts),
        b"",
        part.salts[:-1],
        part.salts + b"\x00",
        part.salts + part.salts[:SALT_BYTES],
    ):
        assert refused(salted, altered(receipt, at, salts=salts), quote)
    paths = [*flips(part.path), part.path + b"\x00", part.path + bytes(32)]
    paths += [part.path[:-1], part.path[:-32], b""] if part.path else []
    for path in paths:
        assert refused(salted, altered(receipt, at, path=path), quote)


@given(cases(least=4))
@settings(deadline=None)
def test_parts_in_another_order_are_refused(case: tuple[SaltedText, str, Quote, Match]) -> None:
    """Each part may be proven, and still they must follow one another in the text."""
    salted, raw, quote, match = case
    backwards = salted.receipt(raw, Match(match.spans[::-1]))
    assert refused(salted, backwards, Quote(quote.fragments[::-1]))
    twice = salted.receipt(raw, Match((match.spans[0], match.spans[0])))
    assert refused(salted, twice, Quote((quote.fragments[0], quote.fragments[0])))


@given(cases(), st.text(max_size=8))
@settings(deadline=None)
def test_another_root_is_refused(case: tuple[SaltedText, str, Quote, Match], stray: str) -> None:
    """The root of the text with a space more, a root with a digit changed, and no root at all."""
    salted, raw, quote, match = case
    receipt, record = salted.receipt(raw, match), salted.fingerprint
    respaced = SaltedText(IndexedText(salted.text.text + " "), DIGEST).fingerprint.root
    digit = "1" if record.root[0] == "0" else "0"
    ascii_stray = stray.encode("ascii", "ignore").decode()
    for root in (respaced, digit + record.root[1:], record.root[:-1], "0" * 64, "", ascii_stray):
        with pytest.raises(ReceiptError, match="does not lead to the root"):
            verify_receipt(receipt, quote, replace(record, root=root))


@given(cases(), st.integers(1, 60))
@settings(deadline=None)
def test_another_size_or_digest_is_refused(
    case: tuple[SaltedText, str, Quote, Match], more: int
) -> None:
    """The root binds the number of tokens and the digest; a record cannot claim others."""
    salted, raw, quote, match = case
    receipt, record = salted.receipt(raw, match), salted.fingerprint
    for other in (
        replace(record, tokens=record.tokens + more),
        replace(record, tokens=record.tokens - 1),
        replace(record, sha256=sha256(b"another file").hexdigest()),
        replace(record, sha256=""),
    ):
        with pytest.raises(ReceiptError):
            verify_receipt(receipt, quote, other)


def test_a_root_that_is_no_root_is_refused() -> None:
    """Whatever the source record holds, the answer is a ReceiptError."""
    with pytest.raises(ReceiptError):
        verify_receipt(
            SALTED.receipt("Officials", Match(((0, 1),))),
            parse_quote("Officials"),
            Fingerprint(DIGEST, 42, "é" * 64),
        )


def test_a_place_with_too_many_digits_is_refused() -> None:
    """A start that json.loads still reads, as large as it goes, is refused as any other."""
    receipt = SALTED.receipt("Officials", Match(((0, 1),)))
    plain = receipt_to_json(altered(receipt, 0, start=0))
    read = json.loads(json.dumps(plain).replace('"start": 0', '"start": ' + "9" * 4300))
    with pytest.raises(ReceiptError):
        check(SALTED, receipt_from_json(read), parse_quote("Officials"))


def test_a_quote_that_is_no_text_is_refused() -> None:
    """A JSON string may hold half a pair; such a quote is not proven, and nothing breaks."""
    receipt = SALTED.receipt("Officials", Match(((0, 1),)))
    quote = parse_quote(json.loads('"Officials\\ud800"'))
    receipt = altered(receipt, 0, salts=receipt.fragments[0].salts * len(quote.fragments[0]))
    with pytest.raises(ReceiptError):
        check(SALTED, receipt, quote)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("AAAA"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["quote", "fragments", "start", "salts", "path"]) | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(json_values)
@settings(deadline=None, max_examples=300)
def test_junk_is_no_receipt(data: object) -> None:
    """Any JSON is either read, and then written the same, or refused with a ReceiptError."""
    try:
        receipt = receipt_from_json(data)
    except ReceiptError:
        return
    assert receipt_from_json(receipt_to_json(receipt)) == receipt


@given(
    st.fixed_dictionaries(
        {
            "quote": st.text(max_size=4) | json_values,
            "fragments": st.lists(
                st.fixed_dictionaries(
                    {"start": st.integers() | json_values, "salts": st.text(), "path": json_values}
                ),
                max_size=2,
            ),
        }
    )
)
@settings(deadline=None)
def test_junk_that_looks_like_a_receipt(data: dict[str, object]) -> None:
    """The same for the right keys with the wrong values; and what is read proves nothing."""
    try:
        receipt = receipt_from_json(data)
    except ReceiptError:
        return
    assert refused(SALTED, receipt, parse_quote("Officials said"))


GOOD = {"start": 0, "salts": "AAAA", "path": ""}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        "quote",
        {"quote": "a"},
        {"fragments": [GOOD]},
        {"quote": "a", "fragments": []},
        {"quote": "a", "fragments": GOOD},
        {"quote": "a", "fragments": "GOOD"},
        {"quote": None, "fragments": [GOOD]},
        {"quote": 1, "fragments": [GOOD]},
        {"quote": "a", "fragments": [None]},
        {"quote": "a", "fragments": [GOOD, {}]},
        {"quote": "a", "fragments": [{**GOOD, "start": "0"}]},
        {"quote": "a", "fragments": [{**GOOD, "start": 0.0}]},
        {"quote": "a", "fragments": [{**GOOD, "start": True}]},
        {"quote": "a", "fragments": [{**GOOD, "start": None}]},
        {"quote": "a", "fragments": [{**GOOD, "salts": "AAA"}]},
        {"quote": "a", "fragments": [{**GOOD, "salts": "AA AA"}]},
        {"quote": "a", "fragments": [{**GOOD, "salts": "AA-_"}]},
        {"quote": "a", "fragments": [{**GOOD, "salts": "é"}]},
        {"quote": "a", "fragments": [{**GOOD, "path": b"AAAA"}]},
        {"quote": "a", "fragments": [{"start": 0, "salts": "AAAA"}]},
    ],
)
def test_table_of_junk(data: object) -> None:
    """Each is refused, and the message says that it is not a receipt."""
    with pytest.raises(ReceiptError, match=r"not a receipt|a fragment needs"):
        receipt_from_json(data)


# what it gives away


def all_salts(salted: SaltedText) -> list[bytes]:
    """The salts of every token, as the receipt of the whole text shows them."""
    size = len(salted.text.tokens)
    salts = salted.receipt("", Match(((0, size),))).fragments[0].salts
    return [salts[at : at + SALT_BYTES] for at in range(0, len(salts), SALT_BYTES)]


def test_a_receipt_holds_the_salts_of_its_own_tokens_only() -> None:
    """Sixteen bytes a token; no other token's salt is anywhere in it."""
    salts = all_salts(SALTED)
    (part,) = SALTED.receipt("", Match(((5, 9),))).fragments
    assert part.salts == b"".join(salts[5:9])
    assert not any(salt in part.salts + part.path for salt in salts[:5] + salts[9:])


@given(articles)
@settings(deadline=None)
def test_no_two_tokens_share_a_salt(text: str) -> None:
    """Equal tokens at different places are salted differently."""
    salts = all_salts(SaltedText(IndexedText(text), DIGEST))
    assert len(set(salts)) == len(salts)


def test_no_two_texts_share_a_salt() -> None:
    """One more space anywhere, and every salt is another."""
    assert not set(all_salts(SALTED)) & set(
        all_salts(SaltedText(IndexedText(ARTICLE + " "), DIGEST))
    )


def test_salts_do_not_follow_from_the_digest() -> None:
    """The record prints the text's sha256 and its root; neither can replace the secret key."""
    secret = set(all_salts(SALTED))
    prefix = b"checker receipt salt v2\x00"
    digest, root = sha256(ARTICLE.encode()), bytes.fromhex(SALTED.fingerprint.root)
    public = [digest.digest(), digest.hexdigest().encode(), root, root.hex().encode(), b"", prefix]
    keys = (
        public
        + [sha256(prefix + value).digest() for value in public]
        + [sha256(value).digest() for value in public]
    )
    for key in keys:
        for index in range(len(SALTED.text.tokens)):
            for name in (
                index.to_bytes(8, "big"),
                index.to_bytes(8, "little"),
                str(index).encode(),
            ):
                assert hmac.digest(key, name, "sha256")[:SALT_BYTES] not in secret
                assert sha256(key + name).digest()[:SALT_BYTES] not in secret
        squeezed = shake_256(prefix + key).digest(SALT_BYTES * len(SALTED.text.tokens))
        assert not secret & {
            squeezed[at : at + SALT_BYTES] for at in range(len(squeezed) - SALT_BYTES + 1)
        }


def test_one_salt_does_not_give_another() -> None:
    """The salts in a receipt are no key to the salt of the next token."""
    salts = all_salts(SALTED)
    for index, salt in enumerate(salts):
        for other in range(len(salts)):
            assert (
                hmac.digest(salt, other.to_bytes(8, "big"), "sha256")[:SALT_BYTES] != salts[other]
            )
        assert sha256(salt).digest()[:SALT_BYTES] not in salts
        assert shake_256(salt).digest(SALT_BYTES) not in salts
        assert salt != index.to_bytes(SALT_BYTES, "big")


def test_a_guess_at_a_neighbour_cannot_be_tried() -> None:
    """The path holds the leaf beside the quote, but without its salt nobody can check a word."""
    tokens = SALTED.text.tokens.texts
    (part,) = SALTED.receipt("", Match(((4, 5),))).fragments
    path = {part.path[at : at + 32] for at in range(0, len(part.path), 32)}
    known = part.salts
    assert sha256(b"\x00" + all_salts(SALTED)[5] + tokens[5].encode()).digest() in path
    for token in {*tokens, ""}:
        for salt in (b"", known, bytes(SALT_BYTES)):
            assert sha256(b"\x00" + salt + token.encode()).digest() not in path


def cut(data: bytes, size: int) -> list[bytes]:
    """Bytes in pieces of one size."""
    return [data[at : at + size] for at in range(0, len(data), size)]


def test_all_receipts_and_every_word_confirm_no_other_token() -> None:
    """Without the text, all receipts, the root, the digest and a dictionary say no more."""
    tokens = SALTED.text.tokens.texts
    spans = [(2, 7), (9, 13), (20, 24), (30, 33)]
    receipts = [SALTED.receipt("", Match((span,))).fragments[0] for span in spans]
    hashes = set(chain.from_iterable(cut(part.path, 32) for part in receipts))
    salts = set(chain.from_iterable(cut(part.salts, SALT_BYTES) for part in receipts))
    guesses = salts | {
        b"",
        bytes(SALT_BYTES),
        bytes.fromhex(DIGEST)[:SALT_BYTES],
        DIGEST.encode()[:SALT_BYTES],
    }
    opened = set(chain.from_iterable(range(*span) for span in spans))
    hidden = sorted(set(range(len(tokens))) - opened)
    secrets = all_salts(SALTED)
    leaves = {sha256(b"\x00" + secrets[at] + tokens[at].encode()).digest() for at in hidden}
    # Some leaves that are not quoted are in the paths; without their salts they say nothing.
    assert leaves & hashes
    for word, salt in product({*tokens, *DICTIONARY}, guesses):
        assert sha256(b"\x00" + salt + word.encode()).digest() not in hashes | leaves
    assert not salts & {secrets[at] for at in hidden}


# an independent implementation


def other_root(text: str) -> str:
    """The root of a text by the specification alone, for somebody who has the text."""
    sponge = shake_256(b"checker receipt salt v2\x00" + text.encode("utf-8"))
    level = []
    for index, token in enumerate(tokenize(text).texts):
        salt = sponge.digest(16 * index + 16)[-16:]
        level.append(sha256(b"\x00" + salt + token.encode("utf-8")).digest())
    # From the leaves up: RFC 9162's shape is pairs, with an odd one out moved up.
    while len(level) > 1:
        pairs = [
            sha256(b"\x01" + level[at] + level[at + 1]).digest()
            for at in range(0, len(level) - 1, 2)
        ]
        level = pairs + level[len(level) - len(level) % 2 :]
    return other_commitment(level[0], len(tokenize(text).texts))


def other_commitment(tree: bytes, size: int) -> str:
    """The root of the record, by the specification alone."""
    return sha256(b"\x02" + size.to_bytes(8, "big") + DIGEST.encode() + tree).hexdigest()


def other_verifier(
    receipt: dict[str, object], quote: Quote, root: str, size: int
) -> list[tuple[int, int]] | None:
    """Where a quote is, or None: a verifier that shares no code with the one under test.

    It knows the leaves and the proof as a map from (level, number of the node on it) to a hash, and
    climbs from level to level; an odd last node moves up unchanged.
    """
    fragments = receipt["fragments"]
    assert isinstance(fragments, list)
    if len(fragments) != len(quote.fragments):
        return None
    spans: list[tuple[int, int]] = []
    for part, tokens in zip(fragments, quote.fragments, strict=True):
        start, end = part["start"], part["start"] + len(tokens)
        salts, path = base64.b64decode(part["salts"]), base64.b64decode(part["path"])
        earliest = spans[-1][1] if spans else 0
        if len(salts) != 16 * len(tokens) or not earliest <= start < end <= size:
            return None
        leaves = other_leaves(start, tokens, salts)
        wanted = other_siblings(start, end, size)
        if len(path) != 32 * len(wanted):
            return None
        given_hashes = dict(zip(wanted, cut(path, 32), strict=True))
        if other_commitment(other_climb(leaves, given_hashes, size), size) != root:
            return None
        spans.append((start, end))
    return spans


def other_leaves(start: int, tokens: Sequence[str], salts: bytes) -> dict[int, bytes]:
    """The leaf hashes of a fragment by their places in the text."""
    salted = [salt + token.encode() for salt, token in zip(cut(salts, 16), tokens, strict=True)]
    return {start + at: sha256(b"\x00" + leaf).digest() for at, leaf in enumerate(salted)}


def other_siblings(start: int, end: int, size: int) -> list[tuple[int, int]]:
    """The nodes, as (level, number), that the way from a range up to the root lacks.

    They are sorted by their first leaves, as a proof has them.
    """
    width, height, first, last = size, 0, start, end - 1
    wanted: list[tuple[int, int, int]] = []
    while width > 1:
        before = first - 1 if first % 2 else -1
        behind = last + 1 if last % 2 == 0 else width
        present = (sibling for sibling in (before, behind) if 0 <= sibling < width)
        wanted += [(sibling << height, height, sibling) for sibling in present]
        width, height, first, last = (width + 1) // 2, height + 1, first // 2, last // 2
    return [(height, number) for _, height, number in sorted(wanted)]


def other_climb(
    level: dict[int, bytes], given_hashes: dict[tuple[int, int], bytes], size: int
) -> bytes:
    """The tree hash that leaves and the hashes of a proof lead to."""
    width, height = size, 0
    while width > 1:
        level |= {number: value for (high, number), value in given_hashes.items() if high == height}
        level = {
            number // 2: sha256(b"\x01" + level[number] + level[number + 1]).digest()
            if number + 1 < width
            else value
            for number, value in level.items()
            if number % 2 == 0
        }
        width, height = (width + 1) // 2, height + 1
    return level[0]


@given(articles)
@settings(deadline=None)
def test_root_follows_from_the_specification(text: str) -> None:
    """Whoever has the text can recompute the root."""
    assert SaltedText(IndexedText(text), DIGEST).fingerprint.root == other_root(text)


def test_the_format_is_frozen() -> None:
    """Receipts in other people's books depend on these bytes: changing them needs a new version."""
    assert SALTED.fingerprint.root == ARTICLE_ROOT


@given(cases(), st.data())
@settings(deadline=None)
def test_an_independent_verifier_agrees(
    case: tuple[SaltedText, str, Quote, Match], data: st.DataObject
) -> None:
    """Like the first, it accepts the receipt and refuses another word, place, root or proof."""
    salted, raw, quote, match = case
    receipt, size = salted.receipt(raw, match), len(salted.text.tokens)
    plain = receipt_to_json(receipt)
    assert other_verifier(plain, quote, salted.fingerprint.root, size) == list(match.spans)
    assert other_verifier(plain, quote, "0" * 64, size) is None
    foreign = Quote(((*quote.fragments[0][:-1], "zebra"), *quote.fragments[1:]))
    assert other_verifier(plain, foreign, salted.fingerprint.root, size) is None
    at = data.draw(st.integers(0, len(receipt.fragments) - 1))
    part = receipt.fragments[at]
    changes: list[Fragment] = [
        replace(part, start=data.draw(st.integers(0, size))),
        replace(part, salts=data.draw(st.sampled_from([*flips(part.salts)]))),
        replace(
            part,
            path=data.draw(st.sampled_from([part.path, part.path + bytes(32), *flips(part.path)])),
        ),
    ]
    for change in changes:
        other = replace(
            receipt, fragments=(*receipt.fragments[:at], change, *receipt.fragments[at + 1 :])
        )
        accepted = (
            other_verifier(receipt_to_json(other), quote, salted.fingerprint.root, size) is not None
        )
        assert accepted is not refused(salted, other, quote)
