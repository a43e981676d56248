"""``python -m checker`` is the ``checker`` command."""

import sys

from checker.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
