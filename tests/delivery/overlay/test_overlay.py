"""The EPUB as a whole: what is heard with what, and what stays as the publisher made it."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from narrate.delivery.overlay import make_overlay_epub
from narrate.errors import ManuscriptError, NarrateError, StoreError
from narrate.files.ffmpeg import ffmpeg_program
from narrate.manuscript import Choice
from narrate.timeline import FinishedBook
from tests.delivery.overlay import publishing
from tests.delivery.overlay.finishing import finish, spec
from tests.delivery.overlay.reading import OverlayEpub, Par, milliseconds
from tests.manuscript.making import Epub, Toc

TALE = (
    "# The Tale\n\nIt began & ended. Nobody \\<knew\\> why.\n\n## One\n\n"
    "“Yes,” she said. “No!”\n\n* * *\n\nThe second paragraph is longer. It has two sentences.\n\n"
    "> A letter came. It was short.\n\n## Two\n\nThe rest is silence.\n"
)
Making = Callable[..., OverlayEpub]


@pytest.fixture
def made(tmp_path: Path) -> Making:
    def make(manuscript: Path, **how: object) -> OverlayEpub:
        book = finish(manuscript, tmp_path / "audio", **how)  # type: ignore[arg-type]
        (path,) = make_overlay_epub(book, spec(tmp_path / "out"))
        return checked(OverlayEpub(path), book)

    return make


def checked(epub: OverlayEpub, book: FinishedBook) -> OverlayEpub:
    """What EPUBCheck does not look at: order, overlap, ends, sums, and that all is heard."""
    pars = list(epub.pars())
    audio = list(dict.fromkeys(par.audio for par in pars))
    assert len(audio) == len(book.tracks)
    for name, track in zip(audio, book.tracks, strict=True):
        own = [par for par in pars if par.audio == name]
        sentences = [s for chunk in track.chunks for s in chunk.sentences]
        assert all(par.begin < par.end for par in own)
        assert all(a.end == b.begin for a, b in pairwise(own))
        assert own[0].begin == sentences[0].start * 1000 // track.sample_rate
        assert own[-1].end == sentences[-1].end * 1000 // track.sample_rate
        assert own[-1].end <= track.samples * 1000 / track.sample_rate
    for a, b in pairwise(pars):
        assert a.page != b.page or a.place < b.place
    total = sum(par.end - par.begin for par in pars)
    durations = epub.metas("media:duration")
    assert [milliseconds(text) for refined, text in durations if not refined] == [total]
    assert sum(milliseconds(text) for refined, text in durations if refined) == total
    return epub


def starts(pars: list[Par]) -> list[tuple[str, int]]:
    return [(par.text, par.begin) for par in pars]


def test_an_overlay_epub_is_made_of_a_text_manuscript(tmp_path: Path, made: Making) -> None:
    manuscript = tmp_path / "tale.md"
    manuscript.write_text(TALE, encoding="utf-8")
    epub = made(manuscript, with_credits=True)
    said = [par.text for par in epub.pars()]
    assert said[:2] == ["This is The Tale.", "Read by nobody."]
    assert said[-2:] == ["The end.", "Goodbye."]
    assert "Nobody <knew> why." in said
    assert "“Yes,” she said." in said
    assert said[said.index("A letter came.") :][:2] == ["A letter came.", "It was short."]
    names = {epub.file(item) for item in epub.items.values()}
    assert names == set(epub.zip.namelist()) - {"mimetype", "META-INF/container.xml", epub.name}


def test_clips_of_an_overlay_epub_start_where_their_sentences_start(
    tmp_path: Path, made: Making
) -> None:
    """To the millisecond, on a publisher's page too."""
    manuscript = publishing.new_book(tmp_path / "new.epub")
    pars = list(made(manuscript).pars())
    book = finish(manuscript, tmp_path / "again")
    begins = {
        " ".join(s.text.split()): s.start * 1000 // track.sample_rate
        for track in book.tracks
        for chunk in track.chunks
        for s in chunk.sentences
    }
    found = [(par.text, par.begin) for par in pars if par.text in begins and par.text != "Yes."]
    assert len(found) > 20
    assert found == [(text, begins[text]) for text, _ in found]


