"""Project Gutenberg's wrapping: where the book begins and ends in it, and what it declares."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from narrate.about import About
from narrate.language import NAMES
from narrate.manuscript.structure.matter import LICENCE, is_credits
from narrate.manuscript.structure.passages import Part, Passage
from narrate.manuscript.tongue import year_of

# The marks changed over the years; all of these are found in files that are still served:
#   *** START OF THIS PROJECT GUTENBERG EBOOK …      since 2002
#   ***START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START***       in front in the nineties,
#   *END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*     behind the text until 2004
#   *** END OF …, End of Project Gutenberg's …, Ende dieses Project Gutenberg Etextes …
_START = re.compile(
    r"^\W{0,6}\*{2,}\s*START OF (?:(?:THE|THIS) )?(?:COPYRIGHTED )?PROJECT GUTENBERG|"
    r"^\W{0,6}START OF (?:THE|THIS) PROJECT GUTENBERG E",
    re.IGNORECASE | re.MULTILINE,
)
_PRINT_START = re.compile(
    r"^\W{0,6}START\W{1,4}THE SMALL PRINT|^\W{1,6}SMALL PRINT!", re.IGNORECASE | re.MULTILINE
)
_PRINT_END = re.compile(
    r"^\W{0,6}END\W{1,4}THE SMALL PRINT|SMALL PRINT!.{0,60}\*END\*|^\W{0,3}\[\W?Small Print\W? V",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    r"^\W{0,6}\*{2,}\s*END OF (?:(?:THE|THIS) )?(?:COPYRIGHTED )?PROJECT GUTENBERG|"
    r"^[\W_]{0,6}(?:End of (?:this|the)|Ende dieses) E-?(?:text|book)|"
    r"^\W{0,4}This is a COPYRIGHTED Project Gutenberg|"
    r"^[\W_]{0,6}(?:This (?:is|was) the |The )?(?:End|Ende|Fin|Fine|Fim|Final|Einde)\b.{0,24}?"
    r"\bProje[ck]t Gutenberg|"
    r"^\W{0,6}\*{2,}\s*START:? FULL LICENSE",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNS = ("gutenberg", "small print", "etext", "e-text", "ebook", "e-book")
"""One of these is in every mark"""
_MENTION = re.compile(r"Proje[ck]t Gutenberg", re.IGNORECASE)
_HEADED = re.compile(
    r"\W{0,6}(?:(?:The|A|Ein|Una?) )?Proje[ck]t Gutenberg(?:['’]s|-tm)?(?: of \w+| \w+)?,?\s+"
    r"(?:E-?(?:text|book)s?|edition|release)\b",
    re.IGNORECASE,
)
"""The first line of a file without marks"""
_LEGAL = re.compile(
    r"Gutenberg|\be-?(?:text|book)s?\b|small print|public domain|copyright|trademark|donat|"
    r"licen[sc]e|liabilit|warrant|refund|indemni|distribut|royalt|\btax|volunteer|\bASCII\b|"
    r"https?:|www\.|\bftp\b|e-?mail|\.(?:zip|txt)\b|proof ?read|"
    r"^(?:Title|Author|Editor|Translator|Illustrator|Release date|Posting date|Language|"
    r"Character set encoding|Edition|Credits|Subtitle|Commentator|Annotator|Contributor|"
    r"Original publication|Most recently updated)s?:|\[\s*(?:#\d|Etext|EBook)",
    re.IGNORECASE | re.MULTILINE,
)
"""What the paragraphs of a header or licence speak of"""
_HEADER = re.compile(
    r"Gutenberg|\be-?(?:text|book)s?\b|electronic texts?|posting these files|"
    r"^(?:Title|Author|Editor|Translator|Illustrator|Release date|Posting date|Language|"
    r"Character set encoding)s?:",
    re.IGNORECASE | re.MULTILINE,
)
"""What the other paragraphs of a header speak of, once one has said whose it is"""
_FRONT = 40
"""Pieces at the start in which a file says whose it is"""
_LONGEST = 600
"""Characters of a paragraph that is a line of the header"""
_BETWEEN = 3
"""Short paragraphs that may stand between two of a header: a title, a name, a date"""
_SHORT = 12
"""Words of such a paragraph"""
_REMARK = 60
"""Words of a remark on the file that stands in its header or licence"""
_ENOUGH = 3000
"""Words of a stretch after which no more is needed to see what it is"""
_FIELD = re.compile(
    r"^(Title|Author|Editor|Language|Original publication)s?:[ \t]*"
    r"(\S.*(?:\n[ \t]+(?![A-Z][\w ]{2,20}:)\S.*)*)",
    re.MULTILINE,
)
_OLD = re.compile(
    r"Project Gutenberg(?:['’]s)?(?: E-?(?:text|book))?(?:,? of)?,? (?P<title>.{2,120}?),? by "
    r"(?P<author>[^\n,*#]{3,60})",
    re.IGNORECASE,
)
_WRAPPED = 50
"""A header field shorter than this was not wrapped: what follows it is a subtitle"""

_LANGUAGES = {name.lower(): tag for tag, name in NAMES.items()}
"""Tags by the English names of languages"""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pieces `[start:stop]` between two marks."""

    start: int
    stop: int
    above: re.Pattern[str] | None = None
    """The mark with which it begins, or below which it lies"""
    below: re.Pattern[str] | None = None
    """The mark that ends it"""

    @property
    def is_framed(self) -> bool:
        """Whether its place says that it is no text: a header, small print, a licence."""
        small = self.above is _PRINT_START or self.below is _PRINT_END
        return small or self.above is _END or self.below is _START


