"""Chapter headings in plain text, judged by form, place, sequence and the contents list."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.inline_notes import is_inline_note
from narrate.manuscript.structure.content.prose import is_running
from narrate.manuscript.structure.titles.headings import (
    CHAPTER,
    PART,
    SECTION,
    VOLUME,
    Heading,
    depth_of_decimal,
    is_named,
    key,
    looks_titled,
)
from narrate.manuscript.structure.titles.numbers import is_date
from narrate.manuscript.text.blocks import Lines, TextSetting, is_ornament
from narrate.manuscript.text.candidates import Candidates, HeadingMark, is_titled, with_titles
from narrate.manuscript.text.contents import Contents, is_prose
from narrate.manuscript.text.layout import number_alone

ALWAYS = 0
"""Level of a heading that begins a part of the book whatever the others do"""

_TITLED = ", titled"
_MARKED = regex.compile(r"［＃(?:「[^」]+」は)?([大中小])見出し］")
_MARKED_RANKS = {"大": PART, "中": CHAPTER, "小": SECTION}

_POSTSCRIPTS = frozenset({"postscript", "ps", "p s", "postdata", "post scriptum", "nachschrift"})
_LETTER = 25
"""The same where each has a title below it: a letter may be short, entries of a list have none"""
_APART = 80
"""Words that lie between two numbered headings at least, on average; lists have fewer"""
_LETTERS = 12
"""Letters that it takes to see that they divide a dictionary"""
_FEW = 2
"""Chapters that do not yet make a book of chapters: a magazine prints the first of a novel"""
_FEWEST = 3
"""Titles that it takes to see that wide gaps mean them"""
_FABLE = 40
"""Words between two such titles, on average; lines of a title page lie closer"""
_NOTE = 50
"""Words of the shortest note at a book's end that is a part of it; a remark has fewer"""
_STORY = 250
"""Words between two headings in capitals, on average, before they count as chapters"""


def find_marks(
    blocks: Sequence[Lines], contents: Sequence[Contents], set_as: TextSetting
) -> list[HeadingMark]:
    """All headings of a text, in order."""
    have = Candidates(blocks, contents, set_as)
    levels: dict[int, int] = {}
    for places in _schemes(have).values():
        levels.update(places)
    levels |= _listed(have) | _annotated(have)
    first, last = min(levels, default=len(blocks)), max(levels, default=-1)
    levels |= _named(have, first, last)
    levels = _without_postscripts(have, levels, last)
    return with_titles(have, _unnumbered(have, levels) | levels)


def _unnumbered(have: Candidates, levels: dict[int, int]) -> dict[int, int]:
    """Headings without numbers, where those with numbers are none or too few."""
    titled = any(have.numbered[i].title for i in levels if i in have.numbered)
    chapters = sum(level <= CHAPTER for i, level in levels.items() if not _is_matter(have, i))
    if not titled and not chapters:
        return _dated(have) or _lettered(have) or _capitals(have) or _spaced(have)
    if chapters > _FEW or have.entries:
        return {}
    capitals = {i: level for i, level in _capitals(have).items() if i not in levels}
    return capitals if len(capitals) > chapters else {}


def _is_matter(have: Candidates, i: int) -> bool:
    """Whether a heading names what is not read: those do not show that a book has chapters."""
    return i not in have.numbered and matter.by_title(have.blocks[i].text) is not None


