"""The command line: one thin module a command. Reads arguments, prints, and sets the exit code.

May touch everything below it; modules are imported when their command runs, and not before.
"""
