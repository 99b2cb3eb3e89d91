"""Web and e-mail addresses: letter by letter, well-known endings and hosts as words."""

from __future__ import annotations

import re
from collections.abc import Callable

from narrate.readings.continental.tongue import Tongue

_COUNTRIES = "de|es|fr|it|uk|mx|ar|cl|co|pe|ch|at|eu|us|io"
"""Endings that a forgotten space after a full stop looks like (`casa.de piedra`)"""
_DOMAIN = re.compile(rf"\.(?:com|org|net|edu|gov|info|{_COUNTRIES})\b")
_ADDRESS = re.compile(
    r"(?<![\w@/.+-])(?:"
    r"(?:https?|ftp)://[^\s<>\"“”«»]{1,500}"
    r"|www\.[^\s<>\"“”«»]{1,500}"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|@[^\W\d_][\w.]{1,60}"
    r"|[a-z\d][a-z\d-]{1,62}\.(?:com|org|net|edu|gov|info)(?:\.[a-z]{2})?(?:/[^\s<>\"“”«»]{0,300})?(?![\w@])"
    rf"|[a-z\d][a-z\d-]{{2,62}}\.(?:{_COUNTRIES})(?=[.,;:!?)\"”»]*$|[,;:!?)])"
    r")"
)
_TAIL = re.compile(r"[.,;:!?)\]'’…]{1,20}$")
_TOKEN = re.compile(r"[^\W\d_]+|\d|[\W_]")


def addresses(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language."""
    marks = tongue.data["marks"]
    known = {
        host: said or host
        for host, _, said in (entry.partition("=") for entry in tongue.data["known_hosts"].split())
    }

    def token(match: re.Match[str]) -> str:
        piece = match.group()
        if piece.isdecimal():
            return tongue.cardinal(int(piece), "") + " "
        if piece in marks:
            return f"{marks[piece]} "
        return f"{known.get(piece.lower()) or ' '.join(piece)} "

    def said(match: re.Match[str]) -> str:
        written = match.group()
        tail = _TAIL.search(written)
        body = written[: tail.start()] if tail else written
        return _TOKEN.sub(token, body).strip() + (tail.group() if tail else "")

    def rule(text: str) -> str:
        if "@" in text or "://" in text or "www." in text or _DOMAIN.search(text):
            return _ADDRESS.sub(said, text)
        return text

    return rule