def _schemes(have: Candidates) -> dict[str, dict[int, int]]:
    """Numbered headings by their manner (`chapter`, `letter`, roman numerals…), sifted."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, heading in have.numbered.items():
        groups[heading.word or _manner(heading, have.blocks[i].text)].append(i)
    kept: dict[str, dict[int, int]] = {}
    for manner, places in groups.items():
        bare = not have.numbered[places[0]].word
        chosen = _in_sequence(have, places, strict=bare)
        if bare and len(chosen) < 2 and _are_titled(have, places):
            chosen = _in_sequence(have, places, strict=bare, start=have.numbered[places[0]].number)
        if not (bare and _are_chance(have, chosen)) and not _is_volume_of_title_page(have, chosen):
            kept[manner] = {i: have.numbered[i].rank for i in chosen}
    for titled in [m for m in kept if m.endswith(_TITLED)]:
        manner = titled.removesuffix(_TITLED)
        kept[manner] = _one_deeper(kept.get(manner, {}))
    return kept


def _without_postscripts(have: Candidates, levels: dict[int, int], last: int) -> dict[int, int]:
    """The headings without those between numbered ones that have no more below than a remark.

    A postscript belongs to its letter however long it is, and holds no more than what it is below.
    """
    kept: dict[int, int] = {}
    begun = False
    for i, following in pairwise([*sorted(levels), len(have.blocks)]):
        text = have.blocks[i].text
        named = begun and levels[i] == ALWAYS and is_named(text)
        below = have.words_between(i + 1, following)
        short = below < _APART
        inside = i < last and short
        if key(text) in _POSTSCRIPTS:
            inside = i < last or short or 2 * below > have.words_between(0, i)
            named = named or not begun
        if not (named and inside):
            kept[i] = levels[i]
        begun = begun or i in have.numbered
    return kept


def _one_deeper(levels: dict[int, int]) -> dict[int, int]:
    return {i: level + 1 for i, level in levels.items()}


def _are_chance(have: Candidates, places: Sequence[int]) -> bool:
    """Whether bare numerals are too few or too close for headings, or count pages."""
    close = _are_titled(have, places) or _begin_pages(have, places)
    apart = _LETTER if close else _APART
    return len(places) < 2 or have.apart(places) < apart or _are_pages(have, places)


def _begin_pages(have: Candidates, places: Sequence[int]) -> bool:
    """Whether the numbers of pages stand right above most numerals, and go up: no list has such."""
    above = (number_alone(have.blocks[i - 1].text) for i in places if i)
    pages = [number for number in above if number is not None]
    rising = all(one < other for one, other in pairwise(pages))
    return len(pages) > 1 and rising and 3 * len(pages) >= 2 * len(places)


def _manner(heading: Heading, text: str) -> str:
    """How a bare numeral is written; those with titles count apart from those without.

    So do those in brackets, `[12]`, which are pages as a rule.
    """
    written = "words"
    if heading.label.isdecimal():
        written = "digits"
    elif not set(heading.label) - set("IVXLC"):
        written = "roman"
    bracket = text[0] if text[0] in "[(" else ""
    return bracket + written + (_TITLED if heading.title else "")


def _is_volume_of_title_page(have: Candidates, places: Sequence[int]) -> bool:
    """Whether `VOL. II.` stands alone in front, and says which volume of a work the book is."""
    heading = have.numbered[places[0]] if len(places) == 1 else None
    if heading is None or heading.rank > VOLUME or (heading.number or 0) < 2:
        return False
    return have.words_between(0, places[0]) < _NOTE


def _are_titled(have: Candidates, places: Sequence[int]) -> bool:
    """Whether numbers have titles below them: a second volume's do not begin with 1."""
    pages = have.blocks[places[0]].text.strip(".").isdecimal() if places else False
    titled = sum(is_titled(have, i, surely=pages) for i in places)
    return len(places) > 1 and 3 * titled >= 2 * len(places)


def _in_sequence(
    have: Candidates, places: Sequence[int], *, strict: bool, start: int | None = 1
) -> list[int]:
    """Those whose numbers go on from the one before or start again from 1.

    A sure heading may skip (a chapter is missing, a printer erred); a mere numeral may not.
    """
    chosen: list[int] = []
    last = (start or 1) - 1
    for at, i in enumerate(places):
        heading = have.numbered[i]
        number = last + 1 if heading.number is None else heading.number
        follows = number == last + 1 or (number == 1 and last != 1)
        if strict and not follows and len(chosen) >= _FEWEST:
            meant = _resumed(have, places, at, last)
            number, follows = meant or number, meant is not None
        titled = not heading.title or looks_titled(heading.title)
        if follows or (heading.sure and titled and not strict):
            chosen.append(i)
            last = number
    return chosen


