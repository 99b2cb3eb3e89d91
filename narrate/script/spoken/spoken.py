"""Canonical text to what an engine is sent: cleaned, respelled, and cured for that engine.

    normalise     what no voice should read: invisible characters, leftover markup
    readings      what a language reads differently from how it is written
    lexicon       the user's own respellings; they win over a reading (`read_and_respell`)
    CURES         what this engine is known to read wrongly, by engine (`EngineText.cure`)

Canonical text is never changed; each chunk keeps its spoken text beside it.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from narrate.chunk import PRONOUNCED, Cure, EngineText
from narrate.readings import BRITISH, JOINT, RULE_NAMES, Reading, readings_of
from narrate.readings.english.rewriting import find_sentence_ends_by
from narrate.script.sentences.sentences import sentence_borders
from narrate.script.spoken import english

Rule = Callable[[str], str]

_BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(
    rf"[\u00ad\u200b\u2060-\u2064\ufeff\ufffe\uffff{_BIDI}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
"""Soft hyphen, zero-width space, word joiner, byte order mark, text direction, controls"""
_JOINERS = re.compile(r"(?<=[A-Za-zÀ-ɏ\u0300-\u036f])[\u200c\u200d]")
"""Joiners shape the letters of Indian and Arabic scripts and hold emoji together; in Latin
script they only break a word in two"""
_NOTE = re.compile(r"\[\^[^\]\s]{1,20}\]")
"""A Markdown footnote's marker"""
_UNDERSCORES = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])|(?<=\d)_(?=(?:st|nd|rd|th|d)_)")
_EMPHASIS = re.compile(
    r"(?<![\w*=~])(\*{1,3}|={1,2}|~{1,2})(?=[^\s*=~])([^*=~]+?)(?<=\S)\1(?![\w*=~])"
)

_JOINT_SHOWN = "-"
"""Joints of long number words where no engine says them: as the built-in German voice has them"""

_AND = re.compile(rf"\band{BRITISH}[ -]", re.IGNORECASE)

_PRONOUNCED = re.compile(f"({PRONOUNCED})")
"""A word in an engine's own notation, with its phonemes"""
find_sentence_ends_by(lambda text: (border.end for border in sentence_borders(text, "en")))


def to_spoken(
    text: str,
    language: str,
    engine: EngineText | None = None,
    lexicon: Rule | None = None,
    rules: Container[str] = RULE_NAMES,
    says: Sequence[str] = (),
    *,
    cured: bool = True,
    american: bool = False,
    first: Sequence[Reading] = (),
    last: Sequence[Reading] = (),
) -> str:
    """What an engine is sent for a piece of canonical text; empty where there is nothing to say.

    `language` is a primary tag (`en`). Without `engine` the text is not cured for any; without
    `cured` it is what comes before the cure. `rules` names the readings that are made. `says`
    has the words for each `slot` in the text; no reading and no lexicon touches them. `american`
    leaves out the `and` of English numbers made of figures. `first` and
    `last` are readings that the book itself asks for, around those of the language.
    """
    text = normalise(text)

    def read(text: str) -> str:
        said = text
        for reading in (*first, *readings_of(language), *last):
            if reading.name in rules:
                said = reading.apply(said)
        said = (_AND.sub("", said) if american else said).replace(BRITISH, "")
        said = said.replace(JOINT, engine.joint if engine else _JOINT_SHOWN)
        return said if said == text else _begun_alike(text, said)

    text = read(text) if lexicon is None else read_and_respell(text, read, lexicon)
    for i, words in enumerate(says):
        text = text.replace(slot(i), words)
    if says:
        text = " ".join(text.split())
    if not engine or not engine.cure or not cured or not text:
        return text
    return _cured(text, language, engine.cure)


def _cured(text: str, language: str, cure: Cure) -> str:
    """What the engine reads wrongly, respelled; pronunciations in its notation stay as they are."""
    name = language.split("-")[0].lower()
    if "](/" not in text:
        return cure(text, name, english.respell)

    def padded(part: str) -> str:
        """The spaces at a part's ends are kept."""
        body = part.strip()
        return part.replace(body, cure(body, name, english.respell), 1) if body else part

    parts = _PRONOUNCED.split(text)
    return "".join(part if i % 2 else padded(part) for i, part in enumerate(parts)).strip()


