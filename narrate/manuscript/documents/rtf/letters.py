"""RTF into its tokens, and those into letters: bytes in code pages, Unicode by number, signs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from narrate.manuscript.documents.looks import symbol
from narrate.manuscript.documents.rtf.tables import SYMBOLS

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|"
    rb"([^\\{}\r\n]+)|\\'|[\r\n]+|\\",
    re.S,
)
_BRACE = re.compile(rb"\\bin(\d{1,10}) ?|\\.|[{}]", re.S)
SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "", "rtlmark": "",
}  # fmt: skip
"""Control words that stand for characters"""
CONTROL_SIGNS = {"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
"""Control symbols that do"""


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


class Letters:
    """Gathers the text between two things that are no text."""

    def __init__(self, data: bytes) -> None:
        self.page = ""
        """Code page of the bytes"""
        self.font = ""
        """Name of their font, which matters if it is one of signs"""
        self._utf8 = _is_utf8(data)
        self._bytes = bytearray()
        self._raw = False
        """They stand in the file as they are, and not in hexadecimal"""
        self._pieces: list[str] = []
        self._surrogate = 0
        self._skip = 0

    def add(self, data: bytes, *, raw: bool) -> None:
        """Bytes of text, without those that only stand for a Unicode character before them."""
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        if self._utf8 and raw != self._raw:
            self._decode()
        self._raw = raw
        self._bytes += data

    def sign(self, text: str) -> None:
        """A character by its name."""
        if self._skip:
            self._skip -= 1
            return
        self._decode()
        self._pieces.append(text)

    def unicode(self, value: int, skip: int) -> None:
        """A character by its number, which old programs write as a negative one above 32,767."""
        code = value % 0x10000 if -0x8000 <= value < 0 else value
        self._decode()
        self._skip = skip
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
            return
        if 0xDC00 <= code < 0xE000:
            if not self._surrogate:
                return
            code = 0x10000 + ((self._surrogate - 0xD800) << 10) + (code - 0xDC00)
        self._surrogate = 0
        if 0xF000 <= code < 0xF100:
            self._pieces.append(symbol(self.font, code))
        elif 0x20 <= code < 0x110000:
            self._pieces.append(chr(code))

    def take(self) -> str:
        """The text so far; nothing that follows stands for a character before it."""
        if self._bytes:
            self._decode()
        self._skip = 0
        if not self._pieces:
            return ""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text

    def _decode(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        if self.page == SYMBOLS:
            self._pieces += [symbol(self.font or "wingdings", byte) for byte in data]
        else:
            page = "utf-8" if self._utf8 and self._raw else self.page
            self._pieces.append(data.decode(page, "replace"))


def _is_utf8(data: bytes) -> bool:
    """Whether there is raw text in UTF-8, which RTF has no way to say."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
