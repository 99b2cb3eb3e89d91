"""The groups of keys beside the engines', each value with its default, range and meaning."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import BaseModel, ConfigDict, Field, model_serializer, model_validator

from narrate.settings.rules import Choice, Flag, Number, SeveralOf, Text, WrongError


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


class Pauses(Group):
    """Silence after each kind of cut, in seconds."""

    clause: _Pause = Field(
        default=0.15, description="Inside a sentence that is too long for one call"
    )
    sentence: _Pause = Field(default=0.35, description="After a sentence")
    paragraph: _Pause = Field(default=0.7, description="After a paragraph")
    scene: _Pause = Field(default=1.6, description="At a scene break (* * *)")
    heading: _Pause = Field(default=1.0, description="After a heading or a spoken chapter title")
    chapter_start: _Pause | None = Field(
        default=None, description="Before the first word of a file; null: the profile's"
    )
    chapter_end: _Pause | None = Field(
        default=None, description="After the last word of a file; null: the profile's"
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
