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

from narrate.assembly.chapter import assemble
from narrate.assembly.sound.forecast import AFTER, BEFORE
from narrate.assembly.spec import AssembledChapter, ChapterSpec, ChunkSpec, Format, Level
from narrate.audio import Audio, Take, TakeInfo
from narrate.errors import TakeDamaged
from narrate.profiles import NO_TONE, PROFILES
from narrate.recording.inspect import inspect
from tests.assembly.takes import (
    RATE,
    Takes,
    about,
    babble,
    chunk,
    decibels,
    ebur128,
    hear,
    ints,
    murmur,
    rms,
    spec,
    take,
    tone,
)

LOSSLESS: list[Format] = ["wav", "flac"]


def make(takes: Takes, chunks: list[ChunkSpec], chapter: ChapterSpec) -> AssembledChapter:
    return assemble(chunks, takes.info, takes.read, chapter)


@pytest.fixture
def tones() -> Takes:
    """Takes of a tone each, of several rates and lengths."""
    return Takes(
        a=take(tone(300, 0.5), "a"),
        b=take(tone(500, 0.8, 16000), "b", 16000),
        c=take(tone(900, 0.31, 44100), "c", 44100, lead=0.0, tail=0.0),
    )


CHUNKS = [
    chunk("001-0000", "a", "v", 0.35),
    chunk("001-0001", "b", "v", 0.0),
    chunk("001-0002", "c", "v", 0.7),
    chunk("001-0003", "a", "v", 99.0),
]


@pytest.mark.parametrize("form", LOSSLESS)
def test_a_chapters_timeline_is_true_to_the_sample(
    tones: Takes, tmp_path: Path, form: Format
) -> None:
    made = make(tones, CHUNKS, spec(tmp_path, form, chapter_start=0.5, chapter_end=1.0))
    heard = hear(made.files[0])
    assert len(heard) == made.samples
    assert made.sample_rate == RATE
    spans = made.chunks
    assert [span.id for span in spans] == [each.chunk.id for each in CHUNKS]
    gaps = [after.start - before.end for before, after in itertools.pairwise(spans)]
    assert gaps == [round(0.35 * RATE), 0, round(0.7 * RATE)]
    sounding = np.flatnonzero(np.abs(heard) > 104)  # -50 dB
    assert sounding[0] == 0.5 * RATE
    assert made.samples - sounding[-1] - 1 == RATE, "chapter_end, not the last chunk's pause"
    for span, hertz in zip(spans, (300, 500, 900, 300), strict=True):
        said = heard[span.start : span.end]
        spectrum = np.abs(np.fft.rfft(said * np.hanning(len(said))))
        assert spectrum.argmax() * RATE / len(said) == pytest.approx(hertz, abs=6)
    for start, end in ((0, spans[0].start), (spans[0].end, spans[1].start), (spans[3].end, None)):
        assert not heard[start:end].any(), "pauses are silent"


def test_a_chapters_sound_begins_and_ends_where_its_chunks_do(tones: Takes, tmp_path: Path) -> None:
    made = make(tones, CHUNKS, spec(tmp_path))
    heard = np.abs(hear(made.files[0])) > 300
    for span in (made.chunks[0], made.chunks[1], made.chunks[3]):
        sounding = np.flatnonzero(heard[span.start : span.end])
        assert sounding[0] == pytest.approx(BEFORE * RATE, abs=24)
        assert span.end - span.start - sounding[-1] == pytest.approx(AFTER * RATE, abs=24)


@pytest.mark.parametrize("form", ["mp3", "m4a", "opus"])
def test_coded_files_of_a_chapter_keep_the_timeline_of_the_wav(
    tmp_path: Path, form: Format
) -> None:
    takes = Takes(a=take(babble(1.5, 1), "a"), b=take(babble(1.0, 2), "b"))
    chunks = [chunk("0", "a", "v", 0.4), chunk("1", "b", "v", 0.4)]
    made = make(takes, chunks, spec(tmp_path, "wav", form))
    exact, coded = (hear(path) for path in made.files)
    assert abs(len(coded) - len(exact)) < 0.05 * RATE
    size = min(len(exact), len(coded))
    likeness = np.fft.irfft(np.fft.rfft(exact[:size]).conj() * np.fft.rfft(coded[:size]), size)
    assert int(likeness.argmax()) in (0, 1, size - 1)
    assert decibels(rms(coded) / rms(exact)) == pytest.approx(0, abs=0.6)


