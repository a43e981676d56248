"""Pictures of a report as SVG text: one source for the printed page and for the HTML.

Pure. May touch ``report`` and what is below, and the words that all formats share. Nothing here draws with a library:
marks for “about” and “at least”, sides of a claim told by shape, parts of a day and print in black and white are not
what chart libraries draw, and the same bytes must come out of every machine.
"""

from checker.render.pictures.conflict import conflict_picture
from checker.render.pictures.drawing import Picture
from checker.render.pictures.history import history_picture
from checker.render.pictures.overlap import overlap_picture
from checker.render.pictures.parts import seats_pictures
from checker.render.pictures.timeline import timeline_pictures
from checker.render.pictures.values import values_picture

__all__ = [
    "Picture",
    "conflict_picture",
    "history_picture",
    "overlap_picture",
    "seats_pictures",
    "timeline_pictures",
    "values_picture",
]
