"""Enumerations inside one paragraph: `1. The first item 2. The second item`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrate.script.sentences import Border

_MARKER = re.compile(r"(?:^|(?<=\s))((?:[•⁃‣◦*–-]\s?)?)(\d{1,3}|[a-z])(\.\)|[.)])\s?(?=\S)")


def list_borders(text: str) -> list[Border]:
    """Before each further item of a list that the paragraph opens with.

    Markers count only where they are of one kind and go up by one.
    """
    from narrate.script.sentences import Border

    first = _MARKER.match(text.lstrip())
    if first is None:
        return []
    offset = len(text) - len(text.lstrip())
    style, expected, out = (first[1], first[3]), _value(first[2]) + 1, []
    for marker in _MARKER.finditer(text, offset + first.end()):
        if (marker[1], marker[3]) == style and _value(marker[2]) == expected:
            end = len(text[: marker.start()].rstrip())
            out.append(Border(end, marker.start(), False))
            expected += 1
    return out


def _value(label: str) -> int:
    return int(label) if label.isdigit() else ord(label)
