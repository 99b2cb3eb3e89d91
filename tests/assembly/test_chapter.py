"""Whole chapters: made by the real ffmpeg, decoded again, listened to."""

import itertools
import textwrap
import threading
import weakref
from pathlib import Path

import numpy as np
import pytest
from hibari import Hibari
from py_nanotts import NanoTTS

from narrate.assembly.chapter import ChapterOrder, Format, Level, Piece, Timeline, assemble
from narrate.assembly.edit import AFTER, BEFORE
from narrate.audio import Audio, Take, TakeInfo
from narrate.errors import TakeDamaged
from narrate.recording.inspect import inspect
from tests.assembly.sound import (
    RATE,
    Takes,
    about,
    babble,
    decibels,
    hear,
    order,
    rms,
    take,
    tone,
)

LOSSLESS: list[Format] = ["wav", "flac"]


def make(takes: Takes, pieces: list[Piece], chapter: ChapterOrder) -> Timeline:
    return assemble(pieces, takes.info, takes.read, chapter)


@pytest.fixture
def tones() -> Takes:
    """Takes of a tone each, of several rates and lengths."""
    return Takes(
        a=take(tone(300, 0.5), "a"),
        b=take(tone(500, 0.8, 16000), "b", 16000),
        c=take(tone(900, 0.31, 44100), "c", 44100, lead=0.0, tail=0.0),
    )


PIECES = [
    Piece("001-0000", "a", "v", 0.35),
    Piece("001-0001", "b", "v", 0.0),
    Piece("001-0002", "c", "v", 0.7),
    Piece("001-0003", "a", "v", 99.0),
]


@pytest.mark.parametrize("form", LOSSLESS)
def test_the_timeline_is_true_to_the_sample(tones: Takes, tmp_path: Path, form: Format) -> None:
    made = make(tones, PIECES, order(tmp_path, form, chapter_start=0.5, chapter_end=1.0))
    heard = hear(made.files[0])
    assert len(heard) == made.samples
    assert made.sample_rate == RATE
    spans = made.spans
    assert [span.chunk_id for span in spans] == [piece.chunk_id for piece in PIECES]
    gaps = [after.start - before.end for before, after in itertools.pairwise(spans)]
    assert (spans[0].start, *gaps) == (0.5 * RATE, round(0.35 * RATE), 0, round(0.7 * RATE))
    assert made.samples - spans[-1].end == RATE, "chapter_end stands for the last piece's pause"
    for span, hertz in zip(spans, (300, 500, 900, 300), strict=True):
        said = heard[span.start : span.end]
        spectrum = np.abs(np.fft.rfft(said * np.hanning(len(said))))
        assert spectrum.argmax() * RATE / len(said) == pytest.approx(hertz, abs=6)
    for start, end in ((0, spans[0].start), (spans[0].end, spans[1].start), (spans[3].end, None)):
        assert not heard[start:end].any(), "pauses are silent"


def test_sound_begins_and_ends_where_the_chunk_does(tones: Takes, tmp_path: Path) -> None:
    made = make(tones, PIECES, order(tmp_path))
    heard = np.abs(hear(made.files[0])) > 300
    for span in (made.spans[0], made.spans[1], made.spans[3]):
        sounding = np.flatnonzero(heard[span.start : span.end])
        assert sounding[0] == pytest.approx(BEFORE * RATE, abs=24)
        assert span.end - span.start - sounding[-1] == pytest.approx(AFTER * RATE, abs=24)


@pytest.mark.parametrize("form", ["mp3", "m4a", "opus"])
def test_coded_files_lie_on_the_same_timeline(tmp_path: Path, form: Format) -> None:
    takes = Takes(a=take(babble(1.5, 1), "a"), b=take(babble(1.0, 2), "b"))
    pieces = [Piece("0", "a", "v", 0.4), Piece("1", "b", "v", 0.4)]
    made = make(takes, pieces, order(tmp_path, "wav", form))
    exact, coded = (hear(path) for path in made.files)
    assert abs(len(coded) - len(exact)) < 0.05 * RATE
    size = min(len(exact), len(coded))
    likeness = np.fft.irfft(np.fft.rfft(exact[:size]).conj() * np.fft.rfft(coded[:size]), size)
    assert int(likeness.argmax()) in (0, 1, size - 1)
    assert decibels(rms(coded) / rms(exact)) == pytest.approx(0, abs=0.6)


