"""The title of a chapter from its entry in the contents and from the headings on its page."""

from collections.abc import Sequence
from functools import reduce
from itertools import islice

import regex

from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.section import Section, is_numeral, title_of
from narrate.manuscript.structure.titles.headings import join_label, key, read_heading, read_title
from narrate.manuscript.structure.titles.levels import holds_sections
from narrate.manuscript.structure.titles.numbers import is_date
from narrate.manuscript.structure.titles.title_lines import SaidTitle, folded, said_in, title_words
from narrate.manuscript.words import words_of

_MOST_LINES = 5
"""At the top of a page, which may be of its title"""
_NAMELESS = frozenset(" ".join(words_of("headings")["nameless"].values()).split())
_FILE_NAME = regex.compile(
    r"\S+\.x?html?|(?:ch(?:ap(?:ter)?)?|sec(?:tion)?|part)[-_]?\d{2,}\S*", regex.I
)


_MARKS = 40
"""Characters of marks and spellings by which the end of a title may be longer than the title"""


def named_section(title: str, passages: Sequence[Passage], *, holds: bool) -> Section:
    """The passages of an entry without the headings that its title repeats."""
    if _FILE_NAME.fullmatch(title):
        title = ""
    said = _said(title, passages)
    run, rest = _leading_headings(title, passages, said)
    if len(run) > 1 and key(title_of(run[0])) == key(title) and _begins_section(run[1], rest):
        run, rest = run[:1], [*run[1:], *rest]
    best = _best_title(title, run, said)
    if run and best == title and not said.count and not _repeats(title, run):
        run, rest = [], list(passages)
    count = _represented(best, run)
    return Section(best, 1, run[:count], [*run[count:], *rest], holds=holds)


def _begins_section(heading: Passage, rest: Sequence[Passage]) -> bool:
    """Whether a heading below a title is that of a section: a date, or one of several."""
    others = any(p.kind == "heading" and p.level == heading.level for p in rest)
    return is_date(heading.spoken) or others


def _represented(title: str, run: Sequence[Passage]) -> int:
    """How many of the headings the title says: what it does not say is read below it."""
    words = {*folded(title), *_squared(title), "".join(title_words(title).words)}
    missing = (i for i, p in enumerate(run) if not words.issuperset(_squared(title_of(p))))
    return next(missing, len(run))


def _squared(title: str) -> tuple[str, ...]:
    """The words of a title, its number without the name of a division."""
    words = title_words(title)
    number = () if words.number is None else (f"#{words.number}",)
    return () if words.named else (*number, *words.words)


def _said(title: str, passages: Sequence[Passage]) -> SaidTitle:
    """How many of the first passages that are read only say the title."""
    read = list(islice((p for p in passages if p.is_read), _MOST_LINES))
    said = said_in(title, [p.spoken for p in read])
    if said.label is None:
        return said
    label = read[said.label]
    if holds_sections(label, passages):
        return said_in(title, [p.spoken for p in read[: said.label]])
    return said


def _leading_headings(
    title: str, passages: Sequence[Passage], said: SaidTitle
) -> tuple[list[Passage], list[Passage]]:
    """Headings at the start, and paragraphs there that say the title again; then the rest."""
    run: list[Passage] = []
    kept: list[Passage] = []
    for i, passage in enumerate(passages):
        if not passage.is_read:
            kept.append(passage)
        elif len(run) < max(4, said.count) and (
            len(run) < said.count
            or _ends(title, passage, run)
            or _is_heading(passage, run, passages[i + 1 :])
        ):
            run.append(passage)
        else:
            return run, [*kept, *passages[i:]]
    return run, kept


def _is_heading(passage: Passage, run: Sequence[Passage], following: Sequence[Passage]) -> bool:
    """A heading of the chapter itself: not the `I` of its first section."""
    if passage.kind != "heading":
        return False
    heading = read_heading(passage.spoken)
    if not run:
        return True
    if heading is not None and heading.word:
        return False  # a part's title has been taken: this is its first chapter
    if not is_numeral(passage.spoken):
        return True
    return not any(
        p.kind == "heading" and p.level == passage.level and read_heading(p.spoken)
        for p in following
    )


def _ends(title: str, passage: Passage, run: Sequence[Passage]) -> bool:
    """Whether a paragraph below a heading is what the title ends in."""
    if not run or len(passage.spoken) > len(title) + _MARKS:
        return False  # longer than what it could be the end of
    said, wanted = folded(passage.spoken), folded(title)
    return bool(said) and len(said) < len(wanted) and wanted[-len(said) :] == said


def _repeats(title: str, run: Sequence[Passage]) -> bool:
    wanted = set(folded(title))
    said = [set(folded(p.spoken)) for p in run]
    return any(wanted >= words or wanted <= words for words in said)


def _best_title(title: str, run: Sequence[Passage], said: SaidTitle) -> str:
    """The entry's title; the page's headings where they say more, or where it says nothing.

    `The Landing` on a page with the number `TWO` is `TWO. The Landing`.
    """
    joined = reduce(join_label, map(title_of, run)) if run else ""
    if not title or not run:
        return title or joined
    if said.glued:
        return joined
    if _says_more(joined, title, headed=all(p.kind == "heading" for p in run)):
        return joined
    if said.label is not None and said.label < len(run):
        return joined if is_nameless(title) else join_label(title_of(run[said.label]), title)
    unlike = not set(folded(joined)) & set(folded(title))
    if unlike and read_heading(joined) and not read_title(title):
        return joined if is_nameless(title) else join_label(joined, title)
    return title


def _says_more(joined: str, title: str, *, headed: bool) -> bool:
    """Whether the page has all of the entry's words and others.

    To `1` a heading `Chapter 1` adds something, but `CHAPTER TWO. THE LANDING` adds nothing to
    `2. The Landing`; nor does a mere paragraph add its word `Chapter`.
    """
    said, wanted = title_words(joined), title_words(title)
    plain, entry = key(joined).split(), key(title).split()
    if headed and len(plain) > len(entry) and set(entry) <= set(plain):
        return True
    numbered = wanted.number in (None, said.number)
    return numbered and len(said.words) > len(wanted.words) and set(wanted.words) <= set(said.words)


def is_nameless(title: str) -> bool:
    """Whether an entry says only that the book begins: `Text`, `Start`."""
    return set(key(title).split()) <= _NAMELESS
