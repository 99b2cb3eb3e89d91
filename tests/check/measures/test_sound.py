"""Figures of a file are those of ffmpeg's own filters."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.check.measures.decode import DecoderLog
from narrate.check.measures.sound import (
    FilePart,
    SoundFigures,
    _SoundMeter,
    decibels,
    listen,
    listen_to_parts,
)
from narrate.files.ffmpeg import ffmpeg_program
from tests.assembly.takes import tone
from tests.check.measures.deliveries import RATE, ask, figure_in, write


def test_the_measured_level_and_peak_are_those_of_astats(heard: tuple[Path, SoundFigures]) -> None:
    path, sound = heard
    said = ask("-i", path, "-af", "astats=measure_perchannel=none", "-f", "null", "-")
    assert sound.rms == pytest.approx(figure_in(r"RMS level dB: (\S+)", said), abs=0.05)
    assert decibels(sound.peak) == pytest.approx(figure_in(r"Peak level dB: (\S+)", said), abs=0.05)
    assert sound.samples == figure_in(r"Number of samples: (\d+)", said)


def test_the_measured_loudness_and_true_peak_are_those_of_ebur128(
    heard: tuple[Path, SoundFigures],
) -> None:
    path, sound = heard
    said = ask("-i", path, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-")
    assert sound.said.lufs == figure_in(r"I:\s+(\S+) LUFS", said)
    peak = figure_in(r"True peak:\s+Peak:\s+(\S+) dBFS", said)
    assert decibels(sound.true_peak) == pytest.approx(peak, abs=0.1)


def test_a_peak_between_the_samples_is_measured(tmp_path: Path) -> None:
    # A tone at a quarter of the rate, sampled 45 degrees off its peaks, is 3 dB higher than they.
    time = np.arange(RATE) / RATE
    sound = 0.7 * np.sin(2 * np.pi * RATE / 4 * time + np.pi / 4)
    sound *= np.minimum(1, np.minimum(time, time[::-1]) * 100)  # switched on, it would ring
    found = listen(ffmpeg_program(), write(tmp_path / "a.wav", sound))
    assert decibels(found.peak) == pytest.approx(-6.1, abs=0.05)
    assert decibels(found.true_peak) == pytest.approx(-3.1, abs=0.05)


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(0, 5000), max_size=6), borders=st.sets(st.integers(0, 4999)))
def test_measures_do_not_depend_on_how_the_sound_is_cut_into_pieces(
    cuts: list[int], borders: set[int]
) -> None:
    sound = np.random.default_rng(5).normal(0, 0.1, (5000, 1)).astype(np.float32)
    sound[:700] = 0
    whole, pieces = (_SoundMeter(8000, 1, sorted(borders)) for _ in range(2))
    whole.hear(sound)
    edges = [0, *sorted(cuts), 5000]
    for start, end in itertools.pairwise(edges):
        pieces.hear(sound[start:end])
    first, second = whole.sound(DecoderLog()), pieces.sound(DecoderLog())
    for name in ("samples", "peak", "first", "last"):
        assert getattr(first, name) == getattr(second, name)
    assert first.true_peak == pytest.approx(second.true_peak, rel=1e-5)
    for name in ("energy", "low", "high", "step", "joins"):
        np.testing.assert_allclose(getattr(first, name), getattr(second, name), rtol=1e-5)


def test_parts_of_a_sound_file_are_measured_by_themselves(tmp_path: Path) -> None:
    loud, quiet = tone(300, 0.7, RATE, 0.5), tone(300, 1.1, RATE, 0.05)
    path = write(tmp_path / "a.wav", np.concatenate([loud, quiet]))
    first, second, third = listen_to_parts(
        ffmpeg_program(), path, [FilePart(len(loud)), FilePart(len(quiet)), FilePart(1)]
    )
    assert (first.samples, second.samples, third.samples) == (len(loud), len(quiet), 0)
    assert first.rms == pytest.approx(-9.03, abs=0.02)
    assert second.rms == pytest.approx(-29.03, abs=0.02)
    assert (second.first or 0) < 20


def test_a_file_that_is_no_audio_has_no_samples_to_measure(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_text('{"error": "too many requests"}')
    sound = listen(ffmpeg_program(), path)
    assert (sound.samples, sound.said.codec) == (0, "")
