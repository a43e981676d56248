"""Splits a very large edition into volumes that the typesetter can hold in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from checker.render.edition.model import Edition, Glance, TopicPart

CLAIMS: Final = 1_000
"""Limit on the claims of a volume: some 600 pages, which take 2 GB of memory to set."""


def volumes(edition: Edition, claims: int = CLAIMS) -> tuple[Edition, ...]:
    """The edition itself if it is small enough, else its volumes.

    The first volume has everything but the sections of the claims, which follow in further volumes.
    Links do not work across volumes; the list of claims names the volume of each.
    """
    if sum(len(topic.claims) for topic in edition.topics) <= claims:
        return (edition,)
    parts = list(_parts(edition.topics, claims))
    total = len(parts) + 1
    held = {
        claim.label: f"vol. {number}"
        for number, part in enumerate(parts, 2)
        for topic in part
        for claim in topic.claims
    }
    first = replace(
        edition,
        subject=f"{edition.subject}, volume 1 of {total}",
        topics=(),
        glance=tuple(
            Glance(
                group.title,
                tuple(replace(row, volume=held[row.claim.target]) for row in group.rows),
            )
            for group in edition.glance
        ),
    )
    return first, *(_volume(edition, part, number, total) for number, part in enumerate(parts, 2))


def _parts(topics: Sequence[TopicPart], claims: int) -> Iterator[tuple[TopicPart, ...]]:
    """The topics in order, split where a volume is full."""
    part: list[TopicPart] = []
    room = claims
    for topic in topics:
        left = topic.claims
        while left:
            part.append(
                replace(
                    topic,
                    claims=left[:room],
                    pictures=topic.pictures if left is topic.claims else (),
                )
            )
            left, room = left[room:], room - len(left[:room])
            if not room:
                yield tuple(part)
                part, room = [], claims
    if part:
        yield tuple(part)


def _volume(edition: Edition, topics: tuple[TopicPart, ...], number: int, total: int) -> Edition:
    return replace(
        edition,
        subject=f"{edition.subject}, volume {number} of {total}",
        topics=topics,
        brief=(),
        disagreements=(),
        undecided=(),
        histories=(),
        timelines=(),
        parts=(),
        glance=(),
        sources=(),
        overlap=None,
        coverage=None,
        method=(),
        rules=(),
        glossary=(),
        findings=(),
    )