def rules_of(engine: EngineText, switches: Mapping[str, bool | None]) -> frozenset[str]:
    """The readings that are made: those switched on, and by default what the engine cannot.

    Those that read figures and abbreviations well, in the language that they speak, are sent what
    is written, and with it keep the keys of takes that were paid for.
    """
    return frozenset(
        name
        for name in RULE_NAMES
        if (name not in engine.reads if (switch := switches.get(name)) is None else switch)
    )


def can_say(spoken: str, engine: EngineText) -> bool:
    """False where the engine has no sound for anything in the text."""
    return engine.speakable is None or engine.speakable.search(spoken) is not None


def can_say_most(text: str, engine: EngineText) -> bool:
    """True where the engine has sounds for more than half of a text's letters."""
    letters = sum(map(str.isalpha, text))
    return engine.speakable is None or 2 * len(engine.speakable.findall(text)) > letters


def _begun_alike(text: str, said: str) -> str:
    """With a capital where the text begins with one or with a figure: `5 hombres`, `II. Teil`."""
    first = next(filter(str.isalnum, text), "")
    at = next((i for i, char in enumerate(said) if char.isalnum()), 0)
    if first.islower() or not said[at : at + 1].islower():
        return said
    return said[:at] + said[at].upper() + said[at + 1 :]


def slot(number: int) -> str:
    """The character that keeps the place of words which are settled already.

    From Unicode's last private plane, which texts do not use: no letter, no digit, no space.
    """
    return chr(0x100000 + number % 0xFFFD)


def normalise(text: str) -> str:
    """One line of clean text in NFC: nothing invisible, no stray markup, single spaces."""
    if not text.isascii():
        text = _JOINERS.sub("", _INVISIBLE.sub("", text))
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    if "[^" in text:
        text = _NOTE.sub("", text)
    if "_" in text:
        text = _UNDERSCORES.sub("", text)
    text = " ".join(text.split())
    if "*" in text or "=" in text or "~" in text:
        text = _EMPHASIS.sub(r"\2", text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


_PRIVATE = range(0xE000, 0xF8FF)
"""Characters without a meaning; one stands for each stretch that is held back"""


def read_and_respell(text: str, readings: Rule, lexicon: Rule) -> str:
    """The text as the readings and then the lexicon have it, the lexicon's own words first.

    The readings are made before the lexicon, so that its entries find words and not figures. An
    entry for what a reading would change (`1984`, `Dr`) would then find nothing: the text that it
    matches is held back from the readings.
    """
    read = readings(text)
    if read == text:
        return lexicon(text)
    respelled = lexicon(text)
    if respelled == text:
        return lexicon(read)
    signs = (chr(code) for code in _PRIVATE if chr(code) not in text)
    held: dict[str, str] = {}
    out, at = [], 0
    for start, end, said in _changes(text, respelled):
        if _is_lost(text[start:end], text, read):
            sign = next(signs)
            held[sign] = said
            out += [text[at:start], sign]
            at = end
    spoken = lexicon(readings("".join([*out, text[at:]])))
    for sign, said in held.items():
        spoken = spoken.replace(sign, said)
    return spoken


def _changes(text: str, respelled: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of whole words that differ, and what is in their place."""
    old, new = re.findall(r"\S+\s*", text), re.findall(r"\S+\s*", respelled)
    starts = [0]
    for word in old:
        starts.append(starts[-1] + len(word))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind != "equal":
            said = "".join(new[new_first:new_last])
            stretch = text[starts[first] : starts[last]]
            end = starts[last] - (len(stretch) - len(stretch.rstrip()))
            yield starts[first], end, said.rstrip() if end < starts[last] else said


def _is_lost(stretch: str, text: str, read: str) -> bool:
    """Whether a stretch occurs less often in the text that was read than in the text."""
    core = stretch.strip(" .,;:!?\"'()[]“”‘’—–-")
    if not core:
        return False
    pattern = re.compile(rf"(?<!\w){re.escape(core)}(?!\w)")
    return len(pattern.findall(read)) < len(pattern.findall(text))
