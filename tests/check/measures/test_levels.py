"""Loudness, peaks, noise floor, head and tail are measured, and held to what a store takes."""

from __future__ import annotations

import math
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.levels import head_and_tail, length_limit, level_checks, noise_floor
from narrate.check.measures.sound import SoundFigures, listen
from narrate.check.measures.wanted import Standard, WantedFile
from narrate.files.ffmpeg import ffmpeg_program
from narrate.profiles import Limits
from tests.check.measures.deliveries import (
    ACX,
    RATE,
    Change,
    ask,
    check,
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
