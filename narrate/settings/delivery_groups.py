"""The group of keys `deliver`: what a listener gets, and how it is mastered."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from narrate.profiles import PROFILES, ProfileName
from narrate.settings.groups import Group
from narrate.settings.mappings import BitRates
from narrate.settings.names import FileName, WebAddress
from narrate.settings.rules import Choice, Flag, Number, SeveralOf, Text, Wording, WrongError

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
