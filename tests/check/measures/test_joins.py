"""A click where chunks were joined is a fault; what a voice does itself is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.result import CheckResult
from narrate.check.measures.sound import FilePart, listen
from narrate.check.measures.spans import SpanReport, borders, clock, join_check, voice_step
from narrate.check.measures.wanted import WantedTrack
from narrate.files.ffmpeg import ffmpeg_program
from tests.check.measures.deliveries import (
    RATE,
    Floats,
    click_at_a_join,
    found_in,
    good,
    write,
)


def checked(tmp_path: Path, sound: Floats, track: WantedTrack) -> tuple[CheckResult, SpanReport]:
    path, report = write(tmp_path / "a.wav", sound), SpanReport()
    found = listen(ffmpeg_program(), path, FilePart(0, tuple(borders(track, RATE))))
    return join_check(found, track, report), report


def test_the_check_finds_a_click_at_a_join(tmp_path: Path) -> None:
    message = found_in(tmp_path, click_at_a_join)["joins"]
    at = clock(good().spans[1][0] / RATE)
    assert message == f"{at}: a click where 001-0001 begins; delete it and run narrate"


@pytest.mark.parametrize(("edge", "does"), [(0, "begins"), (1, "ends")])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_click_is_named_with_its_time_and_its_chunk(
    number: int, edge: int, does: str, tmp_path: Path
) -> None:
    made = good()
    sound = made.sound.copy()
    at = made.spans[number][edge]
    sound[at] = 0.2
    measure, report = checked(tmp_path, sound, made.wanted())
    fault = f"{clock(at / RATE)}: a click where 001-{number:04} {does}"
    assert not measure.passed and measure.message.startswith(fault)
    assert report.faults == [("joins", at / RATE, at / RATE + 0.01, fault)]


def test_the_first_of_several_clicks_is_named_and_all_are_shown(tmp_path: Path) -> None:
    made = good()
    sound = made.sound.copy()
    for start, _ in made.spans:
        sound[start] = 0.2
    measure, report = checked(tmp_path, sound, made.wanted())
    assert "a click where 001-0000 begins" in measure.message
    assert len(report.of("joins")) == 3


def test_a_click_away_from_the_joins_is_not_theirs(tmp_path: Path) -> None:
    made = good()
    sound = made.sound.copy()
    sound[made.spans[1][0] + RATE // 2] = 0.9
    measure, _ = checked(tmp_path, sound, made.wanted())
    assert measure.passed


def test_no_voice_is_rough_enough_to_allow_a_click(tmp_path: Path) -> None:
    made = good()
    sound = made.sound.copy()
    for start, end in made.spans:
        sound[start + RATE // 10 : end - RATE // 10 : 50] = 0.9
    path = write(tmp_path / "a.wav", sound)
    assert voice_step(listen(ffmpeg_program(), path), made.wanted()) > 0.5
    assert checked(tmp_path, sound, made.wanted())[0].limit == "at most 0.050"


def test_a_step_larger_than_a_soft_voices_own_is_a_click(tmp_path: Path) -> None:
    made = good()
    sound = made.sound / 20
    sound[made.spans[1][0]] += 0.045
    measure, _ = checked(tmp_path, sound, made.wanted())
    assert not measure.passed


def test_a_track_without_chunks_has_no_joins(tmp_path: Path) -> None:
    measure, report = checked(tmp_path, np.zeros(RATE), good().wanted(chunks=()))
    assert measure.passed and measure.value == 0 and not report.faults
