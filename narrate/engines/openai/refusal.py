"""What a refusal in OpenAI's protocol means for the run: ask again, leave this chunk, or stop.

Bodies come as {"error": {message, type, param, code}} (OpenAI, LocalAI), as {"detail": {...}} or
{"detail": "..."} (Kokoro-FastAPI) and as FastAPI's list of validation errors (speaches).
"""

import re
from http import HTTPStatus
from typing import Final

from narrate.engines.http.complaints import Answer, codes, fields, passing, reason
from narrate.engines.openai.options import OpenAI
from narrate.errors import ChunkRefused, EngineError, EngineUnusable

_NO_MONEY: Final = frozenset(
    {"insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached"}
    | {"billing_not_active", "project_spend_limit_exceeded", "organization_spend_limit_exceeded"}
    | {"organization_usage_limit_exceeded"}
)
"""Types and codes with which OpenAI answers for a spent account, mostly with 429 too, which no
waiting cures (its guide to error codes, 2026)"""
_OF_ALL: Final = frozenset({"voice", "model", "response_format", "speed", "instructions"})
_ABOUT_ALL: Final = re.compile(r"\bvoice\b|\bmodel\b|response_format|\bspeed\b", re.IGNORECASE)
_ABOUT_TEXT: Final = re.compile(r"\binput\b|too long|content.?policy|maximum", re.IGNORECASE)


def refusal(answer: Answer, options: OpenAI, voice: str, *, hide: str) -> EngineError:
    """The error for an answer that is no success; `hide` (the key) is never in it."""
    why = reason(answer, hide=hide)
    said = answer.body[:4000].decode("utf-8", errors="replace")
    if answer.status == HTTPStatus.PAYMENT_REQUIRED or codes(answer.body) & _NO_MONEY:
        return EngineUnusable(
            f"the account at {options.base_url} is out of credit; add some, then run again: {why}"
        )
    if error := passing(answer, options.base_url, why):
        return error
    if advice := _advice(answer, options, said, hide):
        return EngineUnusable(f"{advice}: {why}")
    named = fields(answer.body)
    of_all = named & _OF_ALL if named else _ABOUT_ALL.search(said) and not _ABOUT_TEXT.search(said)
    if of_all:
        return EngineUnusable(
            f"{options.base_url} refuses what the settings ask for (voice {voice}): {why}"
        )
    return ChunkRefused(f"{options.base_url} refuses this text: {why}")


def _advice(answer: Answer, options: OpenAI, said: str, key: str) -> str:
    """What a person has to do; empty where the status alone doesn't tell."""
    match answer.status:
        case HTTPStatus.UNAUTHORIZED if not key:
            return (
                f"{options.base_url} wants a key: put it into the environment variable"
                f" {options.api_key_env}, or name another with openai.api_key_env"
            )
        case HTTPStatus.UNAUTHORIZED:
            return (
                f"{options.base_url} does not accept the key in {options.api_key_env};"
                " is it complete, and that server's?"
            )
        case HTTPStatus.FORBIDDEN:
            whom = f"to the key in {options.api_key_env}" if key else "without a key"
            return f"{options.base_url} forbids this {whom}"
        case HTTPStatus.NOT_FOUND | HTTPStatus.METHOD_NOT_ALLOWED | HTTPStatus.GONE:
            if re.search(r"\bmodel\b", said, re.IGNORECASE):
                return f"{options.base_url} does not have the model; set openai.model"
            return f"there is no {options.base_url}/audio/speech; openai.base_url often ends in /v1"
        case status if status < HTTPStatus.BAD_REQUEST:
            target = answer.headers.get("location", "").partition("?")[0]
            target = target.replace(key, "[key]") if key else target
            return (
                f"{options.base_url} redirects elsewhere{f' ({target})' if target else ''}, where"
                " the key is not sent; set openai.base_url"
            )
    return ""
