"""The result of a check in the XML that GitLab and Jenkins read."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from narrate.check.measures.result import BookResult, CheckResult, TrackResult, verdict
from narrate.check.page import junit_bytes

QUIET = verdict("RMS", False, -25.5, unit="dB", limit="-23 to -18 dB", fault="too quiet")
BOOK = BookResult(
    "Tales & <Tears>",
    "out/tales",
    (
        TrackResult(1, "Loomings", "01.mp3", (replace(QUIET, file="01.mp3"),)),
        TrackResult(2, "", "", (verdict("text", False, fault="\x00 is < gone\ud800"),)),
    ),
    (CheckResult("marks", True, 2),),
)


def test_the_check_report_in_junit_xml_is_what_jenkins_reads() -> None:
    root = etree.fromstring(junit_bytes([BOOK]))
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


def test_a_failed_measure_is_a_failure_with_figure_and_limit() -> None:
    (suite,) = etree.fromstring(junit_bytes([BOOK]))
    (failure,) = suite.findall("testcase[@name='RMS (01.mp3)']/failure")
    assert failure.get("type") == "chapter 1" and failure.get("message") == "too quiet"
    assert failure.text == "found: -25.5 dB\nallowed: -23 to -18 dB"
    (bare,) = suite.findall("testcase[@name='text']/failure")
    assert bare.text == "found: -\nallowed: -"


def test_every_measure_is_a_case_of_its_chapter_or_of_the_book() -> None:
    (suite,) = etree.fromstring(junit_bytes([BOOK]))
    assert [(case.get("classname"), case.get("name"), len(case)) for case in suite] == [
        ("Tales & <Tears>", "marks", 0),
        ("1 Loomings", "RMS (01.mp3)", 1),
        ("2", "text", 1),
    ]


def test_the_counts_of_all_books_are_added_up() -> None:
    root = etree.fromstring(junit_bytes([BOOK, BOOK]))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("6", "4", "0")
    empty = etree.fromstring(junit_bytes([]))
    assert (empty.get("tests"), len(empty)) == ("0", 0)
