"""How the stand-in answers: validation as it was captured from the service, and sending."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from aiohttp import web

from tests.waves.catalogue import LANGUAGES, MODELS, STANDARD, VOICES
from tests.waves.faults import Reply
from tests.waves.speech import alaw, mp3, ulaw, wav

FORMATS = ("pcm", "wav", "mp3", "ulaw", "alaw")
KNOWN = frozenset(
    [
        "text",
        "voice_id",
        "model",
        "sample_rate",
        "speed",
        "language",
        "output_format",
        "pronunciation_dicts",
        "number_pronunciation_language",
        "math_notation",
        "session_id",
        "request_id",
        "word_timestamps",
    ]
)
RATES = (8000, 16000, 24000, 44100)


def faults_of(body: Mapping[str, Any], *, strict: bool = False) -> list[dict[str, object]]:
    """What the service's validation says, in the shape that was captured from it."""
    found = [*_required(body), *_language(body), *_ids(body), *_choices(body), *_speed(body)]
    unknown = sorted(body.keys() - KNOWN) if strict else []
    found += [_fault(name, "unrecognized_keys", f"Unrecognized key: {name}") for name in unknown]
    return found


def _fault(name: str, code: str, message: str, **more: object) -> dict[str, object]:
    return {"code": code, "path": [name], "message": message, **more}


def _required(body: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    if not isinstance(body.get("text"), str) or not body["text"]:
        yield _fault("text", "invalid_type", "Required")
    if body.get("voice_id") not in VOICES:
        yield _fault("voice_id", "custom", "Invalid Voice ID")


def _language(body: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    language, model = body.get("language", "en"), body.get("model", STANDARD)
    if model in LANGUAGES and language not in LANGUAGES[model]:
        spoken = ", ".join(sorted(LANGUAGES[model]))
        message = f"Language {language} is not supported. Supported: {spoken}"
        yield _fault("language", "custom", message)


def _ids(body: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for name in ("session_id", "request_id"):
        if not re.fullmatch(r"[A-Za-z0-9._-]{0,128}", str(body.get(name, ""))):
            yield _fault(name, "invalid_string", f"Invalid {name}")


def _choices(body: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for name, allowed in (("model", MODELS), ("output_format", FORMATS), ("sample_rate", RATES)):
        if name in body and body[name] not in allowed:
            yield _fault(name, "invalid_enum_value", f"Invalid {name}", received=body[name])


def _speed(body: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    speed = body.get("speed", 1.0)
    if not isinstance(speed, int | float) or not 0.5 <= speed <= 2.0:
        yield _fault("speed", "too_big", "Number must be between 0.5 and 2")


def formed(pcm: bytes, rate: int, output_format: str) -> bytes:
    match output_format:
        case "wav":
            return wav(pcm, rate)
        case "mp3":
            return mp3(pcm, rate)
        case "ulaw":
            return ulaw(pcm)
        case "alaw":
            return alaw(pcm)
    return pcm


def refused(status: int, told: object) -> Reply:
    return Reply(status, json.dumps(told).encode())


def broken(request: web.BaseRequest) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def send(
    request: web.BaseRequest, reply: Reply, echo: Mapping[str, str] = MappingProxyType({})
) -> web.StreamResponse:
    if reply.cut == 0.0:
        return broken(request)
    headers = {"X-Request-Id": f"req-{id(request):x}", **echo, **reply.headers}
    headers["Content-Type"] = reply.content_type
    if reply.cut is None and not reply.drip and not reply.chunked:
        return web.Response(status=reply.status, body=reply.body, headers=headers)
    response = web.StreamResponse(status=reply.status, headers=headers)
    if reply.chunked:
        response.enable_chunked_encoding()
    else:
        response.content_length = len(reply.body)
    await response.prepare(request)
    end = len(reply.body) if reply.cut is None else int(len(reply.body) * reply.cut)
    step = max(1, end // 10)
    for place in range(0, end, step):
        await response.write(reply.body[place : min(end, place + step)])
        await asyncio.sleep(reply.drip / 10)
    if reply.cut is not None:
        return broken(request)
    await response.write_eof()
    return response
