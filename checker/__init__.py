"""A claim book in git: quotes proven, claims graded by written rules, reports for editors."""

__version__ = "0.1.0"
