"""What a person can have done: check, report, prove, explain. Called by the command line.

The only room that writes files. May touch everything below it.
"""

from checker.usecases.check import check_book, open_archive
from checker.usecases.errors import UsageError

__all__ = ["UsageError", "check_book", "open_archive"]
