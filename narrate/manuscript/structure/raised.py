"""Raised and lowered characters: powers, fractions and indices, or markers of notes.

One rule for all formats. A raised figure belongs to what it stands behind where that can have an
exponent: a figure (`10⁸`), a letter (`x²`), letters that are no word (`mc²`), a unit (`m²`), a
bracket with a formula in it, anything with signs of a formula beside it. Behind a word of several
letters or behind punctuation it refers to a note. Where both may be, the numbers of the notes
decide: the `3` of `in 1984³` between the notes 2 and 4 is the third.

What stays is raised in the canonical text too, so that `10⁸` is not 108: how it is said is for
the readings.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import regex

from narrate.book import LeftOut
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import Passage, disjoint
from narrate.manuscript.words import words_of
from narrate.readings.powers import (
    LOWERED,
    RAISED,
    is_isotope,
    lower_letters,
    plain_letters,
    raise_letters,
)

Verdict = Literal["note", "power", "open", "plain"]
"""A marker; part of what it stands behind; that, unless it fits between two markers; neither"""

LONGEST = 24
"""Characters of what may be an exponent or a marker"""
_AROUND = 40
"""Characters before and behind that are looked at"""

_DATA: dict[str, str] = words_of("raised")
_UNITS = frozenset(_DATA["units"].split())
_UNIT_WORDS = frozenset(_DATA["unit_words"].split())
_FUNCTIONS = frozenset(_DATA["functions"].split())
_ABBREVIATIONS = frozenset(_DATA["abbreviations"].split())
_ORDINALS = frozenset(_DATA["ordinals"].split())

_STAR = regex.compile(r"[*†‡§¶]{1,3}|[\[(](?:\d{1,3}|[*†‡§¶]{1,3})[\])]")
_LISTED = regex.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})+")
_DIGITS = regex.compile(r"\d{1,4}")
_FRACTION = regex.compile(r"\d{1,2}[/⁄]\d{1,2}")
_FACTOR = r"(?:\d*[a-z]{0,2}[α-ω][a-z]{0,2}|\d*[a-z]|\d+)"
_EXPONENT = regex.compile(rf"[-−–+]?\s?{_FACTOR}(?:\s?[-−–+]\s?{_FACTOR})*|\d*[-−–+]|\(.*\)")
_SIGN_BEFORE = regex.compile(r"[=+−×·*^<>≤≥≈±√∫∑/]\s*\(?$")
_SIGN_AFTER = regex.compile(r"\s*[=+−×·*^<>≤≥≈±]|\s-\s\S{1,3}(?:\W|$)|/\S")
_WORD = regex.compile(r"(?:\p{L}\p{M}*)+$")
_NUMBER = regex.compile(r"\d[\d.,]*$")
_NUMBER_BEFORE = regex.compile(r"[\d½¼¾⅓⅔]\s?$|/$|\bper $")
_YEAR = regex.compile(r"(?:1[1-9]|20)\d\d")
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}]", regex.V1
)
"""Letters of scripts without spaces, so that a word cannot be told from the letters before it"""
_VOWEL = regex.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ]", regex.I)
_HALVES = tuple("½¼¾⅓⅔")
_GREEK = regex.compile(r"\p{Greek}")
_BRACKET = regex.compile(r"[(\[]([^()\[\]]{1,40})[)\]]$")
_LONG_WORD = regex.compile(r"\p{L}{4,}")
_ELEMENT_AHEAD = regex.compile(r"([A-Z][a-z]?)(?!\p{L})")
_OVER = regex.compile(r"[/⁄]\s?(?:\d|[₀-₉⁰¹²³⁴-⁹])")
_RUN = regex.compile(rf"[{RAISED}](?:[{RAISED},–-]*[{RAISED}])?")
_LABEL = regex.compile(r"\s*[\[(]?(\d{1,4})[\])]?[.:]?\s")
"""How a note begins"""
_LOW = regex.compile(r"[\p{L}\p{N}+\-−,]{1,8}")


def judge(mark: str, before: str, after: str = "") -> Verdict:
    """What a raised piece of text is, with the text before it and, where that is known, behind.

    `2` behind `mc` is a power, behind `word` or `word.` a note's marker; `nd` behind `2` is plain.
    """
    mark = mark.strip()
    if not mark or len(mark) > LONGEST:
        return "plain"
    if _STAR.fullmatch(mark):
        return "note" if before[-1:].strip() else "plain"
    before, after = before[-_AROUND:], after[:_AROUND]
    if mark == "0":
        return "power"
    if _LISTED.fullmatch(mark):
        return "power" if before[-1:].isdecimal() else "note"
    if _DIGITS.fullmatch(mark):
        return _judge_number(mark, before, after)
    if _FRACTION.fullmatch(mark):
        return "power" if before[-1:].strip() else "plain"
    return _judge_exponent(mark, before)


def _judge_exponent(mark: str, before: str) -> Verdict:
    """`-3`, `n+1`, `2+`, `th`: letters behind a word are none."""
    if not _EXPONENT.fullmatch(mark) or not before[-1:].strip():
        return "plain"
    if before[-1:].isdecimal():
        return "plain" if mark.casefold() in _ORDINALS else "power"
    if before[-1:] in ")]" or any(not letter.isalpha() for letter in mark):
        return "power"
    word = _word_before(before)
    single = len(word) == 1 and (word.islower() or mark == "n")
    return "power" if single and mark not in _ORDINALS else "plain"


def _judge_number(mark: str, before: str, after: str) -> Verdict:
    last = before[-1:]
    if not last.strip():
        return _judge_apart(mark, before, after)
    if last in RAISED:
        return _judge_behind_power(before)
    if last in LOWERED or last in "√":
        return "power"
    if last.isdecimal():
        return _judge_behind_number(before, after)
    if last in ")]":
        return _judge_behind_bracket(before, after)
    if last in "/⁄":
        return "power"
    if not (last.isalpha() or regex.match(r"\p{M}", last)):
        return "power" if last in "'′’" and len(_word_before(before[:-1])) == 1 else "note"
    return _judge_behind_word(mark, before, after)


def _judge_behind_power(before: str) -> Verdict:
    """Raised once more: behind `km²` a marker, behind `10⁻` the rest of a power."""
    base = before.rstrip(RAISED)
    return "note" if base[-1:].isalpha() and before[-1].isalnum() else "power"


def _judge_apart(mark: str, before: str, after: str) -> Verdict:
    """Raised behind a blank or at the beginning: an isotope, a fraction, or a marker set apart."""
    element = _ELEMENT_AHEAD.match(after)
    if element and is_isotope(mark, element[1]):
        return "power"
    if _OVER.match(after):
        return "power"
    if not before.strip():
        return "plain"
    if after[:1].isalpha():
        return "note"
    close = _judge_number(mark, before.rstrip(), after)
    return (
        "power" if close in ("power", "open") and not before.rstrip()[-1:].isdecimal() else "note"
    )


def _judge_behind_number(before: str, after: str) -> Verdict:
    number = _NUMBER.search(before)
    figures = number[0] if number else ""
    rest = before[: -len(figures)] if figures else before
    if _is_in_formula(rest, after) or figures in ("10", "2") or "." in figures:
        return "power"
    if rest[-1:] in "$€£₹":
        return "note"
    if _YEAR.fullmatch(figures):
        return "note"
    return "open"


def _judge_behind_bracket(before: str, after: str) -> Verdict:
    found = _BRACKET.search(before)
    if not found:
        return "power" if _is_in_formula("", after) else "note"
    inner = found[1]
    if _LONG_WORD.search(inner):
        return "power" if _is_in_formula("", after) else "note"
    single = len(inner) < 3 or regex.search(r"[=+\-−×·*/^<>⁰-⁹²³¹₀-₉\d]", inner)
    return "power" if single else "note"


def _judge_behind_word(mark: str, before: str, after: str) -> Verdict:
    word = _word_before(before)
    rest = before[: len(before) - len(word)]
    if _UNSPACED.match(before[-1:]):
        return "note"
    squared = mark in ("2", "3")
    if squared and _NUMBER_BEFORE.search(rest):
        if word in _UNITS:
            return "power"
        if word.casefold() in _UNIT_WORDS:
            return "open"
    if _is_in_formula(rest, after) or word in _FUNCTIONS or (squared and word in _UNITS):
        return "power"
    return _judge_by_letters(word, rest)


def _judge_by_letters(word: str, rest: str) -> Verdict:
    if len(word) == 1:
        return "open"
    if len(word) > 3 or word.casefold() in _ABBREVIATIONS:
        return "note"
    if rest[-1:].isdecimal() or rest.endswith(_HALVES) or _GREEK.search(word):
        return "power"
    if set(word.casefold()) <= set("xyz"):
        return "power"
    if word.isascii() and word.islower() and not _VOWEL.search(word):
        return "power"
    return "note"


def _word_before(before: str) -> str:
    found = _WORD.search(before)
    return found[0] if found else ""


def _is_in_formula(rest: str, after: str) -> bool:
    """Whether a sign of a formula stands right before or behind."""
    return bool(_SIGN_BEFORE.search(rest) or _SIGN_AFTER.match(after))


def raised(text: str, before: str, after: str = "") -> tuple[str, str | None]:
    """Raised text as the canonical text has it, and why it is not read, if it is not.

    Behind `10`, `8` is `⁸`; behind `king`, `8` is a note marker; behind `2`, `nd` is `nd`.
    """
    verdict = judge(text, before, after)
    if verdict == "note":
        return text, matter.MARKER
    if verdict == "plain":
        return text, None
    return raise_text(text, before), None


def raise_text(text: str, before: str) -> str:
    """An exponent as the canonical text has it."""
    if _FRACTION.fullmatch(text.strip()) and before[-1:].isdecimal():
        return f" {text.strip()}"
    exponent = raise_letters(text)
    return exponent if exponent is not None else f"^({text.strip()})"


def lowered(text: str, before: str) -> str:
    """Lowered text as the canonical text has it: behind `x`, `1` is `₁`, behind `word` it stays."""
    if not _LOW.fullmatch(text) or not before[-1:].strip():
        return text
    behind = before[-1:].isalnum() or before[-1:] in ")]/⁄" or before[-1:] in RAISED
    if not behind or not (len(_word_before(before)) < 4 or text.isdecimal()):
        return text
    return lower_letters(text) or text


def find_markers(text: str) -> list[LeftOut]:
    """The raised characters in a text that can only be markers of notes."""
    return [
        LeftOut(run.start(), run.end(), matter.MARKER)
        for run, verdict in _judged(text)
        if verdict == "note"
    ]


def _judged(text: str) -> list[tuple[regex.Match[str], Verdict]]:
    found = []
    for run in _RUN.finditer(text):
        before, after = (
            text[max(0, run.start() - _AROUND) : run.start()],
            text[run.end() :][:_AROUND],
        )
        found.append((run, judge(plain_letters(run[0]), before, after)))
    return found


def settle(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with the raised figures left out that prove to be markers of notes.

    Those are the ones by which the markers count on: 2 and 3 between the markers 1 and 4, or 1 and
    2 where nothing else is marked and notes with these numbers follow.
    """
    settled = list(passages)
    if not any(_RUN.search(p.text) for p in passages if not p.text.isascii()):
        return settled
    marks = [mark for at, p in enumerate(passages) for mark in _marks(at, p)]
    labels = _labels(passages) if any(m.verdict == "open" for m in marks) else []
    for mark in (*(m for m in marks if m.verdict == "note"), *_counting_on(marks, labels)):
        if mark.span is not None:
            spans = disjoint([*settled[mark.at].left_out, LeftOut(*mark.span, matter.MARKER)])
            settled[mark.at] = replace(settled[mark.at], left_out=spans)
    return settled


