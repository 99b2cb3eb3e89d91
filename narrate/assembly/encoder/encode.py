"""The only place where an encoder is run: one ffmpeg a chapter, fed with samples as they come.

Files are written under names that end in `.part` and get their own names when all of them are
whole. Whatever goes wrong, ffmpeg is ended and the parts are removed.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from narrate.assembly.encoder.formats import Output, Sources, command, stream_head
from narrate.assembly.encoder.picture import Picture, ffmetadata, open_picture
from narrate.assembly.encoder.process import Encoder, file_fault
from narrate.assembly.spec import ChapterSpec
from narrate.errors import AssemblyError
from narrate.files import disk


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
