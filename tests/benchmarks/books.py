"""Realistic claim books of any size, with the texts that they quote.

The same number of claims always gives the same book.

    python tests/benchmarks/books.py FOLDER CLAIMS

writes ``FOLDER/claims`` (a book) and ``FOLDER/texts`` (its archive; twenty claims and 2,500 words
per text). The words are made up. Their lengths, the numbers, the evidence and the notes are like
those of the book in this repository.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

CLAIMS_A_SOURCE = 20
WORDS_A_TEXT = 2500
_PARTIES = (
    "northern-list",
    "southern-list",
    "harbour-party",
    "river-bloc",
    "hill-alliance",
    "coast-union",
)
_NAMES = (
    "Northern List",
    "Southern List",
    "Harbour Party",
    "River Bloc",
    "Hill Alliance",
    "Coast Union",
)
_SYLLABLES = ("ba", "re", "do", "li", "mun", "tor", "sha", "ke", "ven", "al", "ist", "ora")
_VERBS = ("won", "claimed", "lost", "kept", "gained", "gave up", "asked for", "was granted")
_STAGES = ("preliminary", "revised", "final")

_BOOK = """\
title: A generated book
language: en
time_zone: Asia/Baghdad
dayparts:
  morning: ["06:00", "12:00"]
  night: ["20:00", "04:00"]
stages: [preliminary, revised, final]
measures:
  seats: {dimension: count, unit: seats}
  turnout: {dimension: percent, unit: percent of voters}
topics:
  results: {title: Results}
  turnout: {title: Turnout}
  statements: {title: Statements}
  night: {title: The night}
"""


@dataclass
class _Text:
    """One source in the making."""

    name: str
    sentences: list[str] = field(default_factory=list)


class _Writer:
    def __init__(self, folder: Path, claims: int) -> None:
        self._random = random.Random(20211010)  # noqa: S311 - no secret
        self._folder = folder
        self._claims = claims
        made = (
            "".join(self._random.choices(_SYLLABLES, k=self._random.randint(1, 4)))
            for _ in range(3000)
        )
        self._words = sorted(set(made))

    def write(self) -> None:
        """The whole book and its archive."""
        book = self._folder / "claims"
        for below in (
            "claims/sources",
            "claims/rules",
            "texts",
            *(f"claims/{t}" for t in _topics()),
        ):
            (self._folder / below).mkdir(parents=True, exist_ok=True)
        (book / "book.yaml").write_text(_BOOK, encoding="utf-8")
        (book / "entities.yaml").write_text(_entities(), encoding="utf-8")
        texts = [
            _Text(f"text-{number:05}") for number in range(max(2, self._claims // CLAIMS_A_SOURCE))
        ]
        for number in range(self._claims):
            self._claim(book, number, texts)
        for number, text in enumerate(texts):
            self._source(book, text, number)

    def _prose(self, words: int) -> str:
        return " ".join(self._random.choices(self._words, k=words))

    def _claim(self, book: Path, number: int, texts: list[_Text]) -> None:
        topic = _topics()[number % 4]
        party = number % len(_PARTIES)
        value = self._random.randint(2, 4000)
        mark = self._prose(3)
        said = f"the {_NAMES[party]} {self._random.choice(_VERBS)} {{}} seats in {mark} {number}"
        first, second, third = (
            texts[(number // CLAIMS_A_SOURCE + step) % len(texts)] for step in (0, 1, 2)
        )
        stage = _STAGES[number % 3]
        subject = _PARTIES[party]
        quantity = (
            f"quantity: {{subject: {subject}, measure: seats, stage: {stage}, value: {value}}}"
        )
        lines = [
            "# yaml-language-server: $schema=../../schemas/claim.schema.json",
            f"id: claim-{number:06}",
            "kind: figure",
            f"statement: The {_NAMES[party]} had {value} seats in {mark}.",
            quantity,
            "supporting:",
        ]
        quotes = [(first, value)] + [(second, value)] * (number % 3 > 0)
        for text, seats in quotes:
            quote = said.format(f"{seats:,}")
            lines += [f"  - source: {text.name}", f"    quote: {quote}", "    origin: commission"]
            text.sentences.append(f"{self._prose(9).capitalize()}, {quote}, {self._prose(12)}.")
        if number % 4 == 0:
            quote = said.format(f"{value + 3:,}")
            lines += [
                "contradicting:",
                f"  - source: {third.name}",
                f"    quote: {quote}",
                f"    says: {value + 3}",
                "    origin: commission",
                f"    note: {self._prose(14)}",
            ]
            third.sentences.append(
                f"“{self._prose(5).capitalize()} {quote} {self._prose(8)},” it said."
            )
        lines += [
            "note: >-",
            *(f"  {self._prose(14)}" for _ in range(3 + number % 9)),
            "review: {state: in-review}",
        ]
        path = book / topic / f"claim-{number:06}.yaml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _source(self, book: Path, text: _Text, number: int) -> None:
        words = sum(sentence.count(" ") + 1 for sentence in text.sentences)
        while words < WORDS_A_TEXT:
            text.sentences.append(f"{self._prose(24).capitalize()}.")
            words += 24
        self._random.shuffle(text.sentences)
        prose = "\n".join(text.sentences) + "\n"
        (self._folder / "texts" / f"{text.name}.txt").write_text(prose, encoding="utf-8")
        lines = [
            f"id: {text.name}",
            "language: en",
            *(f"{name}: null" for name in ("title", "publisher", "author", "published", "url")),
            f"outlet: {{entity: outlet-{number % 9}, basis: judged, reason: generated}}",
        ]
        (book / "sources" / f"{text.name}.yaml").write_text(
            "\n".join(lines) + "\n", encoding="utf-8"
        )


def _topics() -> tuple[str, ...]:
    return ("results", "turnout", "statements", "night")


def _entities() -> str:
    lines = [f"{party}: {{name: {name}}}" for party, name in zip(_PARTIES, _NAMES, strict=True)]
    lines += ["commission: {name: The Commission, authority: [seats]}"]
    lines += [f"outlet-{number}: {{name: Outlet {number}}}" for number in range(9)]
    return "\n".join(lines) + "\n"


def generate(folder: Path, claims: int) -> None:
    """A book of ``claims`` claims in ``folder/claims``, its texts in ``folder/texts``."""
    _Writer(folder, claims).write()


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
