"""What is asked of a disk, and what the disk answers in words that tell what to do."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from narrate.errors import StoreError

PART = ".part"
"""Ending of everything that is not whole yet"""

FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def full(where: Path) -> StoreError:
    """The error of a disk that has no room left for what belongs at `where`."""
    return StoreError(
        f"disk full: no room for {where}; free some space and run again;"
        " everything recorded so far is kept"
    )


def explain(error: OSError, where: Path) -> StoreError:
    """The StoreError for `error`, which struck at `where`."""
    if error.errno in FULL:
        return full(where)
    reason = error.strerror or str(error)
    if error.errno in FORBIDDEN:
        return StoreError(
            f"no access to {where}: {reason}; make it readable and writable or set another `store`;"
            " everything recorded so far is kept"
        )
    return StoreError(f"cannot use {where}: {reason}; everything recorded so far is kept")


@contextmanager
def explained(where: Path) -> Iterator[None]:
    """What goes wrong on the disk inside the block is raised as the StoreError of `where`."""
    try:
        yield
    except OSError as error:
        raise explain(error, where) from error


def open_new(path: Path) -> int:
    """The descriptor of a file that does not exist yet; its folder is made with it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags, 0o666)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o666)


def write_whole(descriptor: int, path: Path, *parts: bytes) -> None:
    """Fill an empty file and close it; where that fails, it is removed."""
    try:
        for part in parts:
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
    except BaseException:
        os.close(descriptor)
        path.unlink(missing_ok=True)
        raise
    os.close(descriptor)


def fsync(path: Path, *, strict: bool = True) -> None:
    """Return when the content of a file would survive a power cut.

    Some network file systems can't promise that: `strict` raises then, else it is let pass.
    """
    _sync(os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0)), strict=strict)


def fsync_folder(folder: Path) -> None:
    """Return when the names in a folder would survive it, where the system can do that."""
    if sys.platform == "win32":  # opens no folders; NTFS keeps a journal of names
        return
    _sync(os.open(folder, os.O_RDONLY), strict=False)


def _sync(descriptor: int, *, strict: bool) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if strict or error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def move(path: Path, target: Path) -> None:
    """Give a file its place, and that its folder where there is none yet."""
    try:
        path.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


@contextmanager
def beside(target: Path, what: str = "") -> Iterator[Path]:
    """The name of a file that is gone afterwards, unless it was given another.

    Of this process only: what a killed run's ffmpeg may still be writing is not this file.
    """
    path = target.with_name(f"{target.name}.{os.getpid()}{what}{PART}")
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that `path` holds when the block is left; what it held before stays until then.

    Raises StoreError (disk full, not writable); nothing is left behind then.
    """
    part = path.with_name(path.name + PART)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        fsync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise explain(error, path) from error
        raise


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file so that `path` holds all of it or what it held before, whatever happens.

    Raises StoreError (disk full, not writable); nothing is left behind then.
    """
    with new_file(path) as file:
        file.write(content)
