"""Does this full stop, question mark or ellipsis end the sentence? Punkt, and the rules around it.

They are asked only where a word follows that does not begin with a small letter. Punkt's data
comes with narrate: hand-written abbreviations (`data/languages.json`) and what
`benchmarks/train_punkt.py` counted in public-domain books (`data/trained.json`); nothing is
downloaded. It is never trained on the manuscript itself: an edit in one chapter would then
move sentence borders in another, and have unchanged chunks spoken and paid for again.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from narrate.numerals import roman_value
from narrate.readings.languages import LanguageRules, rules_for

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer


@functools.lru_cache(maxsize=65536)
def punkt_ends(word: str, following: str, language: str) -> bool:
    """Punkt's verdict on `word` (with its full stop) before the word `following`."""
    verdict = _tokenizer(language).text_contains_sentbreak(f"{word} {following}")
    return bool(verdict)


@functools.cache
def _tokenizer(language: str) -> PunktSentenceTokenizer:
    # nltk takes 0.3 s to import: only when there is a sentence to split
    from nltk.tokenize import punkt

    rules = rules_for(language)
    parameters = punkt.PunktParameters()
    # `units` and `numbered` are words too ("Come in. Sit down."): Punkt sees no figures
    parameters.abbrev_types = set(rules.titles | rules.abbreviations | rules.endings)
    parameters.sent_starters = set(rules.starters)
    for word in rules.common:
        parameters.ortho_context[word] = punkt._ORTHO_MID_LC
    return punkt.PunktSentenceTokenizer(parameters)


_BREAK = re.compile(r"[—–/(\[\"“«¿¡‘]")
_JOINED = re.compile(r"[-'’]")
"""What joins a title to the word before it: `Vice-Adm.`, `l'Ing.`"""
_MARKER = re.compile(r"[\s\"'“‘«(\[]*(?:[•⁃*-]\s*)?(?:\d{1,3}|[A-Za-z]|[IVXLC]{1,6})")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]{1,2}")
_ELLIPSIS = re.compile(r"[.…‥]\s?[.…‥]|[…‥]")
_REPORTER = re.compile(r"(?:[A-Z][\w’']*\.?\s+){0,2}(?:[A-Z][\w’']*\s+)(?P<verb>[a-z]+)\b")
_INITIAL = re.compile(r"[A-Z]\.")
_MARKS = ",;:\"'“”‘’("
_BEFORE_PRONOUN = re.compile(
    r"am|was|is|were|be|been|are|than|as|but|nor|not|so|only|even|like|save|except|n?either"
    r"|(?:do|did|does|have|had|wo|could|would|should|might|must)(?:n['’]t)?|ca(?:n['’]t|n|nnot)"
    r"|will|shall|may|thought|quoth|think|know|knew|believe|suppose|guess"
)
"""Words that `I` ends a sentence behind"""
_BEFORE_LETTER = re.compile(
    "plan|vitamin|letter|type|class|grade|section|exhibit|platform|group|block|hepatitis|flat"
    "|apartment|suite|gate|wing|appendix"
)
_OPENING_MARKS = "\"“„«‹‘「『'¿¡"
_OPENING = re.compile(r"[\"“„«‹‘「『]")
_PRONOUNS = frozenset({"I", "He", "She", "They", "We"})
_CLAUSE = re.compile(r"(?:[^\s,.!?।|\"“”]++\s*+){1,6}+(?=[,.!?।|\"“]|$)")
_WHOLE_CLAUSE = re.compile(r"(?:[^\s,.!?।|\"“”]++\s*+){1,6}+(?=[.।|])")
_COMMA_QUOTE = re.compile(r"[^.!?।॥\"“”]*?[,،]\s*[\"“]")


def ends_sentence(before: str, run: str, lead: str, following: str, rules: LanguageRules) -> bool:
    """The verdict on terminators outside quotation marks.

    `before` is the sentence so far, `run` its terminators, `lead` the marks before the next
    word, `following` that word.
    """
    if any(c in run for c in "!?‼⁇⁈⁉"):
        return True
    if run.count(".") > 3:  # three dots of an ellipsis and the full stop of the sentence
        return True
    if _ELLIPSIS.search(run):
        return _ellipsis_ends(before, following, rules)
    if "." not in run:
        return True
    if _OPENING.search(lead):
        # A quotation opens: only a title (`Mr. “Bones” Smith`) or an initial goes on into it.
        word = _last_word(before)
        return word == "I" or not (_is_title(word.lower(), rules) or _is_initial(word))
    return _full_stop_ends(before, following, rules)


