"""How a rerun knows that nothing changed: digests of all that a book is made from.

What is made, and by which version of the rules (`versions.py`), goes into a digest under names
that are written out here, so that renaming a field makes no file again.
"""

import hashlib
import importlib.metadata
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from narrate import __version__, engines
from narrate.assembly.spec import ChapterSpec, ChunkSpec
from narrate.book import Chapter
from narrate.chunk import ChapterScript
from narrate.errors import ManuscriptError
from narrate.manuscript.open import check_regular, unreadable
from narrate.settings import Settings
from narrate.timeline import ChunkTiming, FinishedBook, PackageSpec, Track
from narrate.versions import MASTERING, PACKAGES, SCRIPT

HEARD = " heard"
"""Behind the fingerprint of what is made of takes that were listened to: some may be others"""


def chapter_fingerprint(
    chapter: ChapterScript,
    keys: Sequence[str],
    spec: ChapterSpec,
    longest: float | None = None,
) -> str:
    """Changes exactly when the chapter's files would: takes, pauses, level, formats, tags.

    The words are in it too, since timeline.json shows them; `longest` are the seconds behind which
    it is split. How many tracks the book has is not: a chapter more changes no other chapter.
    """
    return _digest([MASTERING, _content(spec), longest, _lines(chapter, keys)])


def sample_fingerprint(chunks: Sequence[ChunkSpec], spec: ChapterSpec, seconds: float) -> str:
    """Changes exactly when the sample would that is made of the beginning of these chunks."""
    said = [[c.chunk.id, c.key, c.voice, c.chunk.pause_after, c.lengths] for c in chunks]
    return _digest([MASTERING, _content(spec), seconds, said])


def _lines(chapter: ChapterScript, keys: Sequence[str]) -> list[object]:
    return [
        (key, chunk.id, chunk.text, chunk.source, chunk.pause_after)
        for key, chunk in zip(keys, chapter.chunks, strict=True)
    ]


def _content(spec: ChapterSpec) -> dict[str, object]:
    """The specification as far as it changes what a listener gets.

    The encoder's program is not in it: files of an earlier ffmpeg are as good as they were.
    """
    track, _, _ = spec.tags.get("track", "").partition("/")
    return {
        "name": spec.target.name,
        "formats": spec.formats,
        "sample_rate": spec.sample_rate,
        "bitrates": dict(spec.bitrates),
        "level": [spec.level.measure, spec.level.loudness, spec.level.peak],
        "silence": [spec.chapter_start, spec.chapter_end, spec.room_tone, spec.frame],
        "sentences": [spec.sentence_pause, spec.variation],
        "kept": {form: path.name for form, path in spec.kept.items()},
        "tags": {**spec.tags, "track": track},
        "cover": _bytes_digest(spec.cover),
    }


def package_fingerprint(name: str, book: FinishedBook, spec: PackageSpec) -> str:
    """Changes whenever a package's files may: what was delivered, its text, tags, settings.

    Raises OSError where a file of a chapter is gone.
    """
    content = {
        "version": _version(name),
        "about": _fields(book.about, _ABOUT),
        "cover": _bytes_digest(book.about.cover),
        "files": _stamps(book),
        "tracks": list(map(_track, book.tracks)),
        **_fields(spec, "name url hours formats"),
        "library": spec.library and _seen_from(spec.folder, spec.library),
    }
    return f"{name} {_digest(content)}"


def _version(package: str) -> int:
    """The package's number, raised by those of the files that it takes from other packages."""
    taken = ("m4b", "mp3book", "sidecars") if package == "library" else ()
    return PACKAGES[package] + sum(PACKAGES[name] - 1 for name in taken)


