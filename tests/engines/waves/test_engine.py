"""The Waves engine against a server that behaves as the evidence says."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from narrate.chunk import OptionValue, Voicing
from narrate.engines.waves.engine import WavesEngine
from narrate.engines.waves.options import Waves
from narrate.errors import ChunkRefused, EngineError, EngineUnusable, NarrateError, TemporaryError
from narrate.recording.takefile import take_key
from narrate.settings import Settings
from tests.engines import sound
from tests.waves.faults import FAULTS, RIGHT, Reply
from tests.waves.server import WavesServer
from tests.waves.speech import samples_of

KEY = "sk_a-very-secret-key"
TEXT = "Call me Ishmael."


def voicing(
    voice: str = "meher", language: str = "en", speed: float = 1.0, **options: OptionValue
) -> Voicing:
    return Voicing("waves", voice, language, speed, tuple(sorted(options.items())))


@asynccontextmanager
async def engine_at(url: str, **options: Any) -> AsyncIterator[WavesEngine]:
    engine = WavesEngine(Waves(base_url=url, **options), 4)
    try:
        yield engine
    finally:
        await engine.close()
        await engine.close()


@pytest.fixture
async def server() -> AsyncIterator[WavesServer]:
    async with WavesServer() as started:
        yield started


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALLEST_API_KEY", KEY)


async def test_one_call_of_waves_is_one_request_with_all_that_the_settings_say(
    server: WavesServer,
) -> None:
    said = voicing(
        "meher", "hi-IN", 1.2,
        model="lightning_v3.1_pro", sample_rate=44100, output_format="pcm",
        pronunciation_dicts=("65f0",), number_pronunciation_language="en", math_notation=True,
    )  # fmt: skip
    server.dictionaries.held["65f0"] = []
    async with engine_at(server.url) as engine:
        audio = await engine.speak(TEXT, said)
    assert audio.rate == 44100 and audio.pcm == samples_of(TEXT, 44100, 1.2, 0.06)
    (asked,) = server.journal
    assert asked.body == {
        "text": TEXT,
        "voice_id": "meher",
        "model": "lightning_v3.1_pro",
        "sample_rate": 44100,
        "speed": 1.2,
        "language": "hi",
        "output_format": "pcm",
        "pronunciation_dicts": ["65f0"],
        "number_pronunciation_language": "en",
        "math_notation": True,
    }
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["accept"] == "audio/wav"
    assert asked.headers["content-type"] == "application/json"


async def test_waves_is_sent_no_option_that_is_not_set_but_always_the_language(
    server: WavesServer,
) -> None:
    async with engine_at(server.url) as engine:
        await engine.speak(TEXT, voicing(language="auto"))
    assert server.journal[0].body == {
        "text": TEXT,
        "voice_id": "meher",
        "model": "lightning_v3.1_pro",
        "sample_rate": 24000,
        "speed": 1.0,
        "language": "auto",
        "output_format": "wav",
    }


@pytest.mark.parametrize("output_format", ["pcm", "wav", "mp3", "ulaw", "alaw", "mulaw"])
async def test_every_output_format_of_waves_becomes_the_same_speech(
    server: WavesServer, output_format: str
) -> None:
    async with engine_at(server.url) as engine:
        plain = await engine.speak(TEXT, voicing(sample_rate=16000))
        audio = await engine.speak(TEXT, voicing(sample_rate=16000, output_format=output_format))
    assert audio.rate == 16000
    assert audio.seconds == pytest.approx(plain.seconds, abs=0.15)
    assert sound.rms(audio) == pytest.approx(sound.rms(plain), rel=0.1)


@pytest.mark.parametrize("route", ["/waves/v1/tts", "/waves/v1/lightning-v3.1/get_speech"])
async def test_both_routes_of_waves_work(server: WavesServer, route: str) -> None:
    async with engine_at(server.url, route=route) as engine:
        assert (await engine.speak(TEXT, voicing("magnus"))).seconds > 0.5


async def test_waves_opens_no_more_connections_than_allowed(server: WavesServer) -> None:
    server.latency = 0.05
    async with engine_at(server.url) as engine:
        await asyncio.gather(*(engine.speak(f"{TEXT} {n}", voicing()) for n in range(12)))
    assert server.most_at_once == 4


FATAL = {"400-voice", "400-plan", "401", "401-message", "402", "403", "404", "410", "elsewhere"}
REFUSED = {"400", "400-string"}
WHOLE = {*RIGHT, "silence", "short", "long", "noise"}
"""What only the inspection of the take can tell"""


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {"slow"}))
async def test_every_fault_of_waves_is_one_of_three_kinds(server: WavesServer, fault: str) -> None:
    server.faults = {fault: 1.0}
    async with engine_at(server.url) as engine:
        if fault in WHOLE:
            assert (await engine.speak(TEXT, voicing(output_format="wav"))).samples
            return
        with pytest.raises(EngineError) as caught:
            await engine.speak(TEXT, voicing(output_format="pcm" if fault == "odd" else "wav"))
    error = caught.value
    expected = (
        EngineUnusable if fault in FATAL else ChunkRefused if fault in REFUSED else TemporaryError
    )
    assert type(error) is expected
    assert "\n" not in str(error) and len(str(error)) < 450
    if isinstance(error, TemporaryError):
        assert error.overloaded == fault.startswith(("429", "503"))
        unseen = fault == "drop"
        assert error.billed is (None if unseen else server.journal[-1].status == 200)
        assert error.cut == (fault in ("cut", "cut-chunked"))


@pytest.mark.parametrize(
    ("fault", "low", "high"),
    [("429", 1, 1), ("429-date", 0, 1), ("429-ms", 0.2, 0.2), ("503", None, None)],
)
async def test_waits_that_waves_asks_for_are_passed_on(
    server: WavesServer, fault: str, low: float | None, high: float | None
) -> None:
    server.faults = {fault: 1.0}
    async with engine_at(server.url) as engine:
        with pytest.raises(TemporaryError) as caught:
            await engine.speak(TEXT, voicing())
    wait = caught.value.retry_after
    assert wait is None if low is None or high is None else wait is not None and low <= wait <= high


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("401", "does not accept the key in SMALLEST_API_KEY"),
        ("402", "out of credit"),
        ("403", "limit is reached"),
        ("404", "/waves/v1/tts"),
        ("410", r"it recommends /waves/v1/tts.*no longer available"),
        ("400-voice", "voice meher.*Invalid Voice ID"),
        ("400-plan", "upgrade your plan"),
        ("elsewhere", r"https://elsewhere\.invalid/waves/v1/tts"),
    ],
)
async def test_an_error_of_waves_that_stops_the_run_says_what_to_do(
    server: WavesServer, fault: str, words: str
) -> None:
    server.faults = {fault: 1.0}
    async with engine_at(server.url) as engine:
        with pytest.raises(EngineUnusable, match=words):
            await engine.speak(TEXT, voicing())


async def test_a_waves_server_that_is_down_and_back_is_only_out_for_a_while(
    server: WavesServer,
) -> None:
    async with engine_at(server.url) as engine:
        server.down = True
        with pytest.raises(TemporaryError):
            await engine.speak(TEXT, voicing())
        server.down = False
        assert (await engine.speak(TEXT, voicing())).samples


async def test_waves_voices_are_those_that_the_service_lists(server: WavesServer) -> None:
    async with engine_at(server.url) as engine:
        voices = {voice.name: voice for voice in await engine.voices()}
    assert voices["meher"].languages == ("hi", "en")
    assert (voices["magnus"].gender, voices["magnus"].installed) == ("male", True)
    assert voices["meher"].model == "lightning_v3.1_pro"


@pytest.mark.parametrize(
    ("asked", "model"),
    [
        (voicing("magnus"), "lightning_v3.1"),
        (voicing("olivia", model="lightning_v3.1_pro"), "lightning_v3.1"),
        (voicing("aarush", model="lightning_v3.1"), "lightning_v3.1"),
        (voicing("voice_clone1", model="lightning_v3.1"), "lightning_v3.1"),
        (voicing("unheard-of", model="lightning_v9"), "lightning_v9"),
        (voicing("rhea"), "lightning_v3.1_pro"),
    ],
)
async def test_a_known_waves_voice_is_asked_of_its_own_model(asked: Voicing, model: str) -> None:
    engine = WavesEngine(Waves(), 1)
    engine.check(asked)
    assert engine.fingerprint(asked)["model"] == model


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (voicing("meher", model="lightning_v3.1"), "belongs to the model lightning_v3.1_pro"),
        (voicing(sample_rate=22050), "must be one of .*22050"),
        (voicing(output_format="ogg"), "must be one of pcm, wav, mp3, ulaw, alaw"),
        (voicing(speed=2.5), "from 0.5 to 2.0, not 2.5"),
        (voicing("voice_clone1"), "not known which model the voice voice_clone1 belongs to"),
        (voicing("magnus", language="ja"), "lightning_v3.1 does not speak ja; it speaks auto, bn"),
        (voicing(number_pronunciation_language="sw"), "does not speak sw"),
    ],
)
def test_waves_refuses_unusable_settings_before_anything_is_sent(
    wrong: Voicing, words: str
) -> None:
    with pytest.raises(EngineUnusable, match=words):
        WavesEngine(Waves(), 1).check(wrong)


@pytest.mark.parametrize("value", ["", "  ", "sk_with space", "sk_line\nbreak", "sk_ключ"])
def test_a_missing_or_impossible_waves_key_is_told_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("MY_KEY", value)
    with pytest.raises(EngineUnusable, match="MY_KEY") as caught:
        WavesEngine(Waves(api_key_env="MY_KEY"), 1).check(voicing())
    assert not value.strip() or value not in str(caught.value)


async def test_a_waves_server_on_this_machine_needs_no_key(
    server: WavesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMALLEST_API_KEY")
    async with engine_at(server.url) as engine:
        engine.check(voicing())
        assert (await engine.speak(TEXT, voicing())).samples
    assert server.journal[0].headers["authorization"] == ""


def test_the_waves_fingerprint_is_what_changes_the_sound_and_no_more() -> None:
    engine = WavesEngine(Waves(base_url="http://127.0.0.1:1", route="/x"), 1)
    plain = engine.fingerprint(voicing())
    assert plain == WavesEngine(Waves(), 9).fingerprint(voicing())
    for same in (
        voicing(output_format="pcm"), voicing(language="en-US"), voicing(speed=1),
        voicing(session_id="s"), voicing(request_id="r"), voicing(lexicon="respell"),
        voicing(model="lightning_v3.1_pro"),
    ):  # fmt: skip
        assert engine.fingerprint(same) == plain
    others = [
        voicing("kaitlyn"), voicing(language="hi"), voicing(speed=1.1), voicing(model="x"),
        voicing(sample_rate=8000), voicing(output_format="mp3"), voicing(math_notation=False),
        voicing(pronunciation_dicts=("a",)), voicing(number_pronunciation_language="en"),
    ]  # fmt: skip
    fingerprints = [tuple(sorted(engine.fingerprint(other).items(), key=str)) for other in others]
    assert len({*fingerprints, tuple(sorted(plain.items(), key=str))}) == len(others) + 1


@pytest.mark.parametrize(
    ("said", "options", "dollars", "source"),
    [
        (voicing("meher"), Waves(), 0.195, "model card"),
        (voicing("magnus"), Waves(), 0.175, "2026-09-07"),
        (voicing("someone", model="new"), Waves(), 0.195, "set waves.price"),
        (voicing("magnus"), Waves(price=0.5), 0.5, "settings"),
    ],
)
def test_the_waves_price_is_that_of_the_model_that_speaks(
    said: Voicing, options: Waves, dollars: float, source: str
) -> None:
    price = WavesEngine(options, 1).price(said)
    assert price is not None
    assert price.per_character == pytest.approx(dollars / 10_000)
    assert source in price.source


def test_takes_of_waves_that_were_paid_for_keep_their_keys() -> None:
    """The key of a take made before: it must never change for what sounds the same."""
    engine = WavesEngine(Waves(), 1)
    key = take_key(engine.fingerprint(voicing()), TEXT)
    assert key == "b3f83353fa328a03853c14781ab041f4783e5bd5"


@pytest.mark.parametrize(
    ("said", "options", "words"),
    [
        (voicing("olivia"), Waves(), "end on 2026-11-30"),
        (voicing("olivia", model="lightning_v3.1_pro"), Waves(), "its own model"),
        (voicing(language="auto"), Waves(), "name one"),
        (voicing(), Waves(route="/waves/v1/lightning-v3.1/get_speech"), "2026-07-14"),
    ],
)
def test_waves_notes_what_is_good_to_know_about_its_settings(
    said: Voicing, options: Waves, words: str
) -> None:
    assert [note for note in WavesEngine(options, 1).check(said) if words in note]
    assert not WavesEngine(Waves(), 1).check(voicing())


async def test_ids_for_tracing_go_along_to_waves_where_they_are_wanted(server: WavesServer) -> None:
    async with engine_at(server.url) as engine:
        await engine.speak(TEXT, voicing(), "run.abc.1")
        await engine.speak(TEXT, voicing(session_id="book-7", request_id="n" * 64), "run.abc.2")
        await engine.speak(TEXT, voicing(request_id="x"), "y" * 200)
    plain, traced, long = [asked.body for asked in server.journal]
    assert not {"session_id", "request_id"} & plain.keys()
    assert traced["session_id"] == "book-7"
    assert traced["request_id"] == "n" * 64 + ".run.abc.2"
    assert len(long["request_id"]) == 128


def test_the_default_waves_voice_belongs_to_the_model() -> None:
    for model, voice in (("lightning_v3.1_pro", "meher"), ("lightning_v3.1", "magnus")):
        engine = WavesEngine.open(Settings.model_validate({"waves": {"model": model}}))
        assert engine.default_voice("en") == voice
        assert WavesEngine(Waves(), 1).default_voice("en", (("model", model),)) == voice
        engine.check(voicing(voice, model=model))


async def test_the_waves_key_is_in_no_message_repr_or_log(
    server: WavesServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    seen = []
    echo = f'{{"error": "the key {KEY} is unknown"}}'.encode()
    for name in ("echo-401", "echo-200", "echo-500"):
        status = int(name.removeprefix("echo-"))
        monkeypatch.setitem(FAULTS, name, _echoing(status, echo))
    async with engine_at(server.url) as engine:
        for fault in sorted(set(FAULTS) - {"slow"}):
            server.faults = {fault: 1.0}
            try:
                await engine.speak(TEXT, voicing())
            except NarrateError as error:
                seen.append("".join(traceback.format_exception(error)))
                seen.extend(_reprs(error))
        seen.extend([repr(engine), repr(vars(engine)), str(engine.price(voicing())), caplog.text])
        seen.extend(repr(record.__dict__) for record in caplog.records)
    assert len(seen) > 60
    assert not [text for text in seen if KEY in text]


def _echoing(status: int, body: bytes) -> Any:
    return lambda _: Reply(status, body, {"X-Request-Id": KEY})


def _reprs(error: BaseException | None) -> list[str]:
    """Of the error and of all that it came from and that is shown with it."""
    found = []
    while error is not None:
        found.extend([repr(error), repr(error.args), repr(vars(error))])
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