def belongs_to_quotation(text: str, run: str, begin: int, at: int, rules: LanguageRules) -> bool:
    """True where what follows a closed quotation tells who spoke it.

    `begin` is where the sentence begins, `at` where the next word does. A small letter there
    (`he said`) is known already; this is `?” Mr. Flask cried`, and languages without capitals.
    """
    if text.startswith((*rules.quotatives, "と"), at):
        return True
    if text[begin : begin + 9].lstrip()[0] not in _OPENING_MARKS:
        return False  # `He said, “Stop!” Tom stopped.`: who spoke was told before
    broken_off = run[-1] in "!?…—-" or _ELLIPSIS.search(run)
    if text[at].isupper():
        return bool(broken_off) and _names_reporter(text, at, rules)
    if not broken_off:
        # `“मैं आता हूँ।” राम ने कहा।`, where an English quotation would end with a comma
        told = _WHOLE_CLAUSE.match(text, at)
        return told is not None and told.group().split()[-1] in rules.reporting
    return _reports(text, at, rules)


def _names_reporter(text: str, at: int, rules: LanguageRules) -> bool:
    """`Mr. Flask cried`, `He said`; but no name that is a word which opens sentences."""
    reporter = _REPORTER.match(text, at)
    if reporter is None or reporter["verb"] not in rules.reporting:
        return False
    first = reporter.group().split()[0]
    return first in _PRONOUNS or first.lower() not in rules.starters


def _reports(text: str, at: int, rules: LanguageRules) -> bool:
    """`… उसने पूछा।`; `“Too soon?” Kallu was thunderstruck, “What do you mean?”`."""
    clause = _CLAUSE.match(text, at)
    if clause is not None and not rules.reporting.isdisjoint(clause.group().split()):
        return True
    return _COMMA_QUOTE.match(text, at) is not None


def _ellipsis_ends(before: str, following: str, rules: LanguageRules) -> bool:
    """An end before a capital, but for `I`, a title, or a word that is only said again.

    A script without capitals goes on where a conjunction follows.
    """
    spoken = following.rstrip(".'’")
    stutters = before.endswith(spoken)  # `Tom... Tom Sawyer`
    goes_on = following.lower() == following.upper() and spoken in rules.conjunctions
    return not (_head(spoken) == "I" or stutters or goes_on or spoken.lower() in rules.titles)


class _Stop(NamedTuple):
    """A full stop, as the rules about it are asked."""

    before: str
    """The sentence so far"""
    word: str
    """The last of it"""
    bare: str
    """That word in small letters, without figures at its head"""
    figure: bool
    """A figure comes before it"""
    following: str
    rules: LanguageRules

    @property
    def opens(self) -> bool:
        """Whether the next word is one that opens sentences."""
        word, starters = self.following, self.rules.starters
        return word.lower() in starters or _head(word).lower() in starters


def _full_stop_ends(before: str, following: str, rules: LanguageRules) -> bool:
    """What the first rule of `_RULES` that applies says, else Punkt."""
    word = _last_word(before)
    if not word:
        return bool(before.strip())
    bare = word.lower().lstrip("0123456789")
    figure = bare and re.search(r"\d\s*$", before[: len(before.rstrip()) - len(bare)])
    stop = _Stop(before, word, bare, bool(figure), following, rules)
    for applies, ends in _RULES:
        if applies(stop):
            return ends(stop)
    return punkt_ends(f"{word}.", _head(following), rules.name)


def _begins_sentence(stop: _Stop) -> bool:
    """`P.S. Tell nobody.`: no sentence ends before it has begun."""
    abbreviation = stop.bare in stop.rules.abbreviations and "." in stop.word
    return abbreviation and stop.before.strip() == stop.word


def _numbers_item(stop: _Stop) -> bool:
    """`1. The first`: the number of a list item."""
    return bool(_MARKER.fullmatch(stop.before.rstrip())) and not stop.before.strip().isupper()


def _before_figure(stop: _Stop) -> bool:
    """`No. 5`, `in 1894. 20 men`, `vol. II`."""
    word = stop.following.rstrip(".")
    roman = len(word) > 1 and word.isupper() and roman_value(word) is not None
    return roman or stop.following[0].isdigit()


def _ends_before_figure(stop: _Stop) -> bool:
    bare, rules = stop.bare, stop.rules
    if stop.figure and bare in rules.units:
        return False
    if bare in rules.numbered or bare in rules.titles or bare in rules.abbreviations:
        return False
    return not bare.endswith(rules.suffixes)  # of none: True


