"""W3C audiobook manifest, and the book in one file by it (LPF).

Audiobooks, W3C Recommendation of 10 November 2020, with Publication Manifest of the same day and
Lightweight Packaging Format (LPF). All that their processing reports as missing is there, except
what nobody said of the book (its year, its cover, where it will lie). Its table of contents is a
page of HTML.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

from narrate.about import About, names_of
from narrate.delivery.captions import make_vtt
from narrate.delivery.media import (
    LANGUAGE_TAG,
    address,
    audio_of,
    book_id,
    inner_headings,
    keep_cover,
    media_type,
)
from narrate.files import disk
from narrate.files.archive import new_zip
from narrate.language import is_right_to_left
from narrate.timeline import FinishedBook, PackageSpec, Track, json_bytes, keep_bytes

MANIFEST: Final = "publication.json"
"""The name that LPF prescribes"""
CONTENTS: Final = "contents.html"


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the publication is made of."""

    tracks: Sequence[tuple[Track, Sequence[Path]]]
    """With the files of each, the one to be played first"""
    texts: Sequence[Path]
    """Captions of each track"""
    cover: Sequence[Path]
    """One, or none"""


def make_manifest(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """`publication.json` with table of contents, captions and cover, and all of it as an LPF.

    Of several formats the LPF holds the one that most players know. Where a book's chapters are
    no files of its folder (it is delivered as an M4B only) there is the LPF alone. `dateModified`
    is the time of the newest audio file. Raises StoreError.
    """
    cover = keep_cover(book, spec.folder)
    tracks = [(track, audio_of(track)) for track in book.tracks]
    parts = _Parts(tracks, make_vtt(book, spec), [cover] if cover else [])
    contents = contents_page(book.about, parts.tracks).encode("utf-8", "replace")
    written = [*parts.texts, *parts.cover]
    if all(files[0].parent == spec.folder for _, files in parts.tracks):
        publication = json_bytes(_publication(book.about, spec, parts))
        for name, content in ((CONTENTS, contents), (MANIFEST, publication)):
            written.append(spec.folder / name)
            keep_bytes(written[-1], content)
    package = spec.folder / f"{spec.name}.lpf"
    alone = replace(parts, tracks=[(track, files[:1]) for track, files in parts.tracks])
    _pack(package, json_bytes(_publication(book.about, spec, alone)), contents, alone)
    return (*written, package)


def _publication(about: About, spec: PackageSpec, parts: _Parts) -> dict[str, Any]:
    lengths = [round(1000 * track.seconds) for track, _ in parts.tracks]
    content = {
        "@context": [
            "https://schema.org",
            "https://www.w3.org/ns/pub-context",
            _defaults(about.language),
        ],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": book_id(about),
        "url": spec.url,
        "name": about.title,
        **_people(about),
        "inLanguage": about.language if LANGUAGE_TAG.fullmatch(about.language) else "",
        "datePublished": f"{about.year}-01-01" if about.year else "",
        "dateModified": _modified(parts),
        "abridged": False,
        **_ACCESS,
        "readingProgression": "rtl" if is_right_to_left(about.language) else "ltr",
        "duration": _duration(sum(lengths)),
        "readingOrder": [
            _audio(track, files, text, length)
            for (track, files), text, length in zip(parts.tracks, parts.texts, lengths, strict=True)
        ],
        "resources": [
            *({**_link(cover), "rel": "cover"} for cover in parts.cover),
            {**_link(Path(CONTENTS)), "rel": "contents"},
            *map(_link, parts.texts),
        ],
    }
    return {name: value for name, value in content.items() if value not in ("", [], {})}


_ACCESS: Final[Mapping[str, Any]] = {
    "accessMode": ["auditory", "textual"],
    "accessModeSufficient": [
        {"type": "ItemList", "itemListElement": ["auditory"]},
        {"type": "ItemList", "itemListElement": ["textual"]},
    ],
    "accessibilityFeature": ["captions", "tableOfContents", "transcript"],
    "accessibilityHazard": ["none"],
    "accessibilitySummary": "Everything that is spoken is also there as timed text (WebVTT).",
}


def _defaults(language: str) -> dict[str, str]:
    """What texts of the manifest are written in where they do not say so themselves."""
    direction = "rtl" if is_right_to_left(language) else "ltr"
    known = {"language": language} if LANGUAGE_TAG.fullmatch(language) else {}
    return {**known, "direction": direction}


def _people(about: About) -> dict[str, list[dict[str, str]]]:
    roles = {"author": about.author, "readBy": about.narrator, "publisher": about.publisher}
    kinds = {"publisher": "Organization"}
    return {
        role: [{"type": kinds.get(role, "Person"), "name": name} for name in names_of(people)]
        for role, people in roles.items()
    }


def _audio(track: Track, files: Sequence[Path], text: Path, length: int) -> dict[str, Any]:
    """An item of the reading order, with the same as text and in other formats."""
    others = [file for file in files[1:] if file.parent == files[0].parent]
    return {
        **_link(files[0]),
        "name": track.heading,
        "duration": _duration(length),
        "alternate": [_link(text), *map(_link, others)],
    }


def _link(path: Path) -> dict[str, Any]:
    return {
        "type": "LinkedResource",
        "url": address(path.name),
        "encodingFormat": media_type(path.name),
    }


def _duration(milliseconds: int) -> str:
    return f"PT{milliseconds // 1000}.{milliseconds % 1000:03}S"


def _modified(parts: _Parts) -> str:
    """When the newest audio was written; empty where there is none."""
    times = []
    for path in (files[0] for _, files in parts.tracks):
        with disk.explained(path):
            times.append(path.stat().st_mtime)
    newest = datetime.fromtimestamp(int(max(times)), UTC) if times else None
    return newest.strftime("%Y-%m-%dT%H:%M:%SZ") if newest else ""


def _pack(path: Path, manifest: bytes, contents: bytes, parts: _Parts) -> None:
    """A ZIP of all that there is, not compressed: audio and pictures are already."""
    audio = [file for _, files in parts.tracks for file in files]
    with new_zip(path) as package:
        package.put(MANIFEST, manifest, packed=False)
        package.put(CONTENTS, contents, packed=False)
        for file in (*parts.cover, *parts.texts, *audio):
            package.put(file.name, file)


def contents_page(about: About, tracks: Sequence[tuple[Track, Sequence[Path]]]) -> str:
    """Links to each track's first file, and by media fragments to the headings inside."""
    direction = ' dir="rtl"' if is_right_to_left(about.language) else ""
    title = escape(" ".join(about.title.split()))
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(about.language)}"{direction}>\n'
        f'<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
        f'<body>\n<h1>{title}</h1>\n<nav role="doc-toc">\n<ol>\n'
        + "".join(_entry(track, address(files[0].name)) for track, files in tracks)
        + "</ol>\n</nav>\n</body>\n</html>\n"
    )


def _entry(track: Track, link: str) -> str:
    inner = "".join(
        f'<li><a href="{link}#t={seconds:.3f}">{escape(title)}</a></li>\n'
        for seconds, title in inner_headings(track)
    )
    nested = f"\n<ol>\n{inner}</ol>\n" if inner else ""
    return f'<li><a href="{link}">{escape(track.heading)}</a>{nested}</li>\n'
