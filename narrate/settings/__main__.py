"""`python -m narrate.settings` writes pipeline.schema.json again, or to a file that is named.

Engines of other packages are in it where they are installed.
"""

import sys
from pathlib import Path

from narrate.settings.schema import SCHEMA_FILE, schema_text

if __name__ == "__main__":
    file = Path(sys.argv[1]) if sys.argv[1:] else SCHEMA_FILE
    file.write_text(schema_text(), encoding="utf-8")
