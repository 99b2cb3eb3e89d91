"""A podcast feed of the book: RSS 2.0 with Apple's tags and those of Podcasting 2.0.

Apple's are in "A Podcaster's Guide to RSS" (help.apple.com), the others in the podcast namespace
(podcastindex.org/namespace/1.0, with JSON Chapters 1.2).
"""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from lxml import etree

from narrate.about import names_of
from narrate.delivery.captions import make_vtt
from narrate.delivery.media import address, audio_of, inner_headings, keep_cover, media_type
from narrate.errors import SettingsError
from narrate.files import disk
from narrate.timeline import FinishedBook, PackageSpec, Track, keep_bytes, write_json

ITUNES: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST: Final = "https://podcastindex.org/namespace/1.0"
ATOM: Final = "http://www.w3.org/2005/Atom"

_GUIDS: Final = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""What the podcast namespace derives a feed's guid with"""
_FIRST_YEAR: Final = 1990
"""A feed's dates lie in the book's year, but apps make nothing of a year before there were feeds"""
_OLDER: Final = 2000
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold"""


def make_feed(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """`feed.xml`, its cover, and for each track captions and, if it has any, inner chapters.

    Raises SettingsError where the address of the book or its chapter files are missing,
    StoreError where something cannot be written.
    """
    if not spec.url:
        raise SettingsError("deliver.url: a feed needs the web address of the book's folder")
    if not all(_audio(track, spec) for track in book.tracks):
        raise SettingsError("deliver.formats: a feed needs chapter files; add mp3")
    texts = make_vtt(book, spec)
    chapters = [_chapters(track, spec) for track in book.tracks]
    cover = keep_cover(book, spec.folder)
    feed = spec.folder / "feed.xml"
    keep_bytes(feed, _Feed(book, spec).xml(texts, chapters, cover))
    extra = [path for path in (cover, *chapters) if path]
    return (feed, *texts, *extra)


def _audio(track: Track, spec: PackageSpec) -> Path | None:
    """The file that is offered, out of those in the book's folder."""
    return next((path for path in audio_of(track) if path.parent == spec.folder), None)


def _chapters(track: Track, spec: PackageSpec) -> Path | None:
    """JSON Chapters of a track that has headings inside."""
    inner = list(inner_headings(track))
    if not inner:
        return None
    path = spec.folder / f"{track.name}.chapters.json"
    marks = [(0.0, track.heading), *inner]
    write_json(
        path,
        {
            "version": "1.2.0",
            "chapters": [{"startTime": round(at, 3), "title": title} for at, title in marks],
        },
    )
    return path


class _Feed:
    """The feed under construction."""

    def __init__(self, book: FinishedBook, spec: PackageSpec) -> None:
        self._book, self._about, self._spec = book, book.about, spec
        bare = spec.url.split("://", 1)[-1].rstrip("/")
        self._guid = uuid.uuid5(_GUIDS, f"{bare}/feed.xml")
        year = int(self._about.year) if self._about.year.isdecimal() else 0
        self._begin = datetime(year if year >= _FIRST_YEAR else _OLDER, 1, 1, tzinfo=UTC)

    def xml(
        self, texts: Iterable[Path], chapters: Iterable[Path | None], cover: Path | None
    ) -> bytes:
        """The whole file."""
        rss = etree.Element("rss", {"version": "2.0"}, nsmap=_NAMES)
        channel = etree.SubElement(rss, "channel")
        self._head(channel, cover)
        places = zip(self._book.tracks, texts, chapters, strict=True)
        for number, (track, text, inner) in enumerate(places, 1):
            self._item(etree.SubElement(channel, "item"), track, number)
            self._companions(channel[-1], text, inner)
        return bytes(etree.tostring(rss, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def _head(self, channel: etree._Element, cover: Path | None) -> None:
        about, url = self._about, self._spec.url
        by = f"{about.title}, by {about.author}" if about.author else about.title
        _add(channel, "title", about.title)
        _add(channel, "link", url)
        _add(channel, "description", about.description.strip() or by)
        _add(channel, "language", about.language)
        _add(channel, "itunes:author", about.author or about.publisher)
        if cover:
            picture = url + address(cover.name)
            _add(channel, "itunes:image", href=picture)
            image = etree.SubElement(channel, "image")
            for name, value in (("url", picture), ("title", about.title), ("link", url)):
                _add(image, name, value)
        category = _add(channel, "itunes:category", text="Arts")
        _add(category, "itunes:category", text="Books")
        _add(channel, "itunes:explicit", "false")
        _add(channel, "itunes:type", "serial")
        _add(channel, "podcast:medium", "audiobook")
        _add(channel, "podcast:guid", str(self._guid))
        for role, people in (("author", about.author), ("narrator", about.narrator)):
            for name in names_of(people):
                _add(channel, "podcast:person", name, role=role)
        own = {"href": f"{url}feed.xml", "rel": "self", "type": "application/rss+xml"}
        _add(channel, "atom:link", **own)

    def _item(self, item: etree._Element, track: Track, number: int) -> None:
        path = _audio(track, self._spec)
        assert path  # make_feed has looked
        with disk.explained(path):
            size = path.stat().st_size
        place = f"{self._about.title}, {number} of {len(self._book.tracks)}"
        _add(item, "title", track.heading)
        _add(item, "description", place)
        guid = uuid.uuid5(self._guid, f"{track.kind} {track.number} {track.part}")
        _add(item, "guid", str(guid), isPermaLink="false")
        # A minute apart, so that whatever sorts by date sorts in reading order.
        _add(item, "pubDate", format_datetime(self._begin + timedelta(minutes=number)))
        link, kind = self._spec.url + address(path.name), media_type(path.name)
        _add(item, "enclosure", url=link, length=str(size), type=kind)
        _add(item, "itunes:title", track.heading)
        _add(item, "itunes:duration", str(max(round(track.seconds), 1)))
        _add(item, "itunes:episode", str(number))
        _add(item, "itunes:episodeType", "full")
        _add(item, "itunes:explicit", "false")

    def _companions(self, item: etree._Element, text: Path, chapters: Path | None) -> None:
        """What lies beside a track's audio."""
        link = self._spec.url + address(text.name)
        about = {"language": self._about.language} if self._about.language else {}
        _add(item, "podcast:transcript", url=link, type="text/vtt", rel="captions", **about)
        if chapters:
            link = self._spec.url + address(chapters.name)
            _add(item, "podcast:chapters", url=link, type="application/json+chapters")


_NAMES: Final = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM}


def _add(parent: etree._Element, name: str, content: str = "", **attributes: str) -> etree._Element:
    """A child as `itunes:type`; one without content and attributes is left out of the feed."""
    prefix, _, own = name.rpartition(":")
    tag = f"{{{_NAMES[prefix]}}}{own}" if prefix else own
    child = etree.Element(tag, {key: _fit(value) for key, value in attributes.items()})
    if content.strip():
        child.text = _fit(content)
    if child.text or attributes:
        parent.append(child)
    return child


def _fit(text: str) -> str:
    return _UNFIT.sub(" ", text)