def test_an_overlay_epub_keeps_the_text_and_marks_of_a_publishers_pages(
    tmp_path: Path, made: Making
) -> None:
    manuscript = publishing.new_book(tmp_path / "new.epub")
    before = OverlayEpub(manuscript)
    epub = made(manuscript)
    for name in ("OPS/one.xhtml", "OPS/two.xhtml"):
        assert epub.text(name) == before.text(name)
        there = [e.get("id") for e in before.page(name).iter() if e.get("id")]
        assert [e.get("id") for e in epub.page(name).iter() if e.get("id") in there] == there
    for name in ("OPS/style.css", "OPS/front.png", "OPS/nav.xhtml"):
        assert epub.zip.read(name) == before.zip.read(name)
    assert epub.metas("dcterms:modified") == before.metas("dcterms:modified")
    assert epub.metas("media:narrator") == [("", "Ann Reader")]
    assert ("", "synchronizedAudioText") in epub.metas("schema:accessibilityFeature")


def test_an_overlay_epub_skips_what_pages_have_between_the_words(
    tmp_path: Path, made: Making
) -> None:
    said = [par.text for par in made(publishing.new_book(tmp_path / "new.epub")).pars()]
    assert said[:4] == [
        "The First",
        "he ship sailed at dawn.",  # the T is a picture
        "It never came back.",
        "Some say it sank.",
    ]
    assert "Here the page turns." in said
    assert "And soft\u00adly goes on." in said
    assert said[said.index("Nobody knew.") + 1] == "Everyone guessed."
    verse = said.index("The rose is red,")
    assert said[verse : verse + 5] == [
        "The rose is red,",
        "the violet is blue,",
        "and so are you.",
        "A line of verse,",
        "another of the same.",
    ]
    assert [text for text in said if text in ("Yes.", "No.", "“Go!”")] == [
        "Yes.", "No.", "Yes.", "“Go!”", "Yes.",
    ]  # fmt: skip
    assert not any("nobody hears" in text for text in said)


def test_an_epub_2_becomes_an_overlay_epub_3(tmp_path: Path, made: Making) -> None:
    manuscript = publishing.old_book(tmp_path / "old.epub")
    epub = made(manuscript)
    package = etree.tostring(epub.package, encoding="unicode")
    assert epub.package.get("version") == "3.0"
    assert "opf:role" not in package
    assert ("#creator-1", "aut") in epub.metas("role")
    assert ("#creator-1", "Writer, Ann") in epub.metas("file-as")
    assert [e.text for e in epub.package.iter("{*}date")] == ["1998"]
    assert epub.items["cover"].get("properties") == "svg"
    assert epub.items["front"].get("properties") == "cover-image"
    nav = next(i for i in epub.items.values() if i.get("properties") == "nav")
    links = [e.get("href") for e in epub.page(epub.file(nav)).iter("{*}a")]
    assert links == ["../text/one.html#c1", "../text/one.html#c2", "../text/two.html"]
    page = etree.tostring(epub.page("OPS/text/one.html"), encoding="unicode")
    assert not re.search('<(?:font|center|tt|big|strike|acronym)|bgcolor=|align="|http-equiv', page)
    assert 'style="color: #aa0000; font-size: large"' in page
    assert "direction" not in epub.zip.read("OPS/style.css").decode()
    assert epub.text("OPS/text/one.html") == OverlayEpub(manuscript).text("OPS/text/one.html")


def test_chapters_of_the_audio_and_pages_of_the_epub_need_not_agree(
    tmp_path: Path, made: Making
) -> None:
    pars = list(made(publishing.old_book(tmp_path / "old.epub")).pars())
    one = {par.audio for par in pars if par.page == "OPS/text/one.html"}
    assert len(one) == 2
    last = {par.page for par in pars if par.audio == pars[-1].audio}
    assert last == {"OPS/text/two.html", "OPS/text/three.html"}


@pytest.mark.parametrize("kept", [True, False])
def test_a_chapter_in_parts_is_one_page_of_the_overlay_epub(
    tmp_path: Path, made: Making, kept: bool
) -> None:
    manuscript = tmp_path / "tale.md"
    manuscript.write_text(TALE, encoding="utf-8")
    if kept:
        manuscript = publishing.new_book(tmp_path / "new.epub")
    pars = list(made(manuscript, split=True).pars())
    pages = {par.page: {p.audio for p in pars if p.page == par.page} for par in pars}
    assert sorted(map(len, pages.values()))[-1] == 2


