"""What a run found out about an engine's limits, for its report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LimitReport:
    """How one engine met the load that it was given."""

    engine: str
    requests: int
    refused: int
    """Of these, those that the engine refused for load (429, 503)"""
    limit: int
    """Requests at once with which the run ended"""
    workers: int
    """Requests at once that the settings allow"""
    per_minute: float | None
    """Requests a minute where the account turned out to be measured so"""
