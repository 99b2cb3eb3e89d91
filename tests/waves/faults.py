"""What can go wrong at the stand-in, by name: each fault makes an answer of its own kind.

Statuses and bodies are those that were captured from the real service or are in its
documents and clients; where those contradict each other there is one fault for each.
"""

from __future__ import annotations

import email.utils
import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.waves.speech import wav


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent, and how."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    cut: float | None = None
    """Break the connection after this share of the body; 0: before the status line"""
    chunked: bool = False
    drip: float = 0.0
    """Seconds over which the body is sent"""


@dataclass(frozen=True, slots=True)
class Sound:
    """The right answer, for faults that spoil it."""

    pcm: bytes
    rate: int
    body: bytes
    """In the format asked for"""


Fault = Callable[[Sound], Reply]

AUDIO = "audio/wav"
"""The service calls every format so"""


def _refuse(status: int, told: object, **headers: str) -> Fault:
    body = json.dumps(told).encode() if not isinstance(told, bytes) else told
    kind = "text/html" if body[:1] == b"<" else "application/json; charset=utf-8"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Reply(status, body, named, kind)


def _entry(field_name: str, message: str, **more: object) -> dict[str, object]:
    return {"error": [{"code": "custom", "path": [field_name], "message": message, **more}]}


def _sound(change: Callable[[Sound], bytes]) -> Fault:
    return lambda sound: Reply(body=change(sound), content_type=AUDIO)


def _late(seconds: float) -> str:
    return email.utils.formatdate(time.time() + seconds, usegmt=True)


def _with_junk(whole: bytes) -> bytes:
    """Chunks that nobody asked for, before and after the format."""
    chunk = b"LIST" + (10).to_bytes(4, "little") + b"INFOISFT\0\0"
    return whole[:12] + chunk + whole[12:36] + chunk + whole[36:]


_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>"
_BUSY = {"error": "Too many requests"}
_GONE = {
    "status": "error",
    "error_code": "MODEL_DEPRECATED",
    "message": "This model is no longer available",
    "recommended_endpoint": "/waves/v1/tts",
}

