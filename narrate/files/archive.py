"""A guarded zip: read in memory only, under limits counted in bytes that really come out.

And zips that are delivered (EPUB, LPF): streamed, renamed when whole, always the same bytes.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Self
from urllib.parse import unquote

from narrate.errors import ManuscriptError
from narrate.files import disk

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
_REPAIR = "get it again, or open it in the program that made it and save it again"


class Archive:
    """The members of a zip by name; nothing is ever written, and no name leads outside.

    `total` is how many bytes may come out of it altogether (`LARGEST_TOTAL`). One that lies in
    memory has the `name` of the file that it is from.
    """

    def __init__(self, path: Path | BytesIO, total: int | None = None, name: str = "") -> None:
        self.name = name or (path.name if isinstance(path, Path) else "archive")
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
                f"{self.name}: too large: {len(infos):,} files in one archive "
                f"(limit {MOST_MEMBERS:,}); {_REPAIR}"
            )
        self._infos = {info.filename: info for info in infos if not info.is_dir()}
        self._folded = {_fold(name): name for name in reversed(self._infos)}

    def __enter__(self) -> Self:
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
                f"{self.name}: too large: {name} in it unpacks to more than {largest // 2**20} MB; "
                "split the book"
            )
        if self._read > self._total:
            raise ManuscriptError(
                f"{self.name}: too large: it unpacks to more than {self._total // 2**20} MB;"
                " split the book"
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


_LARGE = 2**31 - 2**20
"""Bytes from which on a member gets the fields of a large one"""
_COMPACT = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".m4a", ".opus", ".ogg", ".mp4")
"""Packed already; readers also seek faster in audio that lies there as it is"""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name: today's would make each run's file another one"""


class Zip:
    """Takes the members of a zip one after the other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive

    def put(self, name: str, data: bytes | str | Path, *, packed: bool = True) -> None:
        """Write a member whose content is at hand, or a file as it is, not packed."""
        if isinstance(data, Path):
            self.stream(name, _file_pieces(data), data.stat().st_size, packed=False)
            return
        content = data.encode("utf-8") if isinstance(data, str) else data
        self.stream(name, [content], len(content), packed=packed)

    def stream(self, name: str, pieces: Iterable[bytes], size: int, *, packed: bool = True) -> None:
        """Write a member piece by piece; `size` is how many bytes it has at most."""
        info = zipfile.ZipInfo(name, _DAY)
        info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every system
        packed = packed and not name.lower().endswith(_COMPACT)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._zip.open(info, "w", force_zip64=size > _LARGE) as member:
            for piece in pieces:
                member.write(piece)


@contextmanager
def new_zip(path: Path) -> Iterator[Zip]:
    """An empty zip that appears under `path` when the block is left, and only then.

    Raises StoreError (disk full, not writable); the file that was there before is kept then.
    """
    with disk.new_file(path) as file, zipfile.ZipFile(file, "w") as archive:
        yield Zip(archive)


def _file_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
