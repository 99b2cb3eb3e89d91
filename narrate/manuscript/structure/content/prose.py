"""Running prose: sentences with the small words that hold them together; verse, narrative."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import Passage, count_unspaced, count_words
from narrate.manuscript.structure.titles.headings import looks_titled
from narrate.manuscript.words import words_of

_DATA = words_of("prose")
_SMALL = frozenset(word for words in _DATA["function_words"].values() for word in words.split())
_STORY = frozenset(word for words in _DATA["narrative"].values() for word in words.split())
REFERENCES = matter.AnyOf([*_DATA["citations"], *_DATA["references"]])
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_KANA = regex.compile(r"\p{Hiragana}")
_ENDS_IN_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}][。！？…」』）]")
_GLUE = regex.compile(f"[{_DATA['scripts_without_spaces']}]")
_COUNTABLE = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Devanagari}]")
_CASED = regex.compile(r"[\p{Lu}\p{Ll}]")
STOP = regex.compile(r"[.!?…।॥。！？]\s?[\"'”’»)\]」』）*_]*\s*$")
_INNER_STOP = regex.compile(
    r"\p{Ll}[.!?…][\"'”’»)\]]*\s+[\p{Lu}\"'“‘«—]|[।॥。！？][」』”’）]*\S?\s*\S"
)
SPEECH = regex.compile(
    r"^\s*[\"“‘«„「『—–-]\s?[\p{L}¿¡]|[“«„「『][^”»“」』]{2,}[,.!?…。！？][”»“」』]"
)
ENDS_IN_NUMBER = regex.compile(r"(?:\d+|\b[ivxlc]+)[\s.)\]]*$", regex.I)
_FEWEST = 8
"""Words of the shortest text that is prose by itself"""
LONG = 30
"""Words of a paragraph of sentences that no entry of a list has"""
_LEAST_SMALL = 0.2
"""Of a sentence's words that are function words: 35 to 55 % in novels, under 10 % in lists"""
_MOST_FIGURES = 0.2
"""Of a sentence's words that are figures"""
_LEAST_LOWER = 0.45
"""Of its words that begin in small letters: German novels have over 60 %, titles 0 to 40 %"""
_LONGEST_JUDGED = 20_000
"""Characters of a text that is judged as a whole: patterns take time"""
_SAMPLE = 3000
_FEW_FIGURES = 20
"""Words of verse to a figure, at least"""
_QUOTED_TITLE = regex.compile(r"\s*[\"“][^\"“”]{0,60}[^\"“”,.!?…][\"”] \p{Ll}")
"""`"The Tuner" first appeared in …`, which nobody says"""
_SOURCE = r"[_*]*(?P<source>\p{Lu}[^.!?:“\"„«]{1,50}?)[_*.]*"
_PRESS_NOTICES = (
    regex.compile(
        rf"[“\"„«‘][^\n]{{8,}}[”\"“»’][.,]?\s*(?:[-–—]{{1,2}}|[(\[])\s*{_SOURCE}[_*.)\]\s]*"
    ),
    regex.compile(rf"{_SOURCE}\s*(?:[:]|[-–—]{{1,2}})[_*]*\s*[“\"„«‘][^\n]{{8,}}[”\"“»’][.]?"),
)
"""`“A breathless tale.”—Morning Courier.`, `Morning Courier: “A breathless tale.”`"""
_MUCH_SPEECH = 2
_SHORTEST_SENTENCE = 4
"""Words"""


@lru_cache(maxsize=4096)
def is_running(text: str) -> bool:
    """Whether a paragraph is running prose: a sentence at least, and no entry of a list.

    `The ferry left at six, and nobody looked up.` is; `Lane, A. Harbours. London, 1901.`,
    `anchor, 12, 14` and `THE LONG WATER` are not. A line of dialogue is, however short.
    """
    text = _sample(text.strip())
    if SPEECH.search(text) and STOP.search(text) and not ENDS_IN_NUMBER.search(text):
        return True
    if not (STOP.search(text) or _INNER_STOP.search(text)):
        return False
    unspaced = count_unspaced(text)
    if 2 * unspaced > len(text):
        if _KANA.search(text) and not _ENDS_IN_KANA.search(text):
            return False  # Japanese sentences end in a verb's or a particle's kana
        return unspaced >= 2 * _FEWEST and bool(_GLUE.search(text))
    return _is_woven(_WORD.findall(text), text)


