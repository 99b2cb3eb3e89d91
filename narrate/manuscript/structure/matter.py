"""Which parts of a book are not read, known by what they are called, typed or made of."""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

import regex

from narrate.manuscript.structure.titles.headings import key
from narrate.manuscript.words import words_of

CONTENTS = "contents list"
TITLE_PAGE = "title page"
LICENCE = "licence"
IMPRINT = "imprint"
CREDITS = "production credits"
TRANSCRIBER = "transcriber's note"
NOTES = "notes"
FOOTNOTE = "footnote"
MARKER = "note marker"
PAGE = "page number"
LINE = "line number"
CAPTION = "picture caption"
FIGURE = "figure"
CLOSING = "closing words"
ENGRAVED = "list of illustrations"
INDEX = "index"
BIBLIOGRAPHY = "bibliography"
ERRATA = "errata"
GLOSSARY = "glossary"
CAST = "cast list"
SPEAKER = "speaker's name"
DIRECTION = "stage direction"
PUBLISHER = "the publisher's own pages"
RUNNING = "running head"
SIDE_NOTE = "side note"
ALT = "alternative text"
READING_AID = "reading aid"
CODE = "code"
COMMENT = "comment"
METADATA = "metadata"
OUTSIDE = "outside the reading order"
HIDDEN = "hidden text"
DELETED = "deleted text"
PLACEHOLDER = "placeholder of a form"
FURNITURE = "furniture of a web page"
FORMULA = "formula"
SAID_FORMULA = "formula, said in words"
SILENT = "a heading with no text under it"
SKIPPED = "skipped by the settings"

_DATA = words_of("matter")

# EPUB structural semantics (epub:type, https://idpf.github.io/epub-vocabs/structure/) and
# digital publishing roles (https://www.w3.org/TR/dpub-aria/), the latter without `doc-`.
_TYPES: dict[str, str] = _DATA["types"]
JUDGED = frozenset({"x-cast", "x-contents"})
"""Types that only passages have whose content has been judged"""
_REASON_BY_TYPE = {t: reason for reason, types in _TYPES.items() for t in types.split()}

# Titles are compared as `headings.key` leaves them: lower case, letters and digits only.
# Each is a pattern for the whole title.
_TITLES: dict[str, list[str]] = _DATA["titles"]


_SIGN_OF_PATTERN = regex.compile(
    r"\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d[^}]*\}|.", regex.S
)
"""A sign of a pattern: one that stands for itself, is escaped, a set of characters, how often"""


class AnyOf:
    """A pattern for any of several, compiled when it is first used: that takes time."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        return regex.compile("|".join(self._patterns), regex.I)

    @cached_property
    def _alternatives(self) -> list[tuple[str, str]]:
        """Each by itself, behind what is in all its matches: most texts have nothing of that.

        Looking for one after the other takes a tenth of the time of looking for all.
        """
        found = (x for pattern in self._patterns for x in _alternatives(pattern))
        return [(_needle(x).casefold(), x) for x in found]

    def search(self, text: str) -> bool:
        """Whether one of them stands in the text."""
        folded = text.casefold()
        may = [pattern for needle, pattern in self._alternatives if needle in folded]
        return any(_compiled(pattern).search(text) for pattern in may)

    def match(self, text: str) -> bool:
        """Whether the text begins with one of them."""
        return self._compiled.match(text) is not None

    def fullmatch(self, text: str) -> bool:
        """Whether the text is one of them."""
        return self._compiled.fullmatch(text) is not None

    def findall(self, text: str) -> list[str]:
        """What stands in the text of them, without overlaps."""
        return self._compiled.findall(text) if self.search(text) else []


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.I)


def _alternatives(pattern: str) -> Iterator[str]:
    """A pattern's alternatives: `a(?:b|c)|[|]` has `a(?:b|c)` and `[|]`."""
    depth, at = 0, 0
    for found in _SIGN_OF_PATTERN.finditer(pattern):
        sign = found[0]
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield pattern[at : found.start()]
            at = found.end()
    yield pattern[at:]


def _needle(pattern: str) -> str:
    """The longest piece of text that is in every match: ` by` of `(?:printed|made) by\b`."""
    pieces, depth = [""], 0
    for sign in _SIGN_OF_PATTERN.findall(pattern):
        depth += (sign == "(") - (sign == ")")
        letter = sign[1:] if sign[0] == "\\" and not sign[1].isalnum() else sign
        if sign in ("?", "*") or sign[0] == "{":  # what stands before may be absent
            pieces += [pieces.pop()[:-1], ""]
        elif depth or len(letter) > 1 or sign in ")^$.+":
            pieces.append("")
        else:
            pieces[-1] += letter
    return max(pieces, key=len)


_REASON_BY_TITLE = [(AnyOf(patterns), reason) for reason, patterns in _TITLES.items()]

_AND = regex.compile(r" (?:and|und|y|et|e|и|और|மற்றும்) |[和及与與・]")

_FILE = r"(?:e-?text|e-?book|html(?: version)?|file)"
_MADE = r"(?:produced|prepared|transcribed|scanned|digitized|created|proofread|made|converted)"
_CREDITS = regex.compile(
    rf"\W*(?:(?:this )?{_FILE}\s*(?:was |is )?(?:first )?{_MADE}(?: and \w+)?(?: by\b|:| from\b)|"
    rf"(?:{_FILE}|images?|credits?|updates?|scans?|corrections?)[\w ,/-]{{0,40}}(?: by\b|:)|"
    r"(?:produced|transcribed|digitized|proofread)(?: and \w+)?"
    r"(?:(?-i: by:? \p{Lu})|: | from the (?:\d{4}|\w+ edition))|"
    r"note: (?:(?:the )?project gutenberg|there is an?)\b)",
    regex.I,
)
_CLOSING = regex.compile("|".join(_DATA["closing"]))
_FIELDS = frozenset(" ".join(_DATA["fields"].values()).split())
_FIELD = regex.compile(r"\s*([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?)\s*[:：]\s*(\S.*)", regex.DOTALL)


def by_types(types: Iterable[str]) -> str | None:
    """Why a part with these `epub:type`s or roles is not read; None if it is."""
    return next((_REASON_BY_TYPE[t] for t in sorted(types) if t in _REASON_BY_TYPE), None)


@lru_cache(maxsize=8192)
def by_title(title: str) -> str | None:
    """Why a part with this title is not read; None if it is."""
    words = key(title)
    if not words or len(words) > 200:
        return None
    whole = _reason_of_words(words)
    if whole is not None:
        return whole
    joined = [_reason_of_words(part) for part in _AND.split(words)]
    return joined[0] if len(joined) > 1 and all(joined) else None


def _reason_of_words(words: str) -> str | None:
    return next((why for pattern, why in _REASON_BY_TITLE if pattern.fullmatch(words)), None)


def is_credits(text: str) -> bool:
    """Whether a paragraph says who made the electronic text."""
    return len(text) < 1500 and bool(_CREDITS.match(text))


def is_closing(text: str) -> bool:
    """Whether a paragraph only says that the book is over."""
    return len(text) < 110 and bool(_CLOSING.fullmatch(key(text)))


def read_field(text: str) -> tuple[str, str] | None:
    """`Author: Oscar Wilde` as a pair, for the names that front matter uses; else None."""
    found = _FIELD.fullmatch(text)
    if found and found[1].casefold() in _FIELDS:
        return found[1].casefold(), found[2].strip()
    return None
