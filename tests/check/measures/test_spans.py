"""Where the timeline says a chunk is, its take is heard; where it says a pause, nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.sound import SoundFigures, listen
from narrate.check.measures.spans import (
    SpanReport,
    clock,
    curves_of,
    longest_silence,
    look_at_spans,
)
from narrate.check.measures.wanted import WantedFile, WantedTrack
from narrate.files.ffmpeg import ffmpeg_program
from tests.check.measures.deliveries import (
    RATE,
    Change,
    Floats,
    check,
    click_in_a_pause,
    cut_second,
    failed,
    found_in,
    gain,
    gain_of_a_part,
    good,
    lost_sentence,
    shifted,
    silenced_sentence,
    silenced_word,
    silent,
    swapped_sentences,
    write,
)


def test_the_check_says_how_far_the_sound_is_shifted(tmp_path: Path) -> None:
    made = good()
    path = write(tmp_path / "a.flac", shifted(made.sound.copy(), made))
    message = failed(check(made.wanted(WantedFile("flac", path))))["takes"]
    assert "its take is 200 ms late" in message


@pytest.mark.parametrize(
    ("change", "measures"),
    [
        (cut_second, {"takes"}),
        (gain, {"level"}),
        (gain_of_a_part, {"level", "takes"}),
        (lost_sentence, {"takes"}),
        (silenced_sentence, {"level", "takes", "silence inside"}),
        (silenced_word, {"takes", "silence inside"}),
        (swapped_sentences, {"takes"}),
        (silent, {"level", "takes"}),
        (click_in_a_pause, {"pauses"}),
        (shifted, {"takes"}),
    ],
)
def test_the_check_finds_chunks_that_are_not_heard_as_they_were_recorded(
    change: Change, measures: set[str], tmp_path: Path
) -> None:
    found = found_in(tmp_path, change)
    assert measures <= found.keys()
    assert all(found.values()), "every fault says what to do"


def figures(tmp_path: Path, sound: Floats) -> SoundFigures:
    return listen(ffmpeg_program(), write(tmp_path / "a.wav", sound))


def report_of(tmp_path: Path, sound: Floats, track: WantedTrack) -> SpanReport:
    return look_at_spans(figures(tmp_path, sound), track, curves_of(track))


def test_a_fault_in_a_span_names_its_time_its_chunk_and_its_words(tmp_path: Path) -> None:
    made = good()
    report = report_of(tmp_path, gain_of_a_part(made.sound.copy(), made), made.wanted())
    start = made.spans[1][0] / RATE
    (quieter,) = report.of("takes")
    assert quieter.startswith(f"{clock(start + 0.5)[:-1]}")
    assert "(001-0001 “Words of 1.…”): " in quieter and "dB quieter than its take for" in quieter
    (level,) = report.of("level")
    assert level.startswith(f"{clock(start)} (001-0001") and "instead of -20.0" in level


def test_a_sound_in_a_pause_is_named_with_its_time_and_level(tmp_path: Path) -> None:
    made = good()
    report = report_of(tmp_path, click_in_a_pause(made.sound.copy(), made), made.wanted())
    at = (made.spans[0][1] + 11000) / RATE
    assert report.of("pauses") == [f"{clock(at)}: a sound of -26 dB in a pause"]


def test_a_stretch_that_is_louder_than_its_take_is_found(tmp_path: Path) -> None:
    made = good()
    sound = made.sound.copy()
    start, end = made.spans[1]
    sound[start + RATE // 2 : end] *= 1.5
    (louder,) = report_of(tmp_path, sound, made.wanted()).of("takes")
    assert "dB louder than its take for" in louder


def test_a_take_is_held_to_its_voices_gain_where_no_level_was_planned(tmp_path: Path) -> None:
    made = good()
    track = made.wanted()
    free = replace(track, chunks=tuple(replace(chunk, level=None) for chunk in track.chunks))
    report = report_of(tmp_path, made.sound / 2, free)
    assert report.faults == []
    start, end = made.spans[1]
    sound = made.sound / 2
    sound[start:end] *= 2
    (louder, *_) = report_of(tmp_path, sound, free).of("takes")
    assert "001-0001" in louder


def test_a_long_silence_inside_a_chunk_is_found_without_its_take(tmp_path: Path) -> None:
    made = good()
    track = made.wanted(read_take=lambda index: None)
    assert report_of(tmp_path, made.sound, track).likes == [None, None, None]
    for seconds, faults in ((1.4, 0), (1.7, 1)):
        sound = made.sound.copy()
        start = made.spans[1][0] + RATE // 4
        sound[start : start + round(seconds * RATE)] = 0
        silences = report_of(tmp_path, sound, track).of("silence inside")
        assert len(silences) == faults
        assert all("s of silence in it" in fault for fault in silences)


def test_the_longest_silence_lies_between_the_first_and_the_last_sound(tmp_path: Path) -> None:
    sound = np.zeros(4 * RATE)
    assert longest_silence(figures(tmp_path, sound)) == 0.0
    for start in (1.0, 2.5):
        sound[round(start * RATE) : round((start + 0.5) * RATE)] = 0.1
    assert longest_silence(figures(tmp_path, sound)) == pytest.approx(1.0, abs=0.011)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00.0"), (-1, "0:00.0"), (63.42, "1:03.4"), (3723.4, "1:02:03.4")],
)
def test_a_time_in_a_file_is_shown_with_hours_where_there_are_any(
    seconds: float, shown: str
) -> None:
    assert clock(seconds) == shown
