"""Enumerations inside one paragraph: `1. The first item 2. The second item`."""

from __future__ import annotations

import re

_MARKER = re.compile(r"(?:^|(?<=\s))((?:[•⁃‣◦*–-]\s?)?)(\d{1,3}|[a-z])(\.\)|[.)])\s?(?=\S)")


def list_borders(text: str) -> list[tuple[int, int]]:
    """End of one item and start of the next, for a list that the paragraph opens with.

    Markers count only where they are of one kind and go up by one.
    """
    first = _MARKER.match(text.lstrip())
    if first is None:
        return []
    offset = len(text) - len(text.lstrip())
    style, expected, out = (first[1], first[3]), _value(first[2]) + 1, []
    for marker in _MARKER.finditer(text, offset + first.end()):
        if (marker[1], marker[3]) == style and _value(marker[2]) == expected:
            end = len(text[: marker.start()].rstrip())
            out.append((end, marker.start()))
            expected += 1
    return out


def _value(label: str) -> int:
    return int(label) if label.isdigit() else ord(label)
