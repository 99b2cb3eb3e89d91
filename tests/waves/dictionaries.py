"""The stand-in's pronunciation dictionaries, in the shapes of the service's documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

ROUTE = "/waves/v1/pronunciation-dicts"

Answer = tuple[int, object]
"""Status, and what goes out as JSON"""


@dataclass
class Dictionaries:
    """Those of one account; `merges`: an update adds to the items instead of replacing them."""

    merges: bool = False
    held: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    _made: int = 0

    def answer(self, method: str, body: object) -> Answer:
        """What the service says to a request."""
        told = body if isinstance(body, Mapping) else {}
        if method == "GET":
            return 200, [{"id": name, "items": items} for name, items in self.held.items()]
        if method == "DELETE":
            known = self.held.pop(str(told.get("id")), None)
            return (200, {"id": told.get("id"), "deleted": True}) if known else _unknown()
        items, details = told.get("items"), _details(told.get("items"))
        if details:
            return 400, {"error": "Validation failed", "details": details}
        if method == "POST":
            self._made += 1
            name = f"{self._made:024x}"
            self.held[name] = list(items)  # type: ignore[arg-type]
            return 200, {"id": name, "items": items, "createdAt": "2026-11-22T00:00:00Z"}
        name = str(told.get("id"))
        if method != "PUT" or name not in self.held:
            return _unknown()
        old = self.held[name] if self.merges else []
        self.held[name] = [*old, *items]  # type: ignore[misc]
        return 200, {"id": name, "items": self.held[name]}

    def knows(self, ids: Iterable[str]) -> bool:
        """Whether there are dictionaries of all these ids."""
        return set(ids) <= self.held.keys()

    def said(self, text: str, ids: Iterable[str]) -> str:
        """The text as it sounds: whole words, exactly as they are written."""
        for name in ids:
            for item in self.held[name]:
                word = re.escape(item["word"])
                text = re.sub(rf"(?<!\w){word}(?!\w)", item["pronunciation"], text)
        return text


def _details(items: Any) -> list[dict[str, object]]:
    if not isinstance(items, list) or not items:
        return [{"path": ["items"], "message": "must hold at least 1 item"}]
    return [
        {"path": ["items", place, name], "message": "must not be empty"}
        for place, item in enumerate(items)
        for name in ("word", "pronunciation")
        if not (isinstance(item, Mapping) and item.get(name))
    ]


def _unknown() -> Answer:
    return 404, {"error": "Dictionary not found"}
