"""A file is of its format, whole, and has its tags and its cover."""

from __future__ import annotations

import math
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.container import (
    head_and_tail,
    length_check,
    length_limit,
    level_checks,
    noise_floor,
)
from narrate.check.measures.sound import SoundFigures, listen
from narrate.check.measures.wanted import Standard, WantedFile
from narrate.files.ffmpeg import ffmpeg_program
from narrate.profiles import Limits
from tests.assembly.takes import picture
from tests.check.measures.deliveries import (
    ACX,
    RATE,
    TAGS,
    Change,
    ask,
    chapter,
    check,
    cut_second,
    digital_silence,
    failed,
    figure_in,
    found_in,
    gain,
    good,
    hiss,
    no_head,
    no_tail,
    silent,
    too_loud_a_peak,
    write,
)


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


def test_the_check_says_how_much_of_a_file_is_missing(tmp_path: Path) -> None:
    message = found_in(tmp_path, cut_second, "flac")["length"]
    assert message == "1.000 s shorter than the timeline; delete it and run narrate"


def test_the_check_finds_a_file_that_is_longer_than_its_timeline() -> None:
    measure = length_check(RATE + 1, RATE, "wav", RATE, RATE)
    assert not measure.passed and "0.000 s longer than the timeline" in measure.message
    assert length_check(RATE, RATE, "wav", RATE, RATE).passed


def test_the_length_of_an_opus_is_compared_at_its_own_rate() -> None:
    assert length_check(48000, 48000, "opus", RATE, RATE).passed
    assert not length_check(RATE, 48000, "opus", RATE, RATE).passed


def test_the_check_finds_frames_that_the_head_of_an_mp3_does_not_count(
    mp3: bytes, tmp_path: Path
) -> None:
    bare = ("-b:a", "192k", "-write_xing", "0", "-id3v2_version", "0")
    more = write(tmp_path / "b.mp3", good().sound[:RATE], *bare).read_bytes()
    (tmp_path / "a.mp3").write_bytes(mp3 + more)
    found = failed(check(good().wanted(WantedFile("mp3", tmp_path / "a.mp3", 192, TAGS))))
    assert "frames, but its header says" in found["frames"]


