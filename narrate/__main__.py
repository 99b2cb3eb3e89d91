"""`python -m narrate`."""

import sys

from narrate.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