def test_takes_joined_in_a_chapter_do_not_click(tmp_path: Path) -> None:
    """Takes that begin and end in full swing, joined without a pause, with noise between."""
    random = np.random.default_rng(0)
    takes = Takes()
    for n in range(6):
        swing = babble(0.7, n)[137 * n + 900 :]
        takes[str(n)] = take(swing + random.normal(0, 0.0005, len(swing)), str(n), lead=0, tail=0)
    chunks = [chunk(key, key, "v", 0.0 if n % 2 else 0.1) for n, key in enumerate(takes)]
    made = make(takes, chunks, spec(tmp_path, level=Level("rms", -20, -1)))
    steps = np.abs(np.diff(hear(made.files[0])))
    near = np.zeros(len(steps), bool)
    for span in made.chunks:
        for border in (span.start, span.end):
            near[border - 5 : border + 5] = True
    assert steps[near].max() < steps[~near].max() / 4


def test_two_real_voices_come_out_at_one_level(tmp_path: Path) -> None:
    """hibari at 24 kHz near -26 dB, Pico at 16 kHz near -17 dB: both come to -20 dB."""
    takes = Takes()
    hibari, pico = Hibari(voice="heart", threads=1), NanoTTS()
    story = (Path(__file__).parents[2] / "input" / "gift-of-the-magi.txt").read_text("utf-8")
    chunks = []
    for n, text in enumerate(textwrap.wrap(" ".join(story.split())[2000:], 160)[:10]):
        if n % 2:
            audio = Audio(16000, pico.speak(text, "en-GB", speed=1.0, pitch=1.0, volume=0.5))
        else:
            sound = np.asarray(hibari(text, seed=0)) * 32767
            audio = Audio(24000, sound.astype("<i2").tobytes())
        key = f"take {n}"
        info = TakeInfo(key, audio.rate, audio.samples, inspect(audio, text))
        takes[key] = Take(info, audio)
        chunks.append(chunk(key, key, "pico" if n % 2 else "hibari", 0.35))
    made = make(takes, chunks, spec(tmp_path))
    heard = hear(made.files[0])
    levels = []
    for start in (0, 1):
        said = np.concatenate([heard[s.start : s.end] for s in made.chunks[start::2]])
        levels.append(decibels(rms(said) / 32768))
    assert levels[0] == pytest.approx(levels[1], abs=0.3)
    assert decibels(rms(heard) / 32768) == pytest.approx(-20, abs=1.0)
    assert ebur128(made.files[0])[1] <= -2.9
    assert made.peak == pytest.approx(decibels(np.abs(heard).max() / 32768), abs=0.02)
    assert made.gains["hibari"] > 0 > made.gains["pico"]
    assert made.limited > 0


