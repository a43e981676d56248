"""Why a use case could not run at all."""


class UsageProblem(Exception):
    """Not a finding: nothing was checked. The message says why, and what to do."""
