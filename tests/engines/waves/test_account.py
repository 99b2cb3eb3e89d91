"""The list of voices, in the shapes that it may come in."""

from __future__ import annotations

import json

import pytest

from narrate.engines.waves.account import read_voices
from narrate.engines.waves.request import DEFAULT_VOICES, POOLS
from narrate.errors import TemporaryError

FULL = {
    "voiceId": "meher",
    "displayName": "Meher",
    "tags": {
        "language": ["english", "hindi", "klingon"],
        "accent": "indian",
        "gender": "female",
        "age": "young",
        "emotions": ["calm"],
        "usecases": ["narration"],
    },
}


def test_a_waves_voice_shows_all_that_is_known_of_it() -> None:
    (voice,) = read_voices(json.dumps({"voices": [FULL]}).encode())
    assert voice.name == "meher"
    assert voice.languages == ("en", "hi", "klingon")
    assert voice.gender == "female"
    assert (voice.accent, voice.age, voice.uses) == ("indian", "young", ("narration",))
    assert (voice.description, voice.model) == ("calm", "lightning_v3.1_pro")


def test_the_list_of_one_waves_model_tells_whose_each_voice_is() -> None:
    union = json.dumps([{"voiceId": "a"}, {"voiceId": "b"}, {"voiceId": "magnus"}]).encode()
    pro = json.dumps({"voices": [{"voiceId": "b"}, {"voiceId": "c"}]}).encode()
    assert [(voice.name, voice.model) for voice in read_voices(union, pro)] == [
        ("a", "lightning_v3.1"),
        ("b", "lightning_v3.1_pro"),
        ("c", "lightning_v3.1_pro"),
        ("magnus", "lightning_v3.1"),
    ]
    assert [voice.model for voice in read_voices(union, union)] == ["", "", "lightning_v3.1"]


@pytest.mark.parametrize(
    "told",
    [
        [{"voiceId": "a"}],
        {"voices": [{"voiceId": "a", "tags": None}]},
        {"data": [{"voice_id": "a", "tags": {"language": "english", "gender": []}}]},
        {"data": {"voices": [{"voiceId": "a"}, "junk", {"displayName": "no id"}]}},
    ],
)
def test_voice_lists_of_other_shapes_and_without_tags_are_read(told: object) -> None:
    assert [voice.name for voice in read_voices(json.dumps(told).encode())] == ["a"]


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"voices": null}', b"3"])
def test_a_body_that_is_no_list_of_voices_may_be_asked_for_again(body: bytes) -> None:
    with pytest.raises(TemporaryError):
        read_voices(body)


def test_default_waves_voices_belong_to_their_models() -> None:
    assert {model: POOLS[voice] for model, voice in DEFAULT_VOICES.items()} == {
        model: (model,) for model in DEFAULT_VOICES
    }
