"""A measure says its figure, its limit and what to do; a book passes where all of them do."""

from __future__ import annotations

import json

from narrate.check.measures.result import (
    BookResult,
    CheckResult,
    TrackResult,
    faultless,
    first_of,
    limit_text,
    printable,
    verdict,
    within,
)


def test_a_measure_says_its_figure_and_its_limit() -> None:
    measure = within("RMS", -17.5, (-23.0, -18.0), "dB", "set it")
    assert (measure.passed, measure.value, measure.limit) == (False, -17.5, "-23 to -18 dB")
    assert measure.message == "-17.50 dB is too high; set it"
    assert within("RMS", -18.0, (-23.0, -18.0), "dB", "set it").passed
    assert within("head", 0.2, (0.5, None), "s", "").limit == "at least 0.5 s"


def test_a_measure_that_passes_says_no_fault() -> None:
    assert verdict("cover", True, "there", fault="it is gone").message == ""
    assert verdict("cover", False, "missing", fault="it is gone").message == "it is gone"


def test_a_measure_of_faults_says_the_first_and_how_many_more() -> None:
    measure = faultless("files", ["a.mp3 is no audio", "b.mp3 is empty", "c"], "all audio")
    assert measure.message == "a.mp3 is no audio (and 2 more); delete it and run narrate"
    assert (measure.passed, measure.value, measure.unit) == (False, 3, "faults")
    assert faultless("files", [], "all audio").passed
    assert first_of([]) == "" and first_of(["a"]) == "a"


def test_a_limit_is_told_in_words() -> None:
    assert limit_text((None, -3), "dB") == "at most -3 dB"
    assert limit_text((44100, 44100), "Hz") == "44100 Hz"
    assert limit_text((None, None), "dB") == ""


def test_text_that_no_file_can_hold_is_replaced() -> None:
    assert printable("a\x00\ud800\ufffe\tb😀") == "a\ufffd\ufffd\ufffd\tb😀"


def book(*tracks: TrackResult, checks: tuple[CheckResult, ...] = ()) -> BookResult:
    return BookResult("Moby Dick", "output/moby", tracks, checks, ("EPUBCheck was not run",))


GOOD = TrackResult(1, "Loomings", "01.mp3", (CheckResult("RMS", True, -20.0, "dB"),))
BAD = TrackResult(2, "", "", (verdict("delivered", False, fault="it is missing"),))


def test_a_book_passes_where_all_of_its_tracks_and_checks_do() -> None:
    marks = verdict("marks", False, 1, fault="1 chapter marks for 2 chapters")
    assert book(GOOD).passed and GOOD.passed and not BAD.passed
    assert not book(GOOD, BAD).passed and not book(GOOD, checks=(marks,)).passed
    assert list(book(GOOD).failures()) == []
    assert list(book(GOOD, BAD, checks=(marks,)).failures()) == [
        (None, marks),
        (BAD, BAD.checks[0]),
    ]


def test_a_track_gives_the_first_measure_of_a_name() -> None:
    assert GOOD.figure("RMS") is GOOD.checks[0] and GOOD.figure("peak") is None


def test_a_books_results_are_json_with_every_figure() -> None:
    result = json.loads(json.dumps(book(GOOD, BAD).as_json()))
    assert (result["title"], result["folder"], result["passed"]) == (
        "Moby Dick", "output/moby", False,
    )  # fmt: skip
    assert [(chapter["number"], chapter["passed"]) for chapter in result["chapters"]] == [
        (1, True),
        (2, False),
    ]
    assert result["chapters"][0]["checks"] == [
        {"name": "RMS", "passed": True, "value": -20.0, "unit": "dB", "limit": "",
         "message": "", "file": ""},
    ]  # fmt: skip
    assert result["notes"] == ["EPUBCheck was not run"] and result["checks"] == []
