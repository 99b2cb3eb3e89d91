"""Bytes of a text file into text: which encoding, and is it text at all."""

import codecs
import re

from narrate.errors import ManuscriptError
from narrate.files import charset

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED = (
    re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE),
    re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE),
    re.compile(rb"^Character set encoding:\s*([\w.:/-]+(?: [\w-]+)?)", re.MULTILINE),
)
_HEAD = 8192
"""Bytes in which a declaration is looked for; HTML wants it in the first 1,024"""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_JAPANESE = b"\x1b$B"
"""With which a run of Japanese begins in ISO-2022-JP"""
_HIGH = re.compile(rb"[\x80-\xff]")

_NEWLINES = re.compile("\r\n|[\r\x85\u2028]")
_BREAKS = re.compile("[\f\v\u2029]")


def decode(data: bytes, name: str) -> tuple[str, list[str]]:
    """Text of `data` and warnings about it; `name` is for messages.

    In this order: byte order mark, UTF-16 without one, UTF-8, what the file declares,
    Windows-1252 (which browsers use for Latin-1 as well), and where that makes no sense what
    `charset` finds, which a warning tells. Raises ManuscriptError for
    what is not text, or text in an encoding that nobody can tell.

    Of the bytes 93 48 69 94, which are no UTF-8: `“Hi”`; of 48 00 69 00 20 00 79 00: `Hi y`.
    """
    steps = (_marked, _of_zeros, _escaped, _utf8, _as_declared)
    found = next((found for step in steps if (found := step(data))), None)
    text, warnings = found or _as_guessed(data, name)
    return _checked(text, name), warnings


_Decoded = tuple[str, list[str]]


def _marked(data: bytes) -> _Decoded | None:
    """By the byte order mark in front."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), []
    return None


def _of_zeros(data: bytes) -> _Decoded | None:
    """UTF-16 without a mark; where it is none, other zeros show below that this is no text."""
    if unmarked := _utf16_without_mark(data):
        return data.decode(unmarked, "replace"), []
    if b"\0" in data and (encoding := charset.utf16_without_mark(data)):
        return data.decode(encoding, "replace"), [_told(encoding)]
    return None


def _escaped(data: bytes) -> _Decoded | None:
    """Japanese in seven bits."""
    try:
        return (data.decode("iso2022_jp"), [_told("iso2022_jp")]) if _JAPANESE in data else None
    except UnicodeDecodeError:
        return None


def _utf8(data: bytes) -> _Decoded | None:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        if not _mostly_utf8(data):
            return None
    return data.decode("utf-8", "narrate_cp1252"), [
        "some bytes are not UTF-8, as the rest of the file is; they were read as Windows-1252"
    ]


def _as_declared(data: bytes) -> _Decoded | None:
    declared = _declared(data)
    if not declared or declared in ("utf-8", "ascii", "iso8859-1", "cp1252"):
        return None
    try:
        return data.decode(declared, "replace"), []
    except (LookupError, UnicodeError):
        return None  # a codec of Python's that is no encoding of texts


def _as_guessed(data: bytes, name: str) -> _Decoded:
    if b"\0" in data:
        raise ManuscriptError(_not_text(name))
    guessed = charset.guess(data)
    if guessed is None:
        raise ManuscriptError(
            f"{name}: its encoding cannot be told from its bytes; save it as UTF-8"
        )
    if guessed != charset.WINDOWS:
        return data.decode(guessed, "replace"), [_told(guessed)]
    return data.decode("cp1252", "narrate_cp1252"), []


def _told(encoding: str) -> str:
    return f"read as {charset.name_of(encoding)}; if letters are wrong, save it as UTF-8"


def lines_of(text: str) -> list[str]:
    """Lines without their ends; a form feed is an end of its own, kept as a line `\\f`."""
    text = _NEWLINES.sub("\n", text)
    return _BREAKS.sub("\n\f\n", text).split("\n")


def _single_bytes(error: UnicodeError) -> tuple[str, int]:
    """Error handler: undecodable bytes as Windows-1252, or Latin-1 where it has none."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    text = "".join(
        bytes([b]).decode("latin-1" if b in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for b in wrong
    )
    return text, error.end


codecs.register_error("narrate_cp1252", _single_bytes)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows in Latin text as a zero in every other byte, in any as zeros in blanks."""
    head = data[: 4 * _HEAD]
    even, odd = head[0::2], head[1::2]
    if len(head) < 4 or b"\0" not in head:
        return None
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        blanks = sum(
            1 for top, byte in zip(high, low, strict=False) if not top and byte in b" \n\r"
        )
        if blanks * 40 >= len(high) and low.count(0) * 50 <= len(low):
            return encoding
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Ten good sequences for each stray byte: a UTF-8 file with an accident in it."""
    good = _MULTIBYTE.findall(data)
    stray = len(_HIGH.findall(data)) - sum(map(len, good))
    return len(good) >= 10 * stray


def _declared(data: bytes) -> str | None:
    for pattern in _DECLARED:
        if found := pattern.search(data[:_HEAD]):
            try:
                return codecs.lookup(found[1].decode("ascii").replace(" ", "-")).name
            except LookupError:
                continue
    return None


def _checked(text: str, name: str) -> str:
    """The text, if it is one: a few stray control characters are forgiven and dropped."""
    controls = len(_CONTROLS.findall(text))
    if controls > 16 + len(text) // 2000 or text.count("\ufffd") > 16 + len(text) // 20:
        raise ManuscriptError(_not_text(name))
    return _CONTROLS.sub("", text) if controls else text


def _not_text(name: str) -> str:
    return (
        f"{name}: this is binary data, not text; save the manuscript as .txt, .md, .html or .epub"
    )
