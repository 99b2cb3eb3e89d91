"""The markup languages that are left to pandoc, by the endings of their files."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final[Mapping[str, tuple[str, str]]] = {
    ".tex": ("latex", "LaTeX sources"),
    ".latex": ("latex", "LaTeX sources"),
    ".ltx": ("latex", "LaTeX sources"),
    ".rst": ("rst", "reStructuredText files"),
    ".rest": ("rst", "reStructuredText files"),
    ".org": ("org", "Org files"),
    ".typ": ("typst", "Typst sources"),
    ".docbook": ("docbook", "DocBook files"),
    ".dbk": ("docbook", "DocBook files"),
    ".jats": ("jats", "JATS articles"),
    ".textile": ("textile", "Textile files"),
    ".adoc": ("asciidoc", "AsciiDoc files"),
    ".asciidoc": ("asciidoc", "AsciiDoc files"),
    ".opml": ("opml", "OPML outlines"),
    ".mediawiki": ("mediawiki", "wiki pages"),
    ".wiki": ("mediawiki", "wiki pages"),
    ".dokuwiki": ("dokuwiki", "wiki pages"),
    ".vimwiki": ("vimwiki", "wiki pages"),
    ".twiki": ("twiki", "wiki pages"),
    ".creole": ("creole", "wiki pages"),
    ".jira": ("jira", "wiki pages"),
    ".t2t": ("t2t", "txt2tags files"),
    ".muse": ("muse", "Muse files"),
    ".dj": ("djot", "Djot files"),
    ".djot": ("djot", "Djot files"),
    ".man": ("man", "manual pages"),
    ".pod": ("pod", "POD files"),
    ".ipynb": ("ipynb", "notebooks"),
}
"""pandoc's name of the language, and what such files are called in messages"""

_MARKUP = (
    (b"docbook", ("docbook", "DocBook files")),
    (b"jats", ("jats", "JATS articles")),
    (b"//nlm//dtd", ("jats", "JATS articles")),
    (b"<opml", ("opml", "OPML outlines")),
)
"""What stands at the start of XML in one of these languages, in small letters"""


def language_of_markup(start: bytes) -> tuple[str, str] | None:
    """The language of XML that is left to pandoc, by its document type or namespace.

    `start` is the beginning of the file in small letters.
    """
    if not start.startswith((b"<?xml", b"<!doctype", b"<opml", b"<book", b"<article")):
        return None
    return next((language for sign, language in _MARKUP if sign in start), None)
