"""The groups of keys, each value with its default, its range and its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeGuard

from pydantic import BaseModel, ConfigDict, Field, model_validator

from narrate.settings.mappings import BitRates
from narrate.settings.names import FileName, Language, Route, VariableName, WebAddress
from narrate.settings.rules import Choice, Flag, Number, SeveralOf, Text, WrongError

Format = Literal["mp3", "m4a", "flac", "opus", "wav"]
"""Formats of delivered chapter files"""

WAVES_PRICES: Final[Mapping[str, float]] = {"lightning_v3.1_pro": 0.195, "lightning_v3.1": 0.175}
"""US dollars per 10,000 characters by model.

Pro: the vendor's model card (repository smallest-inc/smallest-ai-documentation, 2026-08-21).
Standard: the vendor's pricing page as github.com/soniox/soniox-compare/pull/2 saw it on
2026-09-07; another list of 2026-06-21 had 0.145, so that this errs towards the dearer.
"""
_HYPHENATED = {model.replace("_", "-"): model for model in WAVES_PRICES}


class Group(BaseModel):
    """A frozen group of keys; one that is left blank in the file holds its defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _blank(cls, data: object) -> object:
        return {} if data is None else data


def is_group(annotation: Any) -> TypeGuard[type[Group]]:
    """Whether a key's value is itself a group of keys."""
    return isinstance(annotation, type) and issubclass(annotation, Group)


class Retry(Group):
    """How often and how patiently a failed request is made again."""

    attempts: Annotated[int, Number(1, 20, whole=True)] = Field(
        default=5, description="Requests for one chunk before it counts as failed"
    )
    wait_initial: Annotated[float, Number(0, 3600, unit=" of seconds")] = Field(
        default=0.5,
        description="Seconds before the second attempt; doubled before each further one",
    )
    wait_max: Annotated[float, Number(0, 3600, unit=" of seconds")] = Field(
        default=30.0,
        description="Longest wait between attempts in seconds, unless the engine asks more",
    )
    timeout: Annotated[float, Number(0, 3600, above=True, unit=" of seconds")] = Field(
        default=90.0, description="Seconds after which a request counts as failed"
    )


class Budget(Group):
    """Where a run stops before it spends more."""

    max_cost: Annotated[float, Number(0)] | None = Field(
        default=None, description="Most US dollars a run may spend; null: no limit"
    )
    max_characters: Annotated[int, Number(0, whole=True)] | None = Field(
        default=None, description="Most characters a run may send to a paid engine; null: no limit"
    )


class Chunking(Group):
    """How the text is cut."""

    max_characters: Annotated[int, Number(40, 2000, whole=True)] = Field(
        default=250, description="Most characters spoken in one call; Waves recommends 250"
    )


_Pause = Annotated[float, Number(0, 60, unit=" of seconds")]


class Pauses(Group):
    """Silence after each kind of cut, in seconds."""

    clause: _Pause = Field(
        default=0.15, description="Inside a sentence that is too long for one call"
    )
    sentence: _Pause = Field(default=0.35, description="After a sentence")
    paragraph: _Pause = Field(default=0.7, description="After a paragraph")
    scene: _Pause = Field(default=1.6, description="At a scene break (* * *)")
    heading: _Pause = Field(default=1.0, description="After a heading or a spoken chapter title")
    chapter_start: _Pause = Field(default=0.75, description="Before the first word of a chapter")
    chapter_end: _Pause = Field(default=2.0, description="After the last word of a chapter")


_Kinds = Annotated[
    tuple[str, ...], SeveralOf(Text("a kind of matter such as index, or a title such as Preface*"))
]


class Matter(Group):
    """What of a manuscript is read, beside what narrate chooses by itself."""

    read: _Kinds = Field(
        default=(),
        description='Kinds of matter (captions, index, ...) and title patterns ("About*") that'
        " are read; a title counts before a kind",
    )
    skip: _Kinds = Field(
        default=(),
        description="Kinds of matter (dedication, preface, ...) and title patterns that are not"
        " read; where read and skip fit equally, skip counts",
    )
    notes: Annotated[
        Literal["skip", "in_place", "chapter_end"],
        Choice(
            ("skip", "in_place", "chapter_end"),
            aliases=(("in-place", "in_place"), ("chapter-end", "chapter_end")),
        ),
    ] = Field(
        default="skip",
        description="Footnotes and endnotes: skip, in_place (behind the paragraph that refers to"
        " them) or chapter_end",
    )


class Level(Group):
    """Loudness of delivered chapters, in decibels of full scale."""

    rms: Annotated[float, Number(-60, -3)] = Field(
        default=-20.0, description="Mean loudness (RMS) in dB; audiobook shops want -23 to -18"
    )
    peak: Annotated[float, Number(-30, 0)] = Field(
        default=-3.0, description="Highest peak in dB; audiobook shops want -3 or less"
    )


