"""Show where a quote and a passage differ."""

from __future__ import annotations

from checker.text import Tokens, tokenize


def differences(quote: str, passage: str) -> str:
    """The passage with each difference in brackets: ``14 of the [41 → 40] beams``.

    Compares token by token, as quotes are proven. Empty if there is no passage.
    """
    if not passage:
        return ""
    import difflib  # slow to import, and only failed quotes need it

    ours, theirs = tokenize(quote), tokenize(passage)
    matcher = difflib.SequenceMatcher(None, ours.texts, theirs.texts, autojunk=False)
    marked = []
    for kind, our_start, our_end, their_start, their_end in matcher.get_opcodes():
        passage_words = _slice(passage, theirs, their_start, their_end)
        if kind == "equal":
            marked.append(passage_words)
        else:
            quote_words = _slice(quote, ours, our_start, our_end)
            marked.append(f"[{quote_words or 'nothing'} → {passage_words or 'nothing'}]")
    return " ".join(marked)


def _slice(text: str, tokens: Tokens, start: int, end: int) -> str:
    """The text of some tokens, with single spaces."""
    if end <= start:
        return ""
    return " ".join(text[tokens.starts[start] : tokens.ends[end - 1]].split())
