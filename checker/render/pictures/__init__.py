"""Pictures of a report as SVG text: one source for the printed page and for the HTML.

Pure. Turns claims, conflicts, histories and sources into the plain rows, boxes and cells that
``charts`` draws. May touch ``assessment``, ``charts`` and the words that all formats share.
"""

from checker.charts.drawing import Picture
from checker.render.pictures.conflict import conflict_picture
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
