"""What a file is: its format, whether it is whole, its tags and its cover, its levels.

The frames of an MP3 are walked one by one: what its headers promise is not believed. id3.org
(ID3v2, ID3v1); the Xing and Info frame as LAME writes it. Loudness, peaks, noise floor and room
tone are held against what a store takes.
"""

from __future__ import annotations

import math
import mmap
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from narrate.check.measures.decode import read_metadata
from narrate.check.measures.result import AGAIN, CheckResult, verdict, within
from narrate.check.measures.sound import CELLS, SoundFigures, decibels
from narrate.check.measures.wanted import ENDINGS, Standard, WantedFile
from narrate.files.mp3 import ID3_HEAD, FrameHeader, frame_header, id3_size
from narrate.profiles import NO_TONE, Limits

SLACK = {"m4a": 1024, "m4b": 1024, "mp3": 528}
"""Samples that a format may come out longer than it went in: a frame of AAC, where a player does
not heed the edit list; what fills the last frame of an MP3, where it is less than the 529 samples
of the decoder's delay, since ffmpeg then takes nothing off the end"""
_RESAMPLED = "opus"
"""Knows 48 kHz and what divides it; another rate is resampled"""


def container_checks(
    sound: SoundFigures, wanted: WantedFile, rate: int, samples: int
) -> Iterator[CheckResult]:
    """Is it the format that its name says, does it decode, is it as long as the timeline?"""
    right = yield from format_checks(sound, wanted, rate)
    if right:
        yield length_check(sound.samples, sound.rate, wanted.format, rate, samples)


def format_checks(
    sound: SoundFigures, wanted: WantedFile, rate: int
) -> Generator[CheckResult, None, bool]:
    """All of that but the length; returns whether it is of that format."""
    container, codec = ENDINGS[wanted.format]
    said = sound.said
    found = f"{said.container} ({said.codec})" if said.codec else "no audio"
    right = said.codec == codec and container in said.container.split(",")
    fault = f"it is {found}, not {wanted.format}; {AGAIN}"
    yield verdict("format", right, found, limit=f"{wanted.format} ({codec})", fault=fault)
    if not right:
        return False
    whole = not said.complaints
    fault = "" if whole else f"ffmpeg: {said.complaints[0]}; {AGAIN}"
    yield verdict("decodes", whole, "clean" if whole else "broken", limit="clean", fault=fault)
    fault = f"{sound.channels} channels; {AGAIN}"
    yield verdict("channels", sound.channels == 1, sound.channels, limit="1 (mono)", fault=fault)
    if wanted.format != _RESAMPLED:
        fault = f"{sound.rate} Hz instead of {rate}; {AGAIN}"
        right = sound.rate == rate
        yield verdict("sample rate", right, sound.rate, unit="Hz", limit=f"{rate} Hz", fault=fault)
    return True


def length_check(found: int, found_rate: int, form: str, rate: int, samples: int) -> CheckResult:
    """Decoded samples against the timeline's: headers of a file that was cut off lie."""
    found_rate = found_rate or rate
    over = found - samples * found_rate / rate
    well = -1 < over < 1 + SLACK.get(form, 0)
    seconds = abs(over) / found_rate
    fault = f"{seconds:.3f} s {'longer' if over > 0 else 'shorter'} than the timeline; {AGAIN}"
    limit = f"{samples / rate:.3f} s, to the sample"
    return verdict("length", well, round(found / found_rate, 3), unit="s", limit=limit, fault=fault)


def rate_limit(
    sound: SoundFigures, wanted: WantedFile, standard: Standard
) -> Iterator[CheckResult]:
    """The sample rate that a store asks for."""
    rate = standard.limits.sample_rate
    if rate and wanted.format != _RESAMPLED:
        limit, fault = f"{rate} Hz", "set deliver.sample_rate and run narrate"
        right = sound.rate == rate
        yield verdict("store's rate", right, sound.rate, unit="Hz", limit=limit, fault=fault)


def frame_checks(wanted: WantedFile, standard: Standard) -> Iterator[CheckResult]:
    """The frames of an mp3: nothing but frames, all there, all of one bit rate, all mono."""
    frames = walk(wanted.path)
    fault = _structure(frames)
    limit = "complete, nothing between them"
    yield verdict("frames", not fault, frames.audio, limit=limit, fault=fault)
    yield _bitrate(frames, wanted.bitrate, standard.limits.mp3_bitrate)
    joint = [mode for mode in frames.modes if mode != "mono"]
    fault = f"{joint[0]}; {AGAIN}" if joint else ""
    yield verdict("mode", not joint, ", ".join(frames.modes), limit="mono", fault=fault)


def _structure(frames: Frames) -> str:
    """What is wrong with how the file is built; empty where nothing is."""
    if not frames.audio:
        return f"there is no mp3 audio in it; {AGAIN}"
    if frames.junk:
        at, size = frames.junk[0]
        return f"{size} bytes at byte {at} are not mp3; {AGAIN}"
    if len(frames.heads) > 1:
        return f"a second file begins at byte {frames.heads[1]}; {AGAIN}"
    if frames.cut or (frames.promised or frames.audio) > frames.audio:
        return f"cut off: {frames.audio} frames of {frames.promised or 'more'}; {AGAIN}"
    if frames.promised and frames.promised < frames.audio:
        return f"{frames.audio} frames, but its header says {frames.promised}; {AGAIN}"
    return ""


