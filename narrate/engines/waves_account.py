"""What Waves tells before a run, at no cost: the account's credit, and whether voices are there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from narrate.chunk import Voicing
from narrate.engines.base import Voice
from narrate.engines.http import told
from narrate.engines.names import did_you_mean, primary
from narrate.engines.waves_request import model_of
from narrate.errors import EngineUnusable

CLONE = "voice_"
"""Beginning of the ids of cloned voices, which are in no public list"""


@dataclass(frozen=True, slots=True)
class Balance:
    """An account as the service shows it."""

    dollars: float
    """May be negative"""
    enterprise: bool
    """Billed by contract: the credit says nothing"""


def read_balance(body: bytes) -> Balance | None:
    """The account in an answer of `/payment/v1/credits/balance`; None where it holds none."""
    try:
        data = told(body)["data"]
        dollars = float(data["creditBalance"])
    except (ValueError, KeyError, TypeError):
        return None
    return Balance(dollars, data.get("isEnterprise") is True) if math.isfinite(dollars) else None


def credit_note(balance: Balance, cost: float) -> str:
    """What the credit means for a run of that cost in US dollars.

    Raises EngineUnusable where it will not do.
    """
    if balance.enterprise:
        return f"an enterprise account; this run about ${cost:.2f} at list prices"
    if balance.dollars < cost or balance.dollars <= 0 < cost:
        raise EngineUnusable(
            f"the Smallest AI account has ${balance.dollars:.2f} of credit, and this run would cost"
            f" about ${cost:.2f}: add credit, or record a part with --max-cost or --chapters"
        )
    return f"${balance.dollars:.2f} of credit, this run about ${cost:.2f}"


def voice_notes(voicings: Iterable[Voicing], listed: Sequence[Voice]) -> list[str]:
    """What the service's list says of the voices that are to speak.

    Raises EngineUnusable for a voice that is not in it, or is another model's there.
    """
    known: Mapping[str, Voice] = {voice.name: voice for voice in listed}
    notes: dict[str, None] = {}
    for voicing in voicings:
        voice = known.get(voicing.voice)
        if voice is None and voicing.voice.startswith(CLONE):
            notes[f"the voice {voicing.voice} is a clone, which the list of voices can't tell"] = (
                None
            )
        elif voice is None:
            raise EngineUnusable(
                f"Waves lists no voice {voicing.voice}{did_you_mean(voicing.voice, known)};"
                " `narrate voices --engine waves` shows them"
            )
        elif voice.model and voice.model != model_of(voicing):
            raise EngineUnusable(
                f"Waves lists the voice {voicing.voice} under the model {voice.model}, not under"
                f" {model_of(voicing)}; set waves.model: {voice.model}"
            )
        elif voice.languages and not _speaks(voice, voicing.language):
            notes[
                f"the voice {voicing.voice} is listed for {', '.join(voice.languages)}, not for"
                f" {voicing.language}"
            ] = None
    return list(notes)


def _speaks(voice: Voice, language: str) -> bool:
    return primary(language) in ("auto", *map(primary, voice.languages))
