"""Who speaks: the voice that the settings choose, else one for the language.

A voice that speaks a language is looked for in this order. For the book's own language: the engine
and voice that the settings name, what `languages` says, the embedded engine that speaks it. For a
passage in another one: what `languages` says, then the voice that reads around it; where neither
speaks it, that voice reads the passage as if it were in the book's language.
"""

from dataclasses import dataclass, replace

from narrate.book import Chapter
from narrate.chunk import Voicing
from narrate.engines import embedded_engine
from narrate.engines.base import EngineLookup
from narrate.language import primary
from narrate.script import Who
from narrate.settings import Settings
from narrate.settings.casts import Reading


@dataclass(frozen=True, slots=True)
class Voices:
    """Chooses the voice for what somebody says in a book."""

    settings: Settings
    """As resolved for the book"""
    engines: EngineLookup
    """Asked for their voice of a language where the settings name none, and what voices speak"""
    language: str | None
    """Of the book; None: taken for English"""

    def voicing(self, chapter: Chapter, who: Who) -> Voicing:
        """Who speaks in a chapter, and how. Raises SettingsError for an engine that is not there."""
        usual = self._usual(chapter, who)
        if not who.language or primary(who.language) == primary(usual.language):
            return usual
        return self._foreign(chapter, who, who.language, usual)

    def _usual(self, chapter: Chapter, who: Who) -> Voicing:
        """For the language that the chapter is in."""
        reading = self._reading(chapter, who)
        language = reading.language or self.language or "en"
        if reading.is_named:
            voicing = self._voicing(reading, language)
            if self._speaks(voicing) or not self.settings.has_voice_for(language):
                return voicing
        reading = self._reading(chapter, who, language, embedded_engine(language))
        return self._voicing(reading, language)

    def _foreign(self, chapter: Chapter, who: Who, language: str, usual: Voicing) -> Voicing:
        """For a passage in another language; `usual` reads around it."""
        found = replace(usual, language=language)
        if self.settings.has_voice_for(language):
            found = self._voicing(self._reading(chapter, who, language), language)
        # A wrong entry of `languages` is refused by its engine, before anything is spoken.
        other = (found.engine, found.voice) != (usual.engine, usual.voice)
        return found if other or self._speaks(found) else usual

    def _reading(
        self, chapter: Chapter, who: Who, language: str | None = None, embedded: str | None = None
    ) -> Reading:
        return self.settings.reading(
            chapter.number,
            chapter.title,
            who.speaker,
            voice=who.voice,
            language=language,
            embedded=embedded,
        )

    def _voicing(self, reading: Reading, language: str) -> Voicing:
        engine = self.engines[reading.engine]
        voice = reading.voice or engine.default_voice(language, reading.options)
        return Voicing(reading.engine, voice, language, reading.speed, reading.options)

    def _speaks(self, voicing: Voicing) -> bool:
        return self.engines[voicing.engine].speaks(voicing)
