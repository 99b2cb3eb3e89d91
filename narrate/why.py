"""Why something is to be spoken again: what changed since it was recorded.

The chunks of the last run are kept beside the takes; a chunk to record is held against the one
that stood in its place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from narrate import disk
from narrate.chunk import OptionValue
from narrate.engines.base import Engine
from narrate.plan import BookPlan

MOST_COMPARED = 300
"""Lost chunks of a chapter that an unknown one is held against; more would take seconds"""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A chunk as it was to be said in some run."""

    id: str
    key: str
    text: str
    spoken: str
    fingerprint: Mapping[str, OptionValue]
    """What its engine said changes the sound"""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one chunk is to be recorded."""

    id: str
    text: str
    why: str


_LINES = TypeAdapter(tuple[SpokenLine, ...])


def reasons(
    missing: Iterable[SpokenLine], now: Iterable[SpokenLine], before: Sequence[SpokenLine]
) -> Iterator[Reason]:
    """Why each take is missing: `now` is the whole script, `before` that of the last run."""
    keys = {line.key for line in before}
    by_text = {line.text: line for line in before}
    texts = {line.text for line in now}
    gone = [line for line in before if line.text not in texts]
    for line in missing:
        if line.key in keys:
            why = "not recorded yet, or its take is gone from the store"
        elif line.text in by_text:
            why = "; ".join(_differences(by_text[line.text], line))
        else:
            why = _edited(line, gone)
        yield Reason(line.id, line.text, why)


def _edited(line: SpokenLine, gone: Sequence[SpokenLine]) -> str:
    chapter = line.id.partition("-")[0]
    near = [old.text for old in gone if old.id.partition("-")[0] == chapter]
    if len(near) > MOST_COMPARED:  # a rewritten chapter: nothing to be learnt line by line
        return "new text"
    closest = difflib.get_close_matches(line.text, near, n=1, cutoff=0.5)
    return f"text changed, was {_shortened(closest[0])}" if closest else "new text"


def _differences(before: SpokenLine, now: SpokenLine) -> Iterator[str]:
    for name in sorted({*before.fingerprint, *now.fingerprint}):
        old, new = before.fingerprint.get(name), now.fingerprint.get(name)
        if old != new:
            yield f"{name} changed from {old} to {new}"
    if before.spoken != now.spoken:
        yield (
            f"spoken text changed from {_shortened(before.spoken)} to {_shortened(now.spoken)}"
            " (lexicon or reading rules)"
        )


def _shortened(text: str, limit: int = 60) -> str:
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= limit else f"“{flat[: limit - 1]}…”"


def spoken_lines(plan: BookPlan, engines: Mapping[str, Engine]) -> list[SpokenLine]:
    """Every chunk of the planned chapters with what its sound depends on."""
    prints = {
        chunk.voicing: engines[chunk.voicing.engine].fingerprint(chunk.voicing)
        for chapter in plan.chapters
        for chunk in chapter.script.chunks
    }
    return [
        SpokenLine(chunk.id, key, chunk.text, chunk.spoken, prints[chunk.voicing])
        for chapter in plan.chapters
        for key, chunk in chapter.lines()
    ]


def load_lines_of(plan: BookPlan) -> tuple[SpokenLine, ...]:
    """What the last run was to say of this book; nothing where that cannot be read."""
    try:
        return _LINES.validate_json(_path(plan).read_bytes())
    except (OSError, ValidationError):
        return ()


def save_lines_of(plan: BookPlan, engines: Mapping[str, Engine]) -> None:
    """Keep what this run says; chapters that it was not asked for keep their lines."""
    lines = spoken_lines(plan, engines)
    chapters = {line.id.partition("-")[0] for line in lines}
    others = [old for old in load_lines_of(plan) if old.id.partition("-")[0] not in chapters]
    path = _path(plan)
    disk.write_bytes(
        path, _LINES.dump_json(tuple(sorted([*others, *lines], key=lambda line: line.id)))
    )


def _path(plan: BookPlan) -> Path:
    return plan.settings.store / "lines" / f"{plan.shelf.folder.name}.json"
