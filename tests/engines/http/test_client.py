"""What the HTTP engines share."""

from __future__ import annotations

import asyncio
import email.utils
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from narrate.engines.base import is_loopback
from narrate.engines.http.client import HttpClient
from narrate.engines.http.complaints import Answer, reason, retry_after
from narrate.errors import EngineError, TemporaryError

DAY = "Thu, 01 Jan 2026"
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    runner = web.ServerRunner(web.Server(handler), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@asynccontextmanager
async def client(base_url: str) -> AsyncIterator[HttpClient]:
    opened = HttpClient(base_url, 4)
    try:
        yield opened
    finally:
        await opened.close()
        await opened.close()


def dated(seconds: float) -> str:
    return email.utils.formatdate(time.time() + seconds, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({}, b"", None),
        ({"retry-after": "7"}, b"", 7.0),
        ({"retry-after": "0.5"}, b"", 0.5),
        ({"retry-after": "-3"}, b"", 0.0),
        ({"retry-after": "soon"}, b"", None),
        ({"retry-after": "nan"}, b"", None),
        ({"retry-after": "inf"}, b"", None),
        ({"retry-after-ms": "250", "retry-after": "9"}, b"", 0.25),
        ({"retry-after": f"{DAY} 10:00:30 GMT", "date": f"{DAY} 10:00:10 GMT"}, b"", 20.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, b"", 0.0),
        ({}, b'{"code": "RATE_LIMIT_EXCEEDED", "retry_after": 60}', 60.0),
        ({}, b"[1]", None),
    ],
)  # fmt: skip
def test_retry_after_headers_of_every_form_are_understood(
    headers: dict[str, str], body: bytes, seconds: float | None
) -> None:
    assert retry_after(Answer(429, headers, body)) == seconds


def test_a_retry_after_date_is_seen_from_the_services_own_clock_or_else_ours() -> None:
    wait = retry_after(Answer(429, {"retry-after": dated(30)}, b""))
    assert wait is not None and 28 < wait <= 30


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"error": [{"code": "custom", "path": ["voice_id"], "message": "Invalid Voice ID"}]}',
         "HTTP 400, voice_id: Invalid Voice ID; voice_id: custom"),
        (b'{"error": "Invalid", "message": "InvalidRequest"}', "HTTP 400, InvalidRequest; Invalid"),
        (b'{"status": false, "errors": ["Please upgrade"]}', "HTTP 400, Please upgrade"),
        (b'{"error": {"message": "deep", "code": "X"}}', "HTTP 400, deep; X"),
        (b'{"error": "e", "details": [{"message": "d"}]}', "HTTP 400, e; d"),
        (b'"just text"', "HTTP 400, just text"),
        (b"[]", "HTTP 400"),
        (b"", "HTTP 400"),
        (b"null", "HTTP 400, null"),
        (b"<html><head><title>502 Bad\nGateway</title></head></html>", "HTTP 400, 502 Bad Gateway"),
        (b"<p>no <b>title</b> &amp; such</p>", "HTTP 400, no title & such"),
        (b"plain\r\ntext\x1b[31m", "HTTP 400, plain text [31m"),
        (b"\xff\xfe\x00broken", "HTTP 400, �� broken"),
    ],
)  # fmt: skip
def test_an_error_body_of_any_shape_gives_one_line(body: bytes, words: str) -> None:
    assert reason(Answer(400, {}, body)) == words


def test_a_reason_is_short_names_the_request_and_never_the_key() -> None:
    body = json.dumps({"message": "key sk_secret is wrong " + "x" * 5000}).encode()
    said = reason(Answer(401, {"x-request-id": "r-1 sk_secret"}, body), hide="sk_secret")
    assert "sk_secret" not in said and "[key]" in said and "request r-1" in said
    assert len(said) < 400


