"""What stands before the first heading: title lines, credits, imprint, or already text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

import regex

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.kinds import (
    is_imprint,
    kind_of,
    names_kind,
    speaks_of_itself,
)
from narrate.manuscript.structure.content.prose import (
    are_woven,
    is_running,
    is_sentence,
    tells_story,
)
from narrate.manuscript.structure.passages import Part, Passage, count_words
from narrate.manuscript.structure.plays.cast_lists import is_list_title
from narrate.manuscript.structure.titles.headings import key, looks_titled, read_heading
from narrate.manuscript.structure.titles.numbers import is_date
from narrate.manuscript.words import words_of

_BY = regex.compile(
    r"(?:written |an? \w+ |an? \w+ story )?(?:by|por|von|par|di|de|author of|edited by|"
    r"(?:translated|illustrated|with illustrations) by)\b.*|लेखक.*|ஆசிரியர்.*",
    regex.I | regex.S,
)
_WORD = r"(?-i:\p{Lu})[\p{L}\p{M}.'’-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|and|&|de|la|von|van|y)){{0,6}}"
_BY_ALONE = frozenset({"by", "por", "von", "par"})
_BYLINE = regex.compile(
    rf"(?:(?P<title>.{{2,100}}?),? )?(?:by|por) (?P<author>{_NAME})(?: \[\d{{4}}\])?", regex.I
)
TEXT = 40
"""Words of text from which on what follows is text too, short lines and all"""
_DEDICATION = matter.AnyOf(words_of("matter")["dedications"])
_SUBTITLE = matter.AnyOf(words_of("matter")["subtitles"])
_LONGEST_DEDICATION = 40
"""Words"""
_SIGNED = regex.compile(r"\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,2}")
"""A name below a letter"""
_STOPS = ".!?…।॥。！？”’\"'»」』"
_PAUSES = ",;:—–-" + _STOPS
_LONGEST_LINE = 600
"""Characters"""
_LONG_LINES = 16
"""Words of lines that are no title"""
_CONTACT_LINES = 15
_CONTACT = regex.compile(
    r"\S+@\S+\.\p{L}{2,}|(?:\+|\b0|\()\d[\d ()/.-]{7,}\d\s*$|\b\d{3}-\d{3,4}-\d{4}\b|"
    r"\b\d[\d.,  ]*(?:words|palabras|mots|wörter|parole|palavras|слов|शब्द|சொற்கள்)\b|\d字\s*$",
    regex.I,
)
"""How long a manuscript is, or how its author is reached"""
_LETTER_HEAD = regex.compile(
    r"\W*(?:from|to|cc|subject|sent|de|para|asunto|à|objet|von|an|betreff|da|a|oggetto|от|кому|тема)"
    r" ?:",
    regex.I,
)
_SOURCE = regex.compile(r"\s*[—–―-]{1,2}\s?\p{L}")
"""How the line begins that says whose words an epigraph is"""


def part_front(passages: Sequence[Passage], about: About, *, alone: bool) -> list[Part]:
    """Parts before the first heading; `alone` says that there are no headings at all.

    Without headings the whole manuscript comes here: it is one chapter under the
    book's title. With headings, what is text becomes a chapter too: a prologue without a
    title, an epigraph, a dedication.
    """
    reasons = _greeted(list(_reasons(passages, about, alone=alone)), passages, about)
    if not alone:
        reasons = _with_lines_of_text(reasons, passages, about)
    if alone and not any(r is None and p.is_read for r, p in zip(reasons, passages, strict=True)):
        reasons = [None] * len(passages)  # lines like those of a title page are all there is
    parts: list[Part] = []
    for reason, run in groupby(zip(reasons, passages, strict=True), key=lambda pair: pair[0]):
        group = [passage for _, passage in run]
        if reason is None and any(p.is_read for p in group):
            part = Part("", group)
            parts.append(part if is_short(part) and not alone else replace(part, title=about.title))
        else:
            parts.append(Part(_line(group), group, reason or matter.TITLE_PAGE))
    return parts


def _greeted(
    reasons: list[str | None], passages: Sequence[Passage], about: About
) -> list[str | None]:
    """The reasons; a greeting and a date right above text begin it: `York, 3 June`, `Dear Tom,`."""
    for i in range(len(passages) - 2, -1, -1):
        text = passages[i].spoken.strip()
        above = reasons[i] == matter.TITLE_PAGE and reasons[i + 1] is None and bool(text)
        if above and not is_title_line(text, about) and _opens_letter(text):
            reasons[i] = None
    return reasons


def _with_lines_of_text(
    reasons: Sequence[str | None], passages: Sequence[Passage], about: About
) -> list[str | None]:
    """The reasons; lines that no title page has are text: verse, `Llovía.`, a letter's `Tom`.

    The other way round, `El agua larga.` above `Novela.` is a title, though it may be a sentence.
    """
    texts = {i: p.spoken.strip() for i, p in enumerate(passages) if p.is_read}
    names = {i for i, text in texts.items() if reasons[i] and _is_of_title(text, about)}
    found = _with_titles_that_stop(reasons, texts, max(names, default=0))
    left = [i for i in texts if found[i] == matter.TITLE_PAGE and i not in names]
    titled = len(left) < sum(found[i] is not None for i in texts)
    bare = {i: texts[i] for i in left}
    for i in _places_of_text(bare, list(texts), titled=titled, told=None in found):
        found[i] = None
    return found


def _with_titles_that_stop(
    reasons: Sequence[str | None], texts: Mapping[int, str], last: int
) -> list[str | None]:
    """The reasons; brief sentences above the `last` line of a title page are titles."""
    titles = {i for i, text in texts.items() if i < last and _is_briefly_said(text)}
    return [r or matter.TITLE_PAGE if i in titles else r for i, r in enumerate(reasons)]


def _places_of_text(
    lines: Mapping[int, str], order: Sequence[int], *, titled: bool, told: bool
) -> Iterator[int]:
    """The places of those lines that are text after all; `told`: text stands around them."""
    for run in _runs(list(lines), order):
        if _are_verse([lines[i] for i in run], alone=not titled):
            yield from run
    last = order[-1] if order else -1
    if titled or last not in lines:
        return
    alone = len(order) == 1 and lines[last][-1] in _STOPS
    signed = told and last - 1 not in lines and _SIGNED.fullmatch(lines[last])
    if alone or signed:
        yield last


def _runs(places: Sequence[int], order: Sequence[int]) -> Iterator[list[int]]:
    """The places, those that follow each other in the order together."""
    for _, run in groupby(enumerate(places), key=lambda pair: order.index(pair[1]) - pair[0]):
        yield [place for _, place in run]


def _is_of_title(text: str, about: About) -> bool:
    """Whether a line names the book, the author, the publisher or what kind of work this is."""
    if is_title_line(text, about) or is_subtitle(text):
        return True
    return not is_sentence(text) and (names_kind(text) or is_byline(text))


def _are_verse(lines: Sequence[str], *, alone: bool) -> bool:
    """Whether lines are verse or prose that runs on over them, and no title in small letters.

    `alone`: nothing of a title page stands there.
    """
    if not are_woven(lines):
        return False
    run_on = sum(line[-1] in _PAUSES or line[0].islower() for line in lines)
    return run_on > 1 or (alone and sum(map(count_words, lines)) >= _LONG_LINES)


def _opens_letter(text: str) -> bool:
    """Whether a line is as those at the top of a letter or a page of a diary."""
    greets = text[-1] in ",:，：" and not text.isupper() and not is_byline(text)
    return greets or is_date(text) or is_date(text.rpartition(", ")[2])


def is_short(part: Part) -> bool:
    """Whether a part has too little to read for a chapter of its own: an epigraph, a dedication."""
    return _words(part.passages) < TEXT


def _words(passages: Sequence[Passage]) -> int:
    return sum(count_words(p.spoken) for p in passages if p.is_read)


def _reasons(passages: Sequence[Passage], about: About, *, alone: bool) -> Iterator[str | None]:
    """Why each passage is not read, None for text; what is silent goes with the one above."""
    reason: str | None = matter.TITLE_PAGE
    told, running = 0, False
    head = _end_of_contacts(passages)
    for i, passage in enumerate(passages):
        if i < head:
            reason = matter.TITLE_PAGE
        elif passage.is_read:
            begun = told >= TEXT or (alone and running)
            reason = _reason(passage, about, above=reason, begun=begun)
            if alone and reason == matter.TITLE_PAGE:
                titled = not told and _is_titles(passage.spoken, about)
                reason = reason if titled else None
            told += count_words(passage.spoken) if reason is None else 0
            running = running or (reason is None and is_running(passage.spoken))
        yield reason


def _end_of_contacts(passages: Sequence[Passage]) -> int:
    """Index behind the lines in front by which the author of a manuscript can be reached.

    `41 Brackwater Lane`, `(01752) 555 0142`, `about 1,900 words` above the text. E-mails that a
    story begins with are no such lines.
    """
    lines = list(takewhile(lambda p: not is_running(p.spoken), passages[:_CONTACT_LINES]))
    if len(lines) == len(passages) or any(_LETTER_HEAD.match(p.spoken) for p in lines):
        return 0
    places = [i for i, p in enumerate(lines) if _CONTACT.search(p.spoken)]
    return places[-1] + 1 if places else 0


def _is_titles(text: str, about: About) -> bool:
    """Whether a line is of a title page and not `II`, which heads a part of the text."""
    return is_title_line(text, about) and (_is_named(text, about) or read_heading(text) is None)


def _is_of_title_page(text: str, about: About) -> bool:
    """Whether a line is of the title page, and no dedication in capitals: `TO`, `MY SISTER`."""
    dedicates = "\n" in text and is_dedication(text)
    return is_title_line(text, about) and not is_running(text) and not dedicates


def _reason(passage: Passage, about: About, *, above: str | None, begun: bool) -> str | None:
    """Why a passage in front of the first heading is not read; None where it is text."""
    text = passage.spoken.strip()
    if matter.is_credits(text):
        return matter.CREDITS
    if begun:
        return None
    kind = kind_of([text], in_front=True)
    if kind == matter.IMPRINT:
        return kind
    if _is_of_title_page(text, about):
        return matter.TITLE_PAGE
    if above == matter.TITLE_PAGE and is_subtitle(text):
        return matter.TITLE_PAGE
    if kind:
        return kind
    follows = above == matter.IMPRINT and speaks_of_itself(text)
    if follows or (len(text) < _LONGEST_LINE and is_imprint(text) and not tells_story([text])):
        return matter.IMPRINT
    return None if _is_text(passage, text, goes_on=above is None) else matter.TITLE_PAGE


def _is_text(passage: Passage, text: str, *, goes_on: bool) -> bool:
    """Whether a passage says something: a sentence, verse, an epigraph with its source."""
    if is_running(text):
        return True
    if passage.kind in ("verse", "quote") and not all(map(looks_titled, text.split("\n"))):
        return True
    if is_dedication(text) or is_said(text):
        return True
    return goes_on and bool(_SOURCE.match(text))


def is_said(text: str) -> bool:
    """Whether a line says something, however short: `Nobody came.`, `Run!`, and not `A novel.`"""
    if is_sentence(text):
        return True
    return _is_briefly_said(text) and not (is_subtitle(text) or names_kind(text))


def says_something(line: str, about: About) -> bool:
    """Whether a line is a sentence, and could not stand on a title page."""
    return bool(line) and is_said(line) and not is_title_line(line, about)


def _is_briefly_said(text: str) -> bool:
    """Whether a line is a sentence of so few words that it may be a title with a full stop."""
    if is_sentence(text) or is_dedication(text) or is_list_title(text):
        return False
    return is_sentence(text, fewest=1 if text[-1] in "!?！？" else 2)


def is_dedication(text: str) -> bool:
    """Whether a short line dedicates the book: `To my mother`, `Für Anna`."""
    line = " ".join(text.split())
    return count_words(line) <= _LONGEST_DEDICATION and bool(_DEDICATION.match(line))


def is_subtitle(text: str) -> bool:
    """Whether a line says what kind of work this is: `A Tale intended to be after the Fact.`"""
    return count_words(text) <= _LONGEST_DEDICATION and bool(_SUBTITLE.match(text))


def is_title_line(text: str, about: About) -> bool:
    """Whether a line repeats the title or the author, or could stand only on a title page.

    `THE TIME MACHINE`, `by H. G. Wells` and `An Invention` do, the latter if the book is called
    `The Time Machine: An Invention`; `The machine stopped.` does not.
    """
    if len(text) > 200:
        return False
    if _is_named(text, about):
        return True
    if text.rstrip("”’\"')» \u00a0\u202f")[-1:] in ".!?…।":
        return False
    words = key(text)
    if is_byline(text) or (text.isupper() and len(words.split()) <= 8):
        return True
    title, author = key(about.title), key(about.author)
    named = is_within(words, title) or is_within(title, words) or is_within(author, words)
    return named and len(words) < 40 + max(len(title), len(author))


def _is_named(text: str, about: About) -> bool:
    """Whether a line is the title or the author, or says `by` the author."""
    words, author = key(text), key(about.author)
    by = is_byline(text) and bool(author) and author in words
    return bool(words) and (by or words in (key(about.title), author))


def names_book(heading: str, about: About) -> bool:
    """Whether a heading is part of the book's title, or the other way round."""
    short, title = key(heading), key(about.title)
    return is_within(short, title) or is_within(title, short)


