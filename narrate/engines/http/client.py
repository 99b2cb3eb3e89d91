"""The session with one server: requests, redirects, and aiohttp's errors made ours."""

import asyncio
import contextlib
import ssl
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import aiohttp

from narrate import __version__
from narrate.engines.base import is_loopback
from narrate.engines.http.complaints import Answer, one_line
from narrate.errors import EngineUnusable, TemporaryError

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
            f"the certificate of {host} is not accepted: {one_line(error.certificate_error)}"
        ) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise TemporaryError(
            f"there is no address for {host}: is the machine online, and base_url right?"
        ) from error
    except aiohttp.ClientSSLError as error:
        raise TemporaryError(f"no secure connection to {host}: {one_line(error)}") from error
    except aiohttp.ClientConnectorError as error:
        raise TemporaryError(f"no connection to {host}: {one_line(error.os_error)}") from error
    except (aiohttp.InvalidURL, UnicodeError) as error:
        raise EngineUnusable(
            f"base_url and route do not make an address: {one_line(error)}"
        ) from error
    except aiohttp.ConnectionTimeoutError as error:
        raise TemporaryError(f"{host} does not answer") from error
    except TimeoutError as error:
        raise TemporaryError(f"{host} does not answer", billed=None) from error
    except aiohttp.ClientResponseError as error:
        raise TemporaryError(
            f"{host} sent something other than HTTP: {one_line(error.message)}", billed=None
        ) from None
    except (aiohttp.ClientError, ssl.SSLError, OSError) as error:
        raise TemporaryError(
            f"the connection to {host} broke: {one_line(error)}", billed=None
        ) from error
