"""Servers in threads of their own, for tests that have no event loop or more than one."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

S = TypeVar("S", bound=AbstractAsyncContextManager[Any])


@contextlib.contextmanager
def in_a_thread(server: S) -> Iterator[S]:
    """The server while it serves; it is entered and left on a loop of its own."""
    ready, over = threading.Event(), threading.Event()

    async def serve() -> None:
        async with server:
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    if not ready.wait(10):
        raise RuntimeError(f"{type(server).__name__} did not start")
    try:
        yield server
    finally:
        over.set()
        thread.join(10)
