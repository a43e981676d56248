"""The labels of the parts of an edition, to which links point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.assessment import Report
from checker.render.disagreements import Disagreement
from checker.render.edition.model import Link
from checker.render.edition.selection import Selection


class Labels:
    """Links within one edition; a claim that is not in it is named without a link."""

    def __init__(
        self,
        report: Report,
        selection: Selection,
        disagreements: Iterable[tuple[str, tuple[Disagreement, ...]]],
    ) -> None:
        self._claims, self._selected = report.assessment.book.claims, selection.claims
        self._disagreements: dict[str, list[Link]] = {}
        self._of_rule: dict[str, list[Link]] = {}
        self._numbers: dict[int, str] = {}
        number = 0
        for _, items in disagreements:
            for item in items:
                number += 1
                self._numbers[id(item)] = f"disagreement-{number}"
                link = Link(item.title.rstrip("."), f"disagreement-{number}")
                for name in claims_of(item):
                    self._disagreements.setdefault(name, []).append(link)
                for name in item.rules:
                    self._of_rule.setdefault(name, []).append(link)

    def claim(self, name: str, text: str = "") -> Link:
        """A link to a claim, with its statement as the words unless others are given."""
        return Link(
            text or self._claims[name].statement,
            claim_label(name) if name in self._selected else "",
        )

    def claims(self, names: Iterable[str]) -> tuple[Link, ...]:
        """Links to claims for a list within a line; unknown ids are left out."""
        return tuple(
            self.claim(name, self._claims[name].statement.rstrip("."))
            for name in names
            if name in self._claims
        )

    def ids(self, names: Iterable[str]) -> tuple[Link, ...]:
        """The same links by id; the id of a claim outside the edition comes with its statement."""
        return tuple(
            self.claim(name, self._id_text(name)) for name in names if name in self._claims
        )

    def _id_text(self, name: str) -> str:
        # The statement of a claim that is not in the edition is nowhere else in it.
        if name in self._selected:
            return name
        return f"{name} (“{self._claims[name].statement.rstrip('.')}”)"

    def disagreement(self, item: Disagreement) -> str:
        """The label of a disagreement."""
        return self._numbers[id(item)]

    def disagreements_of(self, claim: str) -> tuple[Link, ...]:
        """Links to the disagreements that a claim is part of."""
        return tuple(self._disagreements.get(claim, ()))

    def disagreements_by(self, rule: str) -> tuple[Link, ...]:
        """Links to the disagreements that a rule leads to."""
        return tuple(self._of_rule.get(rule, ()))


def claim_label(name: str) -> str:
    """The label of a claim's section."""
    return f"claim-{name}"


def source_link(name: str) -> Link:
    """A link to a source; an edition has every source that it quotes."""
    return Link(name, f"source-{name}")


def rule_link(name: str) -> Link:
    """A link to a rule; an edition has every rule on its claims."""
    return Link(name, f"rule-{name}")


def claims_of(item: Disagreement) -> Iterator[str]:
    """The claims that a disagreement is about, each once."""
    yield from dict.fromkeys([*item.claims, *(side.claim for side in item.sides)])
