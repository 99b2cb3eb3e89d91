"""One service on the network: its address, its key, and a session opened at the first request.

aiohttp is only loaded then, so that a plan costs nothing of it. Keys are read from the environment
at each use and kept nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from narrate.errors import EngineUnusable

if TYPE_CHECKING:
    from narrate.engines.http.client import HttpClient
from narrate.engines.http.complaints import Answer


def key_in(variable: str) -> str:
    """The key that the environment variable holds, empty where it is not set.

    Raises EngineUnusable, without showing it, for what can't be a key.
    """
    key = os.environ.get(variable, "").strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise EngineUnusable(f"the value of {variable} is not a key: it has spaces")
    return key


def bearer(key: str) -> dict[str, str]:
    """The header that shows a key; none where there is none."""
    return {"Authorization": f"Bearer {key}"} if key else {}


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
            from narrate.engines.http.client import HttpClient

            self._client = HttpClient(self._base_url, self._connections)
        headers = {**bearer(self._key()), **({"Accept": accept} if accept else {})}
        return await self._client.request(method, self._base_url + route, headers, body)

    async def close(self) -> None:
        """Close the session; safe to call twice."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()