def test_a_broken_page_is_repaired_in_the_overlay_epub(tmp_path: Path, made: Making) -> None:
    epub = made(publishing.broken_book(tmp_path / "broken.epub"))
    said = [par.text for par in epub.pars()]
    assert "Fish & chips are good." in [text.replace("\u00a0", " ") for text in said]
    assert "An unclosed thing here." in said
    assert epub.page("OPS/text/three.html").tag == "{http://www.w3.org/1999/xhtml}html"


def test_credits_have_pages_of_their_own_in_the_overlay_epub(tmp_path: Path, made: Making) -> None:
    epub = made(publishing.old_book(tmp_path / "old.epub"), with_credits=True)
    names = [epub.file(item) for item in epub.spine]
    assert [n.startswith("OPS/narrate/") for n in names] == [False, True, False, False, False, True]


def test_a_chapter_that_is_on_no_page_gets_one_in_the_overlay_epub(tmp_path: Path) -> None:
    book = finish(publishing.new_book(tmp_path / "new.epub"), tmp_path / "audio")
    last = book.tracks[-1]
    assert last.chapter
    text = "Something else altogether was said here, word by word."
    sentence = replace(last.chunks[0].sentences[0], text=text, source=(0, len(text)))
    chunk = replace(last.chunks[0], text=text, sentences=(sentence,), source=(0, len(text)))
    block = replace(last.chapter.blocks[0], kind="paragraph", start=0, end=len(text))
    chapter = replace(last.chapter, text=text, blocks=(block,), left_out=())
    book = replace(
        book, tracks=(*book.tracks[:-1], replace(last, chunks=(chunk,), chapter=chapter))
    )
    (path,) = make_overlay_epub(book, spec(tmp_path / "out"))
    epub = checked(OverlayEpub(path), book)
    assert list(epub.pars())[-1].text == text
    assert epub.file(epub.spine[-2]).startswith("OPS/narrate/")


def test_notes_read_in_their_place_lose_no_audio_in_the_overlay_epub(
    tmp_path: Path, made: Making
) -> None:
    epub = made(publishing.new_book(tmp_path / "new.epub"), choice=Choice(notes="in_place"))
    assert "It never came back." in [par.text for par in epub.pars()]


def test_an_epub_with_obfuscated_fonts_keeps_the_identifier_they_need(
    tmp_path: Path, made: Making
) -> None:
    rights = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
        ' xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod'
        ' Algorithm="http://www.idpf.org/2008/embedding"/><enc:CipherData><enc:CipherReference'
        ' URI="OPS/font.otf"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    font = bytes(range(256)) * 8
    item = '<item id="font" href="font.otf" media-type="application/vnd.ms-opentype"/>'
    package = publishing.old_package().replace("</manifest>", f"{item}</manifest>")
    manuscript = publishing.old_book(
        tmp_path / "old.epub",
        {"OPS/book.opf": package, "META-INF/encryption.xml": rights, "OPS/font.otf": font},
    )
    epub = made(manuscript)
    assert epub.zip.read("META-INF/encryption.xml").decode() == rights
    assert epub.zip.read("OPS/font.otf") == font
    unique = epub.package.get("unique-identifier")
    assert [e.text for e in epub.package.iter("{*}identifier") if e.get("id") == unique] == [
        "urn:uuid:12345678-1234-1234-1234-123456789abc"
    ]


def test_an_overlay_epub_replaces_an_older_narration(tmp_path: Path, made: Making) -> None:
    smil = (
        '<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><par><text src="two.xhtml#x"/>'
        '<audio src="old.mp3" clipBegin="0s" clipEnd="1s"/></par></body></smil>'
    )
    more = (
        '<item id="smil" href="two.smil" media-type="application/smil+xml"/>'
        '<item id="mp3" href="old.mp3" media-type="audio/mpeg"/>'
    )
    metadata = (
        '<meta property="media:duration">0:00:01</meta>'
        '<meta property="media:narrator">Nobody</meta>'
        '<meta property="media:active-class">old</meta>'
    )
    package = publishing.new_package(more, metadata).replace(
        'href="two.xhtml"', 'href="two.xhtml" media-overlay="smil"'
    )
    manuscript = publishing.new_book(
        tmp_path / "new.epub",
        {"OPS/book.opf": package, "OPS/two.smil": smil, "OPS/old.mp3": b"\xff\xfb" * 99},
    )
    epub = made(manuscript)
    assert not {"OPS/two.smil", "OPS/old.mp3"} & set(epub.zip.namelist())
    assert epub.metas("media:narrator") == [("", "Ann Reader")]


