"""How values and keys are put into words for people: short, on one line, and never a secret."""

import difflib
import re
from collections.abc import Iterable, Mapping

SHOWN_CHARACTERS = 40
"""Longer values are cut in messages"""

_KEY_LIKE = re.compile(
    r"(sk[-_]|bearer\s|eyj).*"  # common beginnings of keys and tokens
    r"|(?=.*[0-9])(?=.*[a-z])[a-z0-9+/=.\-]{24,}",  # long runs of letters and digits
    re.IGNORECASE | re.DOTALL,
)
_SECRET_NAME = re.compile(
    r"(.*[-_])?(api[-_]?key|key|token|secret|password|passwd|authorization|bearer)", re.IGNORECASE
)


class Plain(str):
    """A scalar without quotes in the file: the key it is for says what it means.

    So `language: no` is Norwegian, `title: 1984` a title and `speed: 1` a number, whatever
    YAML 1.1 would have made of them.
    """

    __slots__ = ()


def looks_secret(text: str) -> bool:
    """Whether a value is likely to be a key or token rather than the name of one."""
    return bool(_KEY_LIKE.fullmatch(text.strip()))


def names_secret(key: str) -> bool:
    """Whether a settings key asks for a secret, which no settings file may hold."""
    return bool(_SECRET_NAME.fullmatch(key))


def shown(value: object) -> str:
    """A value as messages quote it."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    if looks_secret(text):
        return "what looks like a key (not shown)"
    return one_line(text) if isinstance(value, Plain) and text else _quoted(value, text)


def _quoted(value: object, text: str) -> str:
    return f'"{one_line(text)}"' if isinstance(value, str) else one_line(text)


def one_line(text: str) -> str:
    """Text cut to a readable length, with everything escaped that would break a line."""
    kept = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
    return "".join(
        c if c.isprintable() or c == "\N{NO-BREAK SPACE}" else ascii(c)[1:-1] for c in kept
    )


def path_shown(path: Iterable[str | int]) -> str:
    """`("chapters", "3-5", "speed")` as `chapters.3-5.speed`."""
    parts = (str(part) for part in path)
    return ".".join("(not shown)" if looks_secret(part) else one_line(part) for part in parts)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant, if any comes near."""
    by_folded = {name.casefold(): name for name in known}
    folded = word[:100].casefold().replace("-", "_")
    for candidate in (word[:100].casefold(), folded):
        near = difflib.get_close_matches(candidate, by_folded, n=1, cutoff=0.6)
        if near:
            return by_folded[near[0]]
    return None


def listed(names: Iterable[object], last: str = "or") -> str:
    """`a, b or c`."""
    *head, tail = [str(name) for name in names]
    return f"{', '.join(head)} {last} {tail}" if head else tail
