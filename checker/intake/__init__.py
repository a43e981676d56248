"""From a document to draft records: its text, what it states of itself, and a draft for each thing to check.

Pure, but for fetching. May touch ``coverage``, ``verification``, ``book`` and what is below.
"""
