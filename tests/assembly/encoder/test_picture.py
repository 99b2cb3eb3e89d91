import base64
import struct
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.assembly.encoder.picture import JPEG, PNG, ffmetadata, open_picture
from narrate.files.ffmpeg import ffmpeg_program
from tests.assembly.takes import picture


@pytest.mark.parametrize(("kind", "mime"), [("jpg", "image/jpeg"), ("png", "image/png")])
def test_a_pictures_kind_and_size_are_read_from_its_content(kind: str, mime: str) -> None:
    found = open_picture(picture(kind, "64x48"))
    assert found
    assert (found.mime, found.width, found.height) == (mime, 64, 48)


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_cut_short_is_no_picture(kind: str) -> None:
    whole = picture(kind)
    assert [n for n in range(0, len(whole) - 12, 7) if open_picture(whole[:n])] == []


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"RIFF....WEBP", b"<svg/>", JPEG, PNG])
def test_data_of_other_kinds_is_no_picture(data: bytes) -> None:
    assert open_picture(data) is None


@given(st.sampled_from([JPEG + b"\xff\xe0", PNG, JPEG + b"\xff\xc0", b""]), st.binary(max_size=80))
def test_no_bytes_make_open_picture_fail(start: bytes, rest: bytes) -> None:
    open_picture(start + rest)


def test_a_picture_can_be_carried_as_an_ogg_comment() -> None:
    data = picture("png", "64x48")
    found = open_picture(data)
    assert found
    block = base64.b64decode(found.as_comment())
    kind, length = struct.unpack_from(">II", block)
    assert (kind, block[8 : 8 + length]) == (3, b"image/png")
    assert struct.unpack_from(">IIIIII", block, 8 + length) == (0, 64, 48, 24, 0, len(data))
    assert block.endswith(data)


def test_special_characters_are_escaped_in_ffmetadata() -> None:
    assert ffmetadata({"title": r"a=b;c#d\e"}) == b";FFMETADATA1\ntitle=a\\=b\\;c\\#d\\\\e\n"


def test_a_tag_is_one_line_in_ffmetadata() -> None:
    assert ffmetadata({"title": " a\r\n\tb\0c\u2028d "}) == b";FFMETADATA1\ntitle=a b c d\n"


def test_empty_tags_are_left_out_of_ffmetadata() -> None:
    assert ffmetadata({"title": "", "album": " \n"}) == b";FFMETADATA1\n"


def test_letters_that_utf_8_cannot_hold_are_left_out_of_ffmetadata() -> None:
    assert ffmetadata({"title": "a\ud800b"}) == b";FFMETADATA1\ntitle=a b\n"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=40))
def test_ffmpeg_reads_back_the_ffmetadata_as_written(values: list[str]) -> None:
    """Whatever a title holds, ffmpeg reads it back as it is, white space aside."""
    tags = {f"tag{n}": value for n, value in enumerate(values)}
    line = [ffmpeg_program(), "-v", "error", "-f", "ffmetadata", "-i", "-", "-f", "ffmetadata", "-"]
    text = ffmetadata(tags)
    again = subprocess.run(line, input=text, capture_output=True, check=True).stdout
    lines = again.split(b"\n")
    assert [part for part in lines if part.startswith(b"tag")] == [
        part for part in text.split(b"\n") if part.startswith(b"tag")
    ]