def _sample(text: str) -> str:
    """A text, or its beginning and end where it is longer than any paragraph."""
    return text if len(text) <= _LONGEST_JUDGED else text[:_SAMPLE] + text[-_SAMPLE:]


def _is_woven(words: Sequence[str], text: str) -> bool:
    """Whether function words hold these words together, and they are no names and figures."""
    if len(words) < _FEWEST:
        return False
    if _CASED.search(text) and not _are_in_small_letters(words):
        return False
    if sum(map(str.isdigit, words)) > _MOST_FIGURES * len(words):
        return False
    if len(words) < 3 * _FEWEST and REFERENCES.search(text):
        return False
    if _are_held_together(words) or not _may_count_small(text):
        return True
    # In a language whose function words are not known, length tells.
    return len(words) >= LONG and not REFERENCES.search(text)


def _are_in_small_letters(words: Sequence[str]) -> bool:
    """Whether enough words begin in small letters for a sentence."""
    return sum(word[0].islower() for word in words) >= _LEAST_LOWER * len(words)


def _are_held_together(words: Sequence[str]) -> bool:
    """Whether enough of the words are function words."""
    return sum(word.casefold() in _SMALL for word in words) >= _LEAST_SMALL * len(words)


def _may_count_small(text: str) -> bool:
    """Whether the text is in a script whose function words are known and stand alone."""
    return text.isascii() or bool(_COUNTABLE.search(text))


def texts_of(passages: Iterable[Passage]) -> list[str]:
    """The texts by which passages are judged: without headings, scene breaks and what is silent."""
    texts = [p.text for p in passages if p.kind not in ("heading", "scene")]
    return [text for text in texts if text.strip()]


def is_prose(texts: Sequence[str]) -> bool:
    """Whether most of the words of these paragraphs are running prose."""
    enough, running = max(_FEWEST, sum(map(count_words, texts)) / 2), 0
    for text in texts:  # of a whole book, the first half usually shows it
        running += count_words(text) if is_running(text) else 0
        if running >= enough:
            return True
    return False


def is_poem(passages: Iterable[Passage]) -> bool:
    """Whether these are lines of verse: woven as prose is, though few of them end in a stop."""
    kinds = ("verse", "quote")
    return are_woven([line for p in passages if p.kind in kinds for line in p.text.splitlines()])


def are_woven(lines: Sequence[str]) -> bool:
    """Whether function words hold lines together, wherever these end."""
    words = _WORD.findall(" ".join(lines))
    if len(words) < _FEWEST or sum(map(str.isdigit, words)) * _FEW_FIGURES > len(words):
        return False
    cased = any(map(_CASED.search, lines))
    return (not cased or _are_in_small_letters(words)) and _are_held_together(words)


def is_sentence(text: str, fewest: int = _SHORTEST_SENTENCE) -> bool:
    """Whether it is one, also if it is too short to be prose: `The copyright was hers.`

    `fewest`: words of the shortest; of scripts without capitals one less.
    """
    if not STOP.search(text):
        return False
    if not _CASED.search(text):
        return count_words(text) >= fewest - 1
    words = [word for word in _WORD.findall(text) if not word.isdigit()]
    return len(words) >= fewest and _are_in_small_letters(words)


def is_speech(text: str) -> bool:
    """Whether somebody speaks in it, and it is no title in quotation marks."""
    return bool(SPEECH.search(text)) and not _QUOTED_TITLE.match(text)


def is_press_notice(text: str) -> bool:
    """Whether a paragraph is what a newspaper said, and its name behind that or in front."""
    text = " ".join(text.split())
    if not text or not (text[0] in '“"„«‘' or text[-1] in '”"“»’.'):
        return False
    found = next(filter(None, (notice.fullmatch(text) for notice in _PRESS_NOTICES)), None)
    return found is not None and looks_titled(found["source"])


def tells_story(texts: Sequence[str]) -> bool:
    """Whether people speak, think or act in it: dialogue, or the words of narrative often."""
    joined = "\n".join(texts)
    spoken = sum(count_words(text) for text in texts if is_speech(_sample(text)))
    if _MUCH_SPEECH * spoken > sum(map(count_words, texts)):
        return True
    words = [word.casefold() for word in _WORD.findall(joined)]
    told = sum(word in _STORY for word in words)
    return told > 2 and told * 20 > len(words)
