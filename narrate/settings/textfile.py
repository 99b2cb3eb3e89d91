"""Files that a person wrote, as text: UTF-8, or UTF-16 with its byte order mark."""

from __future__ import annotations

import codecs


class NotTextError(Exception):
    """The file is not text in a known encoding."""

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        super().__init__(text)


def decoded(data: bytes) -> str:
    """The text of a file without its byte order mark; raises NotTextError."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[min(error.start, len(data) - 1)]
        raise NotTextError(line, f"not UTF-8 (byte 0x{byte:02X}); save the file as UTF-8") from None