def _seen_from(folder: Path, path: Path) -> str:
    """A path that stays the same when the project is moved as a whole."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def _stamps(book: FinishedBook) -> list[object]:
    return [
        (path.name, stat.st_size, stat.st_mtime_ns)
        for track in book.tracks
        for path in track.paths.values()
        for stat in (path.stat(),)
    ]


_ABOUT = (
    "title author narrator language subtitle series series_position year description publisher isbn"
)


def _fields(value: object, names: str) -> dict[str, object]:
    """Fields by name; one that is renamed keeps its old name here, by a line of its own."""
    return {name: getattr(value, name) for name in names.split()}


def _track(track: Track) -> dict[str, object]:
    """All that a package may show of a track; its files are told apart by their stamps."""
    return {
        **_fields(track, "number title kind name sample_rate samples part parts"),
        "files": {},
        "lines": list(map(_chunk, track.chunks)),
        "chapter": _chapter(track.chapter) if track.chapter else None,
    }


def _chunk(chunk: ChunkTiming) -> dict[str, object]:
    return {
        **_fields(chunk, "id kind text source voice engine speaker start end"),
        "sentences": [_fields(each, "text source start end exact") for each in chunk.sentences],
    }


def _chapter(chapter: Chapter) -> dict[str, object]:
    return {
        **_fields(chapter, "number title text"),
        "blocks": [_fields(block, "kind start end") for block in chapter.blocks],
        "left_out": [_fields(span, "start end reason") for span in chapter.left_out],
        "marks": [_fields(m, _MARK) for m in chapter.marks if m.kind != "highlight"],
        "title_marks": [_fields(mark, _MARK) for mark in chapter.title_marks],
    }


_MARK = "start end kind value"


def inputs_fingerprint(
    sources: Sequence[Path], settings: Settings, series: Sequence[Path] = ()
) -> str:
    """Changes whenever anything may have changed that a script and its files are made from.

    A book whose inputs are other ones is planned again; only what then differs is made. `sources`
    are the files that the book is read from, `series` those of its series. Raises ManuscriptError.
    """
    texts = []
    for path in sources:
        check_regular(path)
        try:
            texts.append(_bytes_digest(path.read_bytes()))
        except OSError as error:
            raise ManuscriptError(unreadable(path, error)) from error
    files = [*settings.lexicon, settings.deliver.cover, *series]
    contents = [
        _bytes_digest(path.read_bytes())
        for path in files
        if isinstance(path, Path) and path.is_file()
    ]
    return _digest([texts, settings.model_dump(mode="json"), contents, _program()])


def _program() -> list[object]:
    """What does the work: narrate's rules by their numbers, and whatever else cuts or speaks."""
    cutting = f"nltk {importlib.metadata.version('nltk')}"
    return [__version__, SCRIPT, MASTERING, dict(PACKAGES), cutting, *engines.versions()]


# ── What 0.1.0 wrote ────────────────────────────────────────────────────────────────────────────
# Its fingerprints held the program's own text. What it delivered is recognised by its formulas
# with the names of the fields that it had, and is given today's fingerprint then.

_ASSEMBLY_OF_0_1_0 = (
    "af912450f53d47544742c122f6ebaa25e92f4f6cc4b902def1d7b7eeba470d65"
    "7ae6d23cf83f0461654060c18f5a26c910219dde856d3a30b329d1a3a798df81"
)
_PROGRAM_OF_0_1_0 = (
    "0aa27e981c572ec5012a7307f3d448e039129de90ceb6a922048988a5af16e1f"
    "359ebd1d06a5853b3bfdfcff97efd04d634e534bee77b809d12db183d1a618c7"
)


def chapter_fingerprint_of_0_1_0(
    chapter: ChapterScript,
    keys: Sequence[str],
    spec: ChapterSpec,
    longest: float | None,
    total: int,
) -> str:
    """What 0.1.0 called `chapter_fingerprint`, in a book that had `total` tracks then.

    Empty, as no fingerprint is, where today's chapters are other ones; so are the next two.
    """
    if MASTERING > 1 or spec.sentence_pause:
        return ""
    track, _, _ = spec.tags.get("track", "").partition("/")
    tags = {**spec.tags, "track": f"{track}/{total}"}
    wanted = _spec_of_0_1_0(spec, tags)
    return _digest(["0.1.0", _ASSEMBLY_OF_0_1_0, wanted, longest, _lines(chapter, keys)])


def sample_fingerprint_of_0_1_0(
    chunks: Sequence[ChunkSpec], spec: ChapterSpec, seconds: float
) -> str:
    """What 0.1.0 called `sample_fingerprint`."""
    if MASTERING > 1 or spec.sentence_pause:
        return ""
    said = [
        {
            "chunk_id": chunk.chunk.id,
            "key": chunk.key,
            "voice": chunk.voice,
            "pause_after": chunk.chunk.pause_after,
            "sentences": chunk.lengths,
        }
        for chunk in chunks
    ]
    wanted = _spec_of_0_1_0(spec, spec.tags)
    return _digest(["0.1.0", _ASSEMBLY_OF_0_1_0, wanted, seconds, said])


def _spec_of_0_1_0(spec: ChapterSpec, tags: Mapping[str, str]) -> dict[str, object]:
    return {
        **_fields(spec, "formats sample_rate chapter_start chapter_end room_tone frame"),
        "target": spec.target.name,
        "ffmpeg": Path(spec.ffmpeg).name,
        "bitrates": dict(spec.bitrates),
        "level": _fields(spec.level, "measure loudness peak"),
        "kept": {form: path.name for form, path in spec.kept.items()},
        "tags": dict(tags),
        "cover": _bytes_digest(spec.cover),
    }


def package_fingerprint_of_0_1_0(name: str, book: FinishedBook, spec: PackageSpec) -> str:
    """What 0.1.0 wrote for a package; raises OSError where a file of a chapter is gone."""
    if _version(name) > 1:
        return ""
    wanted = {
        **_fields(spec, "folder name url hours formats library"),
        "ffmpeg": Path(spec.ffmpeg).name,
    }
    content = [
        _PROGRAM_OF_0_1_0,
        wanted,
        _fields(book.about, _ABOUT),
        _bytes_digest(book.about.cover),
    ]
    return f"{name} {_digest([*content, _stamps(book), list(map(_track, book.tracks))])}"


def _bytes_digest(content: bytes | None) -> str:
    return hashlib.blake2b(content or b"").hexdigest()


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
