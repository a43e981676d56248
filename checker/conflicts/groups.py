"""Rules in groups that share no claim, so that each group is worked on by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.book import RelationRule
from checker.rules import ReportedValue, Result, RuleResult
from checker.rules.evaluate import Parsed

Reports = Mapping[str, tuple[ReportedValue, ...]]
"""All reported values of each claim, its own first."""


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that share claims, directly or by way of others."""

    rules: tuple[RelationRule, ...]
    always: tuple[Parsed, ...]
    normally: tuple[Parsed, ...]
    """Rules that normally hold, and do not hold here."""

    results: Mapping[str, Result]
    """Of each rule by itself, by its id."""

    may_conflict: bool
    """Whether the rules that always hold can make a conflict."""


def rule_groups(results: Iterable[RuleResult], reports: Reports) -> tuple[RuleGroup, ...]:
    """The groups in which something may not fit, in the order of the book."""
    groups = (_group(members, reports) for members in _sharing_claims(results))
    return tuple(group for group in groups if group.may_conflict or group.normally)


def _sharing_claims(results: Iterable[RuleResult]) -> list[list[RuleResult]]:
    """Rules that can be applied, joined by union-find over the claims that they name."""
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while roots.setdefault(name, name) != name:
            roots[name] = roots[roots[name]]
            name = roots[name]
        return name

    # Rules with errors have no constraints, and join nothing.
    usable = [item for item in results if item.parsed is not None]
    for item in usable:
        first, *others = _names(item)
        for name in others:
            roots[root(name)] = root(first)
    groups: dict[str, list[RuleResult]] = {}
    for item in usable:
        groups.setdefault(root(_names(item)[0]), []).append(item)
    return list(groups.values())


def _names(item: RuleResult) -> Sequence[str]:
    """The claims that a rule names; a rule without any is a group of its own, named after it."""
    return item.claims or (f" {item.rule.id}",)


def _group(members: Sequence[RuleResult], reports: Reports) -> RuleGroup:
    always = [item for item in members if item.rule.always]
    normally = [item for item in members if not item.rule.always]
    has_rivals = any(_has_rivals(item, reports) for item in always)
    return RuleGroup(
        rules=tuple(item.rule for item in members),
        always=_parsed(always),
        normally=_parsed(_not_holding(normally)),
        results={item.rule.id: item.result for item in members},
        may_conflict=has_rivals or bool(_not_holding(always)),
    )


def _has_rivals(item: RuleResult, reports: Reports) -> bool:
    return any(len(reports[name]) > 1 for name in item.claims)


def _not_holding(items: Iterable[RuleResult]) -> list[RuleResult]:
    return [item for item in items if item.result is not Result.HOLDS]


def _parsed(items: Iterable[RuleResult]) -> tuple[Parsed, ...]:
    return tuple(item.parsed for item in items if item.parsed is not None)


def linked_rules(rule: Parsed, always: Iterable[Parsed]) -> tuple[Parsed, ...]:
    """A rule, first, with the rules that always hold and share claims with it, however far."""
    linked, names, waiting = [rule], set(rule.claims), list(always)
    while nearer := [one for one in waiting if not names.isdisjoint(one.claims)]:
        linked += nearer
        names |= named_by(nearer)
        waiting = [one for one in waiting if one not in nearer]
    return tuple(linked)


def named_by(rules: Iterable[Parsed]) -> set[str]:
    """The claims that rules name."""
    return {name for parsed in rules for name in parsed.claims}