def _bitrate(frames: Frames, ordered: int | None, least: int | None) -> CheckResult:
    rates = sorted(frames.bitrates)
    found = f"{rates[0]}-{rates[-1]}" if len(rates) > 1 else f"{rates[0] if rates else 0}"
    limit = f"{ordered} kbit/s constant" if ordered else "constant"
    fault = ""
    if len(rates) > 1:
        fault = f"bit rate varies from {rates[0]} to {rates[-1]} kbit/s; {AGAIN}"
    elif ordered and rates != [ordered]:
        fault = f"{found} kbit/s instead of {ordered}; {AGAIN}"
    elif least and (not rates or rates[0] < least):
        fault = f"{found} kbit/s, less than {least}: set deliver.bitrate.mp3 and run narrate"
        limit = f"at least {least} kbit/s, constant"
    return verdict("bit rate", not fault, found, unit="kbit/s", limit=limit, fault=fault)


CHECKED = ("title", "album", "artist", "track", "composer", "language")


def tag_checks(ffmpeg: str, sound: SoundFigures, wanted: WantedFile) -> Iterator[CheckResult]:
    """Every tag that a player shows, against what was ordered; is a cover there?"""
    if wanted.format == "wav":
        return  # its INFO list has names for a few of them only
    ogg = wanted.format == "opus"
    tags = read_metadata(ffmpeg, wanted.path, of_stream=ogg).tags
    language = {} if ogg else read_metadata(ffmpeg, wanted.path, of_stream=True).tags
    wrong = [_tag_fault(name, wanted.tags, {**language, **tags}) for name in CHECKED]
    faults = [fault for fault in wrong if fault]
    fault = f"{'; '.join(faults)}: {AGAIN}"
    yield verdict("tags", not faults, len(faults), unit="wrong", limit="as set", fault=fault)
    if wanted.cover:
        has = sound.said.has_picture
        fault = f"its cover is missing; {AGAIN}"
        yield verdict("cover", has, "present" if has else "missing", limit="present", fault=fault)


def _tag_fault(name: str, ordered: Mapping[str, str], found: Mapping[str, str]) -> str:
    wanted = ordered.get(name)
    if not wanted:
        return ""
    value = found.get(name, "")
    if _plain(value) == _plain(wanted) or (name == "track" and _number(value) == _number(wanted)):
        return ""
    return f"{name} is “{value}” instead of “{wanted}”" if value else f"{name} is missing"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _number(track: str) -> str:
    return track.split("/")[0].lstrip("0")


FORGET = 1 << 24
"""Bytes of a file that are let go of at a time"""


@dataclass(slots=True)
class Frames:
    """What an MP3 file is made of."""

    audio: int = 0
    """Frames of audio"""
    bitrates: Counter[int] = field(default_factory=Counter)
    """Frames by kbit/s"""
    modes: Counter[str] = field(default_factory=Counter)
    """Frames by their channels"""
    rates: Counter[int] = field(default_factory=Counter)
    """Frames by hertz"""
    promised: int | None = None
    """Frames of audio that its first Xing or Info header speaks of"""
    heads: list[int] = field(default_factory=list)
    """Bytes at which such headers begin; a second one begins another file"""
    junk: list[tuple[int, int]] = field(default_factory=list)
    """Start and length, in bytes, of what is neither frame nor tag"""
    cut: int = 0
    """Bytes that its last frame lacks"""


