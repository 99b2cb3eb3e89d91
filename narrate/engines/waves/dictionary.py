"""A lexicon kept as a pronunciation dictionary at Smallest AI: made once, updated, found again.

A dictionary has no name there, only an id and its items. So narrate remembers in a file beside
the takes under which id a lexicon is kept, what was written, and what the service showed then:

    remembered, and as it was left      nothing to do, or its items are replaced
    remembered, but changed by others   left alone: somebody else uses it; another is found or made
    not remembered, or gone             one with just these items is taken over, else one is made

So a lost store makes no twins, nor do two projects with one lexicon. A dictionary that was taken
over may be another project's: it is used as long as its items are the right ones, and never
changed. Its owner may change it at any time: that is seen when the next run begins, not
before, so don't edit one project's lexicon while another with the same words is being recorded.

That an update replaces all items is only implied by the service's documents, so the answer is
checked; where it merged them, a new dictionary takes the old one's place.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from narrate.engines.http.complaints import Answer, paths, told
from narrate.errors import EngineError, EngineUnusable, TemporaryError
from narrate.files import disk

ROUTE: Final = "/waves/v1/pronunciation-dicts"
FILE: Final = "waves-dictionaries.json"

Items = tuple[tuple[str, str], ...]
"""Words and how they are said, sorted"""
Ask = Callable[[str, Mapping[str, Any] | None], Awaitable[Answer]]
"""Sends method and body to ROUTE; raises EngineError where the answer is no success"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The dictionary that a lexicon is kept in."""

    id: str
    items: Items
    """As they were to be"""
    shown: Items
    """As the service then told them"""
    own: bool
    """Made by narrate, for this project"""


_MEMORY = TypeAdapter(dict[str, Kept])


async def synchronise(
    lexicons: Mapping[str, Mapping[str, str]], memory: Path, in_use: Iterable[str], ask: Ask
) -> dict[str, str]:
    """The id of an up-to-date dictionary for each lexicon; raises EngineError or StoreError.

    Dictionaries `in_use` by other lexicons of this run are not changed.
    """
    account = _Account(_listed(await ask("GET", None)), memory / FILE, set(in_use), ask)
    return {
        name: await account.keep(name, tuple(sorted(words.items())))
        for name, words in sorted(lexicons.items())
    }


def refused(answer: Answer, body: Mapping[str, Any] | None, why: str) -> EngineUnusable:
    """The error for a dictionary that the service will not have, naming the words if it does."""
    items, words = (body or {}).get("items", ()), []
    for _, *path in (path for path in paths(answer.body) if path[:1] == ["items"]):
        place = next((int(part) for part in path if part.isdecimal()), len(items))
        words += [items[place]["word"]] if place < len(items) else []
    if words:
        named = ", ".join(dict.fromkeys(words))
        return EngineUnusable(
            f"Waves does not take these words of the lexicon into a dictionary: {named}; change"
            f" them, or set waves.lexicon: respell ({why})"
        )
    return EngineUnusable(
        f"Waves does not keep the lexicon; set waves.lexicon: respell to do without ({why})"
    )


class _Account:
    """The dictionaries of an account, those of ours among them."""

    def __init__(
        self, there: dict[str, Items | None], memory: Path, in_use: set[str], ask: Ask
    ) -> None:
        self._there = there
        self._memory = memory
        self._remembered = _load(memory)
        self._in_use = in_use
        self._ask = ask
        self._spoilt: list[str] = []
        """Ids of our own whose items were added to"""

    async def keep(self, name: str, items: Items) -> str:
        """The id of a dictionary with just these items."""
        known = self._remembered.get(name)
        kept = await self._up_to_date(name, known, items) if known else None
        kept = kept or self._like(items) or await self._make(items)
        self._there[kept.id] = kept.shown
        self._in_use.add(kept.id)
        if kept != known:
            self._remember(name, kept)
        while self._spoilt:
            with suppress(EngineError):  # it is in nobody's way
                await self._ask("DELETE", {"id": self._spoilt.pop()})
        return kept.id

    async def _up_to_date(self, name: str, known: Kept, items: Items) -> Kept | None:
        """The dictionary known to hold the lexicon, updated; None where it can't be used."""
        if known.id not in self._there:
            return None
        shown = self._there[known.id]
        if shown == items:
            return Kept(known.id, items, items, known.own)
        if shown not in (known.shown, None):  # None: the list doesn't tell
            return None
        if known.items == items:
            return known
        if not known.own or known.id in self._in_use:
            return None
        return await self._replace(name, known, items)

    async def _replace(self, name: str, known: Kept, items: Items) -> Kept | None:
        """Write other items; None where they were added to the old ones."""
        body = {"id": known.id, "items": _written(items)}
        shown = _items(_read(await self._ask("PUT", body)))
        if shown is None:
            shown = _listed(await self._ask("GET", None)).get(known.id) or ()
        if shown == items:
            return Kept(known.id, items, items, own=True)
        self._there[known.id] = shown
        self._remember(name, Kept(known.id, known.items, shown, own=True))  # still to be dealt with
        self._spoilt.append(known.id)
        return None

    def _like(self, items: Items) -> Kept | None:
        """Somebody's dictionary with just these items."""
        ids = [each for each, shown in self._there.items() if shown == items]
        return Kept(min(ids), items, items, own=False) if ids else None

    async def _make(self, items: Items) -> Kept:
        made = _read(await self._ask("POST", {"items": _written(items)}))
        identifier, shown = made.get("id"), _items(made)
        if not isinstance(identifier, str) or not identifier:
            raise TemporaryError("Waves made a pronunciation dictionary without telling its id")
        return Kept(identifier, items, items if shown is None else shown, own=True)

    def _remember(self, name: str, kept: Kept) -> None:
        """At once, and for good: what was made must be found again."""
        self._remembered[name] = kept
        disk.write_bytes(self._memory, _MEMORY.dump_json(self._remembered, indent=1))


def _load(memory: Path) -> dict[str, Kept]:
    """What is remembered; a file that can't be read only costs a look for the same items."""
    try:
        return _MEMORY.validate_json(memory.read_bytes())
    except (OSError, ValidationError):
        return {}


def _written(items: Items) -> list[dict[str, str]]:
    return [{"word": word, "pronunciation": said} for word, said in items]


def _listed(answer: Answer) -> dict[str, Items | None]:
    """The account's dictionaries by id: a bare array, or one inside an object."""
    listed = told(answer.body)
    if isinstance(listed, Mapping):
        listed = listed.get("data", listed.get("items"))
    if not isinstance(listed, list):
        raise TemporaryError("the answer holds no list of pronunciation dictionaries")
    found = [each for each in listed if isinstance(each, Mapping)]
    return {each["id"]: _items(each) for each in found if isinstance(each.get("id"), str)}


def _read(answer: Answer) -> Mapping[str, Any]:
    """One dictionary, as it is or inside an object."""
    read = told(answer.body)
    if isinstance(read, Mapping) and isinstance(read.get("data"), Mapping):
        read = read["data"]
    return read if isinstance(read, Mapping) else {}


def _items(dictionary: Mapping[str, Any]) -> Items | None:
    """A dictionary's items, sorted; None where they are not told."""
    listed = dictionary.get("items")
    if not isinstance(listed, list):
        return None
    entries = [each for each in listed if isinstance(each, Mapping)]
    return tuple(sorted((str(e.get("word")), str(e.get("pronunciation"))) for e in entries))
