"""Who speaks: the voice that the settings choose, else one for the language.

A voice that speaks a language is looked for in this order. For the book's own language: the engine
and voice that the settings name, what `languages` says, the embedded engine that speaks it. For a
passage in another one: what `languages` says, then the voice that reads around it; where neither
speaks it, that voice reads the passage as if it were in the book's language, and the plan says so;
it also says which signs no voice says.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.book import Chapter
from narrate.chunk import ChapterScript, Chunk, Script, Voicing
from narrate.engines import embedded_engine, text_of
from narrate.engines.base import EngineLookup
from narrate.language import named, primary
from narrate.manuscript.tongue import language_of
from narrate.report import plural
from narrate.script import Who
from narrate.settings import Settings
from narrate.settings.casts import Reading

_SHOWN = 6
"""Signs that a note shows"""
_LONGEST = 12
"""Characters of one that it shows"""


@dataclass(frozen=True, slots=True)
class UnsaidSign:
    """A sign, or a word in another script, that an engine does not say."""

    sign: str
    count: int
    engine: str
    chapter: int
    """The first one that has it"""


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
        """Who speaks in a chapter, and how. Raises SettingsError for an unknown engine."""
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
        voicing = Voicing(reading.engine, voice, language, reading.speed, reading.options)
        if reading.pace and (rate := engine.rate(voicing)):
            return replace(voicing, speed=rate.speed_for(reading.pace))
        return voicing

    def _speaks(self, voicing: Voicing) -> bool:
        return self.engines[voicing.engine].speaks(voicing)


def language_told_by(text: str) -> str:
    """The language that a text by itself is clearly in; empty for English and where unclear."""
    return language_of([text]) or ""


def passage_notes(script: Script) -> Iterator[str]:
    """What is read by a voice that does not speak its language, a line a language."""
    counts, voices = Counter[str](), dict[str, str]()
    for chapter in script.chapters:
        for language, chunk in _misread(chapter):
            counts[language] += 1
            voices.setdefault(language, chunk.voicing.voice)
    for language, count in counts.items():
        engine = embedded_engine(language)
        voice = f"{{engine: {engine}}}" if engine else "ENGINE/VOICE"
        passages = f"{plural(count, 'passage')} in {named(language)}"
        yield (
            f"{passages} {'is' if count == 1 else 'are'} read by {voices[language]}, as if in the"
            f" language around; for a voice that speaks it, set languages: {{{language}: {voice}}}"
        )


def _misread(chapter: ChapterScript) -> Iterator[tuple[str, Chunk]]:
    """The language of each passage that is read in another one, and the chunk it begins in."""
    said = [chunk for chunk in chapter.chunks if chunk.source]
    ends = [chunk.source[1] for chunk in said if chunk.source]
    for passage in chapter.passages:
        chunk = next(iter(said[bisect_right(ends, passage.start) :]), None)
        if chunk and chunk.source and chunk.source[0] < passage.end:
            spoken = primary(chunk.voicing.language)
            if spoken not in (primary(passage.language), "auto"):
                yield passage.language, chunk


def unsaid_signs(script: Script) -> tuple[UnsaidSign, ...]:
    """The signs in the words of a script that its voices do not say, the most frequent first."""
    counts, first = Counter[tuple[str, str]](), dict[tuple[str, str], int]()
    for chapter in script.chapters:
        for chunk in chapter.chunks:
            engine = chunk.voicing.engine
            for sign in text_of(engine).unsaid(chunk.spoken):
                counts[engine, sign] += 1
                first.setdefault((engine, sign), chapter.chapter.number)
    return tuple(
        UnsaidSign(sign, count, engine, first[engine, sign])
        for (engine, sign), count in counts.most_common()
    )


def sign_notes(script: Script, unsaid: Sequence[UnsaidSign]) -> Iterator[str]:
    """The signs that an engine does not say, in a line with the most frequent of them.

    None of a text of which it says little: that is refused.
    """
    by_engine: dict[str, list[UnsaidSign]] = defaultdict(list)
    for each in unsaid:
        by_engine[each.engine].append(each)
    words = sum(len(c.spoken.split()) for chapter in script.chapters for c in chapter.chunks)
    for engine, signs in by_engine.items():
        total = sum(sign.count for sign in signs)
        if 2 * total > words:
            continue
        shown = ", ".join(map(_shown, signs[:_SHOWN]))
        more = f" and {len(signs) - _SHOWN} more" if len(signs) > _SHOWN else ""
        yield (
            f"{engine} does not say {plural(total, 'sign or word', 'signs or words')} of other"
            f" scripts, first in chapter {min(sign.chapter for sign in signs)}: {shown}{more}; the"
            " lexicon can give them words"
        )


def _shown(sign: UnsaidSign) -> str:
    text = sign.sign if len(sign.sign) <= _LONGEST else f"{sign.sign[:_LONGEST]}…"
    return f"{text} ({sign.count} times)" if sign.count > 1 else text