def test_an_overlay_epub_is_a_valid_archive_and_the_same_every_time(tmp_path: Path) -> None:
    book = finish(publishing.old_book(tmp_path / "old.epub"), tmp_path / "audio")
    (one,) = make_overlay_epub(book, spec(tmp_path / "one"))
    (two,) = make_overlay_epub(book, spec(tmp_path / "two"))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        infos = archive.infolist()
    assert (infos[0].filename, infos[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    audio = [info for info in infos if info.filename.endswith(".mp3")]
    assert len(audio) == 3
    assert all(info.compress_type == zipfile.ZIP_STORED for info in audio)
    assert one.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    assert not list(one.parent.glob("*.part"))


def test_an_overlay_epub_takes_the_audio_format_that_readers_can_play(
    tmp_path: Path, made: Making
) -> None:
    manuscript = publishing.new_book(tmp_path / "new.epub")
    epub = made(manuscript, formats=("wav", "opus", "m4a"))
    media = [i.get("media-type") or "" for i in epub.items.values()]
    assert sorted(m for m in media if m.startswith("audio/")) == ["audio/mp4", "audio/mp4"]
    with pytest.raises(NarrateError, match=r"cannot hold wav; add mp3 to deliver\.formats"):
        made(manuscript, formats=("wav",))


def test_clips_of_an_overlay_epub_end_within_what_ffmpeg_decodes(
    tmp_path: Path, made: Making
) -> None:
    epub = made(publishing.new_book(tmp_path / "new.epub"))
    pars = list(epub.pars())
    for name in {par.audio for par in pars}:
        path = tmp_path / "clip.mp3"
        path.write_bytes(epub.zip.read(name))
        run = [ffmpeg_program(), "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-"]
        samples = len(subprocess.run(run, capture_output=True, check=True).stdout) // 2
        assert max(par.end for par in pars if par.audio == name) <= samples * 1000 / 8000


def test_an_overlay_epub_reports_a_lost_manuscript_and_a_folder_that_is_none(
    tmp_path: Path,
) -> None:
    manuscript = publishing.new_book(tmp_path / "new.epub")
    book = finish(manuscript, tmp_path / "audio")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        make_overlay_epub(book, spec(tmp_path / "file"))
    data = bytearray(manuscript.read_bytes())
    data[data.index(b"OPS/one.xhtml") + 20] ^= 255
    manuscript.write_bytes(data)
    with pytest.raises(ManuscriptError, match="damaged"):
        make_overlay_epub(book, spec(tmp_path / "out"))
    assert not list((tmp_path / "out").glob("*"))


NOTED = (
    "<h1>One</h1><p>The <ruby>old<rt>OLD</rt></ruby> king<a epub:type='noteref' href='#n'>1</a> was"
    " <b>dead<sup><a href='#n'>2</a></sup></b>, and an old ma<span epub:type='pagebreak'>17</span>"
    "hogany desk stood there. It was late.</p>"
    "<p>He had seen from the window the old</p><div class='figcaption'>Fig. 3. A ship at sea.</div>"
    "<p>ship that came from the north<sup><a epub:type='noteref' href='#n'>1</a></sup>.</p>"
    "<aside epub:type='footnote' id='n'>A note.</aside>"
)


def test_a_sentence_of_a_publishers_page_holds_the_markers_in_it(
    tmp_path: Path, made: Making
) -> None:
    book = Epub({"a.xhtml": NOTED}, toc=[Toc("One", "a.xhtml")]).write(tmp_path / "a.epub")
    before, epub = OverlayEpub(book), made(book)
    assert epub.text("OEBPS/a.xhtml") == before.text("OEBPS/a.xhtml")
    assert [par.text for par in epub.pars()] == [
        "One",
        "The oldOLD king1 was dead2, and an old ma17hogany desk stood there.",
        "It was late.",
        "He had seen from the window the old",  # no time is given to the picture's caption
        "ship that came from the north1.",
    ]


def test_a_sentence_of_a_page_of_ours_holds_the_markers_in_it(tmp_path: Path, made: Making) -> None:
    tale = "# One\n\nThe king[^1] of old ma[Pg 16]hogany[^1]. He slept.\n\n[^1]: A note.\n"
    (tmp_path / "tale.md").write_text(tale, encoding="utf-8")
    pars = list(made(tmp_path / "tale.md").pars())
    said = ["One", "The king[^1] of old mahogany[^1].", "He slept."]
    assert [par.text for par in pars] == said
