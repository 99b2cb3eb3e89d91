"""How the user wants words to be said: entries from pipeline.yaml and files, by voice.

Lexicon files are YAML, tables (CSV, TSV) and W3C PLS, told apart by name and content.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from narrate.chunk import EngineText, Script, Voicing
from narrate.errors import SettingsError
from narrate.script.lexicon.entries import (
    Audience,
    Fault,
    Faults,
    LexiconEntry,
    LexiconFile,
    Rank,
    entries_of,
    straight,
)
from narrate.script.lexicon.misaki import Notation, UnknownSoundError, notation_of
from narrate.script.lexicon.wording import SaidWord, Wording
from narrate.settings.document import Document, NotTextError, decoded, read_document
from narrate.settings.lexicon import read_words
from narrate.settings.rules import WrongError
from narrate.settings.words import listed, path_shown

_SETTINGS = "lexicon"
"""Where the words of pipeline.yaml are, for messages"""
_NAMED = 8
"""Words that a note names before it only counts the rest"""


class Lexicon:
    """All entries of a book; `for_voicing` gives what one voice makes of them.

    An entry in small letters matches in any case, any other exactly as written, unless it says
    otherwise, and the exact one wins. Of several readings of a word that fit a voice the closest
    wins: one for the voice, then one for the engine, then one for the language, then one for
    all; of equally close ones the later.
    """

    def __init__(
        self,
        entries: Mapping[str, object] | Sequence[LexiconEntry] | None = None,
        notes: Iterable[str] = (),
    ) -> None:
        if isinstance(entries, Mapping):
            entries = tuple(entries_of(entries, _SETTINGS))
        self.entries: tuple[LexiconEntry, ...] = tuple(entries or ())
        self.notes = tuple(dict.fromkeys(notes))
        """What the user should know of the files"""
        self._audiences = tuple(dict.fromkeys(entry.audience for entry in self.entries))
        self._wordings: dict[object, Wording] = {}

    @classmethod
    def load(
        cls, source: Mapping[str, object] | Path | Sequence[Mapping[str, object] | Path] | None
    ) -> Self:
        """The lexicon of words and files; the later ones win.

        Raises SettingsError naming every fault of every file.
        """
        parts = [source] if isinstance(source, Mapping | Path) else list(source or ())
        entries: list[LexiconEntry] = []
        notes: list[str] = []
        faults: list[str] = []
        for part in parts:
            try:
                if isinstance(part, Path):
                    found = read_lexicon(part)
                    entries += found.entries
                    notes += found.notes
                else:
                    entries += entries_of(part, _SETTINGS)
            except SettingsError as error:
                faults += error.faults
        if faults:
            raise SettingsError(faults)
        return cls(entries, notes)

    def for_voicing(
        self,
        voicing: Voicing,
        book_language: str | None = None,
        engine: EngineText = EngineText(),  # noqa: B008  # frozen
    ) -> Wording:
        """What a voice makes of it, made once for all voices to whom it says the same.

        `engine` is how the voice's engine takes text; by default it takes no phonemes.
        Raises SettingsError naming the phonemes that the voice has no sounds for.
        """
        language = voicing.language if voicing.language != "auto" else book_language or "en"
        ranks = {
            audience: rank
            for audience in self._audiences
            if (rank := audience.rank(voicing.engine, voicing.voice, language)) is not None
        }
        return self._wording(ranks, notation_of(voicing, language, engine))

    def mute_words(
        self, script: Script, book_language: str | None, engines: Callable[[str], EngineText]
    ) -> Iterator[str]:
        """Notes of words in a script that are left as they are written, an engine each."""
        if all(entry.how.say is not None for entry in self.entries):
            return
        found: dict[str, dict[str, None]] = {}
        for chapter in script.chapters:
            for chunk in chapter.chunks:
                text = engines(chunk.voicing.engine)
                wording = self.for_voicing(chunk.voicing, book_language, text)
                for word in wording.mute_in(chunk.text):
                    found.setdefault(chunk.voicing.engine, {})[word] = None
        for engine, words in found.items():
            named, more = [*words][:_NAMED], len(words) - _NAMED
            some = f"{', '.join(named)} and {more} more" if more > 0 else listed(named, "and")
            yield (
                f"lexicon: {engine} takes no phonemes, and without a respelling (say) these stay"
                f" as they are written: {some}"
            )

    def entry_for(self, word: str) -> LexiconEntry | None:
        """The entry that a word written so has, for whomever it is; an exact one before others."""
        key = straight(word)
        found = [entry for entry in self.entries if entry.key in (key, key.lower())]
        fitting = [entry for entry in found if entry.any_case or entry.key == key]
        return max(fitting, key=lambda entry: not entry.any_case, default=None)

    def _wording(self, ranks: Mapping[Audience, Rank], notation: Notation | None) -> Wording:
        key = (tuple(ranks.items()), notation)
        if key not in self._wordings:
            self._wordings[key] = self._made(ranks, notation)
        return self._wordings[key]

    def _made(self, ranks: Mapping[Audience, Rank], notation: Notation | None) -> Wording:
        exact, any_case = _Chosen(), _Chosen()
        mute: dict[str, str] = {}
        for entry in self.entries:
            if entry.audience not in ranks:
                continue
            if notation is None and entry.how.say is None:
                mute[entry.key] = entry.word
            else:
                (any_case if entry.any_case else exact).offer(entry, ranks[entry.audience])
        faults: list[str] = []
        tables = exact.said(notation, faults), any_case.said(notation, faults)
        if faults:
            raise SettingsError(faults)
        audience = "; ".join(sorted(map(str, ranks.keys() - {Audience()})))
        silent = [word for key, word in mute.items() if key not in tables[0] | tables[1]]
        return Wording(*tables, audience=audience, mute=silent)


class _Chosen:
    """The closest reading of each word."""

    def __init__(self) -> None:
        self._best: dict[str, tuple[Rank, LexiconEntry]] = {}

    def offer(self, entry: LexiconEntry, rank: Rank) -> None:
        known = self._best.get(entry.key)
        if known is None or rank >= known[0]:
            self._best[entry.key] = (rank, entry)

    def said(self, notation: Notation | None, faults: list[str]) -> dict[str, SaidWord]:
        """The words by their keys; those with phonemes that can't be said are faults."""
        table: dict[str, SaidWord] = {}
        for key, (_, entry) in self._best.items():
            try:
                table[key] = _said(entry, notation)
            except UnknownSoundError as error:
                engine = notation.engine if notation else ""
                faults.append(
                    f"{entry.place}: {entry.word}: {engine} has no sound for {error.symbol} in"
                    f" /{entry.how.phonemes}/; write the phonemes with sounds of English, or say"
                    " for which other engine or language they are"
                )
        return table