class _Mark(NamedTuple):
    """A marker of a note, or what may be one."""

    at: int
    """Index of its passage"""
    span: tuple[int, int] | None
    """Its place; None where it is left out already"""
    verdict: Verdict
    number: int


def _marks(at: int, passage: Passage) -> list[_Mark]:
    """Markers of a passage and what may be some, in order."""
    if not passage.is_read:
        return []
    found: list[tuple[int, _Mark]] = []
    for span in passage.left_out:
        label = plain_letters(passage.text[span.start : span.end]).strip(" []()^")
        if span.reason == matter.MARKER and label.isdecimal():
            found.append((span.start, _Mark(at, None, "note", int(label[:6]))))
    for run, verdict in _judged(passage.text):
        number = plain_letters(run[0])
        out = any(s.start < run.end() and run.start() < s.end for s in passage.left_out)
        if verdict in ("note", "open") and not out:
            value = int(number) if number.isdecimal() else 0
            found.append((run.start(), _Mark(at, run.span(), verdict, value)))
    return [mark for _, mark in sorted(found, key=lambda pair: pair[0])]


def _counting_on(marks: Sequence[_Mark], labels: Sequence[tuple[int, int]]) -> list[_Mark]:
    """Those of the open marks that carry on from one sure marker to the next, or to the notes."""
    found: list[_Mark] = []
    chain: list[_Mark] = []
    last = 0
    for mark in marks:
        if mark.verdict == "open":
            if mark.number == (chain[-1].number if chain else last) + 1:
                chain.append(mark)
            continue
        reached = chain[-1].number + 1 == mark.number if chain else False
        found += chain if reached else _noted(chain, labels, mark.at)
        chain, last = [], mark.number
    return found + _noted(chain, labels, None)


def _noted(
    chain: Sequence[_Mark], labels: Sequence[tuple[int, int]], until: int | None
) -> list[_Mark]:
    """The first marks of a chain, as many as have a note before the place where others begin."""
    kept: list[_Mark] = []
    for mark in chain:
        behind = [at for at, n in labels if at > mark.at and n == mark.number]
        if not behind or (until is not None and behind[0] > until):
            break
        kept.append(mark)
    return kept


def _labels(passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """The numbers before the notes that stand behind the text, each with its passage."""
    found: list[tuple[int, int]] = []
    within = False
    for at, passage in enumerate(passages):
        if passage.kind == "heading":
            within = matter.by_title(passage.spoken) in (matter.NOTES, matter.FOOTNOTE)
        elif label := _LABEL.match(passage.text):
            typed = matter.by_types(passage.types) in (matter.NOTES, matter.FOOTNOTE)
            if within or typed or not passage.is_read:
                found.append((at, int(label[1])))
    return found
