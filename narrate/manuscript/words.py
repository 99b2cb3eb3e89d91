"""The words by which manuscripts are understood, in the languages narrate reads."""

import functools
import json
from importlib import resources
from typing import Any


@functools.cache
def words_of(name: str) -> dict[str, Any]:
    """What `data/NAME.json` holds: the words of one module, by kind and language."""
    text = resources.files(__package__).joinpath("data", f"{name}.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