def find_bounds(pieces: Sequence[str]) -> range | None:
    """Where the book lies among lines or paragraphs; None if this is not Gutenberg's.

    Header and licence lie before and behind. The marks only propose where: what stands before
    the first or behind the last of them is a header or a licence if it speaks as one.
    """
    stretches = _stretches(pieces)
    if not (stretches and _is_gutenbergs(pieces, stretches)):
        return None
    texts = [s for s in stretches if _is_text(pieces, s)] or [_between_marks(stretches)]
    start, stop = texts[0].start, texts[-1].stop
    return range(_below_header(pieces, start, stop), stop)


def _is_gutenbergs(pieces: Sequence[str], stretches: Sequence[_Stretch]) -> bool:
    """Whether the file has the marks of one that Gutenberg made, or begins as one."""
    if any(stretch.below not in (None, _END) for stretch in stretches):
        return True
    front = pieces[:_FRONT]
    first = next((piece for piece in pieces if piece.strip()), "")
    mentioned = len(stretches) > 1 and bool(_MENTION.search("\n".join(front)))
    return mentioned or bool(_HEADED.match(first))


def _between_marks(stretches: Sequence[_Stretch]) -> _Stretch:
    """The longest stretch outside the small print, of a book that speaks of texts and rights."""
    return max(stretches, key=lambda s: (not s.is_framed, s.stop - s.start))


def _is_text(pieces: Sequence[str], stretch: _Stretch) -> bool:
    """Whether more is said in it than headers and licences say."""
    legal = other = 0
    for paragraph in _paragraphs(pieces, stretch.start, stretch.stop):
        words = len(paragraph.split())
        if _LEGAL.search(paragraph):
            legal += words
        elif any(map(str.isalnum, paragraph)):
            other += words
        if legal + other > _ENOUGH:
            break
    return other > (2 * legal + _REMARK if stretch.is_framed else legal)


def _paragraphs(pieces: Sequence[str], start: int, stop: int) -> Iterator[str]:
    """Lines between blank ones as one; paragraphs, among which no piece is blank, as they are."""
    lines: list[str] = []
    apart = not _are_lines(pieces, start)
    for piece in islice(pieces, start, stop):
        if lines and (apart or not piece.strip()):
            yield "\n".join(lines)
            lines = []
        if piece.strip():
            lines.append(piece)
    if lines:
        yield "\n".join(lines)


