"""Where the ffmpeg program is; it is only ever run as a separate program."""

import functools
from pathlib import Path

import imageio_ffmpeg


@functools.cache
def ffmpeg_program(named: Path | None = None) -> str:
    """The ffmpeg that the settings name, else the one that was installed with narrate."""
    return str(named) if named else str(imageio_ffmpeg.get_ffmpeg_exe())
