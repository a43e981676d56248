"""``--last-skipped``: what the last run left out for want of something is run where the something is at hand.

A run without the articles, without z3 or without the readers of documents is made whole in this way, and the rest of
it is not run again.
"""

from __future__ import annotations

import pytest

RECORD = "checker/skipped"


class Skipped:
    """Keeps a record of what was skipped in the cache of pytest; modules that were skipped as a whole, too."""

    def __init__(self, config: pytest.Config) -> None:
        self.cache: pytest.Cache | None = getattr(
            config, "cache", None
        )  # there is none with -p no:cacheprovider
        self.names: set[str] = set()
        self.wanted: set[str] | None = None
        if config.option.last_skipped:
            known = self.cache.get(RECORD, None) if self.cache else None
            if known is None:
                raise pytest.UsageError(
                    "no run has left a record of what it skipped: run without --last-skipped first"
                )
            self.wanted = set(known)
        if config.option.collectonly or hasattr(
            config, "workerinput"
        ):  # the process that hands tests out hears of all
            self.cache = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Of a module."""
        self._note(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Of a test."""
        self._note(report)

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leaves what is in the record."""
        if self.wanted is None:
            return
        kept = [
            item
            for item in items
            if not self.wanted.isdisjoint((item.nodeid, item.nodeid.partition("::")[0]))
        ]
        left_out = set(items) - set(kept)
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = kept

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Writes the record. That nothing was skipped before is no failure."""
        if self.wanted is not None and session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK
        if self.cache:
            self.cache.set(RECORD, sorted(self.names))

    def _note(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.names.add(report.nodeid)
