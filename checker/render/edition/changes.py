"""What a change does: the first part of a dossier about the change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from checker.changes import Comparison
from checker.render.changes import headline, rows
from checker.render.edition.brief import cut
from checker.render.edition.labels import claim_label
from checker.render.edition.model import Digest, Item, Link

ROOM: Final = 20


def changed_digest(comparison: Comparison, shown: Collection[str]) -> Digest:
    """Each claim with its verdict before and after, and the reasons."""
    found = rows(comparison)
    rest = len(found) - ROOM
    return Digest(
        title="What changed",
        lead=headline(comparison),
        items=tuple(
            Item(
                Link(cut(row.statement), claim_label(row.claim) if row.claim in shown else ""),
                cut(f"{row.before} → {row.after}: {'; '.join(row.because)}"),
            )
            for row in found[:ROOM]
        ),
        more=Link(f"and {rest:,} more") if rest > 0 else None,
    )
