"""Read git: commits, trees, files at a revision, and who wrote what.

This room runs the ``git`` command, never writes, and may import no other room of the package. Git
itself knows best about signatures, mailmaps, partial clones and object formats, so the command is
asked, never a library and never the files in ``.git``.
"""

from checker.git.commits import Commit, Signature
from checker.git.people import Person
from checker.git.repository import Entry, Repository
from checker.git.run import GitError

__all__ = ["Commit", "Entry", "GitError", "Person", "Repository", "Signature"]