def walk(path: Path) -> Frames:
    """Every frame of the file. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return Frames()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _walk(data)


def _walk(data: mmap.mmap) -> Frames:
    found = Frames()
    known: dict[bytes, FrameHeader | None] = {}  # a file has few different headers
    at = gone = 0
    end = len(data)
    while at < end:
        if at - gone > 2 * FORGET and hasattr(data, "madvise"):
            # Let go of what was walked over: a book's file is larger than memory.
            data.madvise(mmap.MADV_DONTNEED, gone, FORGET)
            gone += FORGET
        head = data[at : at + 4]
        if head not in known:
            known[head] = frame_header(head)
        frame = known[head]
        if frame and (at + frame.size >= end or _goes_on(data, at + frame.size)):
            at = _count(data, at, frame, found)
        elif size := _tag_size(data, at):
            at += size
        else:
            start, at = at, _next_frame(data, at + 1)
            found.junk.append((start, at - start))
    return found


def _count(data: mmap.mmap, at: int, frame: FrameHeader, found: Frames) -> int:
    """Note a frame; returns where it ends."""
    name = data[at + frame.info_at : at + frame.info_at + 4]
    if name in (b"Xing", b"Info"):
        flags = data[at + frame.info_at + 7]
        if found.promised is None and flags & 1:
            found.promised = int.from_bytes(data[at + frame.info_at + 8 : at + frame.info_at + 12])
        found.heads.append(at)
    else:
        found.audio += 1
        found.bitrates[frame.bitrate] += 1
        found.modes[frame.mode] += 1
        found.rates[frame.rate] += 1
    found.cut = max(at + frame.size - len(data), 0)
    return min(at + frame.size, len(data))


def _goes_on(data: mmap.mmap, at: int) -> bool:
    """Whether a frame or a tag follows, so that what comes before is really a frame."""
    head = data[at : at + 4]
    return frame_header(head) is not None or head[:3] in (b"ID3", b"TAG") or head == b"APET"


def _tag_size(data: mmap.mmap, at: int) -> int:
    """Bytes of the tag that begins there; 0 where none does."""
    if size := id3_size(data[at : at + ID3_HEAD]):
        return size
    if data[at : at + 3] == b"TAG" and len(data) - at == 128:
        return 128
    if data[at : at + 8] == b"APETAGEX" and len(data) >= at + 32:
        return 32 + int.from_bytes(data[at + 12 : at + 16], "little")
    return 0


def _next_frame(data: mmap.mmap, at: int) -> int:
    """Where the next frame begins that is followed by another one; the end where none does."""
    while (at := data.find(b"\xff", at)) >= 0:
        frame = frame_header(data[at : at + 4])
        if frame and at + frame.size < len(data) and _goes_on(data, at + frame.size):
            return at
        at += 1
    return len(data)


STEP = CELLS // 10
"""Cells of a tenth of a second"""
WINDOW = 5
"""Tenths of a second that the noise floor is measured over"""
FOR_PLAYERS = ("aac", "opus")
"""Codecs, by ffmpeg's names, of files that no shop takes"""
_LEVEL = "set deliver.profile or deliver.level as wanted and run narrate"
_ROOM = "set pauses.{key} and run narrate; if they are as wanted, the file was changed"


def noise_floor(sound: SoundFigures) -> float | None:
    """dB RMS of the quietest half second, looked at every tenth of a second.

    That is how Audacity's ACX Check has it. None for a file shorter than that.
    """
    tenths = len(sound.energy) // STEP
    if tenths < WINDOW:
        return None
    energy = sound.energy[: tenths * STEP].reshape(tenths, STEP).mean(axis=1, dtype=np.float64)
    windows = np.convolve(energy, np.full(WINDOW, 1 / WINDOW), "valid")
    return decibels(math.sqrt(max(float(windows.min()), 0.0)))


def head_and_tail(sound: SoundFigures) -> tuple[float, float]:
    """Seconds before the first and after the last sample above -50 dB; all where none is."""
    if sound.first is None or sound.last is None:
        return sound.seconds, sound.seconds
    return sound.first / sound.rate, (sound.samples - 1 - sound.last) / sound.rate


def level_checks(sound: SoundFigures, standard: Standard) -> Iterator[CheckResult]:
    """The figures that a store judges a file by; without a limit where none is set.

    The limit of the sample peak is of shops that take MP3, FLAC or WAV; AAC and Opus move single
    peaks by more than a decibel, and go to players, where nothing is wrong below full scale.
    """
    limits, any_level = standard.limits, (None, None)
    loudness = limits.loudness or any_level
    by_rms, by_lufs = standard.measure == "rms", standard.measure == "lufs"
    yield within("RMS", sound.rms, loudness if by_rms else any_level, "dB", _LEVEL)
    if sound.said.lufs is not None:
        allowed = loudness if by_lufs else any_level
        yield within("loudness", sound.said.lufs, allowed, "LUFS", _LEVEL)
    peak = limits.peak
    if peak is not None and sound.said.codec in FOR_PLAYERS:
        peak = max(peak, 0.0)
    yield within("peak", decibels(sound.peak), (None, peak), "dB", _LEVEL)
    yield within("true peak", decibels(sound.true_peak), (None, limits.true_peak), "dBTP", _LEVEL)
    yield from _floor_checks(sound, limits)
    head, tail = head_and_tail(sound)
    yield within("head", head, limits.head or any_level, "s", _ROOM.format(key="chapter_start"))
    yield within("tail", tail, limits.tail or any_level, "s", _ROOM.format(key="chapter_end"))
    if sound.first is None:
        yield verdict("sound", False, fault="it is silent; delete it and run narrate")


def _floor_checks(sound: SoundFigures, limits: Limits) -> Iterator[CheckResult]:
    floor = noise_floor(sound)
    if floor is None:
        return
    noise = "there is hiss or hum in its pauses: set a lower deliver.room_tone or check the takes"
    yield within("noise floor", floor, (None, limits.floor), "dB", noise)
    if not limits.digital_silence:
        fault = f"half a second of digital silence ({floor:.0f} dB): set deliver.room_tone"
        limit = f"above {NO_TONE:g} dB everywhere"
        well = floor > NO_TONE
        yield verdict("room tone", well, round(floor, 1), unit="dB", limit=limit, fault=fault)


def length_limit(sound: SoundFigures, limits: Limits) -> CheckResult:
    """Whether the file is as long as a store takes at most."""
    advice = "set deliver.max_minutes and run narrate"
    return within("minutes", sound.seconds / 60, (None, limits.minutes), "min", advice)
