"""Keys of services: read from the environment at each use, kept nowhere."""

from __future__ import annotations

import os

from narrate.errors import EngineUnusable


def key_in(variable: str) -> str:
    """The key that the environment variable holds, empty where it is not set.

    Raises EngineUnusable, without showing it, for what can't be a key.
    """
    key = os.environ.get(variable, "").strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise EngineUnusable(f"what {variable} holds is no key: it has spaces or the like")
    return key


def bearer(key: str) -> dict[str, str]:
    """The header that shows a key; none where there is none."""
    return {"Authorization": f"Bearer {key}"} if key else {}
