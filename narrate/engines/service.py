"""One service on the network: its address, its key, and a session opened at the first request.

aiohttp is only loaded then, so that a plan costs nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from narrate.engines.keys import bearer

if TYPE_CHECKING:
    from narrate.engines.http import Answer, HttpClient


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
            from narrate.engines.http import HttpClient

            self._client = HttpClient(self._base_url, self._connections)
        headers = {**bearer(self._key()), **({"Accept": accept} if accept else {})}
        return await self._client.request(method, self._base_url + route, headers, body)

    async def close(self) -> None:
        """Close the session; safe to call twice."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()
