"""Zips that are delivered (EPUB, LPF): streamed, renamed when whole, always the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from narrate.files import disk

_PIECE = 1 << 20
_LARGE = 2**31 - 2**20
"""Bytes from which on a member gets the fields of a large one"""
_PACKED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".m4a", ".opus", ".ogg", ".mp4")
"""Packed already; readers also seek faster in audio that lies there as it is"""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name: today's would make each run's file another one"""


class Zip:
    """Takes the members of a zip one after the other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive

    def put(self, name: str, data: bytes | str, *, packed: bool = True) -> None:
        """Write a member whose content is at hand."""
        content = data.encode("utf-8") if isinstance(data, str) else data
        self.stream(name, [content], len(content), packed=packed)

    def stream(self, name: str, pieces: Iterable[bytes], size: int, *, packed: bool = True) -> None:
        """Write a member piece by piece; `size` is how many bytes it has at most."""
        info = zipfile.ZipInfo(name, _DAY)
        info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every system
        packed = packed and not name.lower().endswith(_PACKED)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._zip.open(info, "w", force_zip64=size > _LARGE) as member:
            for piece in pieces:
                member.write(piece)

    def copy(self, name: str, path: Path) -> None:
        """Write a file as it is, not packed."""
        self.stream(name, _pieces(path), path.stat().st_size, packed=False)


@contextmanager
def new_zip(path: Path) -> Iterator[Zip]:
    """An empty zip that appears under `path` when the block is left, and only then.

    Raises StoreError (disk full, not writable); the file that was there before is kept then.
    """
    with disk.new_file(path) as file, zipfile.ZipFile(file, "w") as archive:
        yield Zip(archive)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
