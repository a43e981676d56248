"""The contents of a readable report, in order, as plain data.

The HTML page and the PDF are laid out from the same edition. It holds texts that are ready to be
shown, and links between its parts. A dossier is an edition of some of the claims.
"""

from checker.render.edition.build import edition_of
from checker.render.edition.model import Edition
from checker.render.edition.selection import Selection
from checker.render.edition.volumes import volumes

__all__ = ["Edition", "Selection", "edition_of", "volumes"]
