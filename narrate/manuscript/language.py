"""Language tags as manuscripts write them."""

from __future__ import annotations


def primary(language: str | None) -> str:
    """The primary tag of a language tag: `en-GB`, en; empty for none or `und`."""
    tag = (language or "").strip().replace("_", "-").split("-")[0].lower()
    known = tag.isalpha() and 2 <= len(tag) <= 3 and tag not in ("und", "mul", "zxx")
    return tag if known else ""
