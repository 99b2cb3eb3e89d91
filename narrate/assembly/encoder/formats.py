"""What ffmpeg is told: one input stream of samples, all the files asked for out of one run.

Muxers are named, never guessed from a file's ending; every path goes in behind `file:`, so that
no name can be taken for an option or a protocol; nothing of date, version or machine is written,
so that the same takes give the same bytes.
"""

import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from narrate.assembly.encoder.picture import Picture, ffmetadata, open_picture
from narrate.assembly.encoder.process import Encoder, file_fault
from narrate.assembly.spec import ChapterSpec, Format
from narrate.errors import AssemblyError
from narrate.files import disk

Value = TypeVar("Value", float, int, str)

PACKET = 65536
"""Bytes that ffmpeg takes at a time. It hands packets from thread to thread; left to itself it
takes 2048, and half the CPU of a FLAC goes into waking threads up"""

MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
"""MPEG-1, 2 and 2.5 layer III"""
AAC_RATES = (7350, *MP3_RATES, 64000, 88200, 96000)
"""ISO/IEC 14496-3, sampling frequency index"""
OPUS_RATES = (8000, 12000, 16000, 24000, 48000)
"""RFC 6716, section 2; other rates are resampled by ffmpeg for this file only"""


HEADROOM: Mapping[Format, float] = {"m4a": 0.8, "opus": 1.5}
"""dB that peaks are held lower where such a file is made: coding at the default bit rates raised
the highest true peak of 37 chapters by up to 1.2 and 1.9 dB (MP3: by 0.1), and profiles leave 0.5
between the audio and what they let pass"""
LAME_LOWERS = ((248, 1.0), (208, 0.98), (176, 0.97), (0, 0.95))
"""What LAME (3.100) multiplies samples by before it encodes at a constant bit rate, by the least
kbit/s: up to 0.45 dB less than was asked for (measured with a sine). It is given that much more"""


@dataclass(frozen=True, slots=True)
class _Format:
    """How one format is written; `cover` says how it carries a picture."""

    encoder: str
    muxer: str
    cover: Literal["stream", "comment", "none"] = "none"
    bitrate: tuple[tuple[int, str], ...] = ()
    """Default by least sample rate, highest first"""
    most: tuple[tuple[int, int], ...] = ()
    """Highest bit rate the format allows, in kbit/s, by least sample rate, highest first"""
    block: tuple[tuple[int, int], ...] = ()
    """Samples the encoder works on at a time, by least sample rate, where it takes any number"""
    options: tuple[str, ...] = ()


_FORMATS: Mapping[Format, _Format] = {
    "mp3": _Format(
        "libmp3lame",
        "mp3",
        "stream",
        # Stores ask for 192 kbit/s at 44.1 kHz; MPEG-2 ends at 160, MPEG-2.5 at 64 kbit/s.
        bitrate=((32000, "192k"), (16000, "128k"), (0, "64k")),
        most=((32000, 320), (16000, 160)),  # below, LAME takes 64k for anything higher
        options=("-id3v2_version", "3"),
    ),
    "m4a": _Format(
        "aac",
        "ipod",
        "stream",
        bitrate=((16000, "96k"), (0, "48k")),
        options=("-movflags", "+faststart", "-metadata", "media_type=2"),  # 2: audiobook
    ),
    "flac": _Format("flac", "flac", "stream", block=((32000, 4096), (0, 2048))),
    "opus": _Format("libopus", "ogg", "comment", bitrate=((0, "48k"),), most=((0, 256),)),
    "wav": _Format("pcm_s16le", "wav", options=("-rf64", "auto")),  # RIFF ends at 4 GiB
}


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a chapter, still under the name it has while it is written."""

    format: Format
    part: Path
    bitrate: str | None
    """As `128k`; None: the format's own default"""


@dataclass(frozen=True, slots=True)
class Sources:
    """Files beside the samples that go into every output."""

    tags: Path
    """In ffmpeg's ffmetadata format"""
    cover: Path | None = None
    cover_demuxer: str = ""
    comment_tags: Path | None = None
    """The tags again, the cover among them as a Vorbis comment"""


