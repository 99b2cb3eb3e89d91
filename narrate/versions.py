"""Numbers that decide whether what was made before is still what would be made today.

Whoever changes the bytes of a chapter file, of a package, or of a script raises its number here;
`tests/plan/test_versions.py` fails when golden bytes change and no number did. Nothing else of the
program counts: a comment, a renamed module or a new release makes no file again.
"""

from collections.abc import Mapping
from typing import Final

SCRIPT: Final = 5
"""Of how a manuscript becomes chunks: a higher number plans every book again"""

MASTERING: Final = 1
"""Of how takes become chapter files: a higher number encodes every chapter again"""

PACKAGES: Final[Mapping[str, int]] = {
    "vtt": 1,
    "srt": 1,
    "lrc": 1,
    "m4b": 1,
    "mp3book": 1,
    "epub": 1,
    "player": 1,
    "manifest": 1,
    "feed": 1,
    "sidecars": 1,
    "library": 1,
}
"""Of how each package is made: a higher number makes that package of every book again"""
