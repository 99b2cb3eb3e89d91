"""A manuscript's script, proper names and speakers, listed for people and for programs."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

from narrate.book import UNKNOWN_SPEAKER, Book
from narrate.chunk import ChapterScript, Chunk, Script
from narrate.engines import text_of
from narrate.engines.opened import Engines
from narrate.errors import ManuscriptError
from narrate.language import primary
from narrate.plan.finding import find_sources
from narrate.plan.scripting import ScriptSpec, read_book, with_speakers, write
from narrate.plan.series import SeriesCasts
from narrate.plan.sources import Source
from narrate.report import plural
from narrate.script import Lexicon, ScriptOptions, edition
from narrate.script.dialogue.attribution import (
    MOST_DOUBTFUL,
    FoundSpeaker,
    FoundSpeakers,
    find_speakers,
    told,
)
from narrate.script.lexicon.entries import Audience, LexiconEntry
from narrate.script.lexicon.tables import REMARKS, WORD, table_of
from narrate.script.proper_names import ProperName, has_capitals, proper_names
from narrate.settings import Settings


@dataclass(frozen=True, slots=True)
class _Opened:
    """A manuscript that was read, with the settings resolved for it."""

    source: Source
    settings: Settings
    book: Book


def _opened(settings: Settings, manuscript: Path | Source) -> _Opened:
    source = manuscript if isinstance(manuscript, Source) else _source(settings, manuscript)
    book_settings = settings.for_book(source.name)
    book = read_book(source, book_settings)
    found = SeriesCasts(settings).of(book, source, book_settings, Engines(settings))
    return _Opened(source, found.settings, book)


def _source(settings: Settings, manuscript: Path) -> Source:
    """The one book that a path means. Raises ManuscriptError."""
    found = find_sources(settings, [manuscript])
    if found.problems:
        raise found.problems[0]
    if len(found.sources) > 1:
        raise ManuscriptError(f"{manuscript.name}: a folder, not a manuscript; name a file in it")
    return found.sources[0]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A script with what it was written from."""

    source: Source
    book: Book
    script: Script
    options: ScriptOptions

    @property
    def notes(self) -> Sequence[str]:
        """What was odd in the manuscript."""
        notes = filter(None, (*self.book.warnings, self.book.language_note))
        return [f"{self.source.manuscript.name}: {note}" for note in notes]

    def as_json(self) -> dict[str, Any]:
        """The object that `script --json` prints."""
        script = self.script
        return {
            "title": script.title,
            "author": script.author,
            "language": script.language,
            "series": script.about.series,
            "series_position": script.about.series_position,
            "chapters": [_chapter_as_json(chapter) for chapter in script.chapters],
            "left_out": [asdict(part) for part in script.left_out],
        }

    def as_text(self) -> str:
        """The script for reading: a line a chunk, blank lines between paragraphs."""
        lines = [f"# {self.script.title}"]
        for chapter in self.script.chapters:
            lines += ["", f"## {chapter.chapter.number}. {chapter.chapter.title}".rstrip(), ""]
            several = len({chunk.voicing.voice for chunk in chapter.chunks}) > 1
            for chunk in chapter.chunks:
                if chunk.source is None:
                    continue
                who = _who(chunk) if several else ""
                lines.append(who + " ".join(chunk.text.split()))
                if chunk.cut not in ("clause", "sentence"):
                    lines.append("")
        left_out = [
            f"{part.title}: {part.reason} ({plural(part.characters, 'character')})"
            + (", running prose" if part.prose else "")
            for part in self.script.left_out
        ]
        if left_out:
            lines += ["---", "Not read:", *left_out]
        return "\n".join(lines)

    def as_file(self) -> str:
        """The script as a file to edit, which is then read in place of the manuscript."""
        origin = edition.EditionSource(self.source.name, self.source.digest)
        return edition.edition(self.script, self.book, self.options, origin)

    @property
    def next(self) -> str:
        """Where the file takes effect."""
        name = self.source.manuscript.name
        return f"Edit it and keep it next to {name}: narrate will use it instead"


def transcribe(settings: Settings, manuscript: Path | Source) -> Transcript:
    """The script of one manuscript. Raises ManuscriptError, SettingsError, CoverageError."""
    opened = _opened(settings, manuscript)
    lexicon = Lexicon.load(opened.settings.lexicon)
    spec = ScriptSpec(opened.book, opened.settings, Engines(settings), lexicon)
    return Transcript(opened.source, opened.book, write(spec), spec.options)


def _chapter_as_json(chapter: ChapterScript) -> dict[str, Any]:
    return {
        "number": chapter.chapter.number,
        "title": chapter.chapter.title,
        "kind": chapter.kind,
        "text": chapter.chapter.text,
        "chunks": [_chunk_as_json(chunk) for chunk in chapter.chunks],
        "left_out": [
            {"source": [span.start, span.end], "reason": span.reason} for span in chapter.left_out
        ],
    }


def _chunk_as_json(chunk: Chunk) -> dict[str, Any]:
    engine = chunk.voicing.engine
    return {
        "id": chunk.id,
        "index": chunk.index,
        "text": chunk.text,
        "spoken": chunk.spoken,
        "voice": chunk.voicing.voice,
        "engine": engine,
        "language": chunk.voicing.language,
        "pause_after": chunk.pause_after,
        "kind": chunk.kind,
        "cut": chunk.cut,
        "source": list(chunk.source) if chunk.source else None,
        **({"spans": [list(span) for span in chunk.spans]} if chunk.spans else {}),
        **({"unsaid": unsaid} if (unsaid := [*text_of(engine).unsaid(chunk.spoken)]) else {}),
        "speaker": None if chunk.speaker == UNKNOWN_SPEAKER else chunk.speaker,
    }