def stream_head(sample_rate: int) -> bytes:
    """What goes before the samples: a WAV header of mono 16 bit, of a length not known yet."""
    unknown, bytes_a_second = 0xFFFFFFFF, 2 * sample_rate
    chunk = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, sample_rate, bytes_a_second, 2, 16)
    return (
        struct.pack("<4sI4s", b"RIFF", unknown, b"WAVE")
        + chunk
        + struct.pack("<4sI", b"data", unknown)
    )


def command(
    ffmpeg: str,
    sample_rate: int,
    language: str,
    sources: Sources,
    outputs: Sequence[Output],
    subtitle: str = "",
) -> list[str]:
    """The whole command line; `stream_head` and samples are expected on standard input."""
    start = [ffmpeg, "-hide_banner", "-nostats", "-nostdin", "-loglevel", "error", "-y"]
    inputs = ["-f", "wav", "-ignore_length", "1", "-max_size", str(PACKET), "-i", "pipe:0"]
    inputs += ["-f", "ffmetadata", "-i", f"file:{sources.tags}"]
    index = {"tags": 1}
    if sources.comment_tags:
        index["comment"] = len(index) + 1
        inputs += ["-f", "ffmetadata", "-i", f"file:{sources.comment_tags}"]
    if sources.cover:
        index["cover"] = len(index) + 1
        inputs += ["-f", sources.cover_demuxer, "-i", f"file:{sources.cover}"]
    arguments = [_output(output, sample_rate, language, index) for output in outputs]
    for output, told in zip(outputs, arguments, strict=True):
        if output.format == "mp3" and subtitle:  # a frame that ffmpeg has no name for
            told[-1:-1] = ["-metadata", f"TIT3={subtitle}", "-metadata", "subtitle="]
    return [*start, *inputs, *(argument for group in arguments for argument in group)]


def _output(output: Output, sample_rate: int, language: str, index: Mapping[str, int]) -> list[str]:
    made = _FORMATS[output.format]
    tags = index.get(made.cover, index["tags"])
    arguments = ["-map", "0:a", "-map_metadata", str(tags), "-map_chapters", "-1"]
    if made.cover == "stream" and "cover" in index:
        arguments += ["-map", f"{index['cover']}:v", "-c:v", "copy"]
        arguments += ["-disposition:v", "attached_pic", "-metadata:s:v", "comment=Cover (front)"]
    arguments += ["-c:a", made.encoder, "-threads", "1", *_encoding(output, sample_rate)]
    if language:
        arguments += ["-metadata:s:a", f"language={language}"]
    exact = ["-fflags", "+bitexact", "-flags:a", "+bitexact"]
    return [*arguments, *made.options, *exact, "-f", made.muxer, f"file:{output.part}"]


def _encoding(output: Output, sample_rate: int) -> list[str]:
    """What an encoder is told of its bit rate, its blocks and the sample rate."""
    arguments = []
    if bitrate := output.bitrate or default_bitrate(output.format, sample_rate):
        arguments += ["-b:a", bitrate]
        if output.format == "mp3":
            lowers = _by_rate(LAME_LOWERS, _kilobits(bitrate)) or 1.0
            arguments += ["-filter:a", f"volume={1 / lowers:.6f}:precision=float"]
    if block := _by_rate(_FORMATS[output.format].block, sample_rate):
        arguments += ["-frame_size", str(block)]
    if output.format == "opus" and sample_rate not in OPUS_RATES:
        arguments += ["-ar", str(min((r for r in OPUS_RATES if r > sample_rate), default=48000))]
    return arguments


def headroom(formats: Sequence[Format]) -> float:
    """dB that the peaks of a chapter are held lower for the formats that are made of it."""
    return max((HEADROOM.get(name, 0.0) for name in formats), default=0.0)


def default_bitrate(format: Format, sample_rate: int) -> str | None:  # noqa: A002
    """What a format gets where the settings say nothing, as `128k`; None for those without."""
    return _by_rate(_FORMATS[format].bitrate, sample_rate)


