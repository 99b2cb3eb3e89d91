"""What the HTTP engines share: one session, foreign errors made ours, waits and reasons read.

Nothing here decides what a status means for a service; that stands in its own module.

One service on the network: its address, its key, and a session opened at the first request.

aiohttp is only loaded then, so that a plan costs nothing of it.

Keys of services: read from the environment at each use, kept nowhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import html
import json
import math
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import aiohttp

from narrate import __version__
from narrate.engines.base import is_loopback
from narrate.errors import EngineUnusable, TemporaryError

if TYPE_CHECKING:
    pass
import os


def key_in(variable: str) -> str:
    """The key that the environment variable holds, empty where it is not set.

    Raises EngineUnusable, without showing it, for what can't be a key.
    """
    key = os.environ.get(variable, "").strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise EngineUnusable(
            f"the value of {variable} is not a key: it has spaces or other odd characters"
        )
    return key


def bearer(key: str) -> dict[str, str]:
    """The header that shows a key; none where there is none."""
    return {"Authorization": f"Bearer {key}"} if key else {}


LARGEST: Final = 64 * 2**20
"""Bytes of an answer; a take of 2,000 characters at 44.1 kHz has 11 MB"""
CONNECT: Final = 30.0
"""Seconds to make a connection; for the whole request the caller sets the limit"""
READ_AT_ONCE: Final = 16
TURN_PATIENCE: Final = 1.0
"""Bodies that are read at once, and seconds that another waits for its turn; of the rest only the
beginning is held, so that 256 answers of half a megabyte fit into 200 MB with all else"""
_REDIRECTS: Final = 3
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names in lower case) and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class HttpClient:
    """One session for one service; follows redirects only to the same server."""

    def __init__(self, base_url: str, connections: int) -> None:
        self._turns = asyncio.Semaphore(READ_AT_ONCE)
        self._host = urlsplit(base_url).hostname or base_url
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=connections, limit_per_host=connections),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": f"narrate/{__version__}"},
            trust_env=not is_loopback(base_url),  # a proxy has no business with this machine
        )

    async def request(
        self, method: str, url: str, headers: Mapping[str, str], body: Any = None
    ) -> Answer:
        """One request; raises TemporaryError or EngineUnusable where no whole answer came."""
        with _translated(self._host):
            for _ in range(_REDIRECTS):
                answer = await self._once(method, url, headers, body)
                target = _redirect(url, answer)
                if target is None:
                    break
                url = target
            return answer

    async def close(self) -> None:
        """Let go of all connections; safe to call twice."""
        await self._session.close()

    async def _once(self, method: str, url: str, headers: Mapping[str, str], body: Any) -> Answer:
        async with self._session.request(
            method, url, headers=headers, json=body, allow_redirects=False
        ) as response:
            known = {name.lower(): value for name, value in response.headers.items()}
            try:
                body = await self._whole(response)
            except (aiohttp.ClientError, OSError) as error:
                raise TemporaryError(
                    f"the answer of {self._host} was cut short", cut=_is_success(response.status)
                ) from error
            return Answer(response.status, known, body)

    async def _whole(self, response: aiohttp.ClientResponse) -> bytes:
        """The body, read in its turn where hundreds come at once."""
        held = await self._turn()
        try:
            parts, size = [], 0
            async for part in response.content.iter_any():
                parts.append(part)
                size += len(part)
                if size > LARGEST:
                    raise TemporaryError(
                        f"{self._host} sent more than {LARGEST >> 20} MB",
                        billed=_is_success(response.status),
                    )
            return b"".join(parts)
        finally:
            if held:
                self._turns.release()

    async def _turn(self) -> bool:
        """Wait for a turn, but not long: those who have one may be reading a slow answer."""
        try:
            async with asyncio.timeout(TURN_PATIENCE):
                return await self._turns.acquire()
        except TimeoutError:
            return False


def _is_success(status: int) -> bool:
    """Whether an answer that begins so is paid for, whatever follows."""
    return 200 <= status < 300


def _redirect(url: str, answer: Answer) -> str | None:
    """Where to ask instead, if that is the same server: the key goes to no other."""
    if answer.status not in (301, 302, 307, 308) or not answer.headers.get("location"):
        return None
    target = urljoin(url, answer.headers["location"])
    old, new = urlsplit(url), urlsplit(target)
    same_port = (old.port or _PORTS.get(old.scheme)) == (new.port or _PORTS.get(new.scheme))
    upgraded = (old.scheme, new.scheme) == ("http", "https")
    same = old.hostname == new.hostname and (upgraded or (old.scheme == new.scheme and same_port))
    return target if same else None


@contextlib.contextmanager
def _translated(host: str) -> Iterator[None]:
    """aiohttp's errors as ours, each in words that say what to look at.

    `from None` where aiohttp's error holds the request's headers, and so the key. Where the
    request may have arrived, nobody knows whether it is billed.
    """
    try:
        yield
    except aiohttp.ClientConnectorCertificateError as error:
        raise EngineUnusable(
            f"the certificate of {host} is not accepted: {_one_line(error.certificate_error)}"
        ) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise TemporaryError(
            f"there is no address for {host}: is the machine online, and base_url right?"
        ) from error
    except aiohttp.ClientSSLError as error:
        raise TemporaryError(f"no secure connection to {host}: {_one_line(error)}") from error
    except aiohttp.ClientConnectorError as error:
        raise TemporaryError(f"no connection to {host}: {_one_line(error.os_error)}") from error
    except (aiohttp.InvalidURL, UnicodeError) as error:
        raise EngineUnusable(
            f"base_url and route do not make an address: {_one_line(error)}"
        ) from error
    except aiohttp.ConnectionTimeoutError as error:
        raise TemporaryError(f"{host} does not answer") from error
    except TimeoutError as error:
        raise TemporaryError(f"{host} does not answer", billed=None) from error
    except aiohttp.ClientResponseError as error:
        raise TemporaryError(
            f"{host} sent something other than HTTP: {_one_line(error.message)}", billed=None
        ) from None
    except (aiohttp.ClientError, ssl.SSLError, OSError) as error:
        raise TemporaryError(
            f"the connection to {host} broke: {_one_line(error)}", billed=None
        ) from error


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
    line = _one_line(text)
    number = _one_line(answer.headers.get("x-request-id", ""))
    if hide:
        number = number.replace(hide, "[key]")
    parts = [f"HTTP {answer.status}", line, f"request {number[:80]}" if number else ""]
    return ", ".join(part for part in parts if part)


def _said(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts that matter in an error of any shape."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 4:
        for each in value[:5]:
            yield from _said(each, depth + 1)
    elif isinstance(value, Mapping) and depth < 4:
        path = value.get("path")
        at = ".".join(str(part) for part in path) if isinstance(path, list) else ""
        keys = ("message", "error", "errors", "detail", "details", "error_code", "code")
        for said in (text for key in keys for text in _said(value.get(key), depth + 1)):
            yield f"{at}: {said}" if at else said


def _text_of_page(page: str) -> str:
    title = re.search(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    return html.unescape(title.group(1) if title else re.sub(r"<[^>]*>", " ", page))


def _one_line(text: object) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return line if len(line) <= 240 else line[:239] + "…"


class Service:
    """Asks one server; `key` is called for each request, and what it gives is kept nowhere."""

    def __init__(self, base_url: str, connections: int, key: Callable[[], str]) -> None:
        self._base_url = base_url
        self._connections = connections
        self._key = key
        self._client: HttpClient | None = None

    async def ask(self, method: str, route: str, body: Any = None, accept: str = "") -> Answer:
        """One request; raises TemporaryError or EngineUnusable where no whole answer came."""
        if self._client is None:
            pass

            self._client = HttpClient(self._base_url, self._connections)
        headers = {**bearer(self._key()), **({"Accept": accept} if accept else {})}
        return await self._client.request(method, self._base_url + route, headers, body)

    async def close(self) -> None:
        """Close the session; safe to call twice."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()
