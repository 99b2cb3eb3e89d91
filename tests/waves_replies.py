"""How the stand-in answers: validation as it was captured from the service, and sending."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.waves_faults import Reply
from tests.waves_speech import alaw, mp3, ulaw, wav

VOICES: Mapping[str, tuple[str, str, str]] = {
    "meher": ("hindi english", "female", "indian"),
    "devansh": ("hindi english", "male", "indian"),
    "liam": ("english", "male", "american"),
    "avery": ("english", "female", "american"),
    "magnus": ("english", "male", "american"),
    "olivia": ("english", "female", "american"),
    "aarush": ("english hindi", "male", "indian"),
    "sophia": ("english", "female", "american"),
}
MODELS = ("lightning_v3.1", "lightning_v3.1_pro")
FORMATS = ("pcm", "wav", "mp3", "ulaw", "alaw")
RATES = (8000, 16000, 24000, 44100)


def faults_of(body: Mapping[str, Any]) -> list[dict[str, object]]:
    """What the service's validation says, in the shape that was captured from it."""
    faults: list[dict[str, object]] = []

    def fault(name: str, code: str, message: str, **more: object) -> None:
        faults.append({"code": code, "path": [name], "message": message, **more})

    if not isinstance(body.get("text"), str) or not body["text"]:
        fault("text", "invalid_type", "Required")
    if body.get("voice_id") not in VOICES:
        fault("voice_id", "custom", "Invalid Voice ID")
    for name, allowed in (("model", MODELS), ("output_format", FORMATS), ("sample_rate", RATES)):
        if name in body and body[name] not in allowed:
            fault(name, "invalid_enum_value", f"Invalid {name}", received=body[name])
    speed = body.get("speed", 1.0)
    if not isinstance(speed, int | float) or not 0.5 <= speed <= 2.0:
        fault("speed", "too_big", "Number must be between 0.5 and 2")
    return faults


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


def listed(name: str) -> dict[str, object]:
    languages, gender, accent = VOICES[name]
    tags = {"language": languages.split(), "gender": gender, "accent": accent}
    return {"voiceId": name, "displayName": name.title(), "tags": tags}


def broken(request: web.BaseRequest) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def send(request: web.BaseRequest, reply: Reply) -> web.StreamResponse:
    if reply.cut == 0.0:
        return broken(request)
    headers = {"X-Request-Id": f"req-{id(request):x}", **reply.headers}
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
