"""Charts: SVG text from plain rows, marks, boxes and cells. Knows no claim, book or report.

May touch ``values``. ``drawing`` is the sheet and its marks, ``lettering`` fits words, ``scales``
turn values into places; ``rows``, ``graph`` and ``matrix`` are the three kinds of chart. No chart
library draws marks for “about” and “at least”, or shows sides by shape so that print without
colour can be read; and the same bytes must come out on every machine.
"""
