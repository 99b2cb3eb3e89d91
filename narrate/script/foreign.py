"""Which passages in another language than the text around them are worth a voice of their own.

A chunk is one call in one voice, so another voice in the middle of a sentence breaks its melody.
The smallest piece that is given one is a paragraph or a line, a sentence, a quotation, or a clause
between strong marks (a colon, dashes, brackets), of three words or more; a paragraph may have
fewer. A word or phrase inside a sentence stays with the voice around it, unless that has no sounds
for its letters.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

import regex

from narrate.book import Block, Chapter, LanguageSpan
from narrate.language import primary, tag_of
from narrate.script.sentences.sentences import sentence_borders

LEAST_WORDS: Final = 3
_NO_LANGUAGE: Final = frozenset({"und", "mul", "zxx", "mis", "auto", ""})
"""Tags of what is no one language: not known, several, no words, without a code"""
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’ʼ\-‐][\p{L}\p{M}\p{N}]+)*")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LETTERS_OF_A_WORD: Final = 2
"""Of scripts that set no spaces: Chinese words have one to three"""
_STRONG = re.compile(r"[!?…:;—–()\[\]{}\"“”„‟«»‹›「」『』〈〉《》।॥。！？：；\n]|--|\s-\s")
_SINGLE_QUOTE = re.compile(r"[\s.,;:!?]['‘’‚‹]|['‘’][\s.,;:!?]")
_OPENS = re.compile(r"(?:[«‹][ \u00a0\u202f]?|[¿¡“”„‟‘’'\"»›(\[{「『〈《—–])*\Z")
"""What stands right before words and is said with them"""
_STOPS = r"[.,;:!?…)\]}“”’'\"»«›‹।॥۔。！？，、」』〉》]"
_CLOSES = re.compile(rf"{_STOPS}*(?:[ \u00a0\u202f][!?;:»›]+{_STOPS}*)*")
"""What stands right behind them, in French also after a space"""

IsMute = Callable[[str], bool]
"""Whether the voice of the text around has no sound for any letter of a text"""


def foreign_passages(chapter: Chapter, language: str, is_mute: IsMute) -> list[LanguageSpan]:
    """The spans of a chapter's text that are worth a voice, with the marks around their words.

    `language` is that of the text around them. In order and apart from each other.
    """
    spans = [
        replace(span, language=tag)
        for span in chapter.languages
        if primary(tag := tag_of(span.language)) not in (*_NO_LANGUAGE, primary(language))
    ]
    reach = list(accumulate((span.end for span in spans), max))
    found: list[LanguageSpan] = []
    for block in chapter.blocks if spans else ():
        first = bisect_right(reach, block.start)
        last = bisect_left(spans, block.end, key=lambda span: span.start)
        if first < last and block.kind != "scene":
            found += _Passages(chapter.text, block, language, is_mute).among(spans[first:last])
    return found


class _Passages:
    """The passages of one block."""

    def __init__(self, text: str, block: Block, language: str, is_mute: IsMute) -> None:
        self._text = text[block.start : block.end]
        self._start = block.start
        self._is_mute = is_mute
        self._borders = [border.start for border in sentence_borders(self._text, language)]
        self._words = list(_WORD.finditer(self._text))
        self._ends = [word.end() for word in self._words]

    def among(self, spans: Sequence[LanguageSpan]) -> list[LanguageSpan]:
        """Those that are worth a voice, at their places in the chapter."""
        found = []
        for start, end, language in self._runs(spans):
            if piece := self._worth(start, end):
                first, last = (at + self._start for at in self._with_marks(*piece))
                found.append(LanguageSpan(first, last, language))
        return found

    def _runs(self, spans: Sequence[LanguageSpan]) -> Iterator[tuple[int, int, str]]:
        """From the first to the last letter of each run in one language."""
        run: tuple[int, int, str] | None = None
        for span in spans:
            part = self._letters(span.start - self._start, span.end - self._start)
            if part is None:
                continue
            if run and run[2] == span.language and not _LETTER.search(self._text, run[1], part[0]):
                run = run[0], part[1], run[2]
                continue
            if run:
                yield run
            run = *part, span.language
        if run:
            yield run

    def _letters(self, start: int, end: int) -> tuple[int, int] | None:
        """From the first to the last letter of a stretch of the block; None where there is none."""
        start, end = max(0, start), min(len(self._text), end)
        first = _LETTER.search(self._text, start, end)
        if first is None:
            return None
        while not _LETTER.match(self._text, end - 1):
            end -= 1
        return first.start(), end

    def _worth(self, start: int, end: int) -> tuple[int, int] | None:
        """What of a run is worth a voice: whole clauses."""
        text = self._text
        whole = self._words[0].start(), self._words[-1].end()
        if (start, end) == whole or self._is_mute(text[start:end]):
            return start, end
        inside = self._words[bisect_right(self._ends, start) : bisect_left(self._ends, end) + 1]
        opens = (w.start() for w in inside if self._is_strong(self._gap_before(w.start())))
        closes = (w.end() for w in inside[::-1] if self._is_strong(self._gap_behind(w.end())))
        first, last = max(next(opens, end), start), min(next(closes, start), end)
        return (first, last) if _words_in(text[first:last]) >= LEAST_WORDS else None

    def _gap_before(self, start: int) -> tuple[int, int]:
        """What lies between the letter before a word and the word."""
        at = start
        while at and not _LETTER.match(self._text, at - 1):
            at -= 1
        return at, start

    def _gap_behind(self, end: int) -> tuple[int, int]:
        behind = _LETTER.search(self._text, end)
        return end, behind.start() if behind else len(self._text)

    def _is_strong(self, gap: tuple[int, int]) -> bool:
        """Whether sentences or clauses meet there, rather than words of one."""
        start, end = gap
        if start == 0 or end == len(self._text):
            return True
        between = self._text[start:end]
        i = bisect_right(self._borders, end) - 1
        return bool(_STRONG.search(between) or _SINGLE_QUOTE.search(between)) or (
            i >= 0 and self._borders[i] > start
        )

    def _with_marks(self, start: int, end: int) -> tuple[int, int]:
        """With the marks right before and behind: quotation marks, stops."""
        before, _ = self._gap_before(start)
        opened = _OPENS.search(self._text[before:start])
        closed = _CLOSES.match(self._text, end)
        return before + opened.start() if opened else start, closed.end() if closed else end


def _words_in(text: str) -> int:
    """Words; of scripts without spaces as many as their letters make."""
    letters = len(_UNSPACED.findall(text))
    return letters // _LETTERS_OF_A_WORD + len(_WORD.findall(_UNSPACED.sub(" ", text)))
