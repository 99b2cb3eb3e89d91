"""The port that every engine implements: spoken text in, audio out."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Literal, Protocol, Self
from urllib.parse import urlsplit

import regex

from narrate.audio import Audio
from narrate.chunk import EngineText, Options, OptionValue, Voicing
from narrate.errors import EngineUnusable
from narrate.language import primary as primary
from narrate.settings.groups import Group
from narrate.settings.words import closest

if TYPE_CHECKING:
    from narrate.settings import Settings


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of an engine, as `narrate voices` lists it."""

    name: str
    languages: tuple[str, ...]
    """Primary tags (`en`) or tags with a region (`en-GB`)"""
    gender: str = ""
    description: str = ""
    installed: bool = True
    """False: would be fetched from elsewhere at first use"""
    accent: str = ""
    age: str = ""
    uses: tuple[str, ...] = ()
    """What it is made for, such as narration"""
    model: str = ""
    """The model that speaks it, where an engine has several and it is known"""


SaidHow = Literal["guessed", "spelled"]
"""What becomes of a word that a voice has in no dictionary: guessed, or said letter by letter"""


@dataclass(frozen=True, slots=True)
class Price:
    """What an engine charges."""

    per_character: float
    """US dollars"""
    source: str
    """Where the figure is from, with its date"""


@dataclass(frozen=True, slots=True)
class SpeakingRate:
    """How long a voice's takes are, in seconds at speed 1 without the silence at their ends.

    Measured with `benchmarks/length.py`, which prints these figures for a voice.
    """

    letter: float
    word: float
    mark: float
    """More for each comma, colon, semicolon, dash or bracket"""
    sentence: float
    """More for each sentence but the first"""
    take: float
    """More for each take"""
    gap: float
    """Of silence between two sentences of a take"""
    speeds: tuple[tuple[float, float], ...]
    """Speeds, rising, and how long takes are then beside those at speed 1"""
    letters_a_word: float = 4.25
    """Of usual prose in its language; this is English"""

    def seconds(self, spoken: str, sentences: int, speed: float) -> float:
        """The take of a text of so many sentences."""
        letters, words = sum(map(str.isalpha, spoken)), len(spoken.split())
        seconds = self.letter * letters + self.word * words + self.take
        seconds += self.mark * len(_MARKS.findall(spoken)) + self.sentence * (sentences - 1)
        return max(seconds, 0.0) * self.length_at(speed)

    def length_at(self, speed: float) -> float:
        """How long takes are beside those at speed 1; between two speeds on a straight line."""
        return _between(speed, self.speeds)

    def speed_for(self, pace: float) -> float:
        """The speed at which prose of usual words has `pace` words a minute, to a hundredth.

        It depends on nothing but voice and pace, so that no edit of a book speaks it again; books
        of longer words are a little slower. The nearest there is where the voice cannot.
        """
        wanted = (60 / pace - PAUSE_A_WORD) / self._a_word
        return round(_between(wanted, [(length, speed) for speed, length in self.speeds[::-1]]), 2)

    def pace_at(self, speed: float) -> float:
        """Words a minute of prose of usual words, pauses included."""
        return 60 / (self._a_word * self.length_at(speed) + PAUSE_A_WORD)

    @property
    def _a_word(self) -> float:
        """Seconds of takes for each word of usual prose, at speed 1."""
        seconds = self.letter * self.letters_a_word + self.word + self.mark * MARKS_A_WORD
        return seconds + self.sentence * SENTENCES_A_WORD + self.take * TAKES_A_WORD


_MARKS = re.compile(r"[,;:()…—–]|--")
MARKS_A_WORD = 0.125
SENTENCES_A_WORD = 0.018
TAKES_A_WORD = 0.031
"""Of six novels and stories in English; sentences are those after the first of a take"""
PAUSE_A_WORD = 0.022
"""Seconds of the usual pauses for each word, in the same"""


def _between(at: float, pairs: Sequence[tuple[float, float]]) -> float:
    """The value at a place, on straight lines between pairs of place and value."""
    (before, value), *others = pairs
    for after, next_value in others:
        if at <= after:
            share = (max(at, before) - before) / (after - before)
            return value + share * (next_value - value)
        before, value = after, next_value
    return value


@dataclass(frozen=True, slots=True)
class Workload:
    """What a run is about to ask of one engine."""

    voicings: tuple[Voicing, ...]
    """Each once"""
    characters: int
    """Of spoken text, to be paid for where the engine has a price"""
    cost: float
    """US dollars"""


