"""The groups of keys beside the engines', each value with its default, range and meaning."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeGuard, get_args

from pydantic import BaseModel, ConfigDict, Field, model_serializer, model_validator

from narrate.profiles import PROFILES, ProfileName
from narrate.settings.names import BitRates, FileName, WebAddress
from narrate.settings.rules import Choice, Flag, Number, SeveralOf, Share, Text, Wording, WrongError


class Group(BaseModel):
    """A frozen group of keys; one that is left blank in the file holds its defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _blank(cls, data: object) -> object:
        return {} if data is None else data


class Override(Group):
    """A group in which a key left out means what is above it: only what was set counts."""

    @model_serializer
    def _as_set(self) -> dict[str, Any]:
        return _set_in(self)


def _set_in(group: Group) -> dict[str, Any]:
    values = {name: getattr(group, name) for name in sorted(group.model_fields_set)}
    return {name: _only_set(value) for name, value in values.items()}


def _only_set(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _only_set(each) for key, each in value.items()}
    return _set_in(value) if isinstance(value, Group) else value


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


USUAL_VARIATION = 0.25
"""Most by which pauses vary; most of them by less than half of it"""


class Pauses(Group):
    """Silence after each kind of cut, in seconds."""

    clause: _Pause = Field(
        default=0.15, description="Inside a sentence that is too long for one call"
    )
    sentence: _Pause = Field(
        default=0.55,
        description="After a sentence; inside a take, at least so long after each of its sentences",
    )
    paragraph: _Pause = Field(default=0.8, description="After a paragraph")
    turn: _Pause = Field(
        default=0.65, description="After a paragraph of speech that another speaker answers"
    )
    scene: _Pause = Field(default=1.6, description="At a scene break (* * *)")
    heading: _Pause = Field(default=1.0, description="After a heading or a spoken chapter title")
    chapter_start: _Pause | None = Field(
        default=None, description="Before the first word of a file; null: the profile's"
    )
    chapter_end: _Pause | None = Field(
        default=None, description="After the last word of a file; null: the profile's"
    )
    variation: Annotated[float, Share(USUAL_VARIATION, 0.5)] = Field(
        default=USUAL_VARIATION,
        description="Most by which a pause after a sentence, paragraph or turn is longer or"
        " shorter, as a share of it: 0 to 0.5, or off",
    )


_Kinds = Annotated[
    tuple[str, ...], SeveralOf(Text("a kind of matter such as index, or a title such as Preface*"))
]


class Matter(Group):
    """What of a manuscript is read, in addition to what narrate chooses by itself."""

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
        description="Footnotes and endnotes: skip, in_place (after the paragraph that refers to"
        " them) or chapter_end",
    )


