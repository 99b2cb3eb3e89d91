"""Where in a chapter somebody speaks: the spans of quoted speech.

Which marks a chapter uses for speech is counted first, since an apostrophe is a quotation mark
to one publisher and none to another. Words that are only set in quotation marks (titles, terms,
irony) are not speech.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from narrate.book import Block, Chapter
from narrate.script.dialogue.words import ENGLISH, OTHERS
from narrate.script.sentences.quotes import starts_elided

SPOKEN_KINDS: Final = frozenset({"paragraph", "quote", "verse"})
"""Kinds of block in which somebody can speak"""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One span of speech inside one block, its quotation marks included."""

    start: int
    """In the chapter's text"""
    end: int
    block: int
    """Index of the block that it is in"""
    continues: bool = False
    """It goes on with the speech that the block before left open"""


class QuoteStyle(NamedTuple):
    """The marks that a chapter sets speech in."""

    opening: str
    closing: str
    both: str
    """Marks that may open or close"""

    def marks(self) -> re.Pattern[str]:
        """Any of them."""
        return re.compile(f"[{re.escape(self.opening + self.closing + self.both)}]")


_DOUBLE = QuoteStyle("“", "”", '"')
_SINGLE = QuoteStyle("‘", "’", "'")
_STYLES: Final = (
    _DOUBLE,
    _SINGLE,
    QuoteStyle("«", "»", ""),
    QuoteStyle("»", "«", ""),
    QuoteStyle("„", "“”", ""),
    QuoteStyle("「", "」", ""),
)
_AHEAD = re.compile(r"[\w¿¡…—–-]|[‘'“\"«]\w")
_LED = r"(?<![^\s(\[—–-].)"
"""Behind an opening mark: nothing stands before it but a space, a bracket or a dash"""
_LED_SINGLE = re.compile(r"[‘'](?=[\w…—])(?:(?<=[.,:;!?—]\s.)|(?<=\n.)|(?<=^.))")
_AT_END = frozenset('.,!?…—–-;:”"')
_ENDS_CLAUSE = re.compile(r"[.!?…,:;—–।॥-][)\]’”\"'»]*$")
_LETTER = re.compile(r"\w")
_STOP_BEHIND = re.compile(r"[,.;:!?।—–]|--")
_LOWER_WORD = re.compile(
    r"[\s—–-]*([^\W\d_A-Z](?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0b82-\u0bcd])*)"
)
_SPACE_AND_MARKUP = " \t\n\r\u00a0\u2060_*"
_BEFORE_SPEECH = ".!?।॥…,:;—–-”’\"'»)"
SHORTEST_OPEN: Final = 120
"""Characters of a speech that goes on in the next paragraph; a shorter one lost its last mark"""
LONGEST_INSERT: Final = 160
"""Characters between the halves of one sentence of speech (“I think,” said he, “that …”)"""


def find_quotations(chapter: Chapter, language: str = "en") -> tuple[Quotation, ...]:
    """The speech of a chapter, in order, without overlaps."""
    said = _saying(language)
    style = _style_of(chapter)
    if style is None:
        return ()
    found: list[Quotation] = []
    open_speech = False
    for index, block in enumerate(chapter.blocks):
        if block.kind not in SPOKEN_KINDS:
            open_speech = False
            continue
        pairs, unclosed = _pairs(chapter.text, block, style)
        goes_on = unclosed is not None and _opens_next(chapter, index, style)
        if goes_on and unclosed is not None:
            pairs.append((unclosed, block.end))
        found += _speech(
            chapter.text, block, index, pairs, said, carried=open_speech, goes_on=goes_on
        )
        open_speech = goes_on and unclosed is not None and block.end - unclosed >= SHORTEST_OPEN
    return tuple(found)


def _style_of(chapter: Chapter) -> QuoteStyle | None:
    """The marks that open most speeches here; double ones where there are as many."""
    counted = [(_openings(chapter.text, style), -i) for i, style in enumerate(_STYLES)]
    most, place = max(counted)
    return _STYLES[-place] if most else None


