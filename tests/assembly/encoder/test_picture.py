import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.assembly.encoder.picture import JPEG, PNG, open_picture
from tests.assembly.takes import picture


@pytest.mark.parametrize(("kind", "mime"), [("jpg", "image/jpeg"), ("png", "image/png")])
def test_a_picture_is_known_by_its_content(kind: str, mime: str) -> None:
    found = open_picture(picture(kind, "64x48"))
    assert found
    assert (found.mime, found.width, found.height) == (mime, 64, 48)


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_cut_short_is_none(kind: str) -> None:
    whole = picture(kind)
    assert [n for n in range(0, len(whole) - 12, 7) if open_picture(whole[:n])] == []


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"RIFF....WEBP", b"<svg/>", JPEG, PNG])
def test_other_things_are_none(data: bytes) -> None:
    assert open_picture(data) is None


@given(st.sampled_from([JPEG + b"\xff\xe0", PNG, JPEG + b"\xff\xc0", b""]), st.binary(max_size=80))
def test_whatever_comes_nothing_breaks(start: bytes, rest: bytes) -> None:
    open_picture(start + rest)


def test_ogg_carries_it_as_a_comment() -> None:
    data = picture("png", "64x48")
    found = open_picture(data)
    assert found
    block = base64.b64decode(found.as_comment())
    kind, length = struct.unpack_from(">II", block)
    assert (kind, block[8 : 8 + length]) == (3, b"image/png")
    assert struct.unpack_from(">IIIIII", block, 8 + length) == (0, 64, 48, 24, 0, len(data))
    assert block.endswith(data)