def test_an_mp3_without_a_head_passes_as_whole_frames(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", good().sound, "-b:a", "192k", "-write_xing", "0")
    assert "frames" not in failed(check(good().wanted(WantedFile("mp3", path, 192, TAGS))))


def test_an_mp3_below_a_stores_bit_rate_fails_whatever_was_ordered(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", good().sound, "-b:a", "128k")
    for ordered in (None, 128):
        found = failed(check(good().wanted(WantedFile("mp3", path, ordered, TAGS))))
        assert found["bit rate"].startswith("128 kbit/s, less than 192: set deliver.bitrate.mp3")


@pytest.mark.parametrize("ordered", ["1/3", "1", "01/12"])
def test_a_track_number_passes_however_it_is_written(ordered: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", good().sound)
    wanted = WantedFile("flac", path, tags={**TAGS, "track": ordered})
    assert failed(check(good().wanted(wanted))) == {}


def test_the_check_names_each_tag_that_is_missing_or_another(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", good().sound)
    tags = {**TAGS, "title": "The Carpet-Bag", "composer": "A Narrator"}
    message = failed(check(good().wanted(WantedFile("flac", path, tags=tags))))["tags"]
    assert "title is “Loomings” instead of “The Carpet-Bag”" in message
    assert "composer is missing" in message


def test_the_check_finds_a_language_that_is_another(tmp_path: Path) -> None:
    options = ("-f", "ipod", "-metadata:s:a:0", "language=deu")
    path = write(tmp_path / "a.m4a", good().sound, *options)
    for language, faults in (("deu", set()), ("eng", {"tags"})):
        wanted = WantedFile("m4a", path, tags={**TAGS, "language": language})
        assert failed(check(good().wanted(wanted))).keys() == faults


def test_a_wav_is_not_asked_for_tags(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", good().sound, "-map_metadata", "-1")
    result = check(good().wanted(WantedFile("wav", path, tags={"title": "Another"})))
    assert result.figure("tags") is None


def test_the_check_lets_a_peak_above_a_stores_limit_pass_in_files_for_players(
    tmp_path: Path,
) -> None:
    made = good()
    sound = too_loud_a_peak(made.sound.copy(), made)
    for form, passes in (("m4a", True), ("flac", False)):
        file = WantedFile(form, write(tmp_path / f"a.{form}", sound * 0.9))
        assert ("peak" not in failed(check(made.wanted(file)))) is passes


def test_the_measured_noise_floor_is_the_quietest_half_second(
    heard: tuple[Path, SoundFigures],
) -> None:
    path, sound = heard
    size = sound.rate // 10
    chain = f"asetnsamples=n={size}:p=0,astats=metadata=1:reset=1:measure_perchannel=none"
    chain += ",ametadata=print:key=lavfi.astats.Overall.RMS_level:file=-"
    line = [ffmpeg_program(), "-v", "error", "-i", str(path), "-af", chain, "-f", "null", "-"]
    said = subprocess.run(line, capture_output=True, check=True).stdout.decode()
    tenths = [10 ** (float(x) / 10) for x in re.findall(r"RMS_level=(\S+)", said)]
    tenths = tenths[: sound.samples // size]
    quietest = min(np.convolve(tenths, np.full(5, 0.2), "valid"))
    assert noise_floor(sound) == pytest.approx(10 * math.log10(quietest), abs=0.05)


def test_the_measured_head_and_tail_are_those_of_silencedetect(
    heard: tuple[Path, SoundFigures],
) -> None:
    path, sound = heard
    said = ask("-i", path, "-af", "silencedetect=n=-50dB:d=0.2:mono=0", "-f", "null", "-")
    head, tail = head_and_tail(sound)
    assert head == pytest.approx(figure_in(r"silence_end: (\S+)", said), abs=0.001)
    starts = re.findall(r"silence_start: (\S+)", said)
    assert sound.seconds - tail == pytest.approx(float(starts[-1]), abs=0.001)


@pytest.mark.parametrize(
    ("change", "measures"),
    [
        (gain, {"RMS"}),
        (silent, {"sound", "RMS"}),
        (hiss, {"noise floor"}),
        (digital_silence, {"room tone"}),
        (no_head, {"head"}),
        (no_tail, {"tail"}),
        (too_loud_a_peak, {"peak"}),
    ],
)
def test_the_check_finds_a_chapter_that_no_store_takes(
    change: Change, measures: set[str], tmp_path: Path
) -> None:
    found = found_in(tmp_path, change)
    assert measures <= found.keys()
    assert all(found.values()), "every fault says what to do"


def test_a_chapter_that_is_too_quiet_fails_with_its_figure_and_the_limit(tmp_path: Path) -> None:
    sound = listen(ffmpeg_program(), write(tmp_path / "a.wav", good().sound / 2))
    (measure,) = (found for found in level_checks(sound, ACX) if found.name == "RMS")
    assert not measure.passed and measure.limit == "-23 to -18 dB"
    assert measure.message.startswith(f"{sound.rms:.2f} dB is too low; set deliver")
    assert measure.value == round(sound.rms, 3)


def test_loudness_is_held_to_lufs_where_a_profile_measures_by_it(tmp_path: Path) -> None:
    sound = listen(ffmpeg_program(), write(tmp_path / "a.wav", good().sound))
    found = {
        measure: {c.name for c in level_checks(sound, Standard(Limits(loudness=(-9, -8)), measure))
                  if not c.passed}
        for measure in ("rms", "lufs", None)
    }  # fmt: skip
    assert found == {"rms": {"RMS"}, "lufs": {"loudness"}, None: set()}


def test_a_file_shorter_than_half_a_second_has_no_noise_floor(tmp_path: Path) -> None:
    sound = listen(ffmpeg_program(), write(tmp_path / "a.wav", good().sound[: RATE // 3]))
    assert noise_floor(sound) is None
    assert "noise floor" not in {measure.name for measure in level_checks(sound, ACX)}


def test_a_file_of_nothing_but_silence_is_head_and_tail_throughout(tmp_path: Path) -> None:
    sound = listen(ffmpeg_program(), write(tmp_path / "a.wav", np.zeros(RATE)))
    assert head_and_tail(sound) == (1.0, 1.0)
    assert noise_floor(sound) == -120.0


def test_a_file_longer_than_a_store_takes_fails_by_its_minutes(tmp_path: Path) -> None:
    sound = listen(ffmpeg_program(), write(tmp_path / "a.wav", good().sound))
    assert length_limit(sound, replace(ACX.limits, minutes=None)).passed
    measure = length_limit(sound, replace(ACX.limits, minutes=0.1))
    assert not measure.passed and "set deliver.max_minutes" in measure.message
