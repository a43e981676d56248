"""The command line: one thin module a command. Reads arguments, prints, sets the exit status.

May use everything below it. A command's imports happen when the command runs.
"""