def _openings(text: str, style: QuoteStyle) -> int:
    if not any(mark in text for mark in style.opening + style.both):
        return 0
    count = len(re.findall(rf"[{style.opening}]{_LED}\s?(?=[\w¿¡…—‘“\"'])", text))
    if style.both:
        count += len(re.findall(rf"[{style.both}]{_LED}(?=[\w…—])", text))
    if style is _SINGLE:  # a novel's apostrophes: count only what follows a stop or opens a line
        count = sum(not starts_elided(text, mark.end()) for mark in _LED_SINGLE.finditer(text))
    return count


def _pairs(text: str, block: Block, style: QuoteStyle) -> tuple[list[tuple[int, int]], int | None]:
    """The pairs of marks in a block, and where one was opened that nothing closes."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    weak: tuple[int, int] | None = None  # a pair that a quoted word or an apostrophe may end
    for mark in style.marks().finditer(text, block.start, block.end):
        at = mark.start()
        if _opens(text, block, at, style):
            if weak:
                pairs.append(weak)
            opened, weak = at, None
        elif opened is not None and _may_close(text, block, at, style):
            if style is _SINGLE and text[at - 1] not in _AT_END:
                weak = weak or (opened, at + 1)  # `the boys’ toys`
            else:
                pairs.append((opened, at + 1))
                opened, weak = None, None
    return ([*pairs, weak], None) if weak else (pairs, opened)


def _opens(text: str, block: Block, at: int, style: QuoteStyle) -> bool:
    mark = text[at]
    if mark in style.closing:
        return False
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1 : at + 3] if at + 1 < block.end else ""
    if mark in style.both or style is _SINGLE:
        good = (before.isspace() or before in "([—–-“‘\"'_*") and bool(_AHEAD.match(after))
        return good and not (style is _SINGLE and starts_elided(text, at + 1))
    return mark in style.opening


def _may_close(text: str, block: Block, at: int, style: QuoteStyle) -> bool:
    after = text[at + 1] if at + 1 < block.end else " "
    return style is not _SINGLE or not after.isalnum()


def _opens_next(chapter: Chapter, index: int, style: QuoteStyle) -> bool:
    """Whether the block after begins with an opening mark: the speech goes on there."""
    if index + 1 >= len(chapter.blocks):
        return False
    block = chapter.blocks[index + 1]
    if block.kind not in SPOKEN_KINDS:
        return False
    return chapter.text[block.start] in style.opening + style.both


def _speech(
    text: str,
    block: Block,
    index: int,
    pairs: list[tuple[int, int]],
    said: frozenset[str],
    *,
    carried: bool,
    goes_on: bool,
) -> Iterator[Quotation]:
    """Those of a block's pairs in which somebody speaks."""
    last: Quotation | None = None
    for place, (start, end) in enumerate(pairs):
        first = place == 0 and start == block.start
        unclosed = goes_on and place == len(pairs) - 1
        if unclosed or _is_speech(text, block, start, end, last, said):
            last = Quotation(start, end, index, continues=carried and first)
            yield last


def _is_speech(
    text: str, block: Block, start: int, end: int, last: Quotation | None, said: frozenset[str]
) -> bool:
    """Whether somebody speaks between two marks, and no word is just quoted.

    `“Go now,” he said.` is speech, the marks in `He was the “best” man.` are none.
    """
    inside = text[start + 1 : end - 1].strip()
    if not _LETTER.search(inside[:200]):
        return False
    stopped = any((_ENDS_CLAUSE.search(inside[-4:]), _STOP_BEHIND.match(text, end, block.end)))
    before = text[max(block.start, start - 40) : start].rstrip(_SPACE_AND_MARKUP)
    if tagged(text, end, block.end, said):
        return stopped or not before or text[end] in "—–-"
    if not before:
        return stopped or not text[end : block.end].strip()
    led_in = before[-1] in _BEFORE_SPEECH and not inside[0].islower()
    return stopped and (led_in or _resumes(last, start, before[-1]))


def _resumes(last: Quotation | None, start: int, before: str) -> bool:
    """The second half of a speech that was broken off for `said he`."""
    return last is not None and start - last.end <= LONGEST_INSERT and before in ",;:—–-"


def tagged(text: str, at: int, end: int, said: frozenset[str] = ENGLISH.said) -> bool:
    """Whether a verb of saying follows right there."""
    word = _LOWER_WORD.match(text, at, end)
    return word is not None and word[1] in said


def _saying(language: str) -> frozenset[str]:
    rules = OTHERS.get(language)
    return rules.said | rules.quoting if rules else ENGLISH.said
