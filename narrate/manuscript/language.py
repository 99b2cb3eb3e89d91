"""Language tags as manuscripts write them."""

from __future__ import annotations


def primary(language: str | None) -> str | None:
    """The primary tag of a language tag: `en-GB`, en; None for none or `und`."""
    tag = (language or "").strip().replace("_", "-").split("-")[0].lower()
    return (
        tag if tag.isalpha() and 2 <= len(tag) <= 3 and tag not in ("und", "mul", "zxx") else None
    )
