"""A file is decoded as a player hears it, and what ffmpeg says of it is kept."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.assembly.encoder.picture import ffmetadata
from narrate.check.measures.decode import KEPT, Decoder, DecoderLog, parse_metadata, read_metadata
from narrate.errors import SettingsError
from narrate.files.ffmpeg import ffmpeg_program
from tests.assembly.takes import picture, tone
from tests.check.measures.deliveries import RATE, chapter, write


def test_a_decoded_file_has_its_own_samples_rate_and_channels(tmp_path: Path) -> None:
    sound = tone(300, 2.5, RATE, 0.5)
    path = write(tmp_path / "a.flac", sound, "-af", "pan=stereo|c0=c0|c1=c0")
    with Decoder(ffmpeg_program(), path) as decoder:
        blocks = list(decoder.blocks())
    assert (decoder.rate, decoder.channels) == (RATE, 2)
    assert len(blocks) > 1
    heard = np.concatenate(blocks)
    assert heard.shape == (len(sound), 2)
    np.testing.assert_allclose(heard[:, 0], sound, atol=2e-4)


def test_ffmpeg_says_what_a_decoded_file_is(tmp_path: Path) -> None:
    cover = tmp_path / "c.jpg"
    cover.write_bytes(picture("jpg"))
    options = ("-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic")
    sound = tone(300, 1.0, RATE, 0.5)
    path = write(tmp_path / "a.m4a", sound, *options, "-f", "ipod", more=("-i", str(cover)))
    with Decoder(ffmpeg_program(), path) as decoder:
        list(decoder.blocks())
    said = decoder.said
    assert "mov" in said.container.split(",") and said.codec == "aac" and said.has_picture
    assert said.lufs == pytest.approx(-9.7, abs=0.5) and said.complaints == ()


def test_a_file_that_is_no_audio_is_decoded_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_text("too many requests")
    with Decoder(ffmpeg_program(), path) as decoder:
        assert list(decoder.blocks()) == []
    assert (decoder.rate, decoder.said.codec) == (0, "")
    assert decoder.said.complaints


def test_a_file_name_that_looks_like_an_address_is_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "http:a.wav", tone(300, 0.2, RATE, 0.5))
    with Decoder(ffmpeg_program(), path) as decoder:
        assert sum(map(len, decoder.blocks())) == round(0.2 * RATE)


def test_a_decoder_may_be_left_before_the_file_ends(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", tone(300, 20.0, RATE, 0.5))
    with Decoder(ffmpeg_program(), path) as decoder:
        assert len(next(decoder.blocks()))


def test_damage_inside_a_file_is_a_complaint_in_ffmpegs_words(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", np.random.default_rng(1).normal(0, 0.1, RATE))
    data = bytearray(path.read_bytes())
    data[20000:24000] = bytes(4000)
    path.write_bytes(data)
    with Decoder(ffmpeg_program(), path) as decoder:
        list(decoder.blocks())
    assert 0 < len(decoder.said.complaints) <= KEPT
    assert not any("[error]" in complaint for complaint in decoder.said.complaints)


def test_no_more_complaints_than_a_few_are_kept() -> None:
    log = DecoderLog()
    for number in range(1000):
        log.hear(f"[flac @ 0x1] [error] broken {number}")
    assert len(log.complaints) == KEPT and log.complaints[0] == "broken 0"


def test_a_program_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "ffmpeg")
    with pytest.raises(SettingsError, match="cannot be started: No such file"):
        Decoder(missing, tmp_path / "a.wav").__enter__()


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(
    lambda text: text.strip() and not text.rstrip().endswith("\\")
)
"""A backslash at the end is left out when tags are written: ffmpeg 5.1 joins the next line to it"""


@given(values=st.lists(WORDS))
def test_the_check_reads_the_metadata_that_assembly_writes(values: list[str]) -> None:
    tags = {f"tag{n}": value for n, value in enumerate(values)}
    plain = {name: " ".join(value.split()) for name, value in tags.items()}
    assert parse_metadata(ffmetadata(tags).decode()).tags == plain


def test_the_check_reads_chapter_marks_to_the_nanosecond() -> None:
    text = ";FFMETADATA1\ntitle=A\\=B\n[CHAPTER]\nTIMEBASE=1/44100\nSTART=0\nEND=44101\ntitle=I\n"
    found = parse_metadata(text)
    assert found.tags == {"title": "A=B"}
    assert found.marks[0].end == Fraction(44101, 44100) and found.marks[0].title == "I"


def test_the_check_reads_the_tags_of_an_opus_from_its_stream(tmp_path: Path) -> None:
    path = write(tmp_path / "a.opus", chapter(0, (0.4,)).sound)
    assert read_metadata(ffmpeg_program(), path, of_stream=True).tags["album"] == "Moby Dick"
