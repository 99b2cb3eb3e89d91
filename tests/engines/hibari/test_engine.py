"""The embedded engine with its real voice."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from hibari import Hibari

from narrate.chunk import Voicing
from narrate.engines.hibari.engine import HibariEngine
from narrate.engines.hibari.text import VOICES
from narrate.errors import ChunkRefused, EngineUnusable
from narrate.settings import Settings
from tests.engines import sound

SENTENCE = "The lamp was lit, and nobody in the house was asleep."


def voicing(
    voice: str = "heart", language: str = "en", speed: float = 1.0, seed: int = 0
) -> Voicing:
    return Voicing("hibari", voice, language, speed, (("seed", seed),))


@pytest.fixture
async def hibari() -> AsyncIterator[HibariEngine]:
    engine = HibariEngine(1)
    yield engine
    await engine.close()


async def test_hibari_speech_has_the_length_and_level_of_speech(hibari: HibariEngine) -> None:
    audio = await hibari.speak(SENTENCE, voicing())
    assert audio.rate == 24000
    assert 0.045 < audio.seconds / len(SENTENCE) < 0.1
    assert 0.02 < sound.rms(audio) < 0.2
    assert 0.1 < sound.peak(audio) < 1.0


async def test_the_heart_voice_sounds_as_the_hibari_package_itself(hibari: HibariEngine) -> None:
    theirs = Hibari(threads=1)(SENTENCE, seed=3)
    ours = sound.samples(await hibari.speak(SENTENCE, voicing(seed=3))) * 32768
    assert np.array_equal(ours, np.rint(theirs * np.float32(32767)))


async def test_hibari_gives_the_same_bytes_in_every_process(hibari: HibariEngine) -> None:
    other = HibariEngine(2)
    try:
        takes = await asyncio.gather(
            *(engine.speak(SENTENCE, voicing("wren")) for engine in (hibari, hibari, other, other))
        )
        another_seed = await hibari.speak(SENTENCE, voicing("wren", seed=1))
    finally:
        await other.close()
    assert len({take.pcm for take in takes}) == 1
    assert another_seed.pcm != takes[0].pcm


async def test_speed_changes_the_length_of_hibari_speech(hibari: HibariEngine) -> None:
    slow, plain, fast = [
        (await hibari.speak(SENTENCE, voicing(speed=speed))).seconds for speed in (0.75, 1.0, 1.5)
    ]
    assert slow > 1.2 * plain and fast < 0.8 * plain


async def test_made_voices_of_hibari_differ_in_pitch_as_they_say(hibari: HibariEngine) -> None:
    pitches = {}
    for name, voice in VOICES.items():
        if voice.bundled:
            pitches[name] = sound.pitch(await hibari.speak(SENTENCE, voicing(name)))
    for name, pitch in pitches.items():
        assert pitch == pytest.approx(pitches["heart"] * VOICES[name].pitch, rel=0.04), name


async def test_a_made_voice_of_hibari_is_as_loud_as_the_one_it_is_made_of(
    hibari: HibariEngine,
) -> None:
    heart, hazel = [await hibari.speak(SENTENCE, voicing(name)) for name in ("heart", "hazel")]
    assert sound.rms(hazel) == pytest.approx(sound.rms(heart), rel=0.3)
    assert abs(hazel.seconds - heart.seconds) < 0.05


async def test_sentences_of_one_hibari_call_are_as_far_apart_as_chunks(
    hibari: HibariEngine,
) -> None:
    audio = await hibari.speak("He stopped. She laughed! Why? Nobody knew.", voicing())
    gaps = sound.silences(audio)
    assert len(gaps) >= 3
    assert max(gaps) < 0.5, "the model's own silence would be 0.8 s"


async def test_hibari_gives_no_sound_for_text_without_words(hibari: HibariEngine) -> None:
    for text in ("", "\n", "* * *", "😀"):
        assert (await hibari.speak(text, voicing())).samples == 0


async def test_hibari_refuses_words_that_it_cannot_say(hibari: HibariEngine) -> None:
    with pytest.raises(ChunkRefused, match="this text has nothing"):
        await hibari.speak("你好世界", voicing())


async def test_hibari_survives_strange_text(hibari: HibariEngine) -> None:
    for text in ("nul\0 and half \ud800 a pair", "a" * 500, "word " * 200, "# *md* <b>x</b>"):
        assert (await hibari.speak(text, voicing())).seconds > 0.2


async def test_hibari_refuses_a_voice_that_is_not_installed_and_names_those_that_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nothing listens: no network
    engine = HibariEngine(1)
    try:
        engine.check(voicing("emma"))
        with pytest.raises(EngineUnusable, match=r"(?s)emma is not on this machine.*heart, hazel"):
            await engine.speak(SENTENCE, voicing("emma"))
    finally:
        await engine.close()


async def test_the_list_of_hibari_voices_says_which_are_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hibari.voices import VOICES as THEIRS

    monkeypatch.setenv("HIBARI_HOME", str(tmp_path))
    (tmp_path / THEIRS["fable"]["file"]).touch()
    listed = {voice.name: voice for voice in await HibariEngine(1).voices()}
    assert set(THEIRS) <= set(listed), "every voice of the package is offered"
    assert {name for name in THEIRS if listed[name].installed} == {"heart", "fable"}
    for name, theirs in THEIRS.items():
        assert listed[name].languages == (theirs["language"],)
        assert listed[name].gender == theirs["gender"]
    assert all(listed[name].installed for name in ("hazel", "linden", "clover", "wren"))
    assert len({voice.description for voice in listed.values()}) >= 7


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (voicing("hart"), "no voice 'hart'; did you mean heart"),
        (voicing("zzz"), "no voice 'zzz'; it has heart, hazel"),
        (voicing(language="de"), "set engine: pico"),
        (voicing(speed=3.0), "from 0.5 to 2.0, not 3"),
    ],
)
def test_hibari_refuses_unusable_settings_before_anything_runs(wrong: Voicing, words: str) -> None:
    with pytest.raises(EngineUnusable, match=words):
        HibariEngine(1).check(wrong)


def test_hibari_accepts_english_of_any_region() -> None:
    for language in ("en", "en-GB", "EN-us", "auto"):
        HibariEngine(1).check(voicing(language=language))


def test_hibaris_fingerprint_names_only_what_changes_the_sound() -> None:
    engine = HibariEngine(1)
    plain = engine.fingerprint(voicing())
    assert plain == engine.fingerprint(voicing(language="en-GB"))
    others = [voicing("wren"), voicing(speed=1.1), voicing(seed=1)]
    assert all(engine.fingerprint(other) != plain for other in others)
    assert {"version", "rendering"} <= set(plain)


def test_planning_with_hibari_loads_neither_numpy_nor_the_model() -> None:
    program = (
        "import sys; from narrate.chunk import Voicing\n"
        "from narrate.engines.hibari.engine import HibariEngine\n"
        "engine = HibariEngine(2); voicing = Voicing('hibari', 'heart', 'en', 1.0)\n"
        "engine.check(voicing); engine.fingerprint(voicing); engine.default_voice('en')\n"
        "loaded = {'numpy', 'hibari', 'onnxruntime', 'aiohttp'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[3])


def test_hibari_starts_no_more_processes_than_workers() -> None:
    assert HibariEngine.open(Settings(workers=1)).parallel == 2