FAULTS: Mapping[str, Fault] = {
    "400": _refuse(400, _entry("text", "String must contain at least 1 character(s)")),
    "400-voice": _refuse(400, _entry("voice_id", "Invalid Voice ID")),
    "400-string": _refuse(400, {"error": "Invalid text", "message": "InvalidRequest"}),
    "400-plan": _refuse(400, {"status": False, "errors": ["Please upgrade your plan"]}),
    "401": _refuse(401, {"error": "Invalid API key"}),
    "401-message": _refuse(401, {"message": "Authorization header is missing"}),
    "402": _refuse(402, {"error": "Insufficient credits"}),
    "403": _refuse(403, {"message": "Usage limit reached"}),
    "404": _refuse(404, {"message": "Cannot POST /waves/v1/tts"}),
    "410": _refuse(410, _GONE),
    "408": _refuse(408, b""),
    "429": _refuse(429, _BUSY, Retry_After="1"),
    "429-date": lambda _: Reply(429, json.dumps(_BUSY).encode(), {"Retry-After": _late(1)}),
    "429-ms": _refuse(429, _BUSY, retry_after_ms="200"),
    "429-bare": _refuse(429, {"status": False, "error": "slow", "code": "RATE_LIMIT_EXCEEDED"}),
    "429-body": _refuse(429, {"status": False, "code": "RATE_LIMIT_EXCEEDED", "retry_after": 1}),
    "500": _refuse(500, {"error": "Internal", "message": "Something went wrong"}),
    "500-list": _refuse(500, {"error": [{"code": "custom", "message": "try again"}]}),
    "500-object": _refuse(500, {"error": {"message": "try again", "code": 13}}),
    "502": _refuse(502, _PAGE),
    "503": _refuse(503, {"message": "Service temporarily unavailable"}),
    "503-html": _refuse(503, _PAGE.replace(b"502 Bad Gateway", b"503 Service Unavailable")),
    "504": _refuse(504, b""),
    "elsewhere": _refuse(307, b"", Location="https://elsewhere.invalid/waves/v1/tts"),
    "drop": lambda sound: Reply(cut=0.0),
    "cut": lambda sound: Reply(body=sound.body, content_type=AUDIO, cut=0.6),
    "cut-chunked": lambda sound: Reply(body=sound.body, content_type=AUDIO, cut=0.6, chunked=True),
    "cut-wav": _sound(lambda sound: wav(sound.pcm, sound.rate)[: len(sound.pcm) // 2]),
    "slow": lambda sound: Reply(body=sound.body, content_type=AUDIO, drip=1.0),
    "chunked": lambda sound: Reply(body=sound.body, content_type=AUDIO, chunked=True),
    "empty": _sound(lambda sound: b""),
    "tiny": _sound(lambda sound: wav(bytes(76), sound.rate)),
    "json": _refuse(200, {"status": "error", "message": "synthesis failed"}),
    "html": _refuse(200, _PAGE),
    "odd": _sound(lambda sound: sound.pcm[:-1]),
    "riff-zero": _sound(lambda sound: wav(sound.pcm, sound.rate, 0, 0)),
    "riff-max": _sound(lambda sound: wav(sound.pcm, sound.rate, 0xFFFFFFFF, 0xFFFFFFFF)),
    "riff-big": _sound(lambda sound: wav(sound.pcm, sound.rate, 0x7FFFFFFF, 0x7FFFFFFF)),
    "headerless": _sound(lambda sound: sound.pcm),
    "junk-chunks": _sound(lambda sound: _with_junk(wav(sound.pcm, sound.rate))),
    "odd-wav": _sound(lambda sound: wav(sound.pcm, sound.rate) + b"\0"),
    "silence": _sound(lambda sound: wav(bytes(len(sound.pcm)), sound.rate)),
    "short": _sound(lambda sound: wav(sound.pcm[:10000], sound.rate)),
    "long": _sound(lambda sound: wav(sound.pcm * 20, sound.rate)),
    "noise": _sound(lambda sound: wav(random.Random(0).randbytes(len(sound.pcm)), sound.rate)),
}
"""What each makes of a right answer"""

RIGHT = frozenset(
    {"riff-zero", "riff-max", "riff-big", "slow", "chunked", "headerless", "junk-chunks", "odd-wav"}
)
"""Faults whose audio is whole"""

BILLED = RIGHT | {"empty", "tiny", "json", "html", "odd", "cut-wav", "silence", "short", "long"}
BILLED |= {"noise", "cut", "cut-chunked"}
"""Faults that are answered with status 200, and so are paid for"""

MIXED = sorted(
    BILLED
    | {"408", "429", "429-date", "429-ms", "429-body", "429-bare", "500", "500-list"}
    | {"500-object", "502", "503", "503-html", "504", "drop"}
)
"""All that pass by themselves"""


def read_faults(text: str) -> dict[str, float]:
    """`429:0.1,503:0.05` as probabilities, `mixed:0.3` as 0.3 in all over MIXED.

    Raises ValueError for what is no fault.
    """
    faults: dict[str, float] = {}
    for part in text.split(","):
        name, _, share = part.strip().partition(":")
        if name == "mixed":
            faults.update(dict.fromkeys(MIXED, float(share or 0.3) / len(MIXED)))
        elif name in FAULTS:
            faults[name] = float(share or 1.0)
        else:
            raise ValueError(f"{name} is no fault; there are mixed, {', '.join(FAULTS)}")
    return faults


def drawn(faults: Mapping[str, float], seed: int, text: str, nth: int) -> str | None:
    """The fault that meets the n-th request for this text: the same in every run."""
    dice = random.Random(f"{seed}:{nth}:{text}").random()
    for name, share in faults.items():
        if dice < share:
            return name
        dice -= share
    return None
