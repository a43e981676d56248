"""Runs of words that texts share."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import IndexedText
from checker.text.overlap import COPIED, shared_runs


def longest(one: str, other: str) -> int:
    """The longest run of two texts, 0 below the limit."""
    return shared_runs({"a": IndexedText(one), "b": IndexedText(other)}).get(("a", "b"), 0)


RUN = " ".join(f"word{number}" for number in range(40))


def test_a_copied_run_is_measured() -> None:
    """Whatever is around it; case and punctuation do not matter."""
    assert longest(f"First this. {RUN} and so on", f"Then that: {RUN.upper()}, and then") == 41
    assert longest(RUN, " ".join(RUN.split()[:25])) == 25


def test_a_short_run_is_chance() -> None:
    """One word below the limit is nothing."""
    assert longest(RUN, " ".join(RUN.split()[: COPIED - 1])) == 0


def test_speech_is_left_out() -> None:
    """The same speech in two texts is one speaker, not one reporter; and it parts a run in two."""
    assert longest(f"He said: “{RUN}” there", f"She heard him: “{RUN}” and left") == 0
    assert longest(f'He said: "{RUN}" there', f'She heard him: "{RUN}" and left') == 0
    half = " ".join(RUN.split()[:20])
    assert longest(f"{half} “so” {half}", f"{half} “so” {half}") == 0
    assert longest(f"“never closed\n{RUN}", RUN) == 40


@given(st.lists(st.sampled_from("abc"), max_size=70), st.lists(st.sampled_from("abc"), max_size=70))
@settings(deadline=None)
def test_against_every_pair_of_places(one: list[str], other: list[str]) -> None:
    """The longest common run by brute force."""
    best = 0
    for at in range(len(one)):
        for there in range(len(other)):
            length = 0
            while (
                one[at + length : at + length + 1]
                == other[there + length : there + length + 1]
                != []
            ):
                length += 1
            best = max(best, length)
    assert longest(" ".join(one), " ".join(other)) == (best if best >= COPIED else 0)
    same = " ".join(["x"] * 30 + one)
    assert longest(same, same) >= 30
