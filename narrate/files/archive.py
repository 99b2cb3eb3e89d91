"""A guarded zip: read in memory only, under limits counted in bytes that really come out."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from narrate.errors import ManuscriptError

LARGEST_MEMBER = 16 * 2**20
"""Bytes of one page or picture: the whole Bible as one marked-up page is about 10 MB"""
LARGEST_TOTAL = 64 * 2**20
"""Bytes read from one archive: ten times a novel cycle, and still in memory with its trees"""
MOST_MEMBERS = 20_000
"""Files in one archive; picture-heavy books reach 2,000"""

_PIECE = 256 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,  # and NotImplementedError, its child: methods of packing that zipfile lacks
)
_REPAIR = "get it again, or open it in the program that made it and save it anew"


class Archive:
    """The members of a zip by name; nothing is ever written, and no name leads outside.

    `total` is how many bytes may come out of it altogether (`LARGEST_TOTAL`).
    """

    def __init__(self, path: Path, total: int | None = None) -> None:
        self.name = path.name
        self._total = LARGEST_TOTAL if total is None else total
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise ManuscriptError(
                f"{self.name}: a damaged zip archive ({error}); {_REPAIR}"
            ) from error
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS:
            self._zip.close()
            raise ManuscriptError(
                f"{self.name}: {len(infos)} files in one archive is no book "
                f"(more than {MOST_MEMBERS}); {_REPAIR}"
            )
        self._infos = {info.filename: info for info in infos if not info.is_dir()}
        self._folded = {_fold(name): name for name in reversed(self._infos)}

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files in it, as stored."""
        return tuple(self._infos)

    def find(self, name: str) -> str | None:
        """The member that a book means by `name`: exact, percent-decoded, or in other case."""
        for wanted in (name, unquote(name)):
            if wanted in self._infos:
                return wanted
            if found := self._folded.get(_fold(wanted)):
                return found
        return None

    def read(self, name: str, largest: int = LARGEST_MEMBER) -> bytes:
        """The bytes of a member; raises ManuscriptError if damaged, encrypted or too large."""
        return b"".join(self.pieces(name, largest))

    def pieces(self, name: str, largest: int = LARGEST_MEMBER) -> Iterator[bytes]:
        """The same, piece by piece."""
        info = self._infos[name]
        if info.flag_bits & 0x1:
            raise ManuscriptError(
                f"{self.name}: the archive is encrypted with a password; save it without one"
            )
        size = 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_PIECE):
                    size += len(piece)
                    self._read += len(piece)
                    self._guard(name, size, largest)
                    yield piece
        except _BROKEN as error:
            raise ManuscriptError(
                f"{self.name}: {name} in it is damaged ({error}); {_REPAIR}"
            ) from error

    def _guard(self, name: str, size: int, largest: int) -> None:
        if size > largest:
            raise ManuscriptError(
                f"{self.name}: {name} in it unpacks to more than {largest // 2**20} MB, "
                "which no page of a book does; split the book"
            )
        if self._read > self._total:
            raise ManuscriptError(
                f"{self.name}: it unpacks to more than {self._total // 2**20} MB; split the book"
            )


def resolve(base: str, href: str) -> tuple[str, str]:
    """A link in the file `base` as archive name and fragment; `..` stops at the root.

    The name is still percent-encoded if the link is: names with real percent signs exist.
    """
    link, _, fragment = href.partition("#")
    if not link:
        return base, unquote(fragment)
    parts: list[str] = []
    joined = PurePosixPath("/", PurePosixPath(base).parent, link.replace("\\", "/"))
    for part in joined.parts[1:]:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts), unquote(fragment)


def _fold(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
