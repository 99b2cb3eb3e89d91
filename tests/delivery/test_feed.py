from __future__ import annotations

import json
from dataclasses import replace
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from narrate.delivery.feed import ITUNES, PODCAST, make_feed
from narrate.errors import SettingsError
from narrate.timeline import FinishedBook
from tests.delivery.books import ABOUT, chunk, sentence, spec, track
from tests.delivery.test_manifest import chapters, delivered

URL = "https://example.org/moby/"
NAMES = {"itunes": ITUNES, "podcast": PODCAST, "atom": "http://www.w3.org/2005/Atom"}


def feed(finished: FinishedBook, folder: Path) -> etree._Element:
    files = make_feed(finished, spec(folder, url=URL))
    assert all(file.is_file() for file in files)
    assert files[0].name == "feed.xml"
    return etree.fromstring(files[0].read_bytes())


def texts(found: etree._Element, path: str) -> list[str]:
    return [str(each) for each in found.xpath(path, namespaces=NAMES)]  # type: ignore[union-attr]


def test_the_channel_of_a_feed_says_what_is_known_of_the_book(tmp_path: Path) -> None:
    found = feed(delivered(tmp_path, *chapters()), tmp_path)
    assert found.get("version") == "2.0"
    for path, value in {
        "title/text()": "Moby-Dick",
        "link/text()": URL,
        "description/text()": "A voyage.\nAnd a whale.",
        "language/text()": "en",
        "itunes:author/text()": "Herman Melville",
        "itunes:type/text()": "serial",
        "itunes:explicit/text()": "false",
        "itunes:category/@text": "Arts",
        "itunes:category/itunes:category/@text": "Books",
        "itunes:image/@href": f"{URL}cover.jpg",
        "podcast:medium/text()": "audiobook",
        "podcast:person[@role='narrator']/text()": "heart",
        "atom:link[@rel='self']/@href": f"{URL}feed.xml",
    }.items():
        assert texts(found, f"channel/{path}") == [value], path


def test_an_enclosure_of_a_feed_has_the_true_length_and_type(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters(), formats=("flac", "mp3"))
    found = feed(made, tmp_path)
    links = texts(found, "channel/item/enclosure/@url")
    sizes = texts(found, "channel/item/enclosure/@length")
    assert texts(found, "channel/item/enclosure/@type") == ["audio/mpeg", "audio/mpeg"]
    for link, size, one in zip(links, sizes, made.tracks, strict=True):
        assert link.startswith(URL)
        assert link.isascii()
        assert unquote(link.removeprefix(URL)) == one.paths["mp3"].name
        assert int(size) == one.paths["mp3"].stat().st_size


def test_a_feed_is_in_reading_order_whatever_apps_sort_by(tmp_path: Path) -> None:
    found = feed(delivered(tmp_path, *chapters(5)), tmp_path)
    assert texts(found, "channel/item/itunes:episode/text()") == ["1", "2", "3", "4", "5"]
    dates = [parsedate_to_datetime(each) for each in texts(found, "channel/item/pubDate/text()")]
    assert all(before < after for before, after in pairwise(dates))


@pytest.mark.parametrize(("year", "dated"), [("2021", 2021), ("1851", 2000), ("", 2000)])
def test_dates_of_a_feed_come_from_the_year_where_apps_know_it(
    tmp_path: Path, year: str, dated: int
) -> None:
    made = delivered(tmp_path, *chapters(1))
    found = feed(replace(made, about=replace(ABOUT, year=year)), tmp_path)
    (date,) = texts(found, "channel/item/pubDate/text()")
    assert parsedate_to_datetime(date).year == dated


def test_guids_of_a_feed_stay_when_titles_change(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters(3))
    first = texts(feed(made, tmp_path), "channel/item/guid/text()")
    renamed = replace(made, tracks=tuple(replace(t, title="Another") for t in made.tracks))
    assert texts(feed(renamed, tmp_path), "channel/item/guid/text()") == first
    assert len(set(first)) == 3


def test_a_feed_links_transcripts_and_inner_chapters(tmp_path: Path) -> None:
    plain = track(chunk(sentence("No heading.", 1, 2)), number=2, title="Plain")
    found = feed(delivered(tmp_path, *chapters(1), plain), tmp_path)
    kinds = texts(found, "channel/item/podcast:transcript/@type")
    assert kinds == ["text/vtt", "text/vtt"]
    (link,) = texts(found, "channel/item/podcast:chapters/@url")
    assert texts(found, "channel/item/podcast:chapters/@type") == ["application/json+chapters"]
    content = json.loads((tmp_path / unquote(link.removeprefix(URL))).read_text("utf-8"))
    assert content == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0.0, "title": "Löomings & 1?"},
            {"startTime": 6.0, "title": "A <Part>"},
        ],
    }


def test_no_title_breaks_the_xml_of_a_feed(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters(1))
    odd = replace(ABOUT, title="A\0 & <b>\ud800\uffff]]>", description="", author="")
    found = feed(replace(made, about=odd), tmp_path)
    assert texts(found, "channel/title/text()") == ["A  & <b>  ]]>"]
    assert texts(found, "channel/description/text()") == ["A  & <b>  ]]>"]


def test_a_feed_without_an_address_or_files_says_what_to_set(tmp_path: Path) -> None:
    made = delivered(tmp_path, *chapters(1))
    with pytest.raises(SettingsError, match=r"deliver\.url"):
        make_feed(made, spec(tmp_path))
    bare = replace(made, tracks=tuple(replace(t, paths={}) for t in made.tracks))
    with pytest.raises(SettingsError, match=r"deliver\.formats"):
        make_feed(bare, spec(tmp_path, url=URL))
