"""How one voicing says a chapter's words: the readings, respellings and cures that fit it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from narrate.book import Chapter, Mark
from narrate.chunk import Voicing
from narrate.script.cures import can_say, can_say_most
from narrate.script.lexicon import Lexicon
from narrate.script.spoken import normalise, slot, to_spoken

if TYPE_CHECKING:
    from narrate.settings import Pauses

DICTIONARY = "dictionary"
"""Value of a voicing's option `lexicon`: the engine keeps the words in a dictionary of its own"""
NOTHING_TO_SAY = "nothing to say"
SAID_BEFORE = "said with the words before it"
_SAYABLE = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True)
class ScriptOptions:
    """What the script depends on beside the book and its voices."""

    max_characters: int
    """Most characters of text in a chunk"""
    pauses: Pauses
    lexicon: Lexicon
    announce_titles: bool
    """Say each chapter's title before its text"""
    lexicon_name: str = "project"
    """By which an engine that keeps dictionaries of its own finds this lexicon's"""


class Speech:
    """One voicing with what it makes of a chapter's text."""

    def __init__(
        self, voicing: Voicing, chapter: Chapter, language: str | None, options: ScriptOptions
    ) -> None:
        self.language = voicing.language if voicing.language != "auto" else language or "en"
        """In which its words are read and cut; never `auto`"""
        self.voicing = voicing
        self._chapter = chapter
        self._options = options
        self._divides = voicing.option("lexicon") == DICTIONARY
        lexicon = options.lexicon
        self._respell = lexicon.respell_others if self._divides else lexicon.apply

    def spoken(self, text: str, says: Sequence[Mark] = ()) -> str:
        """What the engine is sent for a text; `says` lie in it, positions counted from its start.

        A span that begins before the text has been said already.
        """
        said: list[str] = []
        pieces, at = [], 0
        for mark in says:
            pieces += [text[at : max(at, mark.start)], slot(len(said))]
            said.append(mark.value if mark.start >= 0 else "")
            at = mark.end
        words = "".join([*pieces, text[at:]])
        return to_spoken(words, self.language, self.voicing.engine, self._respell, says=said)

    def voicing_for(self, spoken: str) -> Voicing:
        """Who says it; where words are left to the engine, with just its own of them."""
        words = self._options.lexicon.items_in(spoken) if self._divides else None
        if not words:
            return self._without_words
        pairs = tuple(f"{word}={said}" for word, said in words.items())
        options = dict(self.voicing.options)
        options |= {"lexicon": self._options.lexicon_name, "pronunciations": pairs}
        return replace(self.voicing, options=tuple(sorted(options.items())))

    @functools.cached_property
    def _without_words(self) -> Voicing:
        if not self._divides:
            return self.voicing
        options = tuple(each for each in self.voicing.options if each[0] != "lexicon")
        return replace(self.voicing, options=options)

    def can_say(self, spoken: str) -> bool:
        """Whether there is anything to hear in it."""
        if not _SAYABLE.search(spoken):
            return False
        # A Chinese line in an English book is left out openly, rather than sent to an engine
        # that says nothing. A Chinese book stays whole: the engine itself has to refuse it.
        return can_say(spoken, self.voicing.engine) or not self._engine_fits

    @functools.cached_property
    def _engine_fits(self) -> bool:
        return can_say_most(self._chapter.text, self.voicing.engine)

    def why_silent(self, text: str, says: Sequence[Mark]) -> str:
        """Why a text is left out that cannot be said."""
        if says and says[0].start < 0:
            return SAID_BEFORE
        if says or not _SAYABLE.search(normalise(text)):
            return NOTHING_TO_SAY
        return f"{self.voicing.engine} has no sounds for this script"
