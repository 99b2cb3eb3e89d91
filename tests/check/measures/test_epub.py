"""What is wrong with an EPUB that can be heard is found."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from narrate.check.measures.epub import epub_checks, run_epubcheck, seconds_of, why_not_run
from narrate.files.ffmpeg import ffmpeg_program
from tests.check.measures.deliveries import chapter, write

CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata>
<meta property="media:duration" refines="#s1">0:00:02.500</meta>
<meta property="media:duration">0:00:02.500</meta></metadata><manifest>
<item id="p1" href="one%20page.xhtml" media-type="application/xhtml+xml" media-overlay="s1"/>
<item id="s1" href="one.smil" media-type="application/smil+xml"/>
<item id="a1" href="one.mp3" media-type="audio/mpeg"/></manifest>
<spine><itemref idref="p1"/></spine></package>"""
PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><body>
<p id="a">One.</p><p><span id="b">Two.</span></p></body></html>"""
SMIL = """<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><seq>
<par><text src="one%20page.xhtml#a"/>
<audio src="one.mp3" clipBegin="0:00:01.000" clipEnd="0:00:02.000"/></par>
<par><text src="one%20page.xhtml#b"/>
<audio src="one.mp3" clipBegin="2s" clipEnd="3.5s"/></par></seq></body></smil>"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write(tmp_path_factory.mktemp("epub") / "a.mp3", chapter(0, (1.0,)).sound).read_bytes()


def parts(sound: bytes) -> dict[str, bytes | str]:
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/one page.xhtml": PAGE,
        "OPS/one.smil": SMIL,
        "OPS/one.mp3": sound,
    }


def failed(tmp_path: Path, content: Mapping[str, bytes | str], packed: int = 0) -> dict[str, str]:
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(name, data, method)
    checks = epub_checks(ffmpeg_program(), path)
    return {check.name: check.message for check in checks if not check.passed}


def test_a_whole_epub_passes_the_check(sound: bytes, tmp_path: Path) -> None:
    assert failed(tmp_path, parts(sound)) == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "measure", "words"),
    [
        ("OPS/one.smil", "#b", "#c", "epub text", "has no element c"),
        ("OPS/one.smil", "#b", "#a", "epub text", "out of order"),
        ("OPS/one.smil", "3.5s", "4.2s", "epub audio", "last clip at 4.20"),
        ("OPS/one.smil", '"2s"', '"1.5s"', "epub audio", "begins before the previous clip"),
        ("OPS/one.smil", '"2s"', '"3.6s"', "epub audio", "ends before it begins"),
        ("OPS/one.smil", "one.mp3", "two.mp3", "epub audio", "two.mp3 is played but missing"),
        ("OPS/one.smil", "3.5s", "soon", "epub", "is not a time"),
        ("OPS/one.smil", "</body>", "", "epub", "one.smil"),
        ("OPS/book.opf", "0:00:02.500</meta></meta", "9s</meta></meta", "epub durations", "9.00"),
        ("OPS/book.opf", '"#s1">0:00:02', '"#s1">0:00:05', "epub durations", "5.50"),
        ("OPS/book.opf", 'href="one.smil"', 'href="two.smil"', "epub", "two.smil is listed"),
        ("OPS/book.opf", 'idref="p1"', 'idref="p2"', "epub", "reading order names p2"),
        ("OPS/book.opf", 'media-overlay="s1"', 'media-overlay="s2"', "epub", "overlay of OPS/one"),
        ("META-INF/container.xml", "book.opf", "none.opf", "epub", "none.opf is missing"),
        ("mimetype", "epub", "zip", "epub", "mimetype"),
    ],
)
def test_the_check_finds_a_fault_in_an_epub(
    file: str, old: str, new: str, measure: str, words: str, sound: bytes, tmp_path: Path
) -> None:
    content = parts(sound)
    assert old in str(content[file])
    content[file] = str(content[file]).replace(old, new)
    assert words in failed(tmp_path, content)[measure]


def test_the_check_finds_an_epub_whose_mimetype_is_packed_or_not_first(
    sound: bytes, tmp_path: Path
) -> None:
    content = parts(sound)
    assert "compressed" in failed(tmp_path, content, packed=1)["epub"]
    last = {name: content[name] for name in [*list(content)[1:], "mimetype"]}
    assert "not its first" in failed(tmp_path, last)["epub"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"<html>"])
def test_the_check_finds_an_epub_that_is_no_archive(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "b.epub"
    path.write_bytes(data)
    assert not all(check.passed for check in epub_checks(ffmpeg_program(), path))


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [("5:34:31.396", 20071.396), ("5:01.7", 301.7), ("45.3", 45.3), ("76.2s", 76.2),
     ("7.75h", 27900), ("13min", 780), ("2345ms", 2.345), ("124:59:36", 449976)],
)  # fmt: skip
def test_clock_values_of_the_smil_standards_examples_are_read(clock: str, seconds: float) -> None:
    assert seconds_of(clock) == pytest.approx(seconds)


@pytest.mark.skipif(bool(why_not_run()), reason=why_not_run())
def test_the_check_asks_epubcheck_where_it_is_installed(sound: bytes, tmp_path: Path) -> None:
    failed(tmp_path, parts(sound))  # without a navigation document: no EPUB 3 to a reading system
    measure = run_epubcheck(tmp_path / "b.epub")
    assert not measure.passed and measure.value and ": " in measure.message
    assert not run_epubcheck(tmp_path / "none.epub").passed
