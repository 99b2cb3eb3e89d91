"""The page as a document: what it says, how it is built, and that nothing gets out of hand."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from lxml.html import HtmlElement

from narrate.book import Chapter
from narrate.delivery.player import make_player
from narrate.delivery.player.page import page_html
from narrate.delivery.player.sections import words_for
from narrate.report import clock_time
from narrate.timeline import FinishedBook, SentenceTiming, Track
from tests.delivery.player.books import GAP, HEAD, TONE, book_of, chunk, png, spec_for, track_of
from tests.script.texts import any_text, chapter_of

FOLDER = Path("/books/lamp")


def page_of(*chapters: Chapter, **changes: str) -> HtmlElement:
    return parsed(book_of(*map(track_of, chapters), cover=None, **changes))


def parsed(book: FinishedBook, folder: Path = FOLDER) -> HtmlElement:
    return parser.document_fromstring(page_html(book, folder))


def data_of(page: HtmlElement) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(page.get_element_by_id("book").text or ""))


def texts(page: HtmlElement, path: str) -> list[str]:
    return [element.text_content() for element in page.xpath(path)]


def squeezed(text: str) -> str:
    """As a browser shows it: white space folded, what no document may hold replaced."""
    return re.sub(r"[\s\ufffd\x00-\x1f\x7f-\x9f]+", " ", text).strip()


# --- the text -------------------------------------------------------------------------------


def test_the_player_page_shows_each_block_as_what_it_is() -> None:
    page = page_of(
        chapter_of(
            ("heading", "Before noon"),
            "He came. She went.",
            ("scene", "* * *"),
            ("verse", "Up the hill,\n  down the dale."),
            ("quote", "Dear Ann."),
            ("quote", "Farewell."),
            title="Home",
        )
    )
    assert texts(page, "//main//h2") == ["Home"]
    assert texts(page, "//main//h3") == ["Before noon"]
    assert texts(page, "//main//p[not(@class)][not(parent::blockquote)]") == ["He came. She went."]
    assert len(page.xpath("//main//hr")) == 1
    verse = page.xpath("//p[@class='verse']")[0]
    assert verse.text_content() == "Up the hill,  down the dale."
    assert len(verse.xpath(".//br")) == 1
    assert [len(q) for q in page.xpath("//blockquote")] == [2]
    assert texts(page, "//*[@class='s']")[:3] == ["Home", "Before noon", "He came."]


def test_sentences_of_the_player_page_are_numbered_as_they_are_heard() -> None:
    page = page_of(chapter_of("One. Two.", title="I"), chapter_of("Three.", title="II", number=2))
    ids = [element.get("id") for element in page.xpath("//*[@class='s']")]
    assert ids == ["s0", "s1", "s2", "s3", "s4"]


def test_the_player_page_shows_text_that_is_not_read() -> None:
    page = page_of(chapter_of("He came[1] late. [2] Nobody knew.", left_out=("[1]", "[2]")))
    assert texts(page, "//main//p") == ["He came[1] late. [2] Nobody knew."]
    assert texts(page, "//*[@class='unread']") == ["[1]", "[2]"]
    assert texts(page, "//*[@class='s']") == ["He came[1] late.", "Nobody knew."]


def test_a_title_that_is_not_spoken_is_still_a_heading_of_the_player_page() -> None:
    silent = track_of(chapter_of("One.", title="Loomings"))
    silent = replace(silent, chunks=silent.chunks[1:])
    number = SentenceTiming("Chapter 1.", None, 100, 200, exact=True)
    numbered = replace(silent, chunks=(chunk("heading", [number], 0), *silent.chunks))
    untitled = track_of(chapter_of("One.", number=7))
    assert texts(parsed(book_of(silent)), "//main//h2") == ["Loomings"]
    assert texts(parsed(book_of(numbered)), "//main//h2") == ["Chapter 1. Loomings"]
    assert texts(parsed(book_of(untitled)), "//main//h2") == ["Chapter 7"]


def test_parts_of_a_chapter_are_one_section_of_the_player_page() -> None:
    whole = track_of(chapter_of("One.", "Two.", title="Long"))
    parts = [
        replace(whole, chunks=whole.chunks[:2], samples=44100 * 60, part=1, parts=2),
        replace(whole, chunks=whole.chunks[2:], samples=44100 * 30, part=2, parts=2),
    ]
    page = parsed(book_of(*parts))
    assert texts(page, "//main//p") == ["One.", "Two."]
    assert texts(page, "//nav//li") == ["Long 1:30"]
    tracks = data_of(page)["tracks"]
    assert [(t["section"], t["first"], len(t["times"])) for t in tracks] == [(0, 0, 4), (0, 2, 2)]


def test_credits_are_sections_of_their_own_on_the_player_page() -> None:
    said = [
        SentenceTiming("The Lamp.", None, 0, 9, exact=True),
        SentenceTiming("Read by heart.", None, 9, 20, exact=True),
    ]
    chunks = (chunk("paragraph", said[:1], 0), chunk("paragraph", said[1:], 1))
    opening = Track(0, "", "opening", 1, 1, "00 - Opening.mp3", (), 44100, 30, chunks, {})
    page = parsed(book_of(opening, track_of(chapter_of("One.", title="I")), language="de"))
    assert texts(page, "//main//section[@class='opening']//h2") == ["Vorspann"]
    assert texts(page, "//main//section[@class='opening']//p") == ["The Lamp.", "Read by heart."]


@given(st.lists(any_text(), min_size=1, max_size=4), any_text(8))
def test_the_player_page_shows_any_text_exactly(blocks: list[str], title: str) -> None:
    written = [block for block in blocks if block.strip()]
    page = page_of(chapter_of(*written, title=title), title=title, author=title)
    shown = [squeezed(text) for text in texts(page, "//main//div[@class='leaf']//p")]
    assert shown == [squeezed(block) for block in written]
    assert squeezed(page.xpath("//h1")[0].text_content()) == squeezed(title)
    assert data_of(page)["author"] == title
    assert len(page.xpath("//script")) == 3


def test_tags_in_a_manuscript_stay_text_on_the_player_page() -> None:
    evil = "</script><script>alert(1)</script><!--<script> ]]> \"'& <img src=x onerror=alert(1)>"
    page = page_of(chapter_of(evil, title=evil), title=evil, author=evil, description=evil)
    assert texts(page, "//main//p") == [evil]
    assert data_of(page)["title"] == evil
    assert len(page.xpath("//script")) == 3
    assert not page.xpath("//img") and not page.xpath("//@onerror")


def test_long_chapters_of_the_player_page_are_cut_into_leaves() -> None:
    page = page_of(chapter_of(*["A sentence of no great length. " * 10] * 40))
    sizes = [len(text) for text in texts(page, "//main//div[@class='leaf']")]
    assert len(sizes) > 4
    assert max(sizes) < 2500


# --- the data -------------------------------------------------------------------------------


def test_times_on_the_player_page_are_true_to_the_sample() -> None:
    track = track_of(chapter_of("One. Two.", title="I"))
    data = data_of(parsed(book_of(track)))["tracks"][0]
    assert data["times"] == [
        time
        for number in range(3)
        for time in (HEAD + number * (TONE + GAP), HEAD + number * (TONE + GAP) + TONE)
    ]
    assert (data["rate"], data["samples"], data["first"]) == (44100, track.samples, 0)


def test_the_player_page_refers_to_the_files_beside_it() -> None:
    odd = "01 - Où? 100% #1; a&b “x”.mp3"
    track = track_of(
        chapter_of("One."),
        {"opus": FOLDER / "1.opus", "mp3": FOLDER / odd, "m4a": Path("/kept/1.m4a")},
    )
    page = parsed(book_of(track))
    files = data_of(page)["tracks"][0]["files"]
    assert [(kind, unquote(url), name) for kind, url, name in files] == [
        ("audio/mpeg", odd, odd),
        ("audio/ogg; codecs=opus", "1.opus", "1.opus"),
    ]
    assert re.fullmatch(r"[A-Za-z0-9%._~-]+", files[0][1])
    sources = page.xpath("//noscript//source")
    assert [source.get("src") for source in sources] == [url for _, url, _ in files]


def test_the_place_kept_by_a_player_page_survives_a_new_edition() -> None:
    first = page_of(chapter_of("One."), narrator="heart")
    again = page_of(chapter_of("One. Two."), narrator="river")
    other = page_of(chapter_of("One."), title="Another")
    assert data_of(first)["id"] == data_of(again)["id"] != data_of(other)["id"]


# --- the page -------------------------------------------------------------------------------


def test_the_player_page_allows_nothing_to_be_fetched_but_audio() -> None:
    page = parsed(book_of(track_of(chapter_of("One.")), cover=png()))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["media-src"] == "'self' file:"
    assert rules["img-src"] == "data:"
    assert set(rules) == {
        "default-src", "base-uri", "form-action", "img-src", "media-src", "style-src", "script-src"
    }  # fmt: skip
    for name, path in (("script-src", "//script[not(@type)]"), ("style-src", "//style")):
        hashes = [hashlib.sha256((e.text or "").encode()).digest() for e in page.xpath(path)]
        assert rules[name] == " ".join(
            f"'sha256-{base64.b64encode(one).decode()}'" for one in hashes
        )
    addresses = page.xpath("//@src | //@href")
    assert all(re.match(r"#|data:", address) for address in addresses)
    assert not page.xpath("//@style")
    assert page.xpath("//img/@src")[0].startswith("data:image/png;base64,")


def test_the_page_speaks_the_language_of_the_book() -> None:
    german = page_of(chapter_of("Eins."), language="de-AT")
    assert (german.get("lang"), german.get_element_by_id("text").get("lang")) == ("de", "de-AT")
    assert german.get_element_by_id("play").get("aria-label") == "Wiedergabe"
    hebrew = page_of(chapter_of("שלום."), language="he")
    text = hebrew.get_element_by_id("text")
    assert (hebrew.get("lang"), text.get("lang"), text.get("dir")) == ("en", "he", "rtl")
    unknown = page_of(chapter_of("One."), language="auto mobile").get_element_by_id("text")
    assert (unknown.get("lang"), unknown.get("dir")) == (None, "auto")


@pytest.mark.parametrize("language", ["de", "es", "fr", "hi", "ta"])
def test_every_word_of_the_player_page_is_translated(language: str) -> None:
    english, other = words_for("en").table, words_for(language).table
    assert words_for(language).language == language
    assert list(english) == list(other)
    for name, text in english.items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", other[name]))


def test_every_id_of_the_player_page_is_used_once_and_every_label_names_one() -> None:
    page = page_of(chapter_of("One.", title="I"), chapter_of("Two.", title="II", number=2))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = page.xpath("//@aria-labelledby | //@for") + [
        address[1:] for address in page.xpath("//a/@href")
    ]
    assert set(named) <= set(ids)


def test_the_player_page_says_what_is_known_of_the_book() -> None:
    page = page_of(
        chapter_of("One."), subtitle="A tale", series="Nights", series_position="2", year="1901",
        publisher="Harbour", description="First.\nSecond.",
    )  # fmt: skip
    header = page.xpath("//header")[0]
    assert [p.text_content() for p in header.xpath("./p[not(.//button)]")] == [
        "Nights 2", "A tale", "Ann Other", "Read by heart", "Length 0:01", "Harbour · 1901",
        "First.", "Second.",
    ]  # fmt: skip
    bare = page_of(chapter_of("One."), author="").xpath("//header/p[not(.//button)]")
    assert [p.get("class") for p in bare] == ["narrator", "length"]


def test_the_same_book_gives_the_same_player_page(tmp_path: Path) -> None:
    book = book_of(track_of(chapter_of("One.")), cover=b"\xff\xd8\xff cover")
    (path,) = make_player(book, spec_for(tmp_path))
    first = path.read_bytes()
    assert make_player(book, spec_for(tmp_path)) == (tmp_path / "player.html",)
    assert path.read_bytes() == first
    assert b"data:image/jpeg;base64," in first


def test_lengths_on_the_player_page_read_as_on_a_clock() -> None:
    assert [clock_time(s) for s in (0, 59.6, 245, 3723)] == ["0:00", "1:00", "4:05", "1:02:03"]
