"""What is asked of Waves: the fields of a request, refused where they are known not to work.

With what is known of its models: which voices and languages are whose.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from narrate.chunk import OptionValue, Voicing
from narrate.engines.base import primary
from narrate.engines.waves.options import WavesCall
from narrate.errors import EngineUnusable

PRO: Final = "lightning_v3.1_pro"
STANDARD: Final = "lightning_v3.1"

DEFAULT_VOICES: Final[Mapping[str, str]] = {PRO: "meher", STANDARD: "magnus"}
"""By model; both are what the vendor's own integrations use (livekit, pipecat, 2026-10)"""

MODELS: Final = (PRO, STANDARD)
"""Models whose voices and languages are known, at least in part"""

POOLS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("meher", "kaitlyn", "rhea", "maverick", "blake", "sophie", "sam", "aviraj"), (PRO,)
    ),
    **dict.fromkeys(("magnus", "olivia", "aarush", "sophia", "jordan", "daniella"), (STANDARD,)),
}
"""Voices whose model is told: Pro by the vendor's voice table for its agents and the pages of
jambonz and coval (2026-10), standard by the vendor's API page, livekit and pipecat. The service's
list doesn't tell, and a wrong pair is not refused but spoken by another voice, or not at all."""

_SHARED: Final = "auto en es fr de it nl sv pt pl ru hi mr gu pa bn or ta te kn ml he"
_PRO_ONLY: Final = "el fi no zh ja ko id ms vi tr ar"
LANGUAGES: Final[Mapping[str, frozenset[str]]] = {
    STANDARD: frozenset(_SHARED.split()),
    PRO: frozenset(f"{_SHARED} {_PRO_ONLY}".split()),
}
"""Primary tags by model, after the vendor's specification of 2026-08-21. One that is accepted
without having a voice is silently spoken in another language. `he` is in no
document, but a live test of the vendor's uses it."""


RATES: Final = (8000, 16000, 24000, 44100)
"""Hertz that the service makes"""
FORMATS: Final = ("pcm", "wav", "mp3", "ulaw", "alaw")
STANDARD_ENDS: Final = "2026-11-30"
"""Announced end of the standard model, as docs.jambonz.org tells the vendor's plan (2026-10); the
vendor's own pages, as of 2026-08-21, do not say so yet."""

_PER_CALL: Final = ("pronunciation_dicts", "number_pronunciation_language", "math_notation")
_DEFAULTS: Final = WavesCall()


def model_of(voicing: Voicing) -> str:
    """The model that is asked for: the settings' own, or the one that the voice belongs to.

    A voice that is known to belong to the standard model is asked of that, even where the
    settings name Pro: the service would not refuse the pair, but speak wrongly. Raises
    EngineUnusable where neither settings nor voice tell.
    """
    chosen, pools = str(voicing.option("model") or ""), POOLS.get(voicing.voice, ())
    if STANDARD in pools and PRO not in pools and chosen in ("", PRO):
        return STANDARD
    if chosen or pools:
        return chosen or pools[0]
    raise EngineUnusable(
        f"it is not known which model the voice {voicing.voice} belongs to, and Waves would speak"
        f" wrongly with another: set waves.model to {PRO} or {STANDARD}"
        " (`narrate voices --engine waves` may tell)"
    )


def check_request(voicing: Voicing) -> list[str]:
    """What the user should know; raises EngineUnusable for what is known not to work."""
    model, pools = model_of(voicing), POOLS.get(voicing.voice, ())
    if pools and model in MODELS and model not in pools:
        raise EngineUnusable(
            f"the voice {voicing.voice} belongs to the model {pools[0]}, not to {model};"
            f" set waves.model: {pools[0]}, or another voice"
        )
    if rate_of(voicing) not in RATES:
        raise EngineUnusable(f"waves.sample_rate must be one of {RATES}, not {rate_of(voicing)}")
    if format_of(voicing) not in FORMATS:
        raise EngineUnusable(f"waves.output_format must be one of {', '.join(FORMATS)}")
    if not 0.5 <= voicing.speed <= 2.0:
        raise EngineUnusable(f"waves speaks at speeds from 0.5 to 2.0, not {voicing.speed:g}")
    numbers = voicing.option("number_pronunciation_language")
    for language in (voicing.language, *((str(numbers),) if numbers else ())):
        _check_language(language, model)
    return list(_notes(voicing, model))


def _check_language(language: str, model: str) -> None:
    spoken = LANGUAGES.get(model)
    if spoken and primary(language) not in spoken:
        raise EngineUnusable(
            f"{model} does not speak {language}; it speaks {', '.join(sorted(spoken))}"
        )


def _notes(voicing: Voicing, model: str) -> Iterator[str]:
    if model == STANDARD:
        yield (
            f"waves: the model {STANDARD} is announced to end on {STANDARD_ENDS};"
            f" {PRO} stays, with voices of its own (meher, kaitlyn, …)"
        )
        if voicing.option("model") == PRO:
            yield f"waves: the voice {voicing.voice} is spoken by {STANDARD}, its own model"
    if primary(voicing.language) == "auto":
        yield "waves: language auto is the service's guess, which has changed before; name one"


def rate_of(voicing: Voicing) -> int:
    """Samples a second."""
    rate = voicing.option("sample_rate")
    return rate if isinstance(rate, int) else _DEFAULTS.sample_rate


def format_of(voicing: Voicing) -> str:
    """One of FORMATS, if the settings are right."""
    chosen = str(voicing.option("output_format") or _DEFAULTS.output_format)
    return "ulaw" if chosen == "mulaw" else chosen  # the vendor's page says mulaw, which gets 400


def body_of(voicing: Voicing) -> dict[str, Any]:
    """The request without its text. `model` is sent on the old route too, which accepts it."""
    body: dict[str, Any] = {
        "voice_id": voicing.voice,
        "model": model_of(voicing),
        "sample_rate": rate_of(voicing),
        "speed": float(voicing.speed),
        "language": primary(voicing.language),
        "output_format": format_of(voicing),
    }
    for name in _PER_CALL:
        value = voicing.option(name)
        if value is not None and value != ():
            body[name] = list(value) if isinstance(value, tuple) else value
    return body


def tracing_of(voicing: Voicing, request_id: str) -> dict[str, str]:
    """The ids by which the service's logs tell the request again, where they are wanted."""
    session, prefix = voicing.option("session_id"), voicing.option("request_id")
    ids = {"session_id": str(session)} if session else {}
    if prefix:
        ids["request_id"] = f"{prefix}.{request_id}"[:128].rstrip(".")
    return ids


def fingerprint_of(voicing: Voicing) -> Mapping[str, OptionValue]:
    """What is asked for; pcm and wav are the same sound, and so is any server.

    Neither the ids for tracing nor those of dictionaries made from the lexicon are in it, but
    the pronunciations that such a dictionary gives to the words of this very text.
    """
    body = body_of(voicing)
    lossless = body["output_format"] in ("pcm", "wav")
    asked: dict[str, OptionValue] = {
        **body,
        "output_format": "pcm" if lossless else body["output_format"],
        "pronunciation_dicts": tuple(body.get("pronunciation_dicts", ())),
    }
    if pronunciations := voicing.option("pronunciations"):
        asked["pronunciations"] = pronunciations
    return asked
