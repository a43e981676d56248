"""Texts as tokens; quotes found in them; receipts that prove a quote without the text.

Pure functions over strings. May touch nothing else of the package.
"""

from checker.text.quotes import Match, Quote, QuoteError, parse_quote
from checker.text.receipts import (
    Fingerprint,
    Receipt,
    ReceiptError,
    SaltedText,
    verify_receipt,
)
from checker.text.tokens import (
    FOLDS,
    IndexedText,
    Tokens,
    token_texts,
    tokenize,
)

__all__ = [
    "FOLDS",
    "Fingerprint",
    "IndexedText",
    "Match",
    "Quote",
    "QuoteError",
    "Receipt",
    "ReceiptError",
    "SaltedText",
    "Tokens",
    "parse_quote",
    "token_texts",
    "tokenize",
    "verify_receipt",
]