def test_no_join_clicks(tmp_path: Path) -> None:
    """Takes that begin and end in full swing, joined without a pause, with noise between."""
    random = np.random.default_rng(0)
    takes = Takes()
    for n in range(6):
        swing = babble(0.7, n)[137 * n + 900 :]
        takes[str(n)] = take(swing + random.normal(0, 0.0005, len(swing)), str(n), lead=0, tail=0)
    pieces = [Piece(key, key, "v", 0.0 if n % 2 else 0.1) for n, key in enumerate(takes)]
    made = make(takes, pieces, order(tmp_path, level=Level("rms", -20, -1)))
    steps = np.abs(np.diff(hear(made.files[0])))
    near = np.zeros(len(steps), bool)
    for span in made.spans:
        for border in (span.start, span.end):
            near[border - 5 : border + 5] = True
    assert steps[near].max() < steps[~near].max() / 4


def test_two_real_voices_come_out_at_one_level(tmp_path: Path) -> None:
    """hibari at 24 kHz near -26 dB, Pico at 16 kHz near -17 dB: both come to -20 dB."""
    takes = Takes()
    hibari, pico = Hibari(voice="heart", threads=1), NanoTTS()
    story = (Path(__file__).parents[2] / "input" / "gift-of-the-magi.txt").read_text("utf-8")
    pieces = []
    for n, text in enumerate(textwrap.wrap(" ".join(story.split())[2000:], 160)[:10]):
        if n % 2:
            audio = Audio(16000, pico.speak(text, "en-GB", speed=1.0, pitch=1.0, volume=0.5))
        else:
            sound = np.asarray(hibari(text, seed=0)) * 32767
            audio = Audio(24000, sound.astype("<i2").tobytes())
        key = f"take {n}"
        info = TakeInfo(key, audio.rate, audio.samples, inspect(audio, text))
        takes[key] = Take(info, audio)
        pieces.append(Piece(key, key, "pico" if n % 2 else "hibari", 0.35))
    made = make(takes, pieces, order(tmp_path))
    heard = hear(made.files[0])
    for start in (0, 1):
        said = np.concatenate([heard[s.start : s.end] for s in made.spans[start::2]])
        assert decibels(rms(said) / 32768) == pytest.approx(-20, abs=0.5)
    assert decibels(np.abs(heard).max() / 32768) <= -3.0
    assert made.peak == pytest.approx(decibels(np.abs(heard).max() / 32768), abs=0.02)
    assert made.gains["hibari"] > 0 > made.gains["pico"]
    assert made.limited > 0


def test_the_same_takes_give_the_same_bytes(tones: Takes, tmp_path: Path) -> None:
    formats: tuple[Format, ...] = ("mp3", "m4a", "flac", "opus", "wav")
    first = make(tones, PIECES, order(tmp_path / "1", *formats, tags={"title": "T"}))
    second = make(tones, PIECES, order(tmp_path / "2", *formats, tags={"title": "T"}))
    for one, other in zip(first.files, second.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.suffix
        assert b"Lavf6" not in one.read_bytes(), "a version of ffmpeg would make them differ"


@pytest.mark.parametrize("rate", [16000, 22050, 44100])
def test_any_rate_can_be_delivered(tones: Takes, tmp_path: Path, rate: int) -> None:
    made = make(tones, PIECES, order(tmp_path, "flac", "mp3", "opus", sample_rate=rate))
    assert f"{rate} Hz, mono" in about(made.files[0])
    assert f"{rate} Hz, mono" in about(made.files[1])
    assert len(hear(made.files[0], rate)) == made.samples
    assert made.seconds == pytest.approx(made.samples / rate)


def test_a_chapter_may_be_empty(tmp_path: Path) -> None:
    made = make(Takes(), [], order(tmp_path, "mp3", "flac"))
    assert made.samples == len(hear(made.files[1])) == round(2.75 * RATE)
    assert made.spans == ()


def test_a_damaged_take_stops_it_without_a_trace(tones: Takes, tmp_path: Path) -> None:
    def read(key: str) -> Take:
        if key == "c":
            raise TakeDamaged(key, "it is another take")
        return tones.read(key)

    with pytest.raises(TakeDamaged):
        assemble(PIECES, tones.info, read, order(tmp_path, "mp3", "wav"))
    assert list(tmp_path.iterdir()) == []
    assert threading.active_count() < 5


def test_one_take_is_held_at_a_time(tmp_path: Path) -> None:
    """Nothing of a take may still be alive two takes later."""
    alive: list[weakref.ref[Audio]] = []
    most = 0

    class WatchedAudio(Audio):
        __slots__ = ("__weakref__",)

    def read(key: str) -> Take:
        nonlocal most
        most = max(most, sum(ref() is not None for ref in alive))
        made = take(tone(300, 0.2), key)
        audio = WatchedAudio(made.audio.rate, made.audio.pcm)
        alive.append(weakref.ref(audio))
        return Take(made.info, audio)

    info = take(tone(300, 0.2), "k").info
    assemble(
        [Piece(str(n), "k", "v", 0.1) for n in range(8)], lambda key: info, read, order(tmp_path)
    )
    assert most <= 2
