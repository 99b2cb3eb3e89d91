"""What stands before the first heading: title lines, credits, imprint, or already text."""

from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

import regex

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.headings import key, looks_titled, read_heading
from narrate.manuscript.structure.passages import Part, Passage

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
_TEXT = 40
"""Words of a paragraph from which on it is text, whatever stands around it"""


def part_front(passages: Sequence[Passage], about: About, *, alone: bool) -> list[Part]:
    """Parts before the first heading; `alone` says that there are no headings at all.

    Without headings the whole manuscript comes here: it is one chapter under the
    book's title. With headings, what is more than a title page becomes a chapter too.
    """
    parts: list[Part] = []
    body = _body(passages, about)
    if alone and body == len(passages):
        body = 0  # a few lines that look like a title page are all there is: they are the text
    for reason, run in groupby(passages[:body], key=lambda p: _reason(p, about)):
        group = list(run)
        parts.append(Part(_line(group), group, reason))
    rest = list(passages[body:])
    if not any(p.is_read for p in rest):
        return [*parts, Part(_line(rest), rest, matter.TITLE_PAGE)] if rest else parts
    if alone or any(len(p.spoken.split()) >= _TEXT for p in rest):
        return [*parts, Part(about.title, rest)]
    return [*parts, Part(_line(rest), rest, matter.TITLE_PAGE)]


def _body(passages: Sequence[Passage], about: About) -> int:
    """Index of the first passage that is text."""
    return sum(1 for _ in takewhile(lambda p: not _is_text(p, about), passages))


def _is_text(passage: Passage, about: About) -> bool:
    if not passage.is_read:
        return False
    text = passage.spoken.strip()
    if matter.is_credits(text) or is_title_line(text, about):
        return False
    return not (matter.is_imprint(text) and len(text) < 600)


def is_title_line(text: str, about: About) -> bool:
    """Whether a line repeats the title or the author, or could stand only on a title page.

    `THE TIME MACHINE`, `by H. G. Wells` and `An Invention` do, the latter if the book is called
    `The Time Machine: An Invention`; `The machine stopped.` does not.
    """
    if len(text) > 200:
        return False
    if _names_book(text, about):
        return True
    if text.rstrip("”’\"')»")[-1:] in ".!?…।":
        return False
    words = key(text)
    if is_byline(text) or (text.isupper() and len(words.split()) <= 8):
        return True
    title, author = key(about.title), key(about.author)
    named = is_within(words, title) or is_within(title, words) or is_within(author, words)
    return named and len(words) < 40 + max(len(title), len(author))


def _names_book(text: str, about: About) -> bool:
    """Whether a line is the title or the author, or says `by` the author."""
    words, author = key(text), key(about.author)
    by = is_byline(text) and bool(author) and author in words
    return bool(words) and (by or words in (key(about.title), author))


def is_byline(text: str) -> bool:
    """Whether a line only says by whom the book is, or was translated or illustrated."""
    return len(text) < 100 and bool(_BY.fullmatch(text))


def split_byline(title: str) -> tuple[str, str]:
    """`The Time Machine, by H. G. Wells [1898]` as title and author, `by H. G. Wells` likewise."""
    found = _BYLINE.fullmatch(" ".join(title.split()))
    return (found["title"] or "", found["author"]) if found else (title, "")


def may_be_book_title(line: str) -> bool:
    """Whether a line could be the title of a book, and neither of a part nor speech."""
    if line[-1] in ".,;:" or line[0] in '“"‘«' or not looks_titled(line):
        return False
    return not read_heading(line) and not matter.by_title(line)


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


def _reason(passage: Passage, about: About) -> str:
    text = passage.spoken.strip()
    if matter.is_credits(text):
        return matter.CREDITS
    if matter.is_imprint(text) and not is_title_line(text, about):
        return matter.IMPRINT
    return matter.TITLE_PAGE


def _line(passages: Sequence[Passage]) -> str:
    """The first line, to name a part that has no title."""
    return next((" ".join(p.text.split())[:60] for p in passages if p.text), "")