class Engine(ABC):
    """Turns spoken text into audio; does not split, retry, write files or show progress.

    Engines hold what outlives a call (a session, worker processes) and are closed by
    whoever opened them. `fingerprint`, `check`, `price` and `default_voice` are cheap and touch
    neither network nor model, so that a plan can be made without loading anything. Every engine
    has `name`, `open`, `default_voice`, `speak` and `voices` of its own; all else has a default.
    """

    name: str
    options: ClassVar[type[Group] | None] = None
    """All that the settings may say under the engine's name; None: `call_options`"""
    call_options: ClassVar[type[Group]] = Group
    """What of it chapters, characters and books may say too; each voicing carries it"""
    text: ClassVar[EngineText] = EngineText()
    """How it takes text"""
    languages: ClassVar[frozenset[str]] = frozenset()
    """Primary tags of all that its voices speak, where that is known without asking it"""
    packages: ClassVar[tuple[str, ...]] = ()
    """Distributions beside its own whose next version may speak differently"""
    rendering: ClassVar[int] = 1
    """Raised where the same words come out otherwise than before, so that takes are made again"""
    parallel: int | None = None
    """Most calls that make sense at once; None: as many as the settings allow"""
    repeats: bool = False
    """Whether the same words always sound the same, so that recording them again is no help"""

    @classmethod
    @abstractmethod
    def open(cls, settings: Settings) -> Self:
        """The engine as the settings want it; `settings.options(name, kind)` has its own."""

    @abstractmethod
    def default_voice(self, language: str, options: Options = ()) -> str:
        """The voice used where the settings name none; `options` are those of a voicing."""

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Refuse what is known not to work before anything is sent.

        The answer is what the user should know, such as that a model ends soon. Raises
        EngineUnusable (unknown voice, language not spoken, no key).
        """
        return ()

    def speaks(self, voicing: Voicing) -> bool:
        """Whether that very voice is known to speak the language of the voicing.

        It decides who reads a passage in another language than the book's; cheap as `check`, it
        raises nothing, also for an unknown voice.
        """
        return primary(voicing.language) in self.languages

    def price(self, voicing: Voicing) -> Price | None:
        """What a character costs in that voicing; None: nothing."""
        return None

    def unknown_words(self, words: Iterable[str], voicing: Voicing) -> Mapping[str, SaidHow]:
        """Those of the words that the voice has in no dictionary; here none, as nothing is known.

        Touches neither network nor model.
        """
        return {}

    def rate(self, voicing: Voicing) -> SpeakingRate | None:
        """How fast that voice speaks, where it was measured; its speed is counted apart."""
        return None

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """Exactly what changes the sound beside the words; goes into the take's key.

        Here all that a voicing says. Raises EngineUnusable where nothing can be said of an unknown
        voice.
        """
        return {
            "engine": self.name,
            "rendering": self.rendering,
            "voice": voicing.voice,
            "language": voicing.language,
            "speed": float(voicing.speed),
            **dict(voicing.options),
        }

    async def preflight(self, work: Workload) -> Sequence[str]:
        """Ask the engine, at no cost, whether it will do all this: key, credit, voices.

        The answer is what it said, a line each. Raises EngineUnusable where the work can't be
        done, TemporaryError where nothing could be learned.
        """
        return ()

    async def learn(self, lexicons: Mapping[str, Mapping[str, str]], memory: Path) -> None:
        """Bring the engine's own pronunciation dictionaries up to date before it speaks.

        `lexicons` are words and their respellings under the name that voicings carry in their
        option `lexicon`; in the folder `memory` the engine may keep what it needs to find
        its dictionaries again. Raises EngineError. Without dictionaries there is nothing to do:
        the lexicon is applied to the text.
        """
        return

    @abstractmethod
    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One call. Raises TemporaryError, ChunkRefused or EngineUnusable, nothing else.

        `request_id` names the request in the ledger; engines that can send it along for
        tracing do so where the voicing asks for it.
        """

    @abstractmethod
    async def voices(self) -> Sequence[Voice]:
        """The voices that can be asked for; may use the network where the engine does."""

    async def close(self) -> None:
        """Let go of sessions and processes; safe to call twice."""
        return


class EngineLookup(Protocol):
    """Engines by the names that voicings carry: `Engines`, or a dict of them."""

    def __getitem__(self, name: str, /) -> Engine:
        """The engine of that name."""
        ...


def per_character(engine: Engine, voicing: Voicing) -> float:
    """US dollars that a character costs in that voicing; 0.0 where it is spoken for nothing."""
    price = engine.price(voicing)
    return price.per_character if price else 0.0


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean emma?`, or nothing where no known name comes near."""
    near = closest(name, known)
    return f"; did you mean {near}?" if near else ""


def no_such_voice(engine: str, voice: str, known: Iterable[str]) -> EngineUnusable:
    """The error for a voice that the engine does not have."""
    names = list(known)
    hint = did_you_mean(voice, names)
    has = f"{hint} It has" if hint else "; it has"
    return EngineUnusable(f"{engine} has no voice {voice!r}{has} {', '.join(names)}")


def unsaid_by(letters: str, signs: str) -> Callable[[str], Sequence[str]]:
    """What a voice of Latin letters leaves unsaid of a text: words of other scripts, and signs.

    `letters` are scripts whose single letters it names, as in a formula, for `regex`'s `\\p`; words
    in them it would spell. `signs` are those that it says. Of ornaments and trade marks (`❦`, `™`)
    nobody expects to hear anything.
    """
    named = "".join(rf"\p{{{name}}}" for name in letters.split())
    one = rf"(?:(?![\p{{Latin}}\p{{Common}}\p{{Inherited}}{named}])\p{{L}})"
    spelled = rf"|[{named}]{{2,}}" if named else ""
    sign = rf"(?![{signs}{_SILENT_BY_NATURE}])[\p{{S}}\p{{Emoji_Presentation}}]"
    pattern = regex.compile(
        rf"(?:{one}[\p{{M}}'’-]*)+{spelled}|(?:{sign}[\u200d\ufe0f\p{{EMod}}]*)+"
    )

    said: set[str] = set()
    """Characters that begin nothing of it: those of most texts are few"""

    def unsaid(text: str) -> Sequence[str]:
        if text.isascii() or said.issuperset(text):
            return ()
        said.update(c for c in set(text) - said if pattern.search(c * 2) is None)
        return () if said.issuperset(text) else pattern.findall(text)

    return unsaid


_SILENT_BY_NATURE: Final = "®™℠\u2300-\u23ff\u2500-\u25ff\u2619\u2720-\u274d\u2756-\u2767`´¨¯¸˜^"
"""Boxes, blocks, stars and flowers of type, trade marks, accents by themselves"""


def is_loopback(url: str) -> bool:
    """The server is on this machine, as a stand-in would be."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d+){3}", host) is not None