def is_byline(text: str) -> bool:
    """Whether a line only says by whom the book is, or was translated or illustrated."""
    return len(text) < 100 and bool(_BY.fullmatch(text))


def split_byline(title: str) -> tuple[str, str]:
    """`The Time Machine, by H. G. Wells [1898]` as title and author, `by H. G. Wells` likewise."""
    found = _BYLINE.fullmatch(" ".join(title.split()))
    return (found["title"] or "", found["author"]) if found else (title, "")


def may_be_book_title(line: str) -> bool:
    """Whether a line could be the title of a book, and neither of a part nor speech."""
    if line[-1] in ".,;:。।" or line[0] in '“"‘«' or not looks_titled(line):
        return False
    return not (read_heading(line) or matter.by_title(line) or is_running(line))


def find_author(lines: Sequence[str]) -> str:
    """The author from a line `by …` among the first of a manuscript; empty if there is none."""
    joined = [*lines, *(f"{by} {name}" for by, name in pairwise(lines) if _is_by(by, name))]
    bylines = (split_byline(line) for line in joined if len(line) <= 100)
    return next((author for title, author in bylines if author and not title), "")


def _is_by(by: str, name: str) -> bool:
    """`by` on a line of its own above what may be a name."""
    return by.strip().casefold() in _BY_ALONE and 2 <= len(name.split()) <= 5 and looks_titled(name)


def is_within(short: str, long: str) -> bool:
    """Whether all of the words of one stand together in the other."""
    return bool(short) and f" {short} " in f" {long} "


def _line(passages: Sequence[Passage]) -> str:
    """The first line, to name a part that has no title."""
    return next((" ".join(p.text.split())[:60] for p in passages if p.text), "")