def faults(formats: Sequence[Format], bitrates: Mapping[str, str], sample_rate: int) -> list[str]:
    """What no encoder can do of what is asked for, each fault with its path in the settings."""
    found = []
    for name, rates in (("mp3", MP3_RATES), ("m4a", AAC_RATES)):
        if name in formats and sample_rate not in rates:
            known = ", ".join(map(str, rates))
            found.append(f"deliver.sample_rate: {name} has {known} Hz, not {sample_rate}")
    for name in formats:
        most = _by_rate(_FORMATS[name].most, sample_rate)
        if most and _kilobits(bitrates.get(name, "0")) > most:
            found.append(
                f"deliver.bitrate.{name}: at {sample_rate} Hz {name} goes up to {most}k,"
                f" not {bitrates[name]}"
            )
    return found


def _by_rate(table: Sequence[tuple[int, Value]], rate: float) -> Value | None:
    return next((value for least, value in table if rate >= least), None)


def _kilobits(bitrate: str) -> float:
    """Of `128k` or `128000`; 0 for what is neither, which the settings refuse elsewhere."""
    digits, unit = bitrate.rstrip("kK"), bitrate[-1:].lower()
    try:
        return float(digits) if unit == "k" else float(digits) / 1000
    except ValueError:
        return 0.0


class Encoding:
    """The files of one chapter while they are written."""

    def __init__(self, spec: ChapterSpec, encoder: Encoder, outputs: tuple[Output, ...]) -> None:
        self._spec = spec
        self._encoder = encoder
        self._outputs = outputs
        self.warnings: tuple[str, ...] = ()

    def write(self, pcm: bytes) -> None:
        """Append samples. Raises AssemblyError, AssemblyStopped or StoreError (disk full)."""
        self._encoder.write(pcm)

    def finish(self) -> tuple[Path, ...]:
        """Wait for ffmpeg and give the files their names. Raises what `write` raises."""
        self._encoder.finish()
        if missing := [output.part.name for output in self._outputs if not output.part.is_file()]:
            raise AssemblyError(f"{self._spec.ffmpeg} did not write {', '.join(missing)}")
        finals = [self._spec.path(output.format) for output in self._outputs]
        try:
            for output in self._outputs:
                disk.fsync(output.part, strict=False)
            for output, final in zip(self._outputs, finals, strict=True):
                output.part.replace(final)
            disk.fsync_folder(self._spec.target.parent)
        except OSError as error:
            raise file_fault(error, self._spec.target) from error
        return tuple(finals)


@contextmanager
def encoding(spec: ChapterSpec, stop: threading.Event) -> Iterator[Encoding]:
    """The files of `spec`, open for writing; nothing of them stays unless `finish` was called.

    Raises SettingsError where the folder cannot be written or ffmpeg does not start.
    """
    picture = open_picture(spec.cover) if spec.cover else None
    with ExitStack() as stack:
        parts = {f: stack.enter_context(disk.beside(spec.path(f))) for f in spec.formats}
        outputs = tuple(Output(f, part, spec.bitrates.get(f)) for f, part in parts.items())
        names = (stack.enter_context(disk.beside(spec.target, what)) for what in _SOURCES)
        sources = _write_sources(spec, picture, *names)
        language = spec.tags.get("language", "")
        subtitle = spec.tags.get("subtitle", "")
        arguments = command(spec.ffmpeg, spec.sample_rate, language, sources, outputs, subtitle)
        with Encoder(arguments, spec.target, stop) as encoder:
            files = Encoding(spec, encoder, outputs)
            if spec.cover and not picture:
                files.warnings = ("the cover is not a complete JPEG or PNG; left out",)
            files.write(stream_head(spec.sample_rate))
            yield files


_SOURCES = (".tags", ".cover", ".comments")


def _write_sources(
    spec: ChapterSpec, picture: Picture | None, tags: Path, cover: Path, comments: Path
) -> Sources:
    """Tags and cover go in as files: a cover is longer than a command line may be."""
    try:
        for path in (spec.target, *spec.kept.values()):
            path.parent.mkdir(parents=True, exist_ok=True)
        tags.write_bytes(ffmetadata(spec.tags))
        if not picture:
            return Sources(tags)
        cover.write_bytes(picture.data)
        if "opus" not in spec.formats:
            return Sources(tags, cover, picture.demuxer)
        with_cover = {**spec.tags, "METADATA_BLOCK_PICTURE": picture.as_comment()}
        comments.write_bytes(ffmetadata(with_cover))
    except OSError as error:
        raise file_fault(error, spec.target) from error
    return Sources(tags, cover, picture.demuxer, comments)
