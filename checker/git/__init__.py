"""Read git: commits, trees, files at a revision, who wrote what. Runs the ``git`` command and never writes.

May touch nothing else of the package. Signatures, mailmaps, partial clones and object formats are git's own
business, so the command is asked, never a library and never the files of ``.git``.
"""

from checker.git.commits import Commit, Signature
from checker.git.people import Person
from checker.git.repository import Entry, Repository
from checker.git.run import GitError

__all__ = ["Commit", "Entry", "GitError", "Person", "Repository", "Signature"]
