"""Pages name files that are there, and the report is a page that asks for nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree, html

from narrate.check.measures.pages import manifest_check, player_check
from narrate.check.measures.result import BookResult, CheckResult, TrackResult, verdict, within
from narrate.check.measures.wanted import WantedFile
from narrate.check.report.junit import junit_bytes
from narrate.check.report.page import report_html
from tests.check.measures.deliveries import ACX, chapter, check, write


def player(tmp_path: Path, body: str) -> str:
    path = tmp_path / "player.html"
    path.write_text(f"<!DOCTYPE html><html><head>{body}</head></html>", "utf-8")
    return player_check(path).message


def test_a_player_page_that_finds_its_sound_passes_the_check(tmp_path: Path) -> None:
    (tmp_path / "01 - Ü.mp3").touch()
    for body in (
        '<audio src="01%20-%20%C3%9C.mp3"></audio>',
        '<script>x = [{"file":"01 - Ü.mp3"}]</script><img src="data:image/png;base64,A">',
        '<script>x = {"file":"01%20-%20\\u00dc.mp3"}</script><a href="https://example.org">x</a>',
    ):
        assert player(tmp_path, body) == ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<audio src="02.mp3"></audio>', "02.mp3, which does not exist"),
        ('<audio src="../02.mp3"></audio>', "outside the book's folder"),
        ('<script>["02.mp3"]</script>', "02.mp3, which does not exist"),
        ('<script src="https://cdn.example.org/x.js"></script>', "from elsewhere"),
        ('<link rel="stylesheet" href="//fonts.example.org/a.css">', "from elsewhere"),
        ("<style>@import 'https://fonts.example.org/a.css';</style>", "from elsewhere"),
        ("<p>nothing", "names no audio"),
    ],
)
def test_the_check_finds_a_player_page_that_does_not_find_its_sound(
    body: str, words: str, tmp_path: Path
) -> None:
    assert words in player(tmp_path, body)


def test_the_check_finds_that_the_player_page_is_gone(tmp_path: Path) -> None:
    assert not player_check(tmp_path / "player.html").passed


def test_the_check_finds_a_manifest_that_names_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    content = {"readingOrder": [{"url": "01%20a.mp3"}], "resources": ["https://example.org/c"]}
    path.write_text(json.dumps(content))
    assert "01%20a.mp3" in manifest_check(path).message
    (tmp_path / "01 a.mp3").touch()
    assert manifest_check(path).passed
    path.write_text("{}")
    assert not manifest_check(path).passed


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


def test_the_check_report_in_junit_xml_is_what_jenkins_reads(tmp_path: Path) -> None:
    root = etree.fromstring(junit_bytes([book(tmp_path)]))
    (suite,) = root
    assert root.tag == "testsuites" and suite.tag == "testsuite"
    cases = list(suite)
    # The attributes that Jenkins' schema (xunit plugin, junit-10.xsd) knows and asks for.
    assert {"name", "tests", "failures", "errors"} <= set(suite.keys())
    assert all(set(case.keys()) == {"classname", "name", "time"} for case in cases)
    assert int(suite.get("tests", "")) == len(cases)
    failures = [failure for case in cases for failure in case]
    assert int(suite.get("failures", "")) == len(failures)
    assert all(failure.tag == "failure" and failure.get("message") for failure in failures)
    assert any("is < gone" in failure.get("message", "") for failure in failures)


def test_a_measure_says_its_figure_and_its_limit() -> None:
    measure = within("RMS", -17.5, (-23.0, -18.0), "dB", "set it")
    assert (measure.passed, measure.value, measure.limit) == (False, -17.5, "-23 to -18 dB")
    assert measure.message == "-17.50 dB is too high; set it"
    assert within("RMS", -18.0, (-23.0, -18.0), "dB", "set it").passed
    assert within("head", 0.2, (0.5, None), "s", "").limit == "at least 0.5 s"
