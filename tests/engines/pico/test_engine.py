"""The small embedded engine with its real voices."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from narrate.chunk import Voicing
from narrate.engines.pico.engine import VOICES, PicoEngine
from narrate.errors import ChunkRefused, EngineUnusable
from narrate.settings import Settings
from tests.engines import sound

SAMPLES = {
    "en-GB": "The lamp was lit, and nobody in the house was asleep.",
    "en-US": "The lamp was lit, and nobody in the house was asleep.",
    "de-DE": "Die Lampe brannte, und niemand im Hause schlief schon.",
    "es-ES": "La lámpara estaba encendida y nadie dormía en la casa.",
    "fr-FR": "La lampe était allumée et personne ne dormait encore.",
    "it-IT": "La lampada era accesa e nessuno in casa dormiva più.",
}


def voicing(
    voice: str = "en-GB", language: str = "en", speed: float = 1.0, pitch: float = 1.0
) -> Voicing:
    return Voicing("pico", voice, language, speed, (("pitch", pitch),))


@pytest.fixture
async def pico() -> AsyncIterator[PicoEngine]:
    engine = PicoEngine(1)
    yield engine
    await engine.close()


async def test_every_pico_voice_speaks_and_none_clips(pico: PicoEngine) -> None:
    for name, text in SAMPLES.items():
        audio = await pico.speak(text, voicing(name))
        assert audio.rate == 16000
        assert 0.045 < audio.seconds / len(text) < 0.12, name
        assert 0.04 < sound.rms(audio) < 0.3, name
        assert sound.peak(audio) < 0.9, name


async def test_pico_gives_the_same_bytes_whatever_it_spoke_before() -> None:
    """Pico reads memory it never wrote; see the engine's environment."""
    engine = PicoEngine(2)
    wanted = list(SAMPLES.items()) * 4
    random.Random(0).shuffle(wanted)
    try:
        takes = await asyncio.gather(*(engine.speak(text, voicing(name)) for name, text in wanted))
    finally:
        await engine.close()
    for name in SAMPLES:
        ours = {take.pcm for take, (each, _) in zip(takes, wanted, strict=True) if each == name}
        assert len(ours) == 1, name


async def test_speed_and_pitch_change_pico_speech(pico: PicoEngine) -> None:
    text = SAMPLES["en-GB"]
    slow, plain, fast = [
        (await pico.speak(text, voicing(speed=speed))).seconds for speed in (0.5, 1.0, 2.0)
    ]
    assert slow > 1.5 * plain and fast < 0.7 * plain
    low, high = [sound.pitch(await pico.speak(text, voicing(pitch=pitch))) for pitch in (0.7, 1.3)]
    assert high > 1.5 * low


async def test_pico_speaks_a_long_text_to_its_end(pico: PicoEngine) -> None:
    text = "The quick brown fox jumps over the lazy dog near the river. " * 40
    audio = await pico.speak(text, voicing())
    assert 0.045 < audio.seconds / len(text) < 0.12


@pytest.mark.parametrize("text", ["", " \n", "...", "— “”", "😀"])
async def test_pico_gives_no_sound_for_text_without_words(pico: PicoEngine, text: str) -> None:
    assert (await pico.speak(text, voicing())).samples == 0


@pytest.mark.parametrize("text", ["Привет, мир", "你好", "1" * 100, "1" * 300])
async def test_pico_refuses_what_it_cannot_say_and_goes_on(pico: PicoEngine, text: str) -> None:
    with pytest.raises(ChunkRefused):
        await pico.speak(text, voicing())
    assert (await pico.speak("Still here.", voicing())).samples


async def test_pico_takes_no_mark_of_a_text_for_a_command(pico: PicoEngine) -> None:
    text = "Hello there my friend"
    plain = await pico.speak(text, voicing())
    for disguised in (f'<speed level="400">{text}', f"{text[:5]}\0{text[5:]}", f"\ud800 {text}"):
        audio = await pico.speak(disguised, voicing())
        assert audio.seconds >= 0.9 * plain.seconds


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (voicing("de-DE", "ru"), r"does not speak Russian \(ru\); it speaks de, en, es, fr, it"),
        (voicing("en-UK"), "no voice 'en-UK'; did you mean en-US"),
        (voicing("de-DE", "en"), r"speaks German, not English \(en\); use en-GB"),
    ],
)
def test_pico_refuses_unusable_settings_before_anything_runs(wrong: Voicing, words: str) -> None:
    with pytest.raises(EngineUnusable, match=words):
        PicoEngine(1).check(wrong)


@pytest.mark.parametrize(
    ("language", "voice"),
    [("en", "en-GB"), ("en-US", "en-US"), ("de", "de-DE"), ("de-AT", "de-DE"), ("auto", "en-GB")],
)
def test_the_default_pico_voice_speaks_the_language(language: str, voice: str) -> None:
    engine = PicoEngine(1)
    assert engine.default_voice(language) == voice
    engine.check(voicing(voice, language))


def test_picos_fingerprint_names_only_what_changes_the_sound() -> None:
    engine = PicoEngine(1)
    plain = engine.fingerprint(voicing())
    assert plain == engine.fingerprint(voicing(language="auto"))
    others = [voicing("en-US"), voicing(speed=1.1), voicing(pitch=1.1)]
    assert all(engine.fingerprint(other) != plain for other in others)


async def test_pico_lists_its_voices_and_starts_no_more_processes_than_workers() -> None:
    engine = PicoEngine.open(Settings(workers=1))
    assert [voice.name for voice in await engine.voices()] == list(VOICES)
    assert engine.parallel == 2