@pytest.mark.parametrize("depth", [3, 5000])
def test_deeply_nested_json_in_an_error_does_no_harm(depth: int) -> None:
    assert reason(Answer(500, {}, b'{"error":' * depth + b"1" + b"}" * depth)).startswith(
        "HTTP 500"
    )


async def test_redirects_on_the_same_server_are_followed_with_the_body() -> None:
    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/old":
            return web.Response(status=308, headers={"Location": "/new"})
        told = await request.json()
        return web.json_response({**told, "key": request.headers["Authorization"]})

    async with serving(handler) as url, client(url) as http:
        answer = await http.request("POST", url + "/old", {"Authorization": "k"}, {"text": "t"})
        assert json.loads(answer.body) == {"text": "t", "key": "k"}


async def test_no_other_server_ever_gets_the_key() -> None:
    strangers: list[str] = []

    async def stranger(request: web.BaseRequest) -> web.StreamResponse:
        strangers.append(request.path)
        return web.Response()

    async with serving(stranger) as elsewhere:

        async def handler(request: web.BaseRequest) -> web.StreamResponse:
            return web.Response(status=307, headers={"Location": elsewhere + "/steal"})

        async with serving(handler) as url, client(url) as http:
            answer = await http.request("POST", url, {"Authorization": "k"}, {})
            assert answer.status == 307
    assert strangers == []


async def test_redirects_in_a_circle_come_to_an_end() -> None:
    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": "/again"})

    async with serving(handler) as url, client(url) as http:
        assert (await http.request("POST", url, {}, {})).status == 307


@pytest.mark.parametrize(
    ("url", "kind", "words"),
    [
        ("http://127.0.0.1:1", TemporaryError, "no connection to 127.0.0.1"),
        ("http://no-such-host.invalid", TemporaryError, "no address for no-such-host.invalid"),
        ("http://" + "a" * 70 + ".invalid", EngineError, "a{70}|address"),
    ],
)
async def test_an_error_of_a_failed_connection_says_where(
    url: str, kind: type[EngineError], words: str
) -> None:
    async with client(url) as http:
        with pytest.raises(kind, match=words):
            await http.request("POST", url + "/x", {}, {})


@pytest.mark.parametrize(
    ("talk", "billed"),
    [
        (b"", None),
        (b"HTTP/1.1 200", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", True),
        (b"HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\n12", False),
    ],
)
async def test_a_request_that_may_have_been_billed_is_not_called_free(
    talk: bytes, billed: bool | None
) -> None:
    """A request that nothing came back for may have been done; one that was begun to be
    answered was."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(talk)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with client(url) as http:
            with pytest.raises(TemporaryError) as caught:
                await http.request("POST", url, {}, {"text": "t"})
    assert caught.value.billed is billed
    assert caught.value.cut == (billed is True)


async def test_a_request_that_reached_no_server_bills_nothing() -> None:
    async with client("http://127.0.0.1:1") as http:
        with pytest.raises(TemporaryError) as caught:
            await http.request("POST", "http://127.0.0.1:1/x", {}, {})
    assert caught.value.billed is False


async def test_a_server_that_speaks_no_http_is_named_without_the_key() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with client(url) as http:
            with pytest.raises(TemporaryError, match=r"127\.0\.0\.1") as caught:
                await http.request("POST", url, {"Authorization": "Bearer sk_secret"}, {})
    cause: BaseException | None = caught.value
    while cause is not None:
        assert "sk_secret" not in repr(cause)
        cause = cause.__cause__


async def test_an_endless_answer_is_not_read_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrate.engines.http.client.LARGEST", 2**20)

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(2**16))

    async with serving(handler) as url, client(url) as http:
        with pytest.raises(TemporaryError, match="more than 1 MB"):
            await http.request("GET", url, {})


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("http://[::1]:80", True),
        ("http://127.0.0.1.evil.example", False),
        ("https://api.smallest.ai", False),
    ],
)
def test_servers_on_this_machine_are_recognised_by_their_address(url: str, here: bool) -> None:
    assert is_loopback(url) is here
