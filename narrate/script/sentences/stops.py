"""The rules around Punkt: does this full stop, question mark or ellipsis end the sentence?

They are asked only where a word follows that does not begin with a small letter.
"""

from __future__ import annotations

import re

from narrate.readings.languages import LanguageRules
from narrate.script import roman
from narrate.script.sentences import punkt

_BREAK = re.compile(r"[—–/(\[\"“«¿¡‘]")
_JOINED = re.compile(r"[-'’]")
"""What joins a title to the word before it: `Vice-Adm.`, `l'Ing.`"""
_MARKER = re.compile(r"[\s\"'“‘«(\[]*(?:[•⁃*-]\s*)?(?:\d{1,3}|[A-Za-z]|[IVXLC]{1,6})")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]{1,2}")
_ELLIPSIS = re.compile(r"[.…‥]\s?[.…‥]|[…‥]")
_REPORTER = re.compile(r"(?:[A-Z][\w’']*\.?\s+){0,2}(?:[A-Z][\w’']*\s+)(?P<verb>[a-z]+)\b")
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
    if text.startswith(rules.quotatives, at) if rules.quotatives else False:
        return True
    if text[at] == "と":
        return True
    if text[begin : begin + 9].lstrip()[0] not in _OPENING_MARKS:
        return False  # `He said, “Stop!” Tom stopped.`: who spoke was told before
    if run[-1] not in "!?…—-" and not _ELLIPSIS.search(run):
        # `“मैं आता हूँ।” राम ने कहा।`, where an English quotation would end with a comma
        told = None if text[at].isupper() else _WHOLE_CLAUSE.match(text, at)
        return told is not None and told.group().split()[-1] in rules.reporting
    if text[at].isupper():
        reporter = _REPORTER.match(text, at)
        if reporter is None or reporter["verb"] not in rules.reporting:
            return False
        first = reporter.group().split()[0]
        return first in _PRONOUNS or first.lower() not in rules.starters
    clause = _CLAUSE.match(text, at)
    if clause is not None and not rules.reporting.isdisjoint(clause.group().split()):
        return True
    # `“Too soon?” Kallu was thunderstruck, “What do you mean?”`
    return _COMMA_QUOTE.match(text, at) is not None


def _ellipsis_ends(before: str, following: str, rules: LanguageRules) -> bool:
    """An end before a capital, but for `I`, a title, or a word that is only said again.

    A script without capitals goes on where a conjunction follows.
    """
    spoken = following.rstrip(".'’")
    stutters = before.endswith(spoken)  # `Tom... Tom Sawyer`
    goes_on = following.lower() == following.upper() and spoken in rules.conjunctions
    return not (_head(spoken) == "I" or stutters or goes_on or spoken.lower() in rules.titles)


def _full_stop_ends(before: str, following: str, rules: LanguageRules) -> bool:
    word = _last_word(before)
    if not word:
        return bool(before.strip())
    bare = word.lower().lstrip("0123456789")
    if before.strip() == word and bare in rules.abbreviations and "." in word:
        return False  # `P.S. Tell nobody.`: no sentence ends before it has begun
    if _MARKER.fullmatch(before.rstrip()) and not before.strip().isupper():
        return False  # the number of a list item
    figure = (
        bool(re.search(r"\d\s*$", before[: len(before.rstrip()) - len(bare)])) if bare else False
    )
    if following[0].isdigit() or _is_roman(following.rstrip(".")):
        return not _stands_before_figure(bare, figure, rules)
    if _is_title(bare, rules):
        return False
    opens = _opens(following, rules)
    if word in rules.short and not _among_initials(before, following, rules):
        return True
    if _is_initial(word) or (_is_acronym(word) and bare not in rules.endings):
        return opens
    if word.lower() == word.upper() and bare in rules.abbreviations and not figure:
        return opens
    if bare in rules.endings or (figure and bare in rules.units):
        return opens or not _goes_on(before, following, rules)
    if rules.ordinals and word.isdigit() and len(word) <= 2:
        return opens
    return punkt.ends_sentence(f"{word}.", _head(following), rules.name)


def _last_word(before: str) -> str:
    words = before.rsplit(maxsplit=1)
    return _BREAK.split(words[-1])[-1] if words else ""


def _opens(following: str, rules: LanguageRules) -> bool:
    return following.lower() in rules.starters or _head(following).lower() in rules.starters


def _head(word: str) -> str:
    """The word without what an apostrophe joins to it: `It's`, `L'homme`."""
    return word.replace("’", "'").split("'")[0] or word


def _stands_before_figure(bare: str, figure: bool, rules: LanguageRules) -> bool:
    if figure and bare in rules.units:
        return True
    if bare in rules.numbered or bare in rules.titles or bare in rules.abbreviations:
        return True
    return bare.endswith(rules.suffixes)  # of none: False


def _is_roman(word: str) -> bool:
    return len(word) > 1 and word.isupper() and roman.value_of(word) is not None


def _is_title(bare: str, rules: LanguageRules) -> bool:
    return bare in rules.titles or _JOINED.split(bare)[-1] in rules.titles


def _is_initial(word: str) -> bool:
    """One letter (`J.`), in any script: of Indian ones, one letter with its vowel sign."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) == 1 and len(word) <= 3


def _among_initials(before: str, following: str, rules: LanguageRules) -> bool:
    """`வா. செ.`, `கா. நா.`: beside an initial, a word of one letter is one too."""
    words = [before.split()[-2:][0], following]
    return any(w.endswith(".") and _is_initial(w[:-1]) and w[:-1] not in rules.short for w in words)


def _is_acronym(word: str) -> bool:
    """`U.S`, `J.-J`, and of scripts without capitals any letters with a stop between."""
    if "." not in word or word[-1].isdigit():
        return False
    return bool(_ACRONYM.fullmatch(word)) or word.lower() == word.upper()


def _goes_on(before: str, following: str, rules: LanguageRules) -> bool:
    """`At 5 a.m. Mr. Smith rose`, `3 p.m. PDT`: the sentence is not over at the abbreviation."""
    if len(following) > 1 and following.isupper():
        return True
    words = before.strip(" \"'“‘(").split()
    return bool(words) and words[0].lower() in rules.openers and len(words) <= 7
