"""What Waves tells before a run, at no cost: the account's credit, and its list of voices."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from narrate.chunk import Voicing
from narrate.engines.base import Voice, did_you_mean, primary
from narrate.engines.http.complaints import told
from narrate.engines.waves.request import POOLS, PRO, STANDARD, model_of
from narrate.errors import EngineUnusable, TemporaryError

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


_LANGUAGES: Final = {
    "arabic": "ar", "bengali": "bn", "chinese": "zh", "dutch": "nl", "english": "en",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "gujarati": "gu",
    "hindi": "hi", "indonesian": "id", "italian": "it", "japanese": "ja", "kannada": "kn",
    "korean": "ko", "malay": "ms", "malayalam": "ml", "marathi": "mr", "norwegian": "no",
    "odia": "or", "oriya": "or", "polish": "pl", "portuguese": "pt", "punjabi": "pa",
    "russian": "ru", "spanish": "es", "swedish": "sv", "tamil": "ta", "telugu": "te",
    "turkish": "tr", "vietnamese": "vi",
}  # fmt: skip
"""The list writes languages as English words"""


def read_voices(union: bytes, pro: bytes | None = None) -> list[Voice]:
    """The voices of a `get_voices` answer, by name; any tag may be missing.

    `pro` is the answer that lists the Pro voices alone, where there is one: it tells which model
    each belongs to. Raises TemporaryError where an answer holds no list.
    """
    entries = {_name(each): each for each in _entries(union)}
    theirs = {_name(each): each for each in _entries(pro)} if pro is not None else {}
    known = theirs.keys() if 0 < len(theirs.keys() & entries.keys()) < len(entries) else None
    return [
        _voice(name, each, _model(name, known))
        for name, each in sorted({**entries, **theirs}.items())
        if name
    ]


def _model(name: str, pro: Set[str] | None) -> str:
    if pro is not None:
        return PRO if name in pro else STANDARD
    pools = POOLS.get(name, ())
    return pools[0] if len(pools) == 1 else ""


def _entries(body: bytes) -> list[Mapping[str, Any]]:
    listed = told(body)
    if listed is None:
        raise TemporaryError("the list of voices is not JSON")
    for key in ("data", "voices"):
        if isinstance(listed, Mapping):
            listed = listed.get(key, listed)
    if not isinstance(listed, list):
        raise TemporaryError("the answer holds no list of voices")
    return [each for each in listed if isinstance(each, Mapping)]


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry.get("voiceId") or entry.get("voice_id") or "")


def _voice(name: str, entry: Mapping[str, Any], model: str) -> Voice:
    tags = entry.get("tags")
    tags = tags if isinstance(tags, Mapping) else {}
    display = str(entry.get("displayName") or "")
    about = [display] if display and display.casefold() != name.casefold() else []
    about.extend(_texts(tags.get("emotions")))
    languages = (_LANGUAGES.get(each.casefold(), each) for each in _texts(tags.get("language")))
    return Voice(
        name,
        tuple(languages),
        gender=", ".join(_texts(tags.get("gender"))),
        description=", ".join(dict.fromkeys(about)),
        accent=", ".join(_texts(tags.get("accent"))),
        age=", ".join(_texts(tags.get("age"))),
        uses=tuple(_texts(tags.get("usecases"))),
        model=model,
    )


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if each]