class Deliver(Group):
    """The files that a listener gets."""

    formats: Annotated[
        tuple[Format, ...], SeveralOf(Choice(("mp3", "m4a", "flac", "opus", "wav")), at_least=1)
    ] = Field(default=("mp3",), description="Chapter files to make: mp3, m4a, flac, opus, wav")
    bitrate: Annotated[Mapping[str, str | None], BitRates(("mp3", "m4a", "opus"))] = Field(
        default={"mp3": "128k", "m4a": "96k", "opus": "48k"},
        description="Bit rate by format, such as 64k; null: the encoder's own choice",
    )
    sample_rate: Annotated[
        int, Choice((8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000))
    ] = Field(
        default=24000, description="Samples a second of delivered files; audiobook shops want 44100"
    )
    level: Level = Field(default=Level(), description="Loudness of delivered chapters")
    narrator: Annotated[str, Text("a name")] | None = Field(
        default=None, description="Narrator's name for the tags; null: engine and voice"
    )
    cover: Annotated[Path, FileName("a picture file (JPEG or PNG)", exists=True)] | None = Field(
        default=None, description="Picture file (JPEG or PNG); null: the manuscript's own cover"
    )


_SWITCH_RULE = Flag()
_Switch = Annotated[bool, _SWITCH_RULE] | None


class Readings(Group):
    """What is put into words before an engine is sent it; true, false or null for all at once.

    null is the engine's own default: off for engines that read such things well by themselves
    (waves, openai), on for all others.
    """

    abbreviations: _Switch = Field(
        default=None, description="Dr., St. as Saint or Street, No. 5, vs., etc."
    )
    addresses: _Switch = Field(default=None, description="Web and e-mail addresses, file names")
    dates: _Switch = Field(default=None, description="25 July 1812, Dec. 11th, 2016-11-03")
    decimals: _Switch = Field(default=None, description="3.14")
    fractions: _Switch = Field(default=None, description="1/3, 2½")
    math: _Switch = Field(default=None, description="2 + 2 = 4, -5")
    measures: _Switch = Field(
        default=None, description="Figures with units: 6 ft. 2 in., 5 kg, 60°"
    )
    money: _Switch = Field(default=None, description="$20,000, £5 10s. 6d.")
    numbers: _Switch = Field(default=None, description="Plain whole numbers")
    ordinals: _Switch = Field(default=None, description="21st, the 2d")
    phones: _Switch = Field(default=None, description="Telephone numbers")
    ranges: _Switch = Field(default=None, description="pages 45-47, 1914-18")
    roman: _Switch = Field(
        default=None, description="Roman numerals of chapters, kings, wars and centuries"
    )
    serials: _Switch = Field(default=None, description="Codes of letters and figures: B-52")
    symbols: _Switch = Field(default=None, description="Signs that are words: &, %, §")
    times: _Switch = Field(default=None, description="10:05, 5 p.m.")
    years: _Switch = Field(default=None, description="Years and decades: in 1894, the '90s")

    @model_validator(mode="before")
    @classmethod
    def _blank(cls, data: object) -> object:
        """One word for all of them."""
        try:
            flag = None if data is None else _SWITCH_RULE.read(data, Path())
        except WrongError:
            return data
        return dict.fromkeys(cls.model_fields, flag)


class Hibari(Group):
    """The embedded English voice."""

    seed: Annotated[int, Number(0, 2**32 - 1, whole=True)] = Field(
        default=0,
        description="Another seed gives a slightly different reading; the same, the same bytes",
    )


class Pico(Group):
    """The small embedded voices for English, German, Spanish, French and Italian."""

    pitch: Annotated[float, Number(0.5, 2.0)] = Field(
        default=1.0, description="1.0 is the voice's own"
    )


class WavesCall(Group):
    """Smallest AI Waves: what may differ from call to call."""

    model: (
        Annotated[str, Text("a model such as lightning_v3.1_pro", r"[A-Za-z0-9][A-Za-z0-9._-]*")]
        | None
    ) = Field(
        default=None,
        description="Model; null: the one that the voice belongs to, and Pro where none is named",
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


class OpenAICall(Group):
    """A server that speaks OpenAI's protocol: what may differ from call to call."""

    model: Annotated[str, Text("a model such as kokoro or tts-1", r"\S+")] = Field(
        default="kokoro", description="Model of the server", examples=["kokoro", "tts-1"]
    )
    output_format: Annotated[str, Choice(("wav", "pcm", "mp3", "flac", "opus", "aac"))] = Field(
        default="wav", description="What the engine sends; the delivered format is deliver.formats"
    )
    sample_rate: Annotated[int, Choice((8000, 16000, 22050, 24000, 32000, 44100, 48000))] = Field(
        default=24000, description="Samples a second of its pcm, which does not say so itself"
    )
    instructions: Annotated[str, Text("a line of text")] | None = Field(
        default=None, description="How to read, for models that take it; null: none"
    )


class OpenAI(OpenAICall):
    """A server that speaks OpenAI's protocol: the whole of its settings."""

    base_url: Annotated[str, WebAddress()] = Field(
        default="http://localhost:8880/v1",
        description="Server, to the part before /audio/speech",
        examples=["http://localhost:8880/v1", "https://api.openai.com/v1"],
    )
    api_key_env: Annotated[str, VariableName()] = Field(
        default="OPENAI_API_KEY",
        description="Environment variable that holds the key, if the server wants one",
    )
    price: Annotated[float, Number(0)] | None = Field(
        default=None,
        description="US dollars per 10,000 characters; null: OpenAI's own, other servers nothing",
    )
