"""The engine for servers that speak OpenAI's protocol, against one that does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

import narrate
from narrate.chunk import OptionValue, Voicing
from narrate.cli.main import main
from narrate.engines.base import Workload
from narrate.engines.http.answer import is_adts
from narrate.engines.openai.engine import OpenAIEngine
from narrate.engines.openai.options import OpenAI
from narrate.errors import ChunkRefused, EngineUnusable, TemporaryError
from narrate.settings import load_settings
from tests.engines.openai.server import RATE, VOICES, OpenAIServer, encoded, error, speaking
from tests.waves.speech import samples_of

TEXT = "Call me Ishmael, or whatever you like."
KEY = "sk-proj-very-secret-0123456789"


def voicing(voice: str = "af_heart", speed: float = 1.0, **options: OptionValue) -> Voicing:
    return Voicing("openai", voice, "en", speed, tuple(sorted(options.items())))


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with speaking(listing={"voices": [{"id": name, "name": name} for name in VOICES]}) as running:
        yield running


@asynccontextmanager
async def engine_at(url: str, **options: Any) -> AsyncIterator[OpenAIEngine]:
    engine = OpenAIEngine(OpenAI(base_url=url, **options), 4)
    try:
        yield engine
    finally:
        await engine.close()


@pytest.mark.parametrize("form", ["wav", "pcm", "mp3", "flac", "opus", "aac"])
async def test_one_call_of_the_openai_engine_is_one_request(
    server: OpenAIServer, form: str
) -> None:
    async with engine_at(server.url) as engine:
        audio = await engine.speak(TEXT, voicing(speed=1.25, output_format=form, instructions="x"))
    assert server.asked == [
        {
            "input": TEXT,
            "model": "kokoro",
            "voice": "af_heart",
            "response_format": form,
            "speed": 1.25,
            "instructions": "x",
        }
    ]
    assert server.keys == [""]
    sent = samples_of(TEXT, RATE, 1.25, 0.05)
    assert audio.rate == (48000 if form == "opus" else RATE)
    assert audio.samples / audio.rate == pytest.approx(len(sent) / 2 / RATE, abs=0.1)
    if form in ("wav", "pcm", "flac"):
        assert audio.pcm == sent


async def test_pcm_from_openai_has_the_rate_that_the_settings_say(server: OpenAIServer) -> None:
    async with engine_at(server.url) as engine:
        other = voicing(output_format="pcm", sample_rate=22050)
        assert (await engine.speak(TEXT, other)).rate == 22050
        flac = voicing(output_format="flac", sample_rate=22050)
        assert (await engine.speak(TEXT, flac)).rate == RATE


async def test_the_openai_engine_takes_a_part_of_a_stream_for_no_speech(
    server: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = encoded(samples_of(TEXT, RATE, 1.0, 0.05), "aac")
    assert is_adts(whole)
    assert not is_adts(whole[1:])
    assert not is_adts(samples_of(TEXT, RATE, 1.0, 0.05))
    async with engine_at(server.url) as engine:
        server.refusals = [(200, {"error": f"no sound {KEY}"})]
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        with pytest.raises(TemporaryError, match="it is text") as caught:
            await engine.speak(TEXT, voicing())
    assert caught.value.billed
    assert KEY not in str(caught.value)


async def test_the_openai_engine_sends_a_key_where_one_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with speaking(key=KEY) as server:
        async with engine_at(server.url) as engine:
            with pytest.raises(EngineUnusable, match=r"wants a key: .* OPENAI_API_KEY"):
                await engine.speak(TEXT, voicing())
            monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong")
            with pytest.raises(EngineUnusable, match="not accept the key in OPENAI") as caught:
                await engine.speak(TEXT, voicing())
            assert "sk-wrong" not in str(caught.value)
            with pytest.raises(EngineUnusable, match="not accept the key in OPENAI"):
                await engine.preflight(Workload((voicing(),), 10, 0.0))
            monkeypatch.setenv("OPENAI_API_KEY", KEY)
            assert (await engine.speak(TEXT, voicing())).samples
    assert server.keys[-1] == f"Bearer {KEY}"


async def test_the_openai_key_is_never_sent_to_another_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with speaking() as other, speaking() as server:
        there = f"{other.url}/audio/speech"
        server.refusals = [(status, {}) for status in (301, 302, 307, 308)]
        server.headers = {"Location": f"{there}?key={KEY}"}
        async with engine_at(server.url) as engine:
            for _ in range(4):
                with pytest.raises(EngineUnusable, match=there) as caught:
                    await engine.speak(TEXT, voicing())
                assert KEY not in str(caught.value)
        assert len(server.keys) == 4
        assert other.keys == []


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (429, error("Rate limit reached", "rate_limit_exceeded"), TemporaryError, "busy"),
        (429, error("You exceeded your quota", "insufficient_quota"), EngineUnusable, "credit"),
        (429, error("x", "project_spend_limit_exceeded"), EngineUnusable, "credit"),
        (429, error("x", "other", kind="insufficient_quota"), EngineUnusable, "credit"),
        (401, error("no key"), EngineUnusable, "wants a key: put it into"),
        (429, error("spent", "billing_hard_limit_reached"), EngineUnusable, "out of credit"),
        (402, {"detail": "pay"}, EngineUnusable, "credit"),
        (500, error("read: 'my credit balance: insufficient_quota'"), TemporaryError, "out of"),
        (500, error("The server had an error"), TemporaryError, "out of order"),
        (503, {"detail": "loading"}, TemporaryError, "busy"),
        (404, error("The model `x` does not exist", "model_not_found"), EngineUnusable, "openai.m"),
        (404, {"detail": "Not Found"}, EngineUnusable, "ends in /v1"),
        (400, error("Invalid voice", param="voice"), EngineUnusable, "refuses what the settings"),
        (422, {"detail": [{"loc": ["body", "voice"], "msg": "no"}]}, EngineUnusable, "settings"),
        (422, {"detail": [{"loc": ["body", "input"], "msg": "no"}]}, ChunkRefused, "this text"),
        (400, error("input is too long, maximum 4096"), ChunkRefused, "this text"),
        (400, error("policy", "content_policy_violation"), ChunkRefused, "this text"),
        (403, error("no access"), EngineUnusable, "forbids this"),
        (307, {}, EngineUnusable, "redirects elsewhere"),
    ],
)
async def test_refusals_of_an_openai_server_are_told_apart(
    server: OpenAIServer, status: int, body: Any, kind: type[Exception], words: str
) -> None:
    server.refusals = [(status, body)]
    server.headers = {"Location": "http://elsewhere.invalid/v1/audio/speech"}
    async with engine_at(server.url) as engine:
        with pytest.raises(kind, match=words):
            await engine.speak(TEXT, voicing())


async def test_an_unknown_openai_voice_is_found_before_a_run(server: OpenAIServer) -> None:
    async with engine_at(server.url) as engine:
        with pytest.raises(EngineUnusable, match="Available voices"):
            await engine.speak(TEXT, voicing("ballad"))
        with pytest.raises(EngineUnusable, match="did you mean af_heart"):
            await engine.preflight(Workload((voicing("af_hart"),), 10, 0.0))
        good = Workload((voicing("af_heart"), voicing("af_bella+am_adam")), 10, 0.0)
        assert await engine.preflight(good)
        weighed = voicing("af_bella(2)+am_adam(0.5)-bf_emma")
        (note,) = await engine.preflight(Workload((weighed, voicing()), 10, 0.0))
        assert "every voice" in note
        (note,) = await engine.preflight(Workload((voicing("alloy"),), 10, 0.0))
        assert "does not list the voice alloy" in note
        server.listing = None
        (note,) = await engine.preflight(good)
        assert "does not list its voices" in note
        with pytest.raises(EngineUnusable, match="does not list its voices"):
            await engine.voices()
        server.listing = {"hello": "world"}
        with pytest.raises(TemporaryError, match="no list of voices"):
            await engine.preflight(good)


@pytest.mark.parametrize(
    "listing",
    [
        {"voices": list(VOICES)},
        {"voices": [{"id": name, "name": name.title()} for name in VOICES]},
        {"object": "list", "data": [{"voice_id": name} for name in VOICES]},
        [*VOICES, "", None, 7, {"other": "x"}],
        [{"name": name} for name in VOICES],
    ],
)
async def test_openai_voices_are_listed_in_every_shape(listing: Any) -> None:
    with speaking(listing=listing) as server:
        async with engine_at(server.url) as engine:
            voices = await engine.voices()
    assert [voice.name for voice in voices] == ["af_bella", "af_heart", "am_adam", "bf_emma"]
    assert (voices[3].languages, voices[3].gender) == (("en-GB",), "female")


async def test_openai_itself_is_asked_for_the_model_before_a_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("narrate.engines.openai.engine.ITS_OWN", "127.0.0.1")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with speaking(key=KEY) as server:
        async with engine_at(server.url) as engine:
            work = Workload((voicing("marin", model="tts-1"), voicing("aloy", model="tts-1")), 9, 1)
            has, unknown = await engine.preflight(work)
            assert "has the model tts-1 for this key" in has
            assert "did you mean alloy" in unknown
            assert {voice.name for voice in await engine.voices()} >= {"alloy", "marin", "cedar"}
            with pytest.raises(EngineUnusable, match="does not have the model"):
                await engine.preflight(Workload((voicing("alloy", model="tts/9"),), 10, 0.1))
            monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong")
            with pytest.raises(EngineUnusable, match="does not accept the key"):
                await engine.preflight(work)
    assert server.asked == []


def test_prices_are_openais_own_on_its_own_server_and_none_elsewhere() -> None:
    own = OpenAIEngine(OpenAI(base_url="https://api.openai.com/v1"), 1)
    price = own.price(voicing("alloy", model="tts-1"))
    assert price and price.per_character == pytest.approx(15e-6)
    dated = own.price(voicing("alloy", model="gpt-4o-mini-tts-2025-12-15"))
    assert dated and dated.per_character == pytest.approx(17e-6)
    unknown = own.price(voicing("alloy", model="tts-9"))
    assert unknown and unknown.per_character == pytest.approx(30e-6)
    assert OpenAIEngine(OpenAI(), 1).price(voicing()) is None
    set_price = OpenAIEngine(OpenAI(price=1.0), 1).price(voicing())
    assert set_price and set_price.per_character == pytest.approx(1e-4)
    with pytest.raises(EngineUnusable, match="no key for OpenAI"):
        own.check(voicing("alloy", model="tts-1"))
    for host, known in (("eu.api.openai.com", True), ("api.openai.com.example", False)):
        there = OpenAIEngine(OpenAI(base_url=f"https://{host}/v1"), 1)
        assert there.price(voicing("alloy", model="tts-1")) == (price if known else None)


def test_the_default_openai_voice_is_the_models_own_for_the_language() -> None:
    engine = OpenAIEngine(OpenAI(), 1)
    assert engine.default_voice("de", (("model", "tts-1"),)) == "alloy"
    tags = {"en": "af_heart", "en-US": "af_heart", "en-GB": "bf_emma", "fr-CA": "ff_siwis"}
    assert {tag: engine.default_voice(tag) for tag in tags} == tags
    assert engine.default_voice("de") == "af_heart"


def test_the_openai_engine_notes_what_will_not_sound_as_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = OpenAIEngine(OpenAI(), 1)
    assert here.check(voicing()) == []
    german = Voicing("openai", "af_heart", "de", 1.0, ())
    assert "reads en-US, but the text is de" in here.check(german)[0]
    with pytest.raises(EngineUnusable, match=r"0\.25 to 4"):
        here.check(voicing(speed=5.0))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert here.check(voicing()) == []
    (note,) = OpenAIEngine(OpenAI(base_url="http://far.example/v1"), 1).check(voicing())
    assert "unencrypted" in note
    assert KEY not in note
    own = OpenAIEngine(OpenAI(base_url="https://api.openai.com/v1"), 1)
    (note,) = own.check(voicing("alloy", model="tts-1-hd", instructions="softly"))
    assert "takes no instructions" in note
    assert own.check(voicing("alloy", model="gpt-4o-mini-tts", instructions="softly")) == []


def test_the_openai_fingerprint_is_what_changes_the_sound() -> None:
    engine = OpenAIEngine(OpenAI(), 1)
    plain = engine.fingerprint(voicing())
    assert engine.fingerprint(voicing(output_format="pcm")) == plain
    assert engine.fingerprint(voicing(output_format="flac", sample_rate=22050)) == plain
    other = OpenAIEngine(OpenAI(base_url="http://localhost:1/v1"), 1)
    others = [
        engine.fingerprint(voicing("am_adam")),
        engine.fingerprint(voicing(speed=1.1)),
        engine.fingerprint(voicing(model="tts-1")),
        engine.fingerprint(voicing(output_format="mp3")),
        engine.fingerprint(voicing(instructions="softly")),
        engine.fingerprint(voicing(output_format="pcm", sample_rate=22050)),
        other.fingerprint(voicing()),
    ]
    assert plain not in others


def test_a_book_is_spoken_by_an_openai_server_and_the_key_is_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    (tmp_path / "input").mkdir()
    (tmp_path / "input/book.txt").write_text(f"{TEXT}\n\nIt was a dark and stormy night.\n")
    config = tmp_path / "pipeline.yaml"
    listing = {"voices": list(VOICES)}
    with speaking(key=KEY, listing=listing, refusals=[(500, error(f"echo {KEY}"))]) as server:
        config.write_text(
            f"engine: openai\nopenai: {{base_url: '{server.url}'}}\npreflight: true\n"
            "retry: {wait_initial: 0.01, wait_max: 0.1}\ndeliver: {formats: [wav]}\n"
        )
        report = narrate.run(load_settings(config))
        assert report.exit_code == 0
        assert {asked["voice"] for asked in server.asked} == {"af_heart"}
        server.refusals = [(429, error("no more", "insufficient_quota"))] * 99
        (tmp_path / "input/book.txt").write_text("Another story altogether.\n")
        assert main(["--config", str(config), "run"]) == 5
        assert len(server.asked) == 4
    told = capsys.readouterr().err
    assert "out of credit" in told
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
    assert KEY not in told + repr(report)