def _below_header(pieces: Sequence[str], start: int, stop: int) -> int:
    """Where the text begins that opens with lines of the header, such as its first once more.

    `Project Gutenberg's Etext of The Lamp` does, and with it the names between two such lines.
    """
    at = below = start
    between, lines = 0, _are_lines(pieces, start)
    while at < stop and between <= _BETWEEN:
        while at < stop and not pieces[at].strip():
            at += 1
        end = at
        while end < stop and pieces[end].strip() and (end == at or lines):
            end += 1
        paragraph = "\n".join(pieces[at:end])
        speaks = _HEADER if below > start else _MENTION
        if speaks.search(paragraph) and len(paragraph) < _LONGEST and not is_credits(paragraph):
            below, between = end, 0
        elif len(paragraph.split()) <= _SHORT:
            between += 1
        else:
            break
        at = end
    return below


def _are_lines(pieces: Sequence[str], start: int) -> bool:
    return any(not piece.strip() for piece in pieces[start : start + _FRONT])


def frames_inside(pieces: Sequence[str], bounds: range) -> list[range]:
    """What lies between the bounds and is a frame as well: a file may hold several etexts."""
    found: list[range] = []
    for stretch in _stretches(pieces):
        if not (bounds.start < stretch.start and stretch.stop <= bounds.stop):
            continue
        if not _is_text(pieces, stretch):
            found.append(range(stretch.start, stretch.stop))
        elif stretch.above in (_END, _PRINT_START):
            found.append(range(stretch.start, _after_mark(pieces, stretch.start)))
    return found


def _stretches(pieces: Sequence[str]) -> list[_Stretch]:
    """The pieces cut at the marks; a mark belongs to the header above or the licence below it."""
    stretches: list[_Stretch] = []
    start, above = 0, None
    for i, piece in enumerate(pieces):
        lower = piece.lower()
        if i < start or not any(sign in lower for sign in _SIGNS):
            continue
        mark = _mark(piece)
        if mark is None:
            continue
        stop = _after_mark(pieces, i) if mark in (_START, _PRINT_END) else i
        stretches.append(_Stretch(start, stop, above, mark))
        start, above = stop, mark
    stretches.append(_Stretch(start, len(pieces), above))
    return [s for s in stretches if s.start < s.stop]


def _mark(piece: str) -> re.Pattern[str] | None:
    return next((m for m in (_START, _PRINT_END, _PRINT_START, _END) if m.search(piece)), None)


def wrapped(header: list[Passage], parts: Iterable[Part], licence: list[Passage]) -> list[Part]:
    """The parts of a book with Project Gutenberg's header and licence around them."""
    return [
        Part("Project Gutenberg header", header, LICENCE),
        *parts,
        Part("Project Gutenberg licence", licence, LICENCE),
    ]


def _after_mark(pieces: Sequence[str], mark: int) -> int:
    """The mark may be wrapped: it ends on the line that closes its asterisks."""
    for i in range(mark, min(mark + 4, len(pieces))):
        if pieces[i].rstrip().endswith("*"):
            return i + 1
        if not pieces[i].strip():
            break
    return mark + 1


def read_about(header: str) -> About:
    """Title, author and language as the header declares them."""
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(header):
        fields.setdefault(name.lower(), _unwrapped(value))
    old = _OLD.search(" ".join(header[:600].split()))
    title = fields.get("title") or (old["title"].strip() if old else "")
    author = fields.get("author") or fields.get("editor") or (old["author"].strip() if old else "")
    language = fields.get("language", "").split(",")[0].split(" and ")[0].strip().lower()
    return About(
        title=title,
        author=author,
        language=_LANGUAGES.get(language, ""),
        year=year_of(" ".join(v.split()) for n, v in _FIELD.findall(header) if n[0] == "O"),
    )


def _unwrapped(value: str) -> str:
    lines = [line.strip() for line in value.split("\n")]
    return lines[0] if len(lines[0]) < _WRAPPED else " ".join(lines)
