"""The voices of an engine, listed, chosen and shown."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from narrate.engines.base import Voice
from narrate.engines.opened import Engines
from narrate.settings import Settings


def list_voices(settings: Settings) -> Sequence[Voice]:
    """The voices of the settings' engine; raises EngineError where it has to be asked and fails."""
    return asyncio.run(_voices(settings))


async def _voices(settings: Settings) -> Sequence[Voice]:
    async with Engines(settings) as engines:
        return await engines[settings.engine].voices()


def voices_as_json(engine: str, voices: Sequence[Voice]) -> dict[str, Any]:
    """The object that `voices --json` prints."""
    return {"engine": engine, "voices": [asdict(voice) for voice in voices]}


FILTERS = ("language", "gender", "accent", "age", "use", "model")
"""What voices can be chosen by"""


def chosen(voices: Sequence[Voice], wanted: Mapping[str, str]) -> list[Voice]:
    """The voices that have all that is wanted (by names from FILTERS); capitals don't matter.

    A language is met by its primary tag, a model by its whole name, a use by one of several, and
    these, a gender, an accent and an age by what they begin with.
    """
    return [v for v in voices if all(_has(v, name, value) for name, value in wanted.items())]


def _has(voice: Voice, name: str, value: str) -> bool:
    sought = value.strip().casefold()
    if name == "language":
        tags = [language.casefold() for language in voice.languages]
        return any(sought in (tag, tag.partition("-")[0]) for tag in tags)
    if name == "model":  # one model's name begins with another's
        return sought == voice.model.casefold()
    return any(told.casefold().startswith(sought) for told in _values(voice, name))


def _values(voice: Voice, name: str) -> Sequence[str]:
    match name:
        case "language":
            return voice.languages
        case "use":
            return voice.uses
    return [told.strip() for told in str(getattr(voice, name)).split(",") if told.strip()]


def nothing_chosen(voices: Sequence[Voice], wanted: Mapping[str, str]) -> str:
    """Why no voice was left: what there is to choose from, for each thing wanted."""
    told = []
    for name, value in wanted.items():
        there = sorted({each for voice in voices for each in _values(voice, name)})
        told.append(f"--{name} {value} (available: {', '.join(there) or 'none known'})")
    return f"no voice has {' and '.join(told)}"


def voices_table(voices: Sequence[Voice]) -> list[str]:
    """The voices for people, in columns; those that say nothing of any voice are left out.

    Of two voices with nothing but names, languages and genders the lines are
    `voice   languages  gender`, `heart   en-US      female` and `george  en-GB      male`.
    """
    rows = [
        ("voice", "languages", "gender", "accent", "age", "use", "model", "here", "what it is like")
    ]
    some_missing = not all(voice.installed for voice in voices)
    for voice in voices:
        here = "yes" if voice.installed else "needs a download"
        about = (voice.name, " ".join(voice.languages), voice.gender, voice.accent, voice.age)
        told = (", ".join(voice.uses), voice.model, here if some_missing else "")
        rows.append((*about, *told, voice.description))
    filled = [column for column in range(len(rows[0])) if any(row[column] for row in rows[1:])]
    widths = {column: max(len(row[column]) for row in rows) for column in filled[:-1]}
    return [
        "  ".join(row[column].ljust(widths.get(column, 0)) for column in filled).rstrip()
        for row in rows
    ]
