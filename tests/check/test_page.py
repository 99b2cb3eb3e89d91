"""The report of a check is a page that asks for nothing and shows every fault."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from lxml import etree, html

from narrate.check.measures.result import BookResult, CheckResult, TrackResult, verdict
from narrate.check.measures.wanted import Standard, WantedFile
from narrate.check.page import report_html
from narrate.profiles import Limits
from tests.check.measures.deliveries import ACX, chapter, check, write


def book(tmp_path: Path) -> BookResult:
    made = chapter(1, (0.6, 0.5))
    sound = made.sound.copy()
    sound[made.spans[1][0]] = 0.4
    path = write(tmp_path / "a.flac", sound)
    good = check(made.wanted(WantedFile("flac", path), title='A <b> & "c"'))
    bad = TrackResult(2, "", "", (verdict("text", False, fault="\x00 is < gone\ud800"),))
    return BookResult("Tales & <Tears>", "out/tales", (good, bad), (CheckResult("marks", True, 2),))


def test_the_check_report_is_a_page_that_loads_nothing(tmp_path: Path) -> None:
    text = report_html([(book(tmp_path), ACX)])
    page = html.document_fromstring(text)
    assert page.findtext(".//title") == "Checked: Tales & <Tears>"
    assert not re.search(r"https?:|//[a-z]|<script|src=|url\(", text)
    pictures = page.findall(".//svg")
    assert len(pictures) == 1 and "2 chunks" in pictures[0].get("aria-label", "")
    assert "a click where 001-0001 begins" in pictures[0].findtext(".//title", "")
    assert page.xpath("//tr[th='joins']//span[@class='fail']")
    assert not re.search(r"\d{4}-\d\d-\d\d", text)
    text.encode()


NONE = Standard(Limits(), None)


def page_of(*books: BookResult) -> etree._Element:
    return html.document_fromstring(report_html([(book, NONE) for book in books]))


def plain(*checks: CheckResult, title: str = "Loomings") -> BookResult:
    return BookResult("Moby Dick", "output/moby", (TrackResult(1, title, "01.mp3", checks),), ())


def test_the_page_lists_what_is_wrong_with_figure_and_limit() -> None:
    fault = verdict("RMS", False, -25.5, unit="dB", limit="-23 to -18 dB", fault="it is too quiet")
    marks = verdict("marks", False, fault="1 mark for 2 chapters")
    page = page_of(replace(plain(replace(fault, file="01.mp3")), checks=(marks,)))
    of_book, of_chapter = (
        " ".join("".join(map(str, entry.itertext())).split())
        for entry in page.findall(".//ul[@class='faults']/li")
    )
    assert of_book == "The book: marks: 1 mark for 2 chapters found -, allowed -"
    assert of_chapter == (
        "1 Loomings (01.mp3): RMS: it is too quiet found -25.5 dB, allowed -23 to -18 dB"
    )


def test_the_page_of_a_book_without_a_fault_lists_none() -> None:
    page = page_of(plain(CheckResult("RMS", True, -20.0, "dB")))
    assert page.findall(".//ul[@class='faults']") == []
    assert not page.findall(".//span[@class='fail']")
    assert "1 chapter, none with faults" in page.findtext(".//p[@class='lead']", "")


def test_the_chapters_of_a_page_stand_in_a_table_with_their_figures() -> None:
    bad = verdict("peak", False, -1.25, unit="dB", fault="it is too loud")
    page = page_of(plain(CheckResult("RMS", True, -20.04, "dB"), bad, title=""))
    (row,) = page.findall(".//div[@aria-label='Chapters']//tbody/tr")
    cells = ["".join(map(str, cell.itertext())) for cell in row]
    assert cells == ["1", "Chapter 1", "-20.0", "-", "-1.2", "-", "-", "-", "-", "-", "fail"]
    assert [cell.text for cell in row.findall("td[@class='n bad']")] == ["-1.2"]
    (link,) = row.findall(".//a")
    assert page.findall(f".//section[@id='{link.get('href', '')[1:]}']")


def test_the_page_opens_the_measures_of_a_file_where_one_fails() -> None:
    good, bad = CheckResult("RMS", True, -20.0, "dB", file="01.mp3"), CheckResult("text", False, 3)
    page = page_of(plain(good, bad))
    told = {d.findtext("summary"): d.get("open") is not None for d in page.findall(".//details")}
    assert told == {"01.mp3: all 1 pass": False, "text and timeline: 1 of 1 fail": True}


def test_the_page_says_what_was_not_looked_at() -> None:
    page = page_of(replace(plain(), notes=("EPUBCheck was not run: <none>",)))
    assert [note.text for note in page.findall(".//ul[@class='notes']/li")] == [
        "EPUBCheck was not run: <none>"
    ]
    assert not page_of(plain()).findall(".//ul[@class='notes']")


def test_one_page_may_show_several_books_or_none() -> None:
    page = page_of(plain(), replace(plain(), title="Emma"))
    assert page.findtext(".//title") == "Checked: Moby Dick, Emma"
    assert len(page.findall(".//h1")) == 2
    assert page_of().findtext(".//title") == "Checked: no books"


def test_a_book_that_was_never_delivered_has_a_page_without_chapters() -> None:
    missing = verdict("timeline.json", False, limit="there", fault="no timeline; run narrate")
    page = page_of(BookResult("Emma", "output/emma", (), (missing,)))
    assert "0 chapters" in page.findtext(".//p[@class='lead']", "")
    assert not page.findall(".//div[@aria-label='Chapters']")
    assert page.findtext(".//div[@class='why']") == "no timeline; run narrate"
