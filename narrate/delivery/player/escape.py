"""Any text at all as HTML that says just that text."""

from __future__ import annotations

import html
import re

_NEVER = re.compile(
    "[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
"""What a document must not hold: controls, lone surrogates, noncharacters
(HTML Living Standard, 13.2.3.5, "Preprocessing the input stream")"""


def escape(text: str) -> str:
    """Text for between tags and for quoted attributes.

    A character that no document may hold becomes U+FFFD; a carriage return, which parsers
    make a line end of, a line end.
    """
    plain = _NEVER.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return html.escape(plain, quote=True)
