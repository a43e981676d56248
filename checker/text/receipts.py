"""Receipts: proofs that a text has a quote, for readers who do not have the text.

Each token of the text is a leaf of a Merkle tree, salted with a value that only somebody who has
the whole text can derive. For one quote, a receipt holds the position, the salts of its own tokens
and the proof of the range. It opens those tokens and no others: to check a guess at any other
token, one needs its salt. ``schemas/README.md`` specifies the bytes.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256, shake_256
from typing import Final

from checker.text.quotes import Match, Quote
from checker.text.tokens import IndexedText
from checker.text.tree import MerkleTree, TreeError, root_from_range

SALT_BYTES: Final = 16
_SALT_PREFIX: Final = b"checker receipt salt v2\x00"


class ReceiptError(ValueError):
    """A receipt that is not one, or does not lead to the root; the message says which."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """The proof of one fragment of a quote."""

    start: int
    """Index of the fragment's first token in the text, from 0."""

    salts: bytes
    """16 bytes a token, one after the other."""

    path: bytes
    """32 bytes a hash, one after the other."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof of one quote."""

    quote: str
    """The words as the researcher wrote them when the receipt was made."""

    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a source's record holds of its text."""

    sha256: str
    """Of the file's bytes, in hexadecimal."""

    tokens: int
    """How many there are."""

    root: str
    """``commitment`` of the two above and the tree of tokens."""


def commitment(tree: bytes, tokens: int, digest: str) -> str:
    """What binds a text's tokens, their number and the file's digest together, in hexadecimal."""
    return sha256(b"\x02" + tokens.to_bytes(8, "big") + digest.encode() + tree).hexdigest()


class SaltedText:
    """A text with its tokens salted and bound into a tree.

    ``digest`` is the SHA-256 of the file that holds the text, in hexadecimal.
    """

    def __init__(self, text: IndexedText, digest: str) -> None:
        self.text = text
        self._digest = digest
        self._salts = shake_256(_SALT_PREFIX + text.text.encode()).digest(
            SALT_BYTES * len(text.tokens)
        )
        self._tree = MerkleTree(_leaves(self._salts, text.tokens.texts))

    @property
    def fingerprint(self) -> Fingerprint:
        """The fingerprint for the source's record."""
        size = len(self.text.tokens)
        return Fingerprint(self._digest, size, commitment(self._tree.root, size, self._digest))

    def seal(self, start: int, end: int) -> str:
        """A digest of the words of a range that does not show them: 16 hexadecimal digits.

        Only somebody who has the whole text can compute it, or check a guess.
        """
        salts = self._salts[SALT_BYTES * start : SALT_BYTES * end]
        words = "\x1f".join(self.text.tokens.texts[start:end]).encode("utf-8", "surrogatepass")
        return sha256(b"\x03" + salts + words).hexdigest()[:16]

    def receipt(self, raw: str, match: Match) -> Receipt:
        """The receipt of a quote that was found at ``match``."""
        return Receipt(
            raw,
            tuple(
                Fragment(
                    start,
                    self._salts[SALT_BYTES * start : SALT_BYTES * end],
                    b"".join(self._tree.path(start, end)),
                )
                for start, end in match.spans
            ),
        )


def _leaves(salts: bytes, tokens: Sequence[str]) -> list[bytes]:
    """A leaf hash for each token.

    A JSON string may hold half a surrogate pair. No text does, so its encoding proves nothing.
    """
    return [
        sha256(
            b"\x00" + salts[at : at + SALT_BYTES] + token.encode("utf-8", "surrogatepass")
        ).digest()
        for at, token in zip(range(0, len(salts), SALT_BYTES), tokens, strict=True)
    ]


def verify_receipt(receipt: Receipt, quote: Quote, fingerprint: Fingerprint) -> Match:
    """The place of a quote in a text, proven against the text's fingerprint.

    Raises ``ReceiptError`` if the receipt does not prove just this quote.
    """
    if len(receipt.fragments) != len(quote.fragments):
        raise ReceiptError("the receipt is for a quote with another number of parts")
    spans: list[tuple[int, int]] = []
    for proof, tokens in zip(receipt.fragments, quote.fragments, strict=True):
        if len(proof.salts) != SALT_BYTES * len(tokens):
            raise ReceiptError("the receipt is for a quote of another length")
        if spans and proof.start < spans[-1][1]:
            raise ReceiptError("the parts of the quote are not in the order of the text")
        path = [proof.path[at : at + 32] for at in range(0, len(proof.path), 32)]
        try:
            found = root_from_range(
                fingerprint.tokens, proof.start, _leaves(proof.salts, tokens), path
            )
        except TreeError as error:
            raise ReceiptError(str(error)) from None
        if commitment(found, fingerprint.tokens, fingerprint.sha256) != fingerprint.root:
            raise ReceiptError("the quote does not lead to the root of the text")
        spans.append((proof.start, proof.start + len(tokens)))
    return Match(tuple(spans))


def receipt_to_json(receipt: Receipt) -> dict[str, object]:
    """A receipt as plain data; bytes in base64."""
    return {
        "quote": receipt.quote,
        "fragments": [
            {
                "start": fragment.start,
                "salts": base64.b64encode(fragment.salts).decode(),
                "path": base64.b64encode(fragment.path).decode(),
            }
            for fragment in receipt.fragments
        ],
    }


def receipt_from_json(data: object) -> Receipt:
    """The opposite of ``receipt_to_json``; raises ``ReceiptError`` on anything else."""
    try:
        match data:
            case {"quote": str(quote), "fragments": [_, *_] as fragments, **rest} if not rest:
                return Receipt(quote, tuple(map(_fragment_from_json, fragments)))
    except (binascii.Error, ValueError) as error:
        raise ReceiptError(f"not a receipt: {error}") from None
    raise ReceiptError("not a receipt: it is “quote” and “fragments”, and nothing else")


def _fragment_from_json(data: object) -> Fragment:
    match data:
        case {"start": int(start), "salts": str(salts), "path": str(path), **rest} if (
            not isinstance(start, bool) and not rest
        ):
            return Fragment(
                start, base64.b64decode(salts, validate=True), base64.b64decode(path, validate=True)
            )
    raise ReceiptError("a fragment is “start”, “salts” and “path”, and nothing else")
