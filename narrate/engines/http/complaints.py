"""What services complain of: which fields, wherever in an error body they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from narrate.engines.http.client import Answer, retry_after, told
from narrate.errors import TemporaryError

OVERLOADED: Final = (429, 503, 529)
AGAIN: Final = (408, 421, 425, 429)
"""Statuses after which asking again may help, beside all from 500 on"""


def passing(answer: Answer, service: str, why: str) -> TemporaryError | None:
    """The error for a status that passes by itself; None for any other."""
    status = answer.status
    if status not in AGAIN and status < 500:
        return None
    return TemporaryError(
        f"{service} is {'busy' if status in OVERLOADED else 'out of order'}: {why}",
        retry_after=retry_after(answer),
        overloaded=status in OVERLOADED,
        limited=status == HTTPStatus.TOO_MANY_REQUESTS,
    )


def fields(body: bytes) -> set[str]:
    """The fields of the request that an error body names as wrong."""
    return {path[0] for path in paths(body)}


def paths(body: bytes) -> list[list[str]]:
    """Where in the request an error body finds something wrong, each from the field inwards."""
    found = (_path(entry) for entry in _entries(told(body)))
    return [path for path in found if path]


def codes(body: bytes) -> set[str]:
    """The types and codes that an error body gives, for programs to read."""
    said = (entry.get(key) for entry in _entries(told(body)) for key in ("type", "code"))
    return {each for each in said if isinstance(each, str)}


def _entries(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Validation entries, wherever they stand."""
    if isinstance(value, Mapping) and depth < 4:
        yield value
        for key in ("error", "errors", "details", "detail"):
            yield from _entries(value.get(key), depth + 1)
    elif isinstance(value, list) and depth < 4:
        for each in value[:50]:
            yield from _entries(each, depth + 1)


def _path(entry: Mapping[str, Any]) -> list[str]:
    """`path` (Waves), `loc` (FastAPI, whose first part is `body`), `param` (OpenAI)."""
    path = entry.get("path") or entry.get("loc") or entry.get("param")
    parts = path.split(".") if isinstance(path, str) else path if isinstance(path, list) else []
    return [str(part) for part in parts if part != "body"]
