"""What a refusal means: again, leave this chunk, or stop."""

from __future__ import annotations

import json

import pytest

from narrate.engines.http.complaints import Answer
from narrate.engines.waves.refusal import Asked, refusal
from narrate.errors import ChunkRefused, EngineError, EngineUnusable, TemporaryError

ASKED = Asked("https://api.smallest.ai", "/waves/v1/tts", "SMALLEST_API_KEY", "meher")


def entry(path: object, message: str = "Invalid") -> dict[str, object]:
    return {"error": [{"code": "custom", "path": path, "message": message}]}


@pytest.mark.parametrize(
    ("status", "told", "kind"),
    [
        (400, entry(["text"]), ChunkRefused),
        (400, entry(["text"], "too long for this model"), ChunkRefused),
        (400, entry(["session_id"]), ChunkRefused),
        (400, entry(["voice_id"]), EngineUnusable),
        (400, entry("language"), EngineUnusable),
        (400, entry(["pronunciation_dicts", 0]), EngineUnusable),
        (400, {"error": "bad", "details": [{"path": ["sample_rate"]}]}, EngineUnusable),
        (400, {"error": "Invalid input data"}, EngineUnusable),
        (400, {"error": "InvalidRequest", "message": "unsupported output_format"}, EngineUnusable),
        (400, {"error": "Text exceeds what the model allows"}, ChunkRefused),
        (400, {"error": "Text-to-speech model not found"}, EngineUnusable),
        (400, {"status": False, "errors": ["upgrade your plan"]}, EngineUnusable),
        (400, {}, ChunkRefused),
        (400, None, ChunkRefused),
        (403, {"code": "CONTENT_FILTER_BLOCKED"}, ChunkRefused),
        (413, {"error": "payload"}, ChunkRefused),
        (422, entry(["text"]), ChunkRefused),
        (418, None, ChunkRefused),
        (405, None, EngineUnusable),
        (302, None, EngineUnusable),
        (401, {"error": "x"}, EngineUnusable),
        (410, {"error_code": "MODEL_DEPRECATED"}, EngineUnusable),
        (421, None, TemporaryError),
        (500, {"message": "model voice plan"}, TemporaryError),
        (529, None, TemporaryError),
    ],
)  # fmt: skip
def test_refusals_of_waves_become_errors_of_the_right_kind(
    status: int, told: object, kind: type[EngineError]
) -> None:
    body = b"" if told is None else json.dumps(told).encode()
    error = refusal(Answer(status, {}, body), ASKED, hide="")
    assert type(error) is kind
    assert f"HTTP {status}" in str(error)
