from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from narrate.errors import SettingsError
from narrate.settings import Settings, load_settings

Load = Callable[..., Settings]
Faults = Callable[..., list[str]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Settings of a pipeline.yaml with the given text and command line."""

    def load(text: str | bytes, **overrides: Any) -> Settings:
        file = tmp_path / "pipeline.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_settings(file, overrides)

    return load


@pytest.fixture
def faults(load: Load, tmp_path: Path) -> Faults:
    """The faults of such a file, without the folder it lies in."""

    def faults(text: str | bytes, **overrides: Any) -> list[str]:
        with pytest.raises(SettingsError) as caught:
            load(text, **overrides)
        found = caught.value.faults
        assert found
        assert all(len(fault.splitlines()) == 1 for fault in found)
        return [fault.replace(f"{tmp_path}/", "") for fault in found]

    return faults