def _resumed(have: Candidates, places: Sequence[int], at: int, last: int) -> int | None:
    """The number that is meant where the counting has one misprint or one gap; else None.

    Of I, II, III, VI, V the fourth is 4; of I, II, III, V, VI it is 5.
    """
    here, *behind = (have.numbered[i].number for i in places[at : at + 2])
    if behind == [last + 2]:
        return last + 1
    return here if here == last + 2 and behind == [last + 3] else None


def _are_pages(have: Candidates, places: Sequence[int]) -> bool:
    """Numbers that stand in the middle of sentences, or at the edges of pages, count pages."""
    blocks = have.blocks
    if have.numbered[places[0]].title or not blocks[places[0]].text.isdecimal():
        return False
    edges = sum(any(block.new_page for block in blocks[i : i + 2]) for i in places)
    cut = sum(_is_cut(blocks[i - 1].text) for i in places if i)
    return 3 * cut > len(places) or (2 * edges > len(places) and have.apart(places) < 600)


def _is_cut(above: str) -> bool:
    """Whether a block stops in the middle of a sentence."""
    return above[-1:].isalpha() or above.endswith((",", ";", "-"))


def _listed(have: Candidates) -> dict[int, int]:
    """Blocks that the contents list announces, each once and in its order."""
    places = _places_by_title(have)
    levels: dict[int, int] = {}
    at = -1
    for entry in have.entries:
        for wanted in filter(None, (entry.whole, entry.title)):
            after = next((i for i in places.get(wanted, ()) if i > at), None)
            if after is not None:
                heading = have.numbered.get(after)
                rank = heading.rank if heading else CHAPTER
                depth = depth_of_decimal(have.blocks[after].text)
                levels[after] = CHAPTER + depth if depth else rank
                at = after
                break
    return levels


def _annotated(have: Candidates) -> dict[int, int]:
    """Headings that are marked as such, as Japanese files do: `一［＃「一」は中見出し］`."""
    found = ((i, _MARKED.search(block.text)) for i, block in have.short() if "＃" in block.text)
    return {i: _MARKED_RANKS[mark[1]] for i, mark in found if mark}


