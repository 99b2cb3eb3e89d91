"""Project Gutenberg's wrapping: where the book begins and ends in it, and what it declares."""

import re
from collections.abc import Iterable, Sequence

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import Part, Passage
from narrate.manuscript.tongue import year_of
from narrate.manuscript.words import words_of

# The marks changed over the years; all of these are found in files that are still served:
#   *** START OF THIS PROJECT GUTENBERG EBOOK …      since 2003
#   *END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*     the nineties
#   *** END OF …, End of Project Gutenberg's …, End of the Project Gutenberg Etext of …
_START = re.compile(
    r"^\W{0,6}\*{2,}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|"
    r"^\W{0,6}\*\s?END\W{1,3}THE SMALL PRINT|^\W{0,6}START OF (?:THE|THIS) PROJECT GUTENBERG E",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    r"^\W{0,6}\*{2,}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|"
    r"^[\W_]{0,6}(?:This is the )?End of (?:the |this )?Project Gutenberg|"
    r"^\W{0,6}\*{2,}\s*START:? FULL LICENSE",
    re.IGNORECASE | re.MULTILINE,
)
_MENTION = re.compile(r"Project Gutenberg", re.IGNORECASE)
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

_LANGUAGES: dict[str, str] = words_of("languages")["names"]
"""Tags by the English names of languages"""


def find_bounds(pieces: Sequence[str]) -> range | None:
    """Where the book lies among lines or paragraphs; None if this is not Gutenberg's.

    Header and licence lie before and behind.
    """
    starts = [i for i, piece in enumerate(pieces) if _is_start(piece)]
    start = _after_mark(pieces, max(starts)) if starts else 0
    stop = next((i for i in range(start, len(pieces)) if _is_end(pieces[i])), None)
    if starts or (stop is not None and _MENTION.search("\n".join(pieces[:40]))):
        return range(start, len(pieces) if stop is None else stop)
    return None


def wrapped(header: list[Passage], parts: Iterable[Part], licence: list[Passage]) -> list[Part]:
    """The parts of a book with Project Gutenberg's header and licence around them."""
    return [
        Part("Project Gutenberg header", header, matter.LICENCE),
        *parts,
        Part("Project Gutenberg licence", licence, matter.LICENCE),
    ]


def _is_start(piece: str) -> bool:
    return ("START" in piece.upper() or "SMALL PRINT" in piece) and bool(_START.search(piece))


def _is_end(piece: str) -> bool:
    return "GUTENBERG" in piece.upper() and bool(_END.search(piece))


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