class Listen(Group):
    """Proof-listening: an offline recogniser hears takes (pip install '.[listen]')."""

    takes: Annotated[bool, Flag()] = Field(
        default=False, description="Hear every take and compare it with its text"
    )
    retakes: Annotated[int, Number(0, 10, whole=True)] = Field(
        default=2, description="How often a take with missing or added words is recorded again"
    )
    memory: Annotated[float, Number(0.5, 4096)] | None = Field(
        default=None,
        description="Gigabytes of memory that the processes that hear may take together; null: half"
        " of this machine's",
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
    capitals: _Switch = Field(
        default=None, description="Words in capitals that the book also has in small letters"
    )
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


Format = Literal["mp3", "m4b", "m4a", "flac", "opus", "wav", "mp3book"]
"""Formats of delivered files: `m4b` and `mp3book` are one file a book"""
ReadAlong = Literal["player", "vtt", "srt", "lrc", "epub", "manifest", "feed"]
"""What is delivered for those who read while they listen"""


class Level(Group):
    """Loudness of delivered chapters, in decibels of full scale; null: the profile's figure."""

    rms: Annotated[float, Number(-60, -3)] | None = Field(
        default=None, description="Mean loudness (RMS) in dB; audiobook shops want -23 to -18"
    )
    lufs: Annotated[float, Number(-60, -3)] | None = Field(
        default=None, description="Mean loudness in LUFS (EBU R 128), in place of rms"
    )
    peak: Annotated[float, Number(-30, 0)] | None = Field(
        default=None, description="Highest true peak in dB before encoding"
    )


PLACEHOLDERS = (
    "title",
    "subtitle",
    "author",
    "narrator",
    "series",
    "series_position",
    "year",
    "publisher",
)
"""What the words of credits may name; a sentence about something unknown is left out"""


class Credits(Group):
    """What is said before and after a book; placeholders: {title}, {author}, {narrator}, ..."""

    opening: Annotated[str | bool, Wording(PLACEHOLDERS)] = Field(
        default=False,
        description="true: the usual words in the book's language; or words of your own, such as"
        ' "{title}. Written by {author}. Read by {narrator}."',
    )
    closing: Annotated[str | bool, Wording(PLACEHOLDERS)] = Field(
        default=False, description='Likewise, such as "The end of {title}."'
    )

    @model_validator(mode="before")
    @classmethod
    def _blank(cls, data: object) -> object:
        """One word for both."""
        try:
            flag = None if data is None else Flag().read(data, Path())
        except WrongError:
            return data
        return {} if flag is None else dict.fromkeys(cls.model_fields, flag)


class Deliver(Group):
    """The files that a listener gets."""

    formats: Annotated[
        tuple[Format, ...],
        SeveralOf(Choice(get_args(Format)), at_least=1),
    ] = Field(
        default=("mp3",),
        description="Files to make: by chapter mp3, m4a, flac, opus, wav; one a book, with chapter"
        " marks, m4b, mp3book",
    )
    profile: Annotated[ProfileName, Choice(tuple(PROFILES))] = Field(
        default="acx",
        description="How chapters are mastered: acx (Audible and most shops), podcast, ebu-r128,"
        " none; the keys below override its figures",
    )
    level: Level = Field(
        default=Level(), description="Loudness of delivered chapters; null: the profile's"
    )
    room_tone: Annotated[float, Number(-120, -40)] | None = Field(
        default=None,
        description="Faint noise in pauses in dB RMS; -120: digital silence; null: the profile's",
    )
    sample_rate: (
        Annotated[int, Choice((8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000))]
        | None
    ) = Field(default=None, description="Samples a second of delivered files; null: the profile's")
    bitrate: Annotated[Mapping[str, str | None], BitRates(("mp3", "m4a", "opus"))] = Field(
        default={"mp3": None, "m4a": None, "opus": None},
        description="Bit rate by format, such as 64k; null: what fits profile and sample rate",
    )
    max_minutes: Annotated[float, Number(1, 6000)] | None = Field(
        default=None,
        description="Chapters that are longer are split at a paragraph; null: the profile's (120"
        " for acx)",
    )
    m4b_hours: Annotated[float, Number(0.1, 1000)] | None = Field(
        default=None, description="An M4B that is longer is split between chapters; null: never"
    )
    narrator: Annotated[str, Text("a name")] | None = Field(
        default=None, description="Narrator's name for the tags; null: engine and voice"
    )
    cover: Annotated[Path, FileName("a picture file (JPEG or PNG)", exists=True)] | None = Field(
        default=None, description="Picture file (JPEG or PNG); null: the manuscript's own cover"
    )
    credits: Credits = Field(
        default=Credits(),
        description="Words before and after the book, in files of their own; true: the usual ones",
    )
    sample_minutes: Annotated[float, Number(0, 5)] = Field(
        default=0.0, description="Length of a sample for shops, at most 5; 0: none"
    )
    read_along: Annotated[
        tuple[ReadAlong, ...],
        SeveralOf(Choice(get_args(ReadAlong))),
    ] = Field(
        default=("player", "vtt"),
        description="player (a page that follows the text), vtt, srt, lrc (captions), epub (EPUB 3"
        " with Media Overlays), manifest (W3C audiobook), feed (podcast, needs url)",
    )
    url: Annotated[str, WebAddress("https://example.org/emma")] | None = Field(
        default=None, description="Web address of the book's folder, for feed"
    )
    library: Annotated[Path, FileName()] | None = Field(
        default=None,
        description="Folder of a media server (Audiobookshelf, Plex) that gets the book too",
    )
