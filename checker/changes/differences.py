"""Two versions of a record: which of its fields are others, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from checker.book import Stance

_SHORT: Final = 60
"""Up to this many characters, old and new values are shown; longer ones only changed."""

_SIDES: Final = {Stance.SUPPORTING.value: "for", Stance.CONTRADICTING.value: "against"}


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], without: Sequence[str] = ()
) -> tuple[str, ...]:
    """What is not the same in two versions of a record's plain data; ``without`` names keys left
    out.
    """
    found: list[str] = []
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        if key not in without and one != other:
            found += _field(key, one, other)
    return tuple(found)


def _field(key: str, one: Any, other: Any) -> Iterator[str]:
    """What changed in one field: in evidence item by item, in a mapping key by key."""
    if key in _SIDES:
        yield from _evidence(_SIDES[key], one or [], other or [])
    elif isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys([*other, *one]):
            if one.get(name) != other.get(name):
                yield _change(name, one.get(name), other.get(name))
    else:
        yield _change(key, one, other)


def _change(key: str, one: Any, other: Any) -> str:
    if one is None:
        stated = f": {other['is']}" if isinstance(other, dict) and "is" in other else ""
        return f"{key} added{stated}"
    if other is None:
        return f"{key} removed"
    texts = [str(value) for value in (one, other) if isinstance(value, str | int)]
    if len(texts) == 2 and max(map(len, texts)) <= _SHORT:
        return f"{key}: {texts[0]} → {texts[1]}"
    return f"{key} changed"


def _evidence(side: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[str]:
    """What changed in the evidence of a side: added, reworded and removed items."""
    matched, removed = _match(before, after)
    for number, item in enumerate(after):
        if number not in matched:
            yield f"{side}: {item['source']} added"
            continue
        old = matched[number]
        changed = list(differences(old, item, ("quote",)))
        if old["quote"] != item["quote"]:
            changed.insert(0, "another quote")
        if changed:
            yield f"{side}, {item['source']}: {', '.join(changed)}"
    for item in removed:
        yield f"{side}: {item['source']} removed"


def _match(before: Sequence[Any], after: Sequence[Any]) -> tuple[dict[int, Any], list[Any]]:
    """For items after, by number, the item before that each was; and the items that are gone.

    Items match by all that they say, then by source and words, then by source. Each item is matched
    once: of two that are equal, one may be gone.
    """
    left = list(before)
    matched: dict[int, Any] = {}
    for likeness in _LIKENESSES:
        for number, item in enumerate(after):
            if number in matched:
                continue
            known = [likeness(old) for old in left]
            if likeness(item) in known:
                matched[number] = left.pop(known.index(likeness(item)))
    return matched, left


_LIKENESSES: Final[tuple[Callable[[Any], Any], ...]] = (
    lambda item: item,
    lambda item: (item["source"], item["quote"]),
    lambda item: item["source"],
)
