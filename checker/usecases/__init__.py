"""What a person can do with a book: check it, prove it, review it, report on it, and so on.

The command line calls these functions. This is the only room that writes files. It may use
everything below it.
"""

from checker.usecases.check import check_book, open_archive
from checker.usecases.errors import UsageError

__all__ = ["UsageError", "check_book", "open_archive"]
