"""Skipped tests: ``--last-skipped`` runs them later, ``--no-skips`` fails if there are any.

A run without the articles, without z3 or without the readers of documents skips some tests. Where
these are at hand, ``--last-skipped`` runs just those, so that nothing runs twice. In CI,
``--no-skips`` makes each skip a failure.
"""

from __future__ import annotations

import pytest

RECORD = "checker/skipped"


def add_options(parser: pytest.Parser) -> None:
    """``--last-skipped`` and ``--no-skips``."""
    parser.addoption(
        "--last-skipped", action="store_true", help="run only what the last run skipped"
    )
    parser.addoption(
        "--no-skips", action="store_true", help="fail if a test is skipped, and name it"
    )


class Skipped:
    """Records what was skipped in the cache of pytest, modules skipped as a whole included."""

    def __init__(self, config: pytest.Config) -> None:
        # There is no cache with -p no:cacheprovider.
        self.cache: pytest.Cache | None = getattr(config, "cache", None)
        self.names: set[str] = set()
        self.wanted: set[str] | None = None
        self.forbidden = bool(config.option.no_skips)
        if config.option.last_skipped:
            known = self.cache.get(RECORD, None) if self.cache else None
            if known is None:
                raise pytest.UsageError(
                    "no run has left a record of what it skipped: run without --last-skipped first"
                )
            self.wanted = set(known)
        # A worker of xdist sees its own tests only; the process that hands them out sees all.
        self.is_worker = hasattr(config, "workerinput")
        if config.option.collectonly or self.is_worker:
            self.cache = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Notes a module that was skipped."""
        self._note(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes a test that was skipped."""
        self._note(report)

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Keeps only what the record names, with ``--last-skipped``."""
        if self.wanted is None:
            return
        kept = []
        for item in items:
            module = item.nodeid.partition("::")[0]
            if item.nodeid in self.wanted or module in self.wanted:
                kept.append(item)
        kept_set = set(kept)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept_set])
        items[:] = kept

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Writes the record, and sets the exit status."""
        nothing_left = session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED
        if self.wanted is not None and nothing_left:
            session.exitstatus = pytest.ExitCode.OK  # nothing was skipped before: no failure
        if self.cache:
            self.cache.set(RECORD, sorted(self.names))
        if self.forbidden and self.names and not self.is_worker:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Names what was skipped, where that is a failure."""
        if self.forbidden and self.names:
            terminalreporter.section("skipped, which --no-skips forbids", red=True)
            for name in sorted(self.names):
                terminalreporter.line(name)

    def _note(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.names.add(report.nodeid)
