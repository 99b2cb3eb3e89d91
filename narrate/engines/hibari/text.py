"""Text for the embedded engine hibari (0.2.1), which speaks English only.

Its tables expand every abbreviation that ends in a stop, it ends a sentence at any stop
before a capital or a figure, takes apostrophes at a word's edge for quotation marks, reads
`[a](b)` as `a`, and drops two hyphens without a pause. `[word](/phonemes/)` is its own
notation for how a word is said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from narrate.chunk import Alphabet, EngineText, Plainer, Voicing
from narrate.engines.base import SpeakingRate, Voice, unsaid_by
from narrate.engines.hibari.heteronyms import pronounced
from narrate.engines.hibari.interjections import plainly_said

MODEL: Final = "heart"
"""The voice whose model is in the wheel; the package fetches the others from elsewhere"""


@dataclass(frozen=True, slots=True)
class HibariVoice:
    """One voice: a model of the package, and what is done to its pitch and timbre."""

    language: str
    gender: str
    description: str
    model: str = MODEL
    pitch: float = 1.0
    """Factor for the fundamental frequency"""
    formants: float = 1.0
    """Factor for the frequency axis of the spectrum: below 1 a larger speaker"""

    @property
    def bundled(self) -> bool:
        """Its model is in the wheel."""
        return self.model == MODEL


VOICES: Final[Mapping[str, HibariVoice]] = {
    "heart": HibariVoice("en-US", "female", "American, warm; the model's own voice"),
    "hazel": HibariVoice(
        "en-US", "female", "American, low and calm; heart, pitched down", MODEL, 0.85, 0.95
    ),
    "linden": HibariVoice(
        "en-US", "female", "American, a little lower than heart, sober", MODEL, 0.92, 0.975
    ),
    "clover": HibariVoice(
        "en-US", "female", "American, a little higher than heart, lively", MODEL, 1.08, 1.03
    ),
    "wren": HibariVoice(
        "en-US", "female", "American, high and light; heart, pitched up", MODEL, 1.15, 1.06
    ),
    "kore": HibariVoice("en-US", "female", "American", "kore"),
    "fenrir": HibariVoice("en-US", "male", "American", "fenrir"),
    "emma": HibariVoice("en-GB", "female", "British", "emma"),
    "fable": HibariVoice("en-GB", "male", "British", "fable"),
}
"""The shifts stay where Whisper still understood 98 % of the words and Distill-MOS gave 4.2
or more (plain heart: 4.65; pitch 0.62 with formants 0.86: 2.96, audibly made)."""

RATE: Final = SpeakingRate(
    letter=0.0630,
    word=0.0152,
    mark=0.1822,
    sentence=0.2134,
    take=-0.0403,
    gap=0.4,
    speeds=(
        *((0.5, 1.982), (0.55, 1.878), (0.58, 1.654), (0.6, 1.633), (0.62, 1.614), (0.65, 1.583)),
        *((0.66, 1.559), (0.67, 1.464), (0.68, 1.427), (0.7, 1.409), (0.72, 1.394)),
        *((0.74, 1.374), (0.76, 1.364), (0.77, 1.357), (0.78, 1.348), (0.79, 1.339), (0.8, 1.239)),
        *((0.81, 1.139), (0.82, 1.132), (0.83, 1.123), (0.84, 1.116), (0.85, 1.106), (0.86, 1.072)),
        *((0.87, 1.054), (0.88, 1.049), (0.9, 1.037), (0.92, 1.026), (0.94, 1.019), (0.96, 1.012)),
        *((0.98, 1.006), (1.0, 1.0), (1.05, 0.986), (1.1, 0.970), (1.15, 0.953), (1.2, 0.915)),
        *(
            (1.25, 0.882),
            (1.3, 0.871),
            (1.32, 0.862),
            (1.33, 0.832),
            (1.34, 0.686),
            (1.35, 0.671),
            (1.4, 0.660),
            (1.5, 0.644),
        ),
        *((1.75, 0.613), (2.0, 0.569)),
    ),
)
"""Of the model in the wheel, whose shifts change no length. Lengths go in steps, most of all at
0.8 and 1.33, since the model rounds how long each sound is to whole frames"""


def listed(name: str, voice: HibariVoice, installed: bool) -> Voice:
    """The voice as `narrate voices` shows it."""
    return Voice(name, (voice.language,), voice.gender, voice.description, installed)


SPEAKABLE = re.compile(r"[0-9A-Za-zÀ-ɏΑ-ωА-яё½¼¾%&@+=°£$€]")
"""Letters that its pronunciation tables hold; other scripts are dropped in silence"""

_NOT_ABBREVIATED = re.compile(r"(?<![\w.])(no|nos|fig)\.(?!\s?\d)")
_DAYS = ("Sat.", "Sun.", "Wed.", "Mon.", "Fri.", "Jan.", "Mar.")
_DAY = re.compile(
    r"(?<!\bon )(?<!\blast )(?<!\bnext )(?<!\bevery )(?<!\bby )(?<!\bfrom )(?<!\bin )"
    r"(?<![\w.])(Sat|Sun|Wed|Mon|Fri|Jan|Mar)\.(?!\s?\d|,"
    r"|\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
_LETTER_AT_END = re.compile(r"([A-Z])(?<=[a-z,;] .)(?: \.|\.(?=[\"”’)]*$))")
"""It takes a letter with its stop for an initial, and sets no stop"""
_LETTERS = {
    "A": "ˈA", "B": "bˈi", "C": "sˈi", "D": "dˈi", "E": "ˈi", "F": "ˈɛf", "G": "ʤˈi", "H": "ˈAʧ",
    "I": "ˈI", "J": "ʤˈA", "K": "kˈA", "L": "ˈɛl", "M": "ˈɛm", "N": "ˈɛn", "O": "ˈO", "P": "pˈi",
    "Q": "kjˈu", "R": "ˈɑɹ", "S": "ˈɛs", "T": "tˈi", "U": "jˈu", "V": "vˈi", "W": "dˈʌbᵊljˌu",
    "X": "ˈɛks", "Y": "wˈI", "Z": "zˈi",
}  # fmt: skip
_DASHES = re.compile(r"\s*-{2,}\s*(?=(\W?))")
_ELLIPSIS = re.compile(r"\s?\.\s?\.(?:\s?\.)+")
_ELLIPSIS_I = re.compile(r"…\s+(?=I\b)")
_MORNING = re.compile(
    r"\b((?:(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|forty|fifty|o['’]clock)|\d)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?) AM\b"
)
"""It takes `ten AM they left` for the verb"""
_LEADING = {
    "tis": "tis", "twas": "twas", "twere": "twere", "twill": "twill", "twould": "twould",
    "twixt": "twixt", "tween": "tween", "gainst": "gainst", "neath": "neath", "midst": "midst",
    "mongst": "mongst", "mong": "among", "pon": "pon", "round": "round", "ere": "[ere](/ˈɪɹ/)",
    "til": "til", "till": "till", "cause": "cause", "bout": "bout", "nother": "nother",
    "em": "[em](/əm/)", "im": "[im](/ɪm/)", "e": "[e](/i/)", "ee": "[ee](/i/)", "un": "[un](/ən/)",
    "ave": "[ave](/æv/)", "ad": "[ad](/æd/)", "ow": "[ow](/W/)", "oo": "oo",
    "is": "is", "er": "er", "ome": "[ome](/Om/)", "ouse": "[ouse](/Ws/)", "prentice": "prentice",
}  # fmt: skip
"""Words whose first letters an apostrophe stands for, without it"""
_LEADING_WORD = re.compile(
    rf"['‘’](?<![\w.].)({'|'.join(_LEADING)})(?:(['’]s)\b|\b(?!['’]\w))", re.I
)
_AND_SIGNS = (" 'n", " ‘n", " ’n", " n'", " n’")
_AND = re.compile(r"(?<=\s)(?:['‘’]n['’]?|n['’])(?=\s)")
_TRAILING = {
    "o": "[o](/ə/)", "th": "[th](/ðə/)", "an": "[an](/ən/)", "wi": "[wi](/wɪ/)", "t": "[t](/tə/)",
    "ol": "ol", "gi": "[gi](/ɡɪ/)", "ha": "[ha](/hæ/)", "fo": "[fo](/fO/)", "mo": "[mo](/mO/)",
}  # fmt: skip
_TRAILING_SIGN = re.compile(r"['’][\s,.;:!?]")
_TRAILING_WORD = re.compile(
    rf"(?<![\w'’])(?:({'|'.join(_TRAILING)})|(\w+in))['’](?=\s+[\w\['’]|[,.;:!?])", re.I
)


def cure(text: str, language: str, plainer: Plainer) -> str:
    """The text as hibari must be sent it; `language` is not asked, it speaks English."""
    text = _marks(text)
    text = plainer(text)
    if "." in text:
        # A space before the stop keeps it a word; hibari takes the space out again afterwards.
        if "no." in text or "nos." in text or "fig." in text:
            text = _NOT_ABBREVIATED.sub(r"\1 .", text)
        text = _LETTER_AT_END.sub(lambda m: f"[{m[1]}](/{_LETTERS[m[1]]}/).", text)
        if any(day in text for day in _DAYS):
            text = _DAY.sub(r"\1 .", text)
    if " AM" in text:
        text = _MORNING.sub(r"\1 [AM](/ˌAˈɛm/)", text)
    return _elisions(plainly_said(pronounced(text)))


def _marks(text: str) -> str:
    """Dashes and ellipses as it reads them; square brackets, which it takes for links, rounded."""
    if "--" in text:
        text = _DASHES.sub(lambda m: "—" if m[1].strip() or not m[1] else " — ", text)
    if ".." in text or ". ." in text:
        text = _ELLIPSIS.sub("…", text)
    if "…" in text:
        text = _ELLIPSIS_I.sub("…", text)
    if "[" in text or "]" in text:
        text = text.replace("](", ") (").replace("[", "(").replace("]", ")")
    return text


def _elisions(text: str) -> str:
    if "'" not in text and "’" not in text and "‘" not in text:
        return text
    if any(sign in text for sign in _AND_SIGNS):
        text = _AND.sub("[n](/ən/)", text)
    text = _LEADING_WORD.sub(_leading, text)
    if not _TRAILING_SIGN.search(text):
        return text
    return _TRAILING_WORD.sub(lambda m: _TRAILING[m[1].lower()] if m[1] else m[2], text)


def _leading(match: re.Match[str]) -> str:
    said = _LEADING[match[1].lower()]
    if match[2]:  # `'e's gone`
        return said.replace("/)", "z/)") if said[0] == "[" else said + match[2]
    return said[0].upper() + said[1:] if match[1][0].isupper() and said[0] != "[" else said


def _alphabet(voicing: Voicing, language: str) -> Alphabet:
    """`[word](/phonemes/)` in misaki's English alphabet: its own documents, and heard."""
    voice = VOICES.get(voicing.voice)
    return "misaki-gb" if voice and voice.language == "en-GB" else "misaki"


