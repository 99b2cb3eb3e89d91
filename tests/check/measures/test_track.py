"""Faults put into delivered files from outside are found; a good delivery passes."""

from __future__ import annotations

import functools
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.container import length_check
from narrate.check.measures.result import CheckResult
from narrate.check.measures.track import check_track
from narrate.check.measures.wanted import WantedFile
from narrate.files.ffmpeg import ffmpeg_program
from narrate.profiles import Limits
from tests.assembly.takes import picture
from tests.check.measures.deliveries import (
    ACX,
    RATE,
    TAGS,
    Change,
    Chapter,
    Floats,
    chapter,
    check,
    failed,
    write,
)


@functools.cache
def good() -> Chapter:
    return chapter(1)


@pytest.fixture(scope="module")
def mp3(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write(tmp_path_factory.mktemp("good") / "a.mp3", good().sound).read_bytes()


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


def cut_second(sound: Floats, made: Chapter) -> Floats:
    at = made.spans[1][0] + RATE // 2
    return np.concatenate([sound[:at], sound[at + RATE :]])


def gain(sound: Floats, made: Chapter) -> Floats:
    return sound / 2


def gain_of_a_part(sound: Floats, made: Chapter) -> Floats:
    start, end = made.spans[1]
    sound[start + 20000 : end] /= 2
    return sound


def lost_sentence(sound: Floats, made: Chapter) -> Floats:
    start, end = made.spans[1]
    return np.concatenate([sound[:start], sound[end:]])


def silenced_sentence(sound: Floats, made: Chapter) -> Floats:
    start, end = made.spans[1]
    sound[start:end] = sound[: end - start] * 0.9
    return sound


def silenced_word(sound: Floats, made: Chapter) -> Floats:
    start = made.spans[1][0]
    sound[start + 30000 : start + 55000] = sound[:25000]
    return sound


def swapped_sentences(sound: Floats, made: Chapter) -> Floats:
    start, end = made.spans[0]
    other = made.spans[1][0]
    first = sound[start:end].copy()
    sound[start:end] = sound[other : other + end - start]
    sound[other : other + end - start] = first
    return sound


def silent(sound: Floats, made: Chapter) -> Floats:
    return np.resize(sound[: RATE // 2], len(sound))


def hiss(sound: Floats, made: Chapter) -> Floats:
    return sound + np.random.default_rng(9).normal(0, 10 ** (-46 / 20), len(sound))


def digital_silence(sound: Floats, made: Chapter) -> Floats:
    sound[-RATE:] = 0
    return sound


def no_head(sound: Floats, made: Chapter) -> Floats:
    return sound[made.spans[0][0] - 100 :]


def no_tail(sound: Floats, made: Chapter) -> Floats:
    return sound[: made.spans[-1][1] + 100]


def click_at_a_join(sound: Floats, made: Chapter) -> Floats:
    sound[made.spans[1][0]] = 0.2
    return sound


def click_in_a_pause(sound: Floats, made: Chapter) -> Floats:
    at = made.spans[0][1] + 11000
    sound[at : at + 20] = 0.05
    return sound


def shifted(sound: Floats, made: Chapter) -> Floats:
    return np.concatenate([sound[-8820:], sound[:-8820]])


def too_loud_a_peak(sound: Floats, made: Chapter) -> Floats:
    at = made.spans[2][0] + 30000
    sound[at : at + 40] = 0.97
    return sound


@pytest.mark.parametrize(
    ("change", "measures"),
    [
        (cut_second, {"length", "takes"}),
        (gain, {"RMS", "level"}),
        (gain_of_a_part, {"level", "takes"}),
        (lost_sentence, {"length", "takes"}),
        (silenced_sentence, {"level", "takes", "silence inside"}),
        (silenced_word, {"takes", "silence inside"}),
        (swapped_sentences, {"takes"}),
        (silent, {"sound", "RMS", "level", "takes"}),
        (hiss, {"noise floor"}),
        (digital_silence, {"room tone"}),
        (no_head, {"head", "length", "takes"}),
        (no_tail, {"tail", "length"}),
        (click_at_a_join, {"joins"}),
        (click_in_a_pause, {"pauses"}),
        (shifted, {"takes"}),
        (too_loud_a_peak, {"peak"}),
    ],
)
def test_the_check_finds_damage_to_the_sound(
    change: Change, measures: set[str], tmp_path: Path
) -> None:
    made = good()
    path = write(tmp_path / "a.mp3", change(made.sound.copy(), made))
    found = failed(check(made.wanted(WantedFile("mp3", path, 192, TAGS))))
    assert measures <= found.keys()
    assert all(found.values()), "every fault says what to do"


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


def test_the_check_says_how_far_the_sound_is_shifted(tmp_path: Path) -> None:
    made = good()
    path = write(tmp_path / "a.flac", shifted(made.sound.copy(), made))
    message = failed(check(made.wanted(WantedFile("flac", path))))["takes"]
    assert "its take is 200 ms late" in message


def test_the_check_finds_another_chapter_under_this_ones_name(tmp_path: Path) -> None:
    made, other = good(), chapter(2)
    assert len(made.sound) == len(other.sound)
    path = write(tmp_path / "a.mp3", other.sound)
    assert "takes" in failed(check(made.wanted(WantedFile("mp3", path, 192, TAGS))))


@pytest.mark.parametrize(
    ("options", "measures"),
    [
        (("-b:a", "128k"), {"bit rate"}),
        (("-q:a", "4"), {"bit rate"}),
        (("-b:a", "192k", "-ac", "2"), {"channels", "mode"}),
        (("-b:a", "192k", "-ar", "48000"), {"sample rate", "store's rate"}),
        (("-b:a", "192k", "-metadata", "title=Etymology"), {"tags"}),
        (("-b:a", "192k", "-metadata", "artist="), {"tags"}),
        (("-f", "wav"), {"format"}),
        (("-c:a", "aac", "-f", "adts"), {"format"}),
    ],
)
def test_the_check_finds_a_file_of_another_format(
    options: tuple[str, ...], measures: set[str], tmp_path: Path
) -> None:
    made = good()
    path = write(tmp_path / "a.mp3", made.sound, *options)
    assert measures <= failed(check(made.wanted(WantedFile("mp3", path, 192, TAGS)))).keys()


def test_the_check_finds_a_missing_cover(tmp_path: Path) -> None:
    made = good()
    cover = tmp_path / "c.jpg"
    cover.write_bytes(picture("jpg"))
    plain = write(tmp_path / "a.mp3", made.sound)
    options = ("-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic")
    usual = ("-b:a", "192k", "-id3v2_version", "3")
    pictured = write(tmp_path / "b.mp3", made.sound, *options, *usual, more=("-i", str(cover)))
    for path, missing in ((plain, {"cover"}), (pictured, set())):
        wanted = WantedFile("mp3", path, 192, TAGS, cover=True)
        assert failed(check(made.wanted(wanted))).keys() == missing


def _cut_off(data: bytes) -> bytes:
    return data[:-30000]


def _a_little_cut_off(data: bytes) -> bytes:
    return data[:-137]


def _junk_inside(data: bytes) -> bytes:
    noise = np.random.default_rng(4).bytes(3000)
    return data[:100000] + noise + data[100000:]


def _zeros_over_it(data: bytes) -> bytes:
    return data[:100000] + bytes(4000) + data[104000:]


def _junk_before(data: bytes) -> bytes:
    return b"\x00garbage\xff\xff" * 40 + data


def _twice(data: bytes) -> bytes:
    return data + data


def _empty(data: bytes) -> bytes:
    return b""


def _error_body(data: bytes) -> bytes:
    return b'{"error": "insufficient credit"}'


@pytest.mark.parametrize(
    ("damage", "measure"),
    [
        (_cut_off, "length"),
        (_cut_off, "frames"),
        (_a_little_cut_off, "frames"),
        (_junk_inside, "frames"),
        (_zeros_over_it, "frames"),
        (_junk_before, "frames"),
        (_twice, "frames"),
        (_twice, "length"),
        (_empty, "file"),
        (_error_body, "format"),
    ],
)
def test_the_check_finds_damage_to_the_bytes_of_an_mp3(
    damage: object, measure: str, mp3: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(damage(mp3))  # type: ignore[operator]
    assert measure in failed(check(good().wanted(WantedFile("mp3", path, 192, TAGS))))


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


def test_the_check_lets_a_peak_above_a_stores_limit_pass_in_files_for_players(
    tmp_path: Path,
) -> None:
    made = good()
    sound = too_loud_a_peak(made.sound.copy(), made)
    for form, passes in (("m4a", True), ("flac", False)):
        file = WantedFile(form, write(tmp_path / f"a.{form}", sound * 0.9))
        assert ("peak" not in failed(check(made.wanted(file)))) is passes


@pytest.mark.parametrize("fills", [10, 400, 700, 1150])
def test_an_mp3_passes_the_check_however_full_its_last_frame_is(tmp_path: Path, fills: int) -> None:
    """ffmpeg takes the filling off the end only where it is longer than a decoder's delay."""
    samples = 60 * 1152 - 1105 + fills
    sound = np.resize(chapter(0, (1.6,)).sound, samples)
    path = write(tmp_path / "a.mp3", sound)
    found = len(_decoded(path)) // 2
    assert length_check(found, RATE, "mp3", RATE, samples).passed
    assert not length_check(found - 529, RATE, "mp3", RATE, samples).passed


def _decoded(path: Path) -> bytes:
    line = [ffmpeg_program(), "-v", "error", "-i", str(path), "-f", "s16le", "-"]
    return subprocess.run(line, capture_output=True, check=True).stdout
