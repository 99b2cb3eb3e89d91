"""The only place where an encoder is run: one ffmpeg a chapter, fed with samples as they come.

Files are written under names that end in `.part` and get their own names when all of them are
whole. Whatever goes wrong, ffmpeg is ended and the parts are removed.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from narrate.assembly.encoder.formats import Output, Sources, command, stream_head
from narrate.assembly.encoder.picture import Picture, ffmetadata, open_picture
from narrate.assembly.encoder.process import Encoder, file_fault
from narrate.assembly.order import ChapterOrder
from narrate.errors import AssemblyError
from narrate.files import disk


class Encoding:
    """The files of one chapter while they are written."""

    def __init__(self, order: ChapterOrder, encoder: Encoder, outputs: tuple[Output, ...]) -> None:
        self._order = order
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
            raise AssemblyError(f"{self._order.ffmpeg} did not write {', '.join(missing)}")
        finals = [self._order.path(output.format) for output in self._outputs]
        try:
            for output in self._outputs:
                disk.settle(output.part, strict=False)
            for output, final in zip(self._outputs, finals, strict=True):
                output.part.replace(final)
            disk.settle_names(self._order.target.parent)
        except OSError as error:
            raise file_fault(error, self._order.target) from error
        return tuple(finals)


@contextmanager
def encoding(order: ChapterOrder, stop: threading.Event) -> Iterator[Encoding]:
    """The files of `order`, open for writing; nothing of them stays unless `finish` was called.

    Raises SettingsError where the folder cannot be written or ffmpeg does not start.
    """
    outputs = tuple(
        Output(f, _part(order.path(f)), order.bitrates.get(f)) for f in dict.fromkeys(order.formats)
    )
    picture = open_picture(order.cover) if order.cover else None
    try:
        sources = _write_sources(order, picture)
        language = order.tags.get("language", "")
        subtitle = order.tags.get("subtitle", "")
        arguments = command(order.ffmpeg, order.sample_rate, language, sources, outputs, subtitle)
        with Encoder(arguments, order.target, stop) as encoder:
            files = Encoding(order, encoder, outputs)
            if order.cover and not picture:
                files.warnings = ("the cover is not a complete JPEG or PNG; left out",)
            files.write(stream_head(order.sample_rate))
            yield files
    finally:
        for part in (*_source_names(order), *(output.part for output in outputs)):
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    """Our own: what a killed run's ffmpeg may still be writing must not be this file."""
    return path.with_name(f"{path.name}.{os.getpid()}{disk.PART}")


def _source_names(order: ChapterOrder) -> tuple[Path, Path, Path]:
    name = f"{order.target.name}.{os.getpid()}"
    return (
        order.target.with_name(f"{name}.tags{disk.PART}"),
        order.target.with_name(f"{name}.cover{disk.PART}"),
        order.target.with_name(f"{name}.comments{disk.PART}"),
    )


def _write_sources(order: ChapterOrder, picture: Picture | None) -> Sources:
    """Tags and cover go in as files: a cover is longer than a command line may be."""
    tags, cover, comments = _source_names(order)
    try:
        for path in (order.target, *order.kept.values()):
            path.parent.mkdir(parents=True, exist_ok=True)
        tags.write_bytes(ffmetadata(order.tags))
        if not picture:
            return Sources(tags)
        cover.write_bytes(picture.data)
        if "opus" not in order.formats:
            return Sources(tags, cover, picture.demuxer)
        with_cover = {**order.tags, "METADATA_BLOCK_PICTURE": picture.as_comment()}
        comments.write_bytes(ffmetadata(with_cover))
    except OSError as error:
        raise file_fault(error, order.target) from error
    return Sources(tags, cover, picture.demuxer, comments)
