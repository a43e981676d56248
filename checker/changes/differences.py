"""Two versions of a record: which of its fields are others, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from checker.book import Stance

_SHORT: Final = 60
"""Values of so many characters are shown, old and new; of longer ones, that they changed."""

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
        if key in without or one == other:
            continue
        if key in _SIDES:
            found += _evidence(_SIDES[key], one or [], other or [])
        elif isinstance(one, dict) and isinstance(other, dict):
            found += [
                _change(name, one.get(name), other.get(name))
                for name in dict.fromkeys([*other, *one])
                if one.get(name) != other.get(name)
            ]
        else:
            found.append(_change(key, one, other))
    return tuple(found)


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
    """Evidence is known again by all that it says, then by source and words; what is left of a
    source was reworded.

    Each item is known again once: of two that are alike, one may be gone.
    """
    left, known = list(before), {}
    for likeness in _LIKENESSES:
        for number, item in enumerate(after):
            if number in known:
                continue
            at = next((at for at, old in enumerate(left) if likeness(old) == likeness(item)), None)
            if at is not None:
                known[number] = left.pop(at)
    for number, item in enumerate(after):
        if number not in known:
            yield f"{side}: {item['source']} added"
            continue
        reworded = ["another quote"] if known[number]["quote"] != item["quote"] else []
        if changed := [*reworded, *differences(known[number], item, ("quote",))]:
            yield f"{side}, {item['source']}: {', '.join(changed)}"
    for item in left:
        yield f"{side}: {item['source']} removed"


_LIKENESSES: Final[tuple[Callable[[Any], Any], ...]] = (
    lambda item: item,
    lambda item: (item["source"], item["quote"]),
    lambda item: item["source"],
)