def _said(entry: LexiconEntry, notation: Notation | None) -> SaidWord:
    how = entry.how
    if how.phonemes is not None and notation is not None:
        return SaidWord(entry.word, f"/{how.phonemes}/", notation.sounds(how.phonemes), notation)
    return SaidWord(entry.word, how.say or "", how.say or "")


MOST_BYTES = 4_000_000
"""Of a lexicon file: some 60,000 entries; what is larger is no list of a book's words"""
MOST_FAULTS = 20
"""Named of one file; more would hide the first"""


def read_lexicon(file: Path) -> LexiconFile:
    """The entries of a file, in order; raises SettingsError with its faults, each with its line."""
    try:
        if (size := file.stat().st_size) > MOST_BYTES:
            raise SettingsError(
                f"lexicon: {file} has {size:,} bytes; a lexicon has at most {MOST_BYTES:,}"
            )
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"lexicon: {file} cannot be read: {reason}") from error
    try:
        return _read(file, data)
    except NotTextError as error:
        raise SettingsError(f"{file.name}:{error.line}: {error}") from None
    except Faults as found:
        raise SettingsError([*_told(file.name, found.faults)]) from None


def _told(name: str, faults: tuple[Fault, ...]) -> Iterator[str]:
    for line, text in faults[:MOST_FAULTS]:
        yield f"{name}: {text}" if line is None else f"{name}:{line}: {text}"
    if len(faults) > MOST_FAULTS:
        yield f"{name}: {len(faults) - MOST_FAULTS} more faults like these"


def _read(file: Path, data: bytes) -> LexiconFile:
    from narrate.script.lexicon.pls import read_pls
    from narrate.script.lexicon.tables import looks_like_a_table, read_table

    suffix = file.suffix.lower()
    if suffix in (".pls", ".xml") or re.match(rb"(\xef\xbb\xbf)?\s*<", data):
        return read_pls(data, file.name)
    text = decoded(data)
    if (at := text.find("\0")) >= 0:
        raise Faults([(text.count("\n", 0, at) + 1, "this is a binary file, not text")])
    if suffix not in (".yaml", ".yml", ".json") and (
        suffix in (".csv", ".tsv", ".tab") or looks_like_a_table(text)
    ):
        return LexiconFile(tuple(read_table(text, file.name)))
    return LexiconFile(tuple(_read_yaml(text, file.name)))


def _read_yaml(text: str, name: str) -> list[LexiconEntry]:
    document = read_document(text)
    if document.faults:
        raise Faults(
            (fault.line, ": ".join(filter(None, (path_shown(fault.path), fault.text))))
            for fault in document.faults
        )
    data = document.data
    if data is None:
        return []
    if not isinstance(data, Mapping):
        raise Faults([(1, "must hold lines of the form `word: how it is said`")])
    lines = {word: document.line_of((word,)) for word in data}
    return [
        entry
        for word, said in _words(data, document).items()
        for entry in entries_of({word: said}, f"{name}:{lines.get(word) or 1}")
    ]


def _words(data: Mapping[Any, object], document: Document) -> dict[str, Any]:
    try:
        return read_words(data, empty=True)
    except WrongError as error:
        raise Faults(
            (document.line_of(path), f"{path_shown(p for p in path if isinstance(p, str))}: {why}")
            for path, why in error.faults
        ) from None
