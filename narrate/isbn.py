"""The number by which a book is traded."""

from __future__ import annotations

import re

_BETWEEN = r"[ \u2010-\u2013-]?"
_WRITTEN = re.compile(
    rf"(?<![0-9])[0-9](?:{_BETWEEN}[0-9]){{8,11}}{_BETWEEN}[0-9Xx](?![0-9A-Za-z])"
)
"""10 or 13 digits with hyphens or spaces between them"""


def is_isbn(digits: str) -> bool:
    """Whether the last digit fits the others (ISO 2108, annex on check digits)."""
    if re.fullmatch(r"[0-9]{13}", digits):
        total = sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits))
        return digits.startswith(("978", "979")) and total % 10 == 0
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(d * (10 - i) for i, d in enumerate(values)) % 11 == 0
    return False


def find_isbn(text: str) -> str:
    """The first ISBN in a text, without hyphens (one of 10 digits may end in X); empty: none."""
    for match in _WRITTEN.finditer(text[:2000]):
        digits = re.sub(r"[^0-9Xx]", "", match.group()).upper()
        if is_isbn(digits):
            return digits
    return ""
