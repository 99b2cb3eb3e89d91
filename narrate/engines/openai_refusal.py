"""What a refusal in OpenAI's protocol means for the run: ask again, leave this chunk, or stop.

Bodies come as {"error": {message, type, param, code}} (OpenAI, LocalAI), as {"detail": {...}} or
{"detail": "..."} (Kokoro-FastAPI) and as FastAPI's list of validation errors (speaches).
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

from narrate.engines.complaints import fields, passing
from narrate.engines.http import Answer, reason
from narrate.errors import ChunkRefused, EngineError, EngineUnusable
from narrate.settings.groups import OpenAI

_NO_MONEY: Final = re.compile(
    r"insufficient_quota|billing_\w+|credit_balance_exhausted|(spend|usage)_limit_exceeded"
)
"""Codes with which OpenAI answers for a spent account, mostly with 429, which no waiting cures"""
_OF_ALL: Final = frozenset({"voice", "model", "response_format", "speed", "instructions"})
_ABOUT_ALL: Final = re.compile(r"\bvoice\b|\bmodel\b|response_format|\bspeed\b", re.IGNORECASE)
_ABOUT_TEXT: Final = re.compile(r"\binput\b|too long|content.?policy|maximum", re.IGNORECASE)


def refusal(answer: Answer, options: OpenAI, voice: str, *, hide: str) -> EngineError:
    """The error for an answer that is no success; `hide` (the key) is never in it."""
    why = reason(answer, hide=hide)
    said = answer.body[:4000].decode("utf-8", errors="replace")
    if answer.status == HTTPStatus.PAYMENT_REQUIRED or _NO_MONEY.search(said):
        return EngineUnusable(
            f"the account at {options.base_url} is out of credit; add some, then run again: {why}"
        )
    if error := passing(answer, options.base_url, why):
        return error
    if advice := _advice(answer, options, said, has_key=bool(hide)):
        return EngineUnusable(f"{advice}: {why}")
    named = fields(answer.body)
    of_all = named & _OF_ALL if named else _ABOUT_ALL.search(said) and not _ABOUT_TEXT.search(said)
    if of_all:
        return EngineUnusable(
            f"{options.base_url} refuses what the settings ask for (voice {voice}): {why}"
        )
    return ChunkRefused(f"{options.base_url} refuses this text: {why}")


def _advice(answer: Answer, options: OpenAI, said: str, *, has_key: bool) -> str:
    """What a person has to do; empty where the status alone doesn't tell."""
    match answer.status:
        case HTTPStatus.UNAUTHORIZED if not has_key:
            return (
                f"{options.base_url} wants a key: put it into the environment variable"
                f" {options.api_key_env}"
            )
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return (
                f"{options.base_url} wants another key than what {options.api_key_env} holds,"
                " or forbids it this model"
            )
        case HTTPStatus.NOT_FOUND | HTTPStatus.METHOD_NOT_ALLOWED | HTTPStatus.GONE:
            if re.search(r"\bmodel\b", said, re.IGNORECASE):
                return f"{options.base_url} does not have the model; set openai.model"
            return f"there is no {options.base_url}/audio/speech; openai.base_url often ends in /v1"
        case status if status < HTTPStatus.BAD_REQUEST:
            return f"{options.base_url} sends us elsewhere; set openai.base_url"
    return ""
