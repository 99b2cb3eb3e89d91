"""An EPUB as a zip: written beside and renamed, streamed, the same bytes for the same input."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from narrate import disk

MIMETYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"

_PIECE = 1 << 20
_LARGE = 2**31 - 2**20
"""Bytes from which on a member gets the fields of a large one"""
_PACKED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".m4a", ".opus", ".ogg", ".mp4")
"""Packed already; readers also seek faster in audio that lies there as it is"""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name: today's would make each run's file another one"""


class Container:
    """Takes the members of an EPUB one after the other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self.put("mimetype", MIMETYPE, packed=False)

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
def new_container(path: Path) -> Iterator[Container]:
    """An empty EPUB that stands under `path` when the block is left, and only then.

    Raises StoreError (disk full, not writable); what stood there before is kept then.
    """
    part = path.with_name(path.name + disk.PART)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                yield Container(archive)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        disk.settle_names(path.parent)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise disk.explain(error, path) from error
        raise


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
