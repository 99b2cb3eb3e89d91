"""A lexicon kept as a pronunciation dictionary at Smallest AI: made once, updated, found again.

A dictionary has no name there, only an id and its items. So narrate remembers under which id a
lexicon was kept and what was last written, in a file beside the takes:

    remembered, and as it was left      nothing to do, or its items are replaced
    remembered, but changed by others   left alone: somebody else uses it; another is found or made
    not remembered, or gone             one with just these items is taken over, else one is made

That an update replaces all items is only implied by the service's documents, so the answer is
checked, and where it merged them instead a new dictionary takes the old one's place. One that was
taken over may be another project's: it is used as long as its items are the right ones, and never
changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from narrate import disk
from narrate.engines.http import Answer
from narrate.errors import TemporaryError

ROUTE: Final = "/waves/v1/pronunciation-dicts"
FILE: Final = "waves-dictionaries.json"

Items = tuple[tuple[str, str], ...]
"""Words and how they are said, sorted"""
Ask = Callable[[str, Mapping[str, Any] | None], Awaitable[Answer]]
"""Sends method and body to ROUTE; raises EngineError where the answer is no success"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The dictionary that a lexicon was kept in."""

    id: str
    items: Items
    """As they were last written, or found"""
    own: bool
    """Made by narrate, for this project"""


async def synchronise(
    lexicons: Mapping[str, Mapping[str, str]], memory: Path, ask: Ask
) -> dict[str, str]:
    """The id of an up-to-date dictionary for each lexicon; raises EngineError or StoreError."""
    path = memory / FILE
    remembered = _load(path)
    there = _listed(await ask("GET", None))
    ids: dict[str, str] = {}
    for name, words in lexicons.items():
        items = tuple(sorted(words.items()))
        kept = await _bring_up_to_date(remembered.get(name), items, there, ask)
        there[kept.id] = kept.items
        if kept != remembered.get(name):
            remembered[name] = kept
            _save(path, remembered)  # at once: what was made must be found again
        ids[name] = kept.id
    return ids


async def _bring_up_to_date(
    known: Remembered | None, items: Items, there: Mapping[str, Items], ask: Ask
) -> Remembered:
    if known and there.get(known.id) == items:
        return Remembered(known.id, items, known.own)
    if known and known.own and there.get(known.id) == known.items:
        answer = _told(await ask("PUT", {"id": known.id, "items": _written(items)}))
        if _items(answer.get("items")) == items:
            return Remembered(known.id, items, own=True)
        made = await _make(items, ask)
        await ask("DELETE", {"id": known.id})
        return made
    for identifier, others in there.items():
        if others == items:
            return Remembered(identifier, items, own=False)
    return await _make(items, ask)


async def _make(items: Items, ask: Ask) -> Remembered:
    told = _told(await ask("POST", {"items": _written(items)}))
    identifier = told.get("id")
    if not isinstance(identifier, str) or not identifier:
        raise TemporaryError("Waves made a pronunciation dictionary without telling its id")
    return Remembered(identifier, items, own=True)


def _written(items: Items) -> list[dict[str, str]]:
    return [{"word": word, "pronunciation": said} for word, said in items]


def _listed(answer: Answer) -> dict[str, Items]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, Mapping):
        told = told.get("data", told.get("items"))
    if not isinstance(told, list):
        raise TemporaryError("the answer holds no list of pronunciation dictionaries")
    found = [each for each in told if isinstance(each, Mapping) and isinstance(each.get("id"), str)]
    return {each["id"]: _items(each.get("items")) for each in found}


def _told(answer: Answer) -> Mapping[str, Any]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, Mapping) and isinstance(told.get("data"), Mapping):
        told = told["data"]
    return told if isinstance(told, Mapping) else {}


def _items(told: object) -> Items:
    entries: Iterable[object] = told if isinstance(told, list) else ()
    return tuple(
        sorted(
            (str(each.get("word")), str(each.get("pronunciation")))
            for each in entries
            if isinstance(each, Mapping)
        )
    )


def _load(path: Path) -> dict[str, Remembered]:
    """What the file holds; a file that can't be read only costs a look for the same items."""
    try:
        told = json.loads(path.read_text("utf-8"))
        return {
            name: Remembered(each["id"], _items(each["items"]), bool(each["own"]))
            for name, each in told.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _save(path: Path, remembered: Mapping[str, Remembered]) -> None:
    told = {
        name: {"id": each.id, "items": _written(each.items), "own": each.own}
        for name, each in remembered.items()
    }
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
        beside.replace(path)
    except OSError as error:
        raise disk.explain(error, path) from error
