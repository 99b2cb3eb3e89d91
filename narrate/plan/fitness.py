"""Whether the engines can speak what is planned, asked book by book before anything is sent."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from narrate.chunk import Chunk, Voicing
from narrate.engines import text_of
from narrate.engines.base import EngineLookup
from narrate.errors import BookNotSpoken, EngineUnusable
from narrate.plan.costs import Costs
from narrate.plan.plan import BookPlan
from narrate.report import plural
from narrate.script.spoken.spoken import can_say

_SHOWN = 30
"""Characters of a text that cannot be said"""


@dataclass(slots=True)
class EngineAnswers:
    """What the engines say of each book of a plan."""

    refused: dict[Path, EngineUnusable] = field(default_factory=dict)
    """By manuscript: why a book cannot be spoken as it is planned"""
    notes: dict[str, None] = field(default_factory=dict)
    """What is good to know, each once, in order"""


def ask_engines(plans: Sequence[BookPlan], costs: Costs, engines: EngineLookup) -> EngineAnswers:
    """Have each voicing checked of which a book has something to record."""
    answers = EngineAnswers()

    @functools.cache
    def refusal(voicing: Voicing) -> EngineUnusable | None:
        try:
            answers.notes.update(dict.fromkeys(engines[voicing.engine].check(voicing)))
        except EngineUnusable as error:
            return error
        return None

    for plan in plans:
        if voicings := _voicings(plan, costs):
            refusals = filter(None, map(refusal, voicings))
            if why := next(refusals, None) or _unsayable(plan, answers.notes):
                answers.refused[plan.manuscript] = why
    return answers


def _voicings(plan: BookPlan, costs: Costs) -> dict[Voicing, None]:
    """Who speaks what a book has to be recorded, also where another book asks for it too."""
    return {
        chunk.voicing: None
        for chapter in plan.chapters
        if not chapter.up_to_date
        for key, chunk in chapter.lines()
        if key in costs.to_record
    }


def _unsayable(plan: BookPlan, notes: dict[str, None]) -> EngineUnusable | None:
    """Why a book cannot be said of which most is in letters that its engine does not know.

    Where it is less, that is noted: the chapters with it cannot be finished.
    """
    chunks = [chunk for chapter in plan.chapters for _, chunk in chapter.lines()]
    mute = [chunk for chunk in chunks if not can_say(chunk.spoken, text_of(chunk.voicing.engine))]
    if not mute:
        return None
    what = f"{mute[0].voicing.engine} has no sounds for its letters ({_sample(mute[0])})"
    if 2 * len(mute) > len(chunks):
        return BookNotSpoken(f"{what}; choose another engine")
    notes[
        f"{plan.manuscript.name}: {what} in {plural(len(mute), 'chunk')}, and the chapters with"
        " them cannot be finished; choose another engine for these"
    ] = None
    return None


def _sample(chunk: Chunk) -> str:
    text = " ".join(chunk.text.split())
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def refusals_told(refused: Mapping[Path, EngineUnusable], books: Sequence[Path]) -> list[str]:
    """What a run would not do, for those who plan it; no book is named where it is all of them."""
    alike: dict[str, list[str]] = {}
    for manuscript, error in refused.items():
        alike.setdefault(str(error), []).append(manuscript.name)
    told = []
    for text, names in alike.items():
        if len(names) == len(books) > 0:
            told.append(f"a run would stop: {text}")
            continue
        others = f" and {len(names) - 1} more" if names[1:] else ""
        told.append(
            f"{names[0]}{others}: a run would leave {'them' if others else 'it'} out: {text}"
        )
    return told
