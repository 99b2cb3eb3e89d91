"""RTF into its tokens: groups, control words, bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|"
    rb"([^\\{}\r\n]+)|\\'|[\r\n]+|\\",
    re.S,
)
_BRACE = re.compile(rb"\\bin(\d{1,10}) ?|\\.|[{}]", re.S)


class Token(NamedTuple):
    """One token."""

    kind: str
    """`open`, `close`, `word`, `sign` (a control symbol), `text` or `byte` (of text)"""
    word: str = ""
    """Of a control word or symbol"""
    value: int | None = None
    """The number behind a control word"""
    data: bytes = b""
    """Of text, in the code page of its font"""


_OPEN, _CLOSE = Token("open"), Token("close")


class Tokens:
    """The tokens of a document; binary data in it is passed over."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __iter__(self) -> Iterator[Token]:
        stop = len(self._data)
        while self._at < stop and (found := _TOKEN.match(self._data, self._at)):
            self._at = found.end()
            token = _token(found)
            if token is not None and token.word == "bin" and (token.value or 0) > 0:
                self._at += token.value or 0
            elif token is not None:
                yield token

    def skip_group(self) -> None:
        """Pass over the rest of the group that is open, its end included."""
        depth = 1
        while depth and (found := _BRACE.search(self._data, self._at)):
            self._at = found.end()
            if found[1]:
                self._at += int(found[1])
            elif found[0] == b"{":
                depth += 1
            elif found[0] == b"}":
                depth -= 1
        if depth:
            self._at = len(self._data)


def _token(found: re.Match[bytes]) -> Token | None:
    """What has been found; None for line ends and for a backslash by itself."""
    word, value, byte, sign, brace, text = found.groups()
    if text is not None:
        return Token("text", data=text)
    if word is not None:
        return Token("word", word.decode("ascii"), int(value) if value is not None else None)
    if brace is not None:
        return _OPEN if brace == b"{" else _CLOSE
    if byte is not None:
        return Token("byte", data=bytes([int(byte, 16)]))
    return Token("sign", sign.decode("latin-1")) if sign is not None else None