def _places_by_title(have: Candidates) -> dict[str, list[int]]:
    """By each short block's words, and by its words without a number, where it stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, block in have.short():
        if block.text[0] not in '“"‘«' and not is_ornament(block.text):
            places[key(block.text)].append(i)
            heading = have.numbered.get(i)
            if heading and heading.title:
                places[key(heading.title)].append(i)
    return places


def _named(have: Candidates, first: int, last: int) -> dict[int, int]:
    """Prefaces and epilogues, and at both ends of the book what is not read."""
    levels = {}
    for i, block in have.short():
        said = block.text[0] in '"“«„' and is_running(block.text)
        if block.gap < 1 or len(block.lines) > 2 or said or is_prose(block, have.set_as):
            continue
        last_word = i > last and _is_last_word(have, i)
        if is_named(block.text) or last_word or _is_unread(have, i, range(first, last + 1)):
            levels[i] = ALWAYS
    return levels


def _is_unread(have: Candidates, i: int, chapters: range) -> bool:
    """Whether a block heads what is not read: outside the chapters, or certain inside them."""
    reason = matter.by_title(have.blocks[i].text)
    if reason in (None, matter.CONTENTS, matter.ENGRAVED):
        return False  # a list that lists nothing has been looked at already
    if i not in chapters or reason == matter.TRANSCRIBER:
        return True
    noted = any(block.text.lstrip()[:1] in "[*(†1" for block in have.blocks[i + 1 : i + 2])
    return reason == matter.NOTES and noted


def _is_last_word(have: Candidates, place: int) -> bool:
    """The note in which an author takes leave, behind the last chapter: `NOTE`, well apart."""
    block = have.blocks[place]
    alone = block.gap >= 2 and key(block.text) == "note" and block.text.isupper()
    return alone and have.words_between(place + 1, len(have.blocks)) >= _NOTE


def _dated(have: Candidates) -> dict[int, int]:
    """The days of a diary, the dates of letters, if they are three at least with text below."""
    places = [i for i, block in have.short() if len(block.lines) == 1 and is_date(block.text)]
    fitting = len(places) >= _FEWEST and have.apart(places) > _LETTER
    return dict.fromkeys(places, CHAPTER) if fitting else {}


def _lettered(have: Candidates) -> dict[int, int]:
    """The letters of a dictionary, if most of the alphabet heads its entries in order."""
    places: list[int] = []
    for i, block in have.short():
        letter = block.text.strip(".-– ")
        follows = not places or letter > have.blocks[places[-1]].text.strip(".-– ")
        if len(letter) == 1 and letter.isupper() and follows:
            places.append(i)
    fitting = len(places) >= _LETTERS and have.apart(places) > _APART
    return dict.fromkeys(places, CHAPTER) if fitting else {}


def _capitals(have: Candidates) -> dict[int, int]:
    """Titles of stories in capitals, each with a wide gap above and a story below."""
    places = [i for i, _ in have.short() if _is_capital_title(have, i)]
    owning = [
        a for a, b in pairwise([*places, len(have.blocks)]) if have.words_between(a + 1, b) > 40
    ]
    if len(owning) < 2 or have.apart(owning) < _STORY:
        return {}
    return dict.fromkeys(owning, CHAPTER)


def _is_capital_title(have: Candidates, i: int) -> bool:
    """One line or two of words in capitals with a wide gap above, not at the end of the book."""
    block = have.blocks[i]
    heading = have.numbered.get(i)
    counted = heading is not None and not heading.word and not heading.title
    if block.gap < 2 or len(block.lines) > 2 or i + 1 == len(have.blocks) or counted:
        return False
    worded = block.text.isupper() and bool(key(block.text))
    return worded and not is_ornament(block.text) and not matter.is_closing(block.text)


def _spaced(have: Candidates) -> dict[int, int]:
    """Titles in any letters, if the wide gaps of a text stand above titles and nowhere else."""
    wide = [i for i in range(1, len(have.blocks)) if _is_set_apart(have, i)]
    titles = [i for i in wide if _is_title(have, i)]
    if not titles or 2 * len(wide) > len(have.blocks):
        return {}
    inside = wide[wide.index(titles[0]) + 1 :]
    fitting = len(titles) - 1 >= 0.8 * len(inside)
    if _begins_with_story(have, titles):
        titles = [0, *titles]
    fitting = fitting and len(titles) >= _FEWEST
    return dict.fromkeys(titles, CHAPTER) if fitting and have.apart(titles) > _FABLE else {}


def _is_set_apart(have: Candidates, i: int) -> bool:
    """Whether a wide gap is above a block of the text: no note on it, no ornament at its end."""
    block = have.blocks[i]
    if block.gap < 2 or is_inline_note(block.text):
        return False
    return i + 1 < len(have.blocks) or not is_ornament(block.text)


def _begins_with_story(have: Candidates, titles: Sequence[int]) -> bool:
    """Whether the first line is the title of a story as the others are, with its text below it."""
    first, below = have.blocks[:2]
    if len(first.lines) > 1 or not _is_plain(first.text) or not is_running(below.text):
        return False
    alike = all(have.blocks[i].text.isupper() == first.text.isupper() for i in titles)
    return alike and all(have.blocks[i + 1].gap == below.gap for i in titles)


def _is_title(have: Candidates, i: int) -> bool:
    """A short line of words that begins something and ends in no stop."""
    block = have.blocks[i]
    if len(block.lines) > 1 or len(block.text) > 80 or i + 1 == len(have.blocks):
        return False
    if have.blocks[i + 1].gap >= block.gap:
        return False
    titled = _is_plain(block.text) and looks_titled(block.text) and not number_alone(block.text)
    return titled and not matter.is_closing(block.text)


def _is_plain(text: str) -> bool:
    """A few words without marks at both ends: `A Long Way Home`, not `“Home!”` or `Home,`."""
    if not key(text):
        return False
    few = len(text.split()) <= (10 if text.upper() != text.lower() else 6)  # a script of capitals
    plain = text[0] not in "“\"'‘«—-[(*_" and text[-1] not in '.,;:।”"’*]'
    return few and plain
