"""From a document to draft records: its text, what it states about itself, and draft claims.

Pure, except that ``fetch`` opens network connections. May touch ``coverage``, ``verification``,
``book`` and the rooms below them.
"""
