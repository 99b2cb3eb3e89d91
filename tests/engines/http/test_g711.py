"""Telephone samples, compared with the standard library's codec."""

from __future__ import annotations

import numpy as np
import pytest

from narrate.engines.http.wav import Law, decode
from tests.waves.speech import alaw, ulaw

audioop = pytest.importorskip("audioop")  # Python 3.13 has it from audioop-lts

EVERY_BYTE = bytes(range(256))


@pytest.mark.parametrize("law", ["ulaw", "alaw"])
def test_every_g711_byte_is_decoded_to_its_sample(law: Law) -> None:
    theirs = audioop.ulaw2lin if law == "ulaw" else audioop.alaw2lin
    assert decode(EVERY_BYTE, law) == theirs(EVERY_BYTE, 2)


@pytest.mark.parametrize("law", ["ulaw", "alaw"])
def test_the_test_servers_g711_encoding_is_decoded_back(law: Law) -> None:
    sound = np.rint(20000 * np.sin(np.arange(3000) / 17)).astype("<i2")
    encoded = ulaw(sound.tobytes()) if law == "ulaw" else alaw(sound.tobytes())
    back = np.frombuffer(decode(encoded, law), "<i2")
    assert np.abs(back - sound.astype(int)).max() < 600