def _who(chunk: Chunk) -> str:
    """Who speaks in which voice: `Alice (linden): `."""
    return f"{chunk.speaker or 'narrator'} ({chunk.voicing.voice}): "


@dataclass(frozen=True, slots=True)
class Names:
    """The proper names of a book, each with what the lexicon has for it already."""

    title: str
    language: str
    names: tuple[tuple[ProperName, LexiconEntry | None], ...]
    notes: tuple[str, ...] = ()
    """Why the list may be short, or long"""
    next: ClassVar[str] = "Fill in how each name is said, then set lexicon to this file"

    def as_json(self) -> dict[str, Any]:
        """The object that `script --names --json` prints."""
        return {
            "title": self.title,
            "language": self.language,
            "names": [
                {
                    **asdict(name),
                    "known": entry is not None,
                    "say": entry.how.say if entry else None,
                    "phonemes": entry.how.phonemes if entry else None,
                }
                for name, entry in self.names
            ],
            "notes": self.notes,
        }

    def as_text(self) -> str:
        """The file."""
        return self.as_file().rstrip("\n")

    def as_file(self) -> str:
        """A lexicon (CSV) to be filled in; names that have an entry for all voices show it."""
        rows = []
        for name, entry in self.names:
            how = entry.how if entry and entry.audience == Audience() else None
            rows.append(
                {
                    WORD: name.name,
                    "say": how.say if how else None,
                    "phonemes": how.phonemes if how else None,
                    "count": name.count,
                    "chapter": name.chapter,
                    "example": name.example.lstrip("=+-@ "),  # no formula to any spreadsheet
                }
            )
        return table_of(rows, (WORD, "say", "phonemes", *REMARKS[:3]))


def names_of(settings: Settings, manuscript: Path | Source) -> Names:
    """The names of one manuscript. Raises ManuscriptError, SettingsError."""
    opened = _opened(settings, manuscript)
    book, given = opened.book, opened.settings.language
    lexicon = Lexicon.load(opened.settings.lexicon)
    language = given if given and given != "auto" else book.language or "en"
    notes: list[str] = []
    if not has_capitals(book):
        notes.append(
            "names are found by capital letters, which this book's writing system does not have"
        )
    elif primary(language) == "de":
        notes.append("German capitalises every noun, so common nouns are listed too")
    found = tuple((name, lexicon.entry_for(name.name)) for name in proper_names(book, language))
    return Names(book.title, language, found, tuple(notes))


_DOUBTFUL = "worth a look, the least certain first"

_PLAIN = re.compile(r"[^\W\d_][\w .'’-]*\w\.?|\d+(?:\.\d+)?")
"""What YAML reads as a text without quotes, also inside brackets"""


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of one manuscript."""

    title: str
    found: FoundSpeakers
    settings: Settings
    """As resolved for the book"""

    def as_json(self) -> dict[str, Any]:
        """The object that `script --speakers --json` prints."""
        found, characters = self.found, self.settings.characters
        return {
            "title": self.title,
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
            "doubtful": list(map(asdict, found.doubtful)),
        }

    def as_text(self) -> str:
        """The listing as a block for pipeline.yaml, ready but for the voices."""
        found = self.found
        lines = [f"# {self.title}: {_share(found)}"]
        if found.narrator:
            lines.append(f"# {plural(found.narrator, 'quotation')} said by the narrator, as I")
        if found.doubtful:
            lines.append(f"# {_DOUBTFUL}:")
            lines += [f"#   {told(each)}" for each in found.doubtful[:MOST_DOUBTFUL]]
            left = len(found.doubtful) - MOST_DOUBTFUL
            lines += [f"#   and {left:,} more; --json lists all"] * (left > 0)
        if not found.speakers:
            none = "# no speaker is certain; set dialogue: VOICE for all quotations"
            return "\n".join([*lines, none])
        give = "# give each a voice, such as {voice: linden}; delete the others"
        lines += [give, "characters:"]
        for each in found.speakers:
            entry = f"  {_yaml(each.name)}: {_manner(each, self.settings)}"
            lines.append(f"{entry:36} # {each.quotations}: {' '.join(each.examples)}")
        return "\n".join(lines)


def speakers_of(settings: Settings, manuscript: Path | Source) -> Speakers:
    """Find who speaks in one manuscript. Raises ManuscriptError, SettingsError."""
    opened = _opened(settings, manuscript)
    book = with_speakers(opened.book, opened.settings)
    found = find_speakers(book, opened.settings.aliases)
    return Speakers(book.title, found, opened.settings)


def _share(found: FoundSpeakers) -> str:
    if not found.quotations:
        return "no quotations"
    share = found.attributed / found.quotations
    return (
        f"{plural(found.quotations, 'quotation')}, speaker certain of {found.attributed:,}"
        f" ({share:.0%}); the other {found.uncertain:,} are read by the dialogue voice or narrator"
    )


def _manner(each: FoundSpeaker, settings: Settings) -> str:
    """What the settings say of somebody already, with the forms of the name that were found."""
    character = settings.characters.get(each.name)
    known = character.aliases if character else ()
    aliases = dict.fromkeys((*known, *each.aliases))
    parts = []
    if character:
        keys = ("engine", "voice", "speed", "pace")
        kept = [key for key in keys if key in character.model_fields_set]
        parts = [f"{key}: {_yaml(str(getattr(character, key)))}" for key in kept]
    if aliases:
        parts.append(f"aliases: [{', '.join(map(_yaml, aliases))}]")
    return f"{{{', '.join(parts)}}}"


def _yaml(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
