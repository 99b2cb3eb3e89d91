"""What Waves' refusals mean for the run: ask again, leave this chunk, or stop.

After captures of the live service and what its documents and clients say; where they
contradict each other, the body's every shape is read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from narrate.engines.http.complaints import Answer, fields, passing, reason, told
from narrate.errors import ChunkRefused, EngineError, EngineUnusable

_OF_ALL: Final = frozenset(
    {"voice_id", "voice", "model", "language", "sample_rate", "output_format", "speed"}
    | {"pronunciation_dicts", "number_pronunciation_language", "math_notation"}
)
"""Fields that are the same for many chunks: one refused, all are"""
_ABOUT_ALL: Final = re.compile(
    r"voice|model|language|sample.?rate|output.?format|dictionar|subscription"
    r"|upgrade|\bplan\b|credit|balance|api.?key|invalid input data",
    re.IGNORECASE,
)
"""The same in plain words. "Invalid input data" is what an unknown dictionary, and a voice of
an older catalogue, were answered with."""
_ABOUT_TEXT: Final = re.compile(r"\btext\b(?!-to)", re.IGNORECASE)
_FILTERED: Final = "CONTENT_FILTER_BLOCKED"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of whom, for messages."""

    base_url: str
    route: str
    key_variable: str
    """The environment variable with the key"""
    voice: str = ""


def refusal(answer: Answer, asked: Asked, *, hide: str) -> EngineError:
    """The error for an answer that is no success; `hide` (the key) is never in it."""
    why = reason(answer, hide=hide)
    if error := passing(answer, "Waves", why):
        return error
    advice = _advice(answer, asked)
    if _FILTERED in why:
        return ChunkRefused(f"Waves' content filter refuses this text: {why}")
    if advice:
        return EngineUnusable(f"{advice}: {why}")
    if _concerns_all(answer):
        return EngineUnusable(
            f"Waves refuses what the settings ask for (voice {asked.voice}): {why}"
        )
    return ChunkRefused(f"Waves refuses this text: {why}")


def _advice(answer: Answer, asked: Asked) -> str:
    """What a person has to do; empty where the status alone doesn't tell."""
    match answer.status:
        case HTTPStatus.UNAUTHORIZED:
            return f"Waves does not accept the key in {asked.key_variable}; is it complete?"
        case HTTPStatus.PAYMENT_REQUIRED:
            return "the Smallest AI account is out of credit; add some, then run again"
        case HTTPStatus.FORBIDDEN:
            return (
                f"Waves forbids this to the key in {asked.key_variable}: another workspace's,"
                " or a trial or usage limit is reached; see the account, then run again"
            )
        case HTTPStatus.NOT_FOUND | HTTPStatus.METHOD_NOT_ALLOWED | HTTPStatus.GONE:
            return (
                f"Waves has no {asked.route} for this model any more;"
                f" set waves.route or waves.model{_recommended(answer)}"
            )
        case status if status < HTTPStatus.BAD_REQUEST:
            target = answer.headers.get("location", "").partition("?")[0]
            return (
                f"{asked.base_url} redirects elsewhere{f' ({target})' if target else ''}, where"
                " the key is not sent; set waves.base_url and waves.route"
            )
    return ""


def _recommended(answer: Answer) -> str:
    said = told(answer.body)
    endpoint = said.get("recommended_endpoint") if isinstance(said, Mapping) else None
    if not isinstance(endpoint, str):
        return ""
    return f" (it recommends {' '.join(endpoint.split())[:200]})"


def _concerns_all(answer: Answer) -> bool:
    """The refusal is of a setting, not of this text."""
    if named := fields(answer.body):
        return bool(named & _OF_ALL)
    said = answer.body[:4000].decode("utf-8", errors="replace")
    return bool(_ABOUT_ALL.search(said)) and not _ABOUT_TEXT.search(said)
