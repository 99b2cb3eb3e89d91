"""What is wanted of a file is known for every format that can be ordered."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from narrate.assembly.spec import Format
from narrate.check.measures.decode import Decoder
from narrate.check.measures.wanted import ENDINGS, WantedTrack
from narrate.files.ffmpeg import ffmpeg_program
from tests.assembly.takes import tone
from tests.check.measures.deliveries import RATE, write


def test_every_format_that_can_be_ordered_has_a_container_and_a_codec() -> None:
    assert ENDINGS.keys() == {*get_args(Format), "m4b"}


@pytest.mark.parametrize("form", ENDINGS)
def test_ffmpeg_calls_a_file_of_each_format_by_the_names_that_are_wanted(
    form: str, tmp_path: Path
) -> None:
    options = ("-f", "ipod") if form == "m4b" else ()
    path = write(tmp_path / f"a.{form}", tone(300, 0.2, RATE, 0.5), *options)
    with Decoder(ffmpeg_program(), path) as decoder:
        list(decoder.blocks())
    container, codec = ENDINGS[form]
    assert container in decoder.said.container.split(",") and decoder.said.codec == codec


def test_a_track_whose_takes_nobody_reads_has_none() -> None:
    track = WantedTrack(1, "Loomings", RATE, 100, 1.0, 1.0, (), (), ())
    assert track.read_take(0) is None
