"""The letters of an RTF document: bytes in code pages, Unicode by number, signs by name."""

from __future__ import annotations

from narrate.manuscript.documents.looks import symbol
from narrate.manuscript.documents.rtf.tables import SYMBOLS

SIGNS = {
    "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "", "rtlmark": "",
}  # fmt: skip
"""Control words that stand for characters"""
CONTROL_SIGNS = {"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
"""Control symbols that do"""


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
