"""Who speaks in a manuscript's quotations: a listing to begin `characters` with."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from narrate.plan import titled, with_speakers
from narrate.report import plural
from narrate.script.dialogue.listing import FoundSpeaker, FoundSpeakers, find_speakers
from narrate.settings import Settings
from narrate.sources import choice_of, read_source, source_of

_PLAIN = re.compile(r"[^\W\d_][\w .'’-]*\w\.?|\d+(?:\.\d+)?")
"""What YAML reads as a text without quotes, also inside brackets"""


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of one manuscript."""

    title: str
    found: FoundSpeakers
    settings: Settings
    """As resolved for the book"""


def speakers_of(settings: Settings, manuscript: Path) -> Speakers:
    """Find who speaks in one manuscript. Raises ManuscriptError, SettingsError."""
    source = source_of(manuscript.absolute())
    book_settings = settings.for_book(source.name)
    book = with_speakers(
        titled(read_source(source, choice_of(book_settings)), book_settings), book_settings
    )
    return Speakers(book.title, find_speakers(book, book_settings.aliases), book_settings)


def speakers_as_json(speakers: Speakers) -> dict[str, Any]:
    """The object that `script --speakers --json` prints."""
    found, characters = speakers.found, speakers.settings.characters
    return {
        "title": speakers.title,
        "quotations": found.quotations,
        "attributed": found.attributed,
        "uncertain": found.uncertain,
        "narrator": found.narrator,
        "speakers": [
            {
                **asdict(each),
                "known": each.name in characters,
                "voice": characters[each.name].voice if each.name in characters else None,
            }
            for each in found.speakers
        ],
    }


def speakers_as_text(speakers: Speakers) -> str:
    """The listing as a block for pipeline.yaml, ready but for the voices."""
    found = speakers.found
    lines = [f"# {speakers.title}: {_share(found)}"]
    if found.narrator:
        lines.append(f"# {plural(found.narrator, 'quotation')} said by the narrator, as I")
    if not found.speakers:
        return "\n".join([*lines, "# no speaker is certain; dialogue: VOICE reads all quotations"])
    lines += ["# give each a voice, such as {voice: linden}; delete those who keep", "characters:"]
    for each in found.speakers:
        entry = f"  {_yaml(each.name)}: {_manner(each, speakers.settings)}"
        lines.append(f"{entry:36} # {each.quotations}: {' '.join(each.examples)}")
    return "\n".join(lines)


def _share(found: FoundSpeakers) -> str:
    if not found.quotations:
        return "no quotations"
    share = found.attributed / found.quotations
    return (
        f"{plural(found.quotations, 'quotation')}, speaker certain of {found.attributed:,}"
        f" ({share:.0%}); the other {found.uncertain:,} go by dialogue, else to the narrator"
    )


def _manner(each: FoundSpeaker, settings: Settings) -> str:
    """What the settings say of somebody already, with the forms of the name that were found."""
    character = settings.characters.get(each.name)
    known = character.aliases if character else ()
    aliases = dict.fromkeys((*known, *each.aliases))
    parts = []
    if character:
        kept = [key for key in ("engine", "voice", "speed") if key in character.model_fields_set]
        parts = [f"{key}: {_yaml(str(getattr(character, key)))}" for key in kept]
    if aliases:
        parts.append(f"aliases: [{', '.join(map(_yaml, aliases))}]")
    return f"{{{', '.join(parts)}}}"


def _yaml(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
