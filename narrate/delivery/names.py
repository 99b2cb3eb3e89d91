"""Names of files and folders that are safe everywhere, whatever a manuscript says.

Safe means: allowed by NTFS, exFAT, APFS, ext4 and SMB, no way out of the output folder, not
hidden, not an option to a program, short enough; letters of every script stay as they are.
"""

from __future__ import annotations

import unicodedata

import regex

LONGEST = 200
"""Bytes of UTF-8; file systems end at 255, endings like `.mp3.part` come on top"""

_NEVER = frozenset({"Cc", "Cn", "Cs", "Zl", "Zp"})
"""Unicode categories that become a space: controls, lone surrogates, what no
Unicode has assigned (APFS refuses it), line and paragraph ends"""
_UNSEEN = regex.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
"""Marks that turn the reading direction or cannot be seen: a name would not be what it looks"""
_COLON = regex.compile(r"\s*:+(\s+|$)")
_INSTEAD = str.maketrans({"/": "-", "\\": "-", ":": "-", "|": "-", '"': "'", "<": "(", ">": ")"})
_DROPPED = str.maketrans("", "", "*?")
_RESERVED = regex.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")
"""Windows: devices under these names in every folder, with any ending
(learn.microsoft.com, "Naming Files, Paths, and Namespaces")"""


def chapter_file_name(number: int, total: int, title: str, part: int | None = None) -> str:
    """`NN - Title`, without an ending; as many digits as the highest number, two at least.

    A chapter that was split has ` - Part N` behind it.
    """
    digits = max(len(str(total)), len(str(number)), 2)
    start, end = f"{number:0{digits}} - ", f" - Part {part}" if part else ""
    return start + (_safe(title, LONGEST - len(start + end)) or f"Chapter {number}") + end


def book_folder_name(title: str) -> str:
    """The name of a book's folder, from its title or its manuscript's name."""
    name = _safe(title, LONGEST - 1) or "Book"
    return f"_{name}" if _RESERVED.match(name) else name


def _safe(text: str, most: int) -> str:
    """At most that many bytes that any file system takes in a name; may be empty."""
    text = "".join(" " if unicodedata.category(c) in _NEVER else c for c in text)
    text = _COLON.sub(" - ", _UNSEEN.sub("", text)).translate(_INSTEAD).translate(_DROPPED)
    text = unicodedata.normalize("NFC", " ".join(text.split())).lstrip(" .-~")
    return _cut(text, most).rstrip(" .-")


def _cut(text: str, most: int) -> str:
    """As many whole graphemes as fit into `most` bytes of UTF-8."""
    if len(text.encode()) <= most:
        return text
    size, end = 0, 0
    for match in regex.finditer(r"\X", text):
        size += len(match.group().encode())
        if size > most:
            break
        end = match.end()
    return text[:end]