def test_the_same_takes_assembled_again_give_the_same_bytes(tones: Takes, tmp_path: Path) -> None:
    formats: tuple[Format, ...] = ("mp3", "m4a", "flac", "opus", "wav")
    first = make(tones, CHUNKS, spec(tmp_path / "1", *formats, tags={"title": "T"}))
    second = make(tones, CHUNKS, spec(tmp_path / "2", *formats, tags={"title": "T"}))
    for one, other in zip(first.files, second.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.suffix
        assert b"Lavf6" not in one.read_bytes(), "a version of ffmpeg would make them differ"


@pytest.mark.parametrize("rate", [16000, 22050, 44100])
def test_a_chapter_can_be_delivered_at_any_sample_rate(
    tones: Takes, tmp_path: Path, rate: int
) -> None:
    made = make(tones, CHUNKS, spec(tmp_path, "flac", "mp3", "opus", sample_rate=rate))
    assert f"{rate} Hz, mono" in about(made.files[0])
    assert f"{rate} Hz, mono" in about(made.files[1])
    assert len(hear(made.files[0], rate)) == made.samples
    assert made.seconds == pytest.approx(made.samples / rate)


def test_a_chapter_as_recorded_keeps_the_samples_of_its_takes(tmp_path: Path) -> None:
    takes = Takes(a=take(babble(1.5, 1, level=0.02), "a"), b=take(babble(1.0, 2), "b"))
    chunks = [chunk("0", "a", "v", 0.4), chunk("1", "b", "w", 0.4)]
    made = make(takes, chunks, spec(tmp_path, level=Level(None, 0.0, 0.0)))
    assert set(made.gains.values()) == {0.0}
    heard, fade = hear(made.files[0]), RATE // 200
    for span, key in zip(made.chunks, takes, strict=True):
        recorded = ints(takes[key].audio.pcm)[round((0.2 - BEFORE) * RATE) :]
        inside = slice(span.start + fade, span.end - fade)
        assert np.array_equal(heard[inside], recorded[fade : span.end - span.start - fade])


@pytest.mark.parametrize("rate", [24000, 44100])
def test_a_chapters_head_and_tail_are_counted_to_what_is_heard(tmp_path: Path, rate: int) -> None:
    takes = Takes(a=take(babble(1.5, 1), "a"), b=take(tone(200, 1.0), "b"))
    chunks = [chunk("0", "a", "v", 0.4), chunk("1", "b", "v", 0.4)]
    chapter = spec(
        tmp_path,
        sample_rate=rate,
        chapter_start=1.0,
        chapter_end=2.5,
        room_tone=-75.0,
        frame=1024,
    )
    made = make(takes, chunks, chapter)
    heard = hear(made.files[0], rate)
    assert len(heard) == made.samples
    assert made.samples % 1024 == 0
    sounding = np.flatnonzero(np.abs(heard) > 104)
    assert sounding[0] / rate == pytest.approx(1.0, abs=0.001)
    assert 2.499 < (len(heard) - sounding[-1]) / rate < 2.501 + 1024 / rate


@pytest.mark.parametrize("form", ["mp3", "m4a", "opus"])
def test_room_tone_is_still_in_a_chapter_after_coding(tmp_path: Path, form: Format) -> None:
    """The quietest half second of a decoded file: no digital silence, far under -60 dB."""
    takes = Takes(a=take(babble(1.5, 1), "a"), b=take(babble(1.0, 2), "b"))
    chunks = [chunk("0", "a", "v", 1.0), chunk("1", "b", "v", 0.4)]
    made = make(takes, chunks, spec(tmp_path, form, sample_rate=44100, room_tone=-75.0))
    heard = hear(made.files[0], 44100).astype(float)
    blocks = (heard[: len(heard) // 441 * 441].reshape(-1, 441) ** 2).mean(axis=1)
    floor = np.sqrt(np.convolve(blocks, np.full(50, 0.02), "valid").min()) / 32768
    assert -80 < decibels(floor) < -70


def test_room_tone_runs_under_a_whole_chapter_without_a_step(tones: Takes, tmp_path: Path) -> None:
    """What it adds is one and the same noise from end to end: it meets no take with a step."""
    plain, with_tone = (
        hear(make(tones, CHUNKS, spec(tmp_path / str(level), room_tone=level)).files[0])
        for level in (NO_TONE, -60.0)
    )
    added = (with_tone - plain).astype(float)
    parts = added[: len(added) // 2400 * 2400].reshape(-1, 2400)
    levels = [decibels(rms(part) / 32768) for part in parts]
    assert min(levels) > -64
    assert max(levels) < -57
    assert np.abs(np.diff(added)).max() < 0.002 * 32768


def test_chapters_with_long_and_short_pauses_have_speech_of_one_level(tmp_path: Path) -> None:
    """Speech at one level, as long as no store would refuse the chapter with the pauses."""
    takes = Takes(a=take(murmur(3.0, 1), "a"))
    speech, whole = [], []
    for pause in (0.1, 2.0, 9.0):
        chunks = [chunk(str(n), "a", "v", pause) for n in range(4)]
        made = make(takes, chunks, spec(tmp_path / str(pause), chapter_end=1.0))
        heard = hear(made.files[0])
        said = np.concatenate([heard[s.start : s.end] for s in made.chunks])
        speech.append(decibels(rms(said) / 32768))
        whole.append(decibels(rms(heard) / 32768))
    assert speech[0] == pytest.approx(speech[1], abs=0.05)
    assert whole[0] == pytest.approx(-20, abs=0.6)
    assert whole[2] == pytest.approx(-22.5, abs=0.1), "the store's -23 is not reached"


@pytest.mark.parametrize(("target", "rate"), [(-19.0, 44100), (-23.0, 48000)])
def test_the_lufs_of_a_chapter_are_what_ffmpeg_measures(
    tmp_path: Path, target: float, rate: int
) -> None:
    takes = Takes(
        a=take(murmur(2.5, 1), "a"),
        b=take(murmur(2.0, 2, 16000, level=0.2), "b", 16000),
        c=take(murmur(1.5, 3, level=0.01), "c"),
    )
    chunks = [chunk(str(n), key, key, 0.3 + n) for n, key in enumerate("abcab")]
    made = make(takes, chunks, spec(tmp_path, sample_rate=rate, level=Level("lufs", target, -1)))
    loudness, peak = ebur128(made.files[0])
    assert loudness == pytest.approx(target, abs=0.2)
    assert peak <= -1.0 + 0.1
    heard = hear(made.files[0], rate)
    said = [decibels(rms(heard[s.start : s.end]) / 32768) for s in made.chunks[:3]]
    assert max(said) - min(said) < 1.0, "voices are equal"


def test_an_mp3_of_a_chapter_is_as_loud_as_its_wav(tmp_path: Path) -> None:
    """LAME lowers what it is given by up to 0.45 dB, by bit rate."""
    takes = Takes(a=take(murmur(2.5, 1), "a"))
    for bitrate in ("64k", "128k", "192k", "224k", "320k"):
        chapter = spec(
            tmp_path / bitrate, "wav", "mp3", sample_rate=44100, bitrates={"mp3": bitrate}
        )
        made = make(takes, [chunk("0", "a", "v", 0.4)], chapter)
        exact, coded = (hear(path, 44100) for path in made.files)
        assert decibels(rms(coded) / rms(exact)) == pytest.approx(0, abs=0.06), bitrate


def test_formats_that_raise_peaks_are_given_headroom(tmp_path: Path) -> None:
    takes = Takes(a=take(babble(3.0, 1), "a"))
    peaks = {}
    for formats in (("wav",), ("wav", "m4a"), ("wav", "m4a", "opus")):
        made = make(takes, [chunk("0", "a", "v", 0.4)], spec(tmp_path / formats[-1], *formats))
        peaks[formats[-1]] = ebur128(made.files[0])[1]
        assert ebur128(made.files[-1])[1] <= -3.0 + 0.5
    assert peaks["wav"] == pytest.approx(-3.0, abs=0.1)
    assert peaks["m4a"] == pytest.approx(-3.8, abs=0.1)
    assert peaks["opus"] == pytest.approx(-4.5, abs=0.1)


def test_an_mp3_assembled_for_acx_meets_its_limits(tmp_path: Path) -> None:
    """ACX's figures, read from the MP3."""
    acx = PROFILES["acx"]
    takes = Takes(
        {str(n): take(murmur(2.0, n, level=0.01 * 2**n, rate=24000), str(n)) for n in range(5)}
    )
    chapter = spec(
        tmp_path,
        "mp3",
        sample_rate=acx.sample_rate,
        bitrates={"mp3": acx.mp3_bitrate},
        level=Level(acx.measure, acx.loudness, acx.peak),
        chapter_start=acx.head,
        chapter_end=acx.tail,
        room_tone=acx.room_tone,
    )
    made = make(takes, [chunk(key, key, key, 0.5) for key in takes], chapter)
    heard = hear(made.files[0], 44100)
    assert -23 < decibels(rms(heard) / 32768) < -18
    assert decibels(np.abs(heard).max() / 32768) <= -3.0
    assert "44100 Hz, mono" in about(made.files[0])
    frames = made.files[0].read_bytes()
    at, rates = frames.index(b"\xff\xfb"), set()
    while at + 4 < len(frames) and frames[at] == 0xFF:  # MPEG-1 layer III: 144 * rate / 44100 bytes
        rates.add(frames[at + 2] >> 4)
        at += 144 * 192000 // 44100 + (frames[at + 2] >> 1 & 1)
    assert rates == {11}, "192 kbit/s in every frame"


def test_a_chapter_without_chunks_is_assembled_of_silence(tmp_path: Path) -> None:
    made = make(Takes(), [], spec(tmp_path, "mp3", "flac"))
    assert made.samples == len(hear(made.files[1])) == round(2.75 * RATE)
    assert made.chunks == ()


def test_a_damaged_take_stops_assembly_and_leaves_no_file(tones: Takes, tmp_path: Path) -> None:
    def read(key: str) -> Take:
        if key == "c":
            raise TakeDamaged(key, "it is another take")
        return tones.read(key)

    with pytest.raises(TakeDamaged):
        assemble(CHUNKS, tones.info, read, spec(tmp_path, "mp3", "wav"))
    assert list(tmp_path.iterdir()) == []
    assert threading.active_count() < 5


def test_assembly_holds_one_take_in_memory_at_a_time(tmp_path: Path) -> None:
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
        [chunk(str(n), "k", "v", 0.1) for n in range(8)], lambda key: info, read, spec(tmp_path)
    )
    assert most <= 2
