"""Reports as text: pure functions from a Report to a string, one module a format.

May touch ``report`` and what is below, and not ``checks``. Nothing here prints or writes.
"""
