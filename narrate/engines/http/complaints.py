"""What services say of themselves: waits and reasons, and which fields they complain of.

Nothing here decides what a status means for a service; that stands in its own folder.
"""

import email.utils
import html
import json
import math
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from narrate.errors import TemporaryError

if TYPE_CHECKING:
    pass
OVERLOADED: Final = (429, 503, 529)
AGAIN: Final = (408, 421, 425, 429)
"""Statuses after which asking again may help, beside all from 500 on"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names in lower case) and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


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


def retry_after(answer: Answer) -> float | None:
    """Seconds that the service wants us to wait: `Retry-After` in seconds or as a date
    (seen from the service's own clock), `retry-after-ms`, or `retry_after` in a JSON body.
    """
    headers = answer.headers
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after", "")
    seconds = _number(value)
    if seconds is None and value:
        seconds = _until(value, headers.get("date", ""))
    if seconds is None:
        said = _told_briefly(answer.body)
        seconds = _number(said.get("retry_after")) if isinstance(said, Mapping) else None
    return seconds


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return max(0.0, number) if math.isfinite(number) else None


def _until(date: str, now: str) -> float | None:
    try:
        then = email.utils.parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return None
    try:
        base = email.utils.parsedate_to_datetime(now).timestamp()
    except (ValueError, OverflowError):
        base = time.time()
    return max(0.0, then - base)


def told(body: bytes) -> Any:
    """The body as JSON, None where it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _told_briefly(body: bytes) -> Any:
    """The same for what is only an error if it is short."""
    return told(body) if len(body) <= 2**20 else None


def reason(answer: Answer, *, hide: str = "") -> str:
    """What an error answer says, in one short line, with the id that the service's support
    asks for. `hide` never appears in it, even where the service sends it back.
    """
    said = _told_briefly(answer.body)
    if said is None:
        text = answer.body[:4000].decode("utf-8", errors="replace")
        text = _text_of_page(text) if "<" in text else text
    else:
        text = "; ".join(dict.fromkeys(_said(said)))
    if hide:
        text = text.replace(hide, "[key]")
    line = one_line(text)
    number = one_line(answer.headers.get("x-request-id", ""))
    if hide:
        number = number.replace(hide, "[key]")
    parts = [f"HTTP {answer.status}", line, f"request {number[:80]}" if number else ""]
    return ", ".join(part for part in parts if part)


def _said(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts that matter in an error of any shape.

    `{"error": {"message": "no", "code": "x"}}` says `no` and `x`, and
    `{"details": [{"path": ["input", "speed"], "message": "too high"}]}` `input.speed: too high`.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 4:
        for each in value[:5]:
            yield from _said(each, depth + 1)
    elif isinstance(value, Mapping) and depth < 4:
        at = _place_told(value.get("path"))
        for said in (text for key in _TELLING for text in _said(value.get(key), depth + 1)):
            yield at + said


_TELLING: Final = ("message", "error", "errors", "detail", "details", "error_code", "code")
"""Keys of an error under which it is told"""


def _place_told(path: object) -> str:
    """`input.speed: ` for the path to a fault; nothing where there is none."""
    at = ".".join(map(str, path)) if isinstance(path, list) else ""
    return f"{at}: " if at else ""


def _text_of_page(page: str) -> str:
    title = re.search(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    return html.unescape(title.group(1) if title else re.sub(r"<[^>]*>", " ", page))


def one_line(text: object) -> str:
    """A text on one line of at most 240 characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return line if len(line) <= 240 else line[:239] + "…"