def _is_american(voicing: Voicing) -> bool:
    voice = VOICES.get(voicing.voice)
    return voice is None or voice.language == "en-US"


_UNSAID = unsaid_by("Greek Cyrillic", "+<=>~^×÷±→¢$£€¥₹₩°©№Ⓐ-ⓩ")
"""The signs of which its phonemes differ from those of the same sentence without them, alone or
beside a figure (hibari-tts 0.2.1, all of U+0021 to U+30FF and pictographs)"""


_LINKED = re.compile(r"(?<=\]\(/)[^()\n]*(?=/\))")
_CLOSED = "(?![ˈˌ]?[AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ])"
_BRITISH = [
    (re.compile(american), british)
    for american, british in (
        ("ɜɹ", "ɜː"), (f"əɹ{_CLOSED}", "ə"), (f"ɔɹ{_CLOSED}", "ɔː"), (f"ɑɹ{_CLOSED}", "ɑː"),
        (f"ɪɹ{_CLOSED}", "ɪə"), (f"ɛɹ{_CLOSED}", "ɛː"), ("æ", "a"), ("O", "Q"), ("ᵻ", "ɪ"),
        ("[Tɾ]", "t"), ("([ˈˌ])i(?!ː)", r"\1iː"), ("u(?!ː)", "uː"), ("ɑ(?!ː)", "ɒ"),
        ("ɔ(?!ː)", "ɔː"),
    )
]  # fmt: skip


def british(text: str) -> str:
    """The text with its pronunciations in misaki's British alphabet; those in it stay as they are.

    The cures are written in the American one, which two thirds of the package's own British
    entries follow from so; the others differ in a weak vowel.
    """

    def turned(match: re.Match[str]) -> str:
        said = match[0]
        for american, other in _BRITISH:
            said = american.sub(other, said)
        return said

    return _LINKED.sub(turned, text) if "](/" in text else text


SPOKEN_BRITISH: Final = frozenset(
    voice.model for voice in VOICES.values() if voice.language == "en-GB"
)
"""Models whose phonemes are British"""

TEXT = EngineText(
    speakable=SPEAKABLE, unsaid=_UNSAID, cure=cure, american=_is_american, alphabet=_alphabet
)
