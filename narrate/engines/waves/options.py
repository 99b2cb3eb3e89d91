"""What can be set for Waves: what may differ from call to call, and what is one for a run."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, model_validator

from narrate.settings.groups import Group
from narrate.settings.names import Language, Route, VariableName, WebAddress
from narrate.settings.rules import Choice, Flag, Number, SeveralOf, Text

WAVES_PRICES: Final[Mapping[str, float]] = {"lightning_v3.1_pro": 0.195, "lightning_v3.1": 0.175}
"""US dollars per 10,000 characters by model.

Pro: the vendor's model card (repository smallest-inc/smallest-ai-documentation, 2026-08-21).
Standard: the vendor's pricing page as github.com/soniox/soniox-compare/pull/2 saw it on
2026-09-07; another list of 2026-06-21 had 0.145, so that this errs towards the dearer.
"""


_HYPHENATED = {model.replace("_", "-"): model for model in WAVES_PRICES}


class WavesCall(Group):
    """Smallest AI Waves: what may differ from call to call."""

    model: (
        Annotated[str, Text("a model such as lightning_v3.1_pro", r"[A-Za-z0-9][A-Za-z0-9._-]*")]
        | None
    ) = Field(
        default=None,
        description="Model; null: the voice's own, or Pro where no voice is named",
        examples=["lightning_v3.1_pro", "lightning_v3.1"],
    )
    sample_rate: Annotated[int, Choice((8000, 16000, 24000, 44100))] = Field(
        default=24000, description="Samples a second of what the engine sends"
    )
    output_format: Annotated[
        str, Choice(("pcm", "wav", "mp3", "ulaw", "alaw"), aliases=(("mulaw", "ulaw"),))
    ] = Field(
        default="wav", description="What the engine sends; the delivered format is deliver.formats"
    )
    pronunciation_dicts: Annotated[
        tuple[str, ...], SeveralOf(Text("a dictionary id", r"[A-Za-z0-9_-]+"))
    ] = Field(default=(), description="Ids of pronunciation dictionaries kept at Smallest AI")
    number_pronunciation_language: Annotated[str, Language()] | None = Field(
        default=None, description="Language in which numbers are read; null: that of the text"
    )
    math_notation: Annotated[bool, Flag()] | None = Field(
        default=None, description="Read + - = between digits as words; null: the engine's default"
    )

    lexicon: Annotated[str, Choice(("respell", "dictionary"))] = Field(
        default="respell",
        description="Words of the lexicon: respell them in the text that is sent, or keep them in"
        " a pronunciation dictionary at Smallest AI, made and updated by narrate",
    )
    session_id: (
        Annotated[str, Text("up to 128 letters, digits, dots, - and _", r"[A-Za-z0-9._-]{1,128}")]
        | None
    ) = Field(default=None, description="Sent with each request, for tracing; null: none")
    request_id: (
        Annotated[str, Text("up to 64 letters, digits, dots, - and _", r"[A-Za-z0-9._-]{1,64}")]
        | None
    ) = Field(
        default=None,
        description="Beginning of each request's own id, for tracing (run, take and attempt"
        " follow); null: none is sent",
    )

    @model_validator(mode="before")
    @classmethod
    def _underscores(cls, data: object) -> object:
        """Model names are written with hyphens in some of the vendor's paths; calls want _."""
        if isinstance(data, Mapping) and str(data.get("model")) in _HYPHENATED:
            return {**data, "model": _HYPHENATED[str(data["model"])]}
        return data


class Waves(WavesCall):
    """Smallest AI Waves: the whole of its settings."""

    base_url: Annotated[str, WebAddress()] = Field(
        default="https://api.smallest.ai", description="Server"
    )
    route: Annotated[
        str,
        Route((("tts", "/waves/v1/tts"), ("get_speech", "/waves/v1/lightning-v3.1/get_speech"))),
    ] = Field(
        default="/waves/v1/tts",
        description="Path on the server: tts, the older get_speech, or any other",
    )
    api_key_env: Annotated[str, VariableName()] = Field(
        default="SMALLEST_API_KEY",
        description="Environment variable that holds the key; never the key",
    )
    price: Annotated[float, Number(0)] | None = Field(
        default=None,
        description="US dollars per 10,000 characters for the estimate; null: by model",
    )

    def price_of(self, model: str) -> float:
        """US dollars per 10,000 characters; an unknown model counts as the dearest known."""
        if self.price is not None:
            return self.price
        return WAVES_PRICES.get(model, max(WAVES_PRICES.values()))
