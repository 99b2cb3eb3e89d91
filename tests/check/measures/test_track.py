"""Faults put into delivered files from outside are found; a good delivery passes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from narrate.check.measures.result import CheckResult
from narrate.check.measures.track import check_track
from narrate.check.measures.wanted import WantedFile
from narrate.files.ffmpeg import ffmpeg_program
from narrate.profiles import Limits
from tests.check.measures.deliveries import (
    ACX,
    RATE,
    TAGS,
    Change,
    chapter,
    check,
    cut_second,
    failed,
    gain,
    good,
    no_tail,
    shifted,
    silenced_sentence,
    silent,
    swapped_sentences,
    write,
)


def test_a_good_delivery_passes_every_check(tmp_path: Path) -> None:
    made = good()
    files = [
        WantedFile(form, write(tmp_path / f"a.{form}", made.sound), 192 if form == "mp3" else None,
                   TAGS)
        for form in ("mp3", "m4a", "flac", "opus", "wav")
    ]  # fmt: skip
    result = check(made.wanted(*files))
    assert failed(result) == {}
    assert result.passed and result.file == "a.mp3"
    names = {(measure.file, measure.name) for measure in result.checks}
    for name in ("RMS", "loudness", "peak", "noise floor", "head", "tail", "takes", "joins"):
        assert {(file.path.name, name) for file in files} <= names


@pytest.mark.parametrize("change", [gain, silenced_sentence, swapped_sentences, shifted])
def test_the_check_finds_damage_to_the_sound_without_a_stores_limits(
    change: Change, tmp_path: Path
) -> None:
    made = good()
    path = write(tmp_path / "a.flac", change(made.sound.copy(), made))
    standard = replace(ACX, limits=Limits(), measure=None)
    result = check(made.wanted(WantedFile("flac", path)), standard)
    assert failed(result).keys() & {"takes", "level"}


@pytest.mark.parametrize("change", [gain, silenced_sentence, silent, cut_second, no_tail])
def test_the_check_finds_damage_to_the_sound_without_the_takes(
    change: Change, tmp_path: Path
) -> None:
    made = good()
    path = write(tmp_path / "a.flac", change(made.sound.copy(), made))
    assert not check(made.wanted(WantedFile("flac", path), read_take=lambda index: None)).passed


def test_the_check_finds_another_chapter_under_this_ones_name(tmp_path: Path) -> None:
    made, other = good(), chapter(2)
    assert len(made.sound) == len(other.sound)
    path = write(tmp_path / "a.mp3", other.sound)
    assert "takes" in failed(check(made.wanted(WantedFile("mp3", path, 192, TAGS))))


def test_the_check_finds_a_chapter_file_that_is_gone(tmp_path: Path) -> None:
    found = failed(check(good().wanted(WantedFile("mp3", tmp_path / "a.mp3"))))
    assert found.keys() == {"file"} and "run narrate" in found["file"]


def test_the_check_finds_a_chapter_of_too_many_minutes(mp3: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3)
    standard = replace(ACX, limits=replace(ACX.limits, minutes=0.1))
    found = check(good().wanted(WantedFile("mp3", path, 192, TAGS)), standard)
    assert failed(found).keys() == {"minutes"}


def test_the_check_holds_the_timeline_to_the_plan(mp3: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3)
    track = good().wanted(WantedFile("mp3", path, 192, TAGS))
    moved = replace(track.chunks[1], start=track.chunks[1].start - 4410)
    edited = replace(track, chunks=(track.chunks[0], moved, track.chunks[2]))
    assert "timeline" in failed(check(edited))


def test_the_check_draws_a_picture_of_the_faults(tmp_path: Path) -> None:
    made = good()
    path = write(tmp_path / "a.flac", silenced_sentence(made.sound.copy(), made))
    before = (CheckResult("text", True, 3),)
    track = made.wanted(WantedFile("flac", path))
    result = check_track(ffmpeg_program(), track, ACX, before)
    assert result.checks[0].name == "text"
    assert result.picture and len(result.picture.spans) == 3
    start = made.spans[1][0] / RATE
    assert any(abs(fault[0] - start) < 0.02 for fault in result.picture.faults)


def test_the_check_goes_on_where_a_folder_lies_under_a_files_name(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").mkdir()
    path = write(tmp_path / "a.flac", good().sound)
    result = check(good().wanted(WantedFile("mp3", tmp_path / "a.mp3"), WantedFile("flac", path)))
    assert {measure.file for measure in result.checks if not measure.passed} == {"a.mp3"}
    assert result.picture


def test_a_track_without_files_is_held_to_its_timeline_only() -> None:
    result = check(good().wanted())
    assert result.passed and result.file == "" and result.picture is None
    assert [measure.name for measure in result.checks] == ["timeline"]
