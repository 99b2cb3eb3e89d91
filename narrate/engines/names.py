"""What engines say of names: unknown voices, languages by primary tag, hosts of addresses."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from narrate.errors import EngineUnusable


def primary(language: str) -> str:
    """`en` of `en-GB`."""
    return language.partition("-")[0].lower()


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean emma?`, or nothing where no known name comes near."""
    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(name[:100].casefold(), folded, n=1, cutoff=0.6)
    return f"; did you mean {folded[near[0]]}?" if near else ""


def no_such_voice(engine: str, voice: str, known: Iterable[str]) -> EngineUnusable:
    """The error for a voice that the engine does not have."""
    names = list(known)
    hint = did_you_mean(voice, names)
    has = f"{hint} It has" if hint else "; it has"
    return EngineUnusable(f"{engine} has no voice {voice!r}{has} {', '.join(names)}")


def is_loopback(url: str) -> bool:
    """The server is on this machine, as a stand-in would be."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d+){3}", host) is not None
