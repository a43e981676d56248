"""What a report to be read shows, in its order, as plain data: the page and the printed report are laid out from it.

Everything is text that is ready to be shown, and links that lead somewhere; a dossier is an edition of some claims.
"""

from checker.render.edition.build import edition_of
from checker.render.edition.model import Edition
from checker.render.edition.selection import Selection
from checker.render.edition.volumes import volumes

__all__ = ["Edition", "Selection", "edition_of", "volumes"]
