"""How a rerun knows that nothing changed: digests of all that a book is made from."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from narrate import __version__
from narrate.assembly.order import ChapterOrder, Piece
from narrate.chunk import ChapterScript
from narrate.errors import ManuscriptError
from narrate.finished import FinishedBook, PackageOrder
from narrate.settings import Settings

_PROGRAM_TEXT = frozenset({".py", ".html", ".css", ".js", ".json"})
"""Endings of what narrate is written in, the player page and its tables included"""
_SOUNDING = ("hibari-tts", "py-nanotts", "nltk")
"""Libraries whose next version may cut or speak differently"""


HEARD = " heard"
"""Behind the fingerprint of what is made of takes that were listened to: some may be others"""


def chapter_fingerprint(
    chapter: ChapterScript,
    keys: Sequence[str],
    order: ChapterOrder,
    longest: float | None = None,
) -> str:
    """Changes exactly when the chapter's files would: takes, pauses, level, formats, tags.

    The words are in it too, since timeline.json shows them; `longest` are the seconds behind which
    it is split.
    """
    lines = [
        (key, chunk.id, chunk.text, chunk.source, chunk.pause_after)
        for key, chunk in zip(keys, chapter.chunks, strict=True)
    ]
    return _digest([__version__, _source("assembly"), _wanted(order), longest, lines])


def sample_fingerprint(pieces: Sequence[Piece], order: ChapterOrder, seconds: float) -> str:
    """Changes exactly when the sample would that is made of the beginning of these pieces."""
    said = list(map(asdict, pieces))
    return _digest([__version__, _source("assembly"), _wanted(order), seconds, said])


def _wanted(order: ChapterOrder) -> dict[str, object]:
    """The order as far as it changes the files."""
    return {
        **asdict(order),
        "target": order.target.name,
        "kept": {form: path.name for form, path in order.kept.items()},
        "cover": hashlib.blake2b(order.cover or b"").hexdigest(),
        "ffmpeg": Path(order.ffmpeg).name,
    }


def book_fingerprint(book: FinishedBook, order: PackageOrder) -> str:
    """Changes whenever a package's files may: what was delivered, its text, tags, the order.

    Raises OSError where a file of a chapter is gone.
    """
    wanted = asdict(order)
    wanted["ffmpeg"] = Path(order.ffmpeg).name
    del wanted["ours"]  # what was made before decides nothing of what is made
    cover = hashlib.blake2b(book.cover or b"").hexdigest()
    files = [
        (path.name, stat.st_size, stat.st_mtime_ns)
        for track in book.tracks
        for path in track.files.values()
        for stat in (path.stat(),)
    ]
    tracks = [asdict(replace(track, files={})) for track in book.tracks]
    return _digest([_source(), wanted, asdict(book.about), cover, files, tracks])


def inputs_fingerprint(sources: Sequence[Path], settings: Settings) -> str:
    """Changes whenever anything may have changed that a script and its files are made from.

    `sources` are the files that the book is read from. Raises ManuscriptError.
    """
    texts = []
    for path in sources:
        try:
            texts.append(hashlib.blake2b(path.read_bytes()).hexdigest())
        except OSError as error:
            reason = error.strerror or str(error)
            raise ManuscriptError(f"{path}: cannot be read: {reason}") from error
    files = [*settings.lexicon, settings.deliver.cover]
    contents = [
        hashlib.blake2b(path.read_bytes()).hexdigest()
        for path in files
        if isinstance(path, Path) and path.is_file()
    ]
    return _digest([texts, settings.model_dump(mode="json"), contents, _program()])


@functools.cache
def _source(folder: str = "") -> str:
    """The program text of a folder of the package, to the byte: changed rules count at once."""
    source = hashlib.blake2b()
    for path in sorted((Path(__file__).parent / folder).rglob("*.*")):
        if path.suffix in _PROGRAM_TEXT:
            source.update(path.read_bytes())
    return source.hexdigest()


def _program() -> list[str]:
    """What does the work: narrate itself, and whatever else cuts or speaks."""
    engines = [
        f"{point.dist.name} {point.dist.version}"
        for point in importlib.metadata.entry_points(group="narrate.engines")
        if point.dist
    ]
    libraries = [f"{name} {importlib.metadata.version(name)}" for name in _SOUNDING]
    return [_source(), *libraries, *sorted(engines)]


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