def _after_title(stop: _Stop) -> bool:
    """`Mr. Smith`."""
    return _is_title(stop.bare, stop.rules)


def _after_short_word(stop: _Stop) -> bool:
    """`वह आया है. फिर`: a word of one letter, unless it is one of several initials."""
    return stop.word in stop.rules.short and not _among_initials(stop)


def _after_pronoun(stop: _Stop) -> bool:
    """`said I. Holmes smiled`, `as tall as I. Mary`: no initial, which follows a name or `of`."""
    if stop.word != "I" or "he" not in stop.rules.starters:
        return False
    words = stop.before.split()
    if len(words) > 2 and words[-2].lower() in ("and", "or"):
        return not any(map(_INITIAL.fullmatch, words))
    if len(words) < 2:
        return False
    word = words[-2].lower().strip(_MARKS)
    return word in stop.rules.reporting or _BEFORE_PRONOUN.fullmatch(word) is not None


def _after_named_letter(stop: _Stop) -> bool:
    """`Plan B. Nobody knew`, `vitamin C. Oranges`."""
    words = stop.before.split()
    if len(stop.word) > 1 or len(words) < 2:
        return False
    return _BEFORE_LETTER.fullmatch(words[-2].lower()) is not None


def _after_letters(stop: _Stop) -> bool:
    """`J. Smith`, `the U.S. Army`; `5 p.m.` has a rule of its own."""
    acronym = _is_acronym(stop.word) and stop.bare not in stop.rules.endings
    return _is_initial(stop.word) or acronym


def _after_abbreviation_without_capitals(stop: _Stop) -> bool:
    """`डॉ. राम`: there is no capital by which Punkt could tell."""
    known = stop.bare in stop.rules.abbreviations and not stop.figure
    return known and stop.word.lower() == stop.word.upper()


def _after_ending(stop: _Stop) -> bool:
    """`5 p.m. He left`, `6 ft. He is tall`."""
    return stop.bare in stop.rules.endings or (stop.figure and stop.bare in stop.rules.units)


def _is_over(stop: _Stop) -> bool:
    """`At 5 a.m. Mr. Smith rose`, `3 p.m. PDT`: not over at the abbreviation."""
    following, words = stop.following, stop.before.strip(" \"'“‘(").split()
    if stop.opens:
        return True
    if len(following) > 1 and following.isupper():
        return False
    return not (words and words[0].lower() in stop.rules.openers and len(words) <= 7)


def _after_ordinal(stop: _Stop) -> bool:
    """`am 12. Juni`, in languages that write ordinals so."""
    return stop.rules.ordinals and stop.word.isdigit() and len(stop.word) <= 2


_Rule = Callable[[_Stop], bool]
_RULES: Final[tuple[tuple[_Rule, _Rule], ...]] = (
    (_begins_sentence, lambda stop: False),
    (_numbers_item, lambda stop: False),
    (_before_figure, _ends_before_figure),
    (_after_title, lambda stop: False),
    (_after_short_word, lambda stop: True),
    (_after_pronoun, lambda stop: True),
    (_after_named_letter, lambda stop: True),
    (_after_letters, lambda stop: stop.opens),
    (_after_abbreviation_without_capitals, lambda stop: stop.opens),
    (_after_ending, _is_over),
    (_after_ordinal, lambda stop: stop.opens),
)
"""Where each rule applies, and whether the sentence ends there; the first counts"""


def _last_word(before: str) -> str:
    words = before.rsplit(maxsplit=1)
    return _BREAK.split(words[-1])[-1] if words else ""


def _head(word: str) -> str:
    """The word without what an apostrophe joins to it: `It's`, `L'homme`."""
    return word.replace("’", "'").split("'")[0] or word


def _is_title(bare: str, rules: LanguageRules) -> bool:
    return bare in rules.titles or _JOINED.split(bare)[-1] in rules.titles


def _is_initial(word: str) -> bool:
    """One letter (`J.`), in any script: of Indian ones, one letter with its vowel sign."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) == 1 and len(word) <= 3


def _among_initials(stop: _Stop) -> bool:
    """`வா. செ.`, `கா. நா.`: beside an initial, a word of one letter is one too."""
    words, short = [stop.before.split()[-2:][0], stop.following], stop.rules.short
    return any(w.endswith(".") and _is_initial(w[:-1]) and w[:-1] not in short for w in words)


def _is_acronym(word: str) -> bool:
    """`U.S`, `J.-J`, and of scripts without capitals any letters with a stop between."""
    if "." not in word or word[-1].isdigit():
        return False
    return bool(_ACRONYM.fullmatch(word)) or word.lower() == word.upper()
