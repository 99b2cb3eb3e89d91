"""The kinds of matter that settings can name: preface, index, captions, page numbers…

A role is known by what the manuscript says (`epub:type`, ARIA role), by the reason for which
the readers leave something out, or by a title in the languages that narrate reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.headings import key


@dataclass(frozen=True, slots=True)
class MatterRole:
    """A kind of matter, under the name that publishers give it."""

    meaning: str
    """For the list that users see"""
    reasons: tuple[str, ...] = ()
    """Reasons of `matter` that mean this kind"""
    types: frozenset[str] = frozenset()
    """`epub:type`s and ARIA roles, the latter without `doc-`"""
    titles: regex.Pattern[str] | None = None
    """Of the whole title as `headings.key` leaves it"""
    also: frozenset[str] = field(default_factory=frozenset)
    """Other words for it in settings"""


def _role(
    meaning: str, *reasons: str, types: str = "", titles: str = "", also: str = ""
) -> MatterRole:
    return MatterRole(
        meaning,
        reasons,
        frozenset(types.split()),
        matter.any_of(titles) if titles else None,
        frozenset(also.split()),
    )


# Types: https://idpf.github.io/epub-vocabs/structure/ and https://www.w3.org/TR/dpub-aria/.
ROLES: dict[str, MatterRole] = {
    "cover": _role("cover pages", types="cover", titles=r"(?:front |back |book )?cover.*|cubierta"),
    "title_page": _role(
        "title pages and half titles",
        matter.TITLE_PAGE,
        types="titlepage halftitlepage halftitle",
        also="titles half_title",
    ),
    "frontispiece": _role("the frontispiece", types="frontispiece", titles="frontispiece"),
    "imprint": _role(
        "copyright and imprint pages",
        matter.IMPRINT,
        types="copyright-page imprint",
        also="copyright copyright_page legal",
    ),
    "colophon": _role("the colophon", types="colophon", titles="colophon|colofón"),
    "licence": _role("licences, such as Project Gutenberg's", matter.LICENCE, also="license"),
    "credits": _role(
        "who made the electronic text",
        matter.CREDITS,
        types="credits other-credits",
        also="production_credits",
    ),
    "transcriber_notes": _role(
        "transcribers' notes", matter.TRANSCRIBER, also="transcribers_notes"
    ),
    "contents": _role("contents lists", matter.CONTENTS, types="toc", also="toc table_of_contents"),
    "illustrations": _role(
        "lists of illustrations, maps and tables",
        matter.ENGRAVED,
        types="loi lot loa lov",
        also="list_of_illustrations list_of_tables list_of_maps",
    ),
    "index": _role("the index", matter.INDEX, types="index", also="indexes indices"),
    "bibliography": _role(
        "bibliographies", matter.BIBLIOGRAPHY, types="bibliography", also="references"
    ),
    "errata": _role("errata", matter.ERRATA, types="errata"),
    "glossary": _role(
        "glossaries",
        types="glossary",
        titles=r"glossary(?: of .*)?|glosario|vocabulary|शब्दावली|शब्दकोश|சொற்பொருள்|அருஞ்சொற்பொருள்",
    ),
    "notes": _role("footnotes and endnotes", matter.NOTES, matter.FOOTNOTE),
    "footnotes": _role("footnotes, where they stand", matter.FOOTNOTE, types="footnote footnotes"),
    "endnotes": _role(
        "endnotes, as a part of the book",
        matter.NOTES,
        types="endnotes rearnotes",
        also="rearnotes",
    ),
    "note_markers": _role(
        "the marks in the text that refer to notes", matter.MARKER, also="markers noterefs"
    ),
    "side_notes": _role("notes in the margin", matter.SIDE_NOTE, also="sidenotes marginalia"),
    "page_numbers": _role(
        "page numbers", matter.PAGE, types="pagebreak page-list", also="pages pagebreaks"
    ),
    "running_heads": _role(
        "running heads and feet of pages", matter.RUNNING, also="headers footers running_headers"
    ),
    "captions": _role("captions of pictures and tables", matter.CAPTION),
    "alt_texts": _role(
        "what is written in place of pictures", matter.ALT, also="alt alternative_texts"
    ),
    "reading_aids": _role("pronunciations beside words (ruby)", matter.READING_AID, also="ruby"),
    "code": _role("program code", matter.CODE),
    "comments": _role("comments in the file", matter.COMMENT),
    "hidden_text": _role("text that the document does not show", matter.HIDDEN, also="hidden"),
    "web_furniture": _role(
        "what web pages have around the text: headers, footers, edit links", matter.FURNITURE
    ),
    "closing_words": _role("THE END and what is like it", matter.CLOSING),
    "outside": _role(
        "pages outside the reading order", matter.OUTSIDE, also="non_linear nonlinear"
    ),
    "about_the_author": _role(
        "about the author or translator",
        titles=r"""
            about the (?:author|translator|illustrator|editor)s?|(?:the )?author s? ?biography
            sobre (?:el|la) autora?|लेखक परिचय|ஆசிரியர் பற்றி
        """,
        also="author_biography biography",
    ),
    "advertisements": _role(
        "the publisher's own pages: other books, praise, newsletter",
        matter.PUBLISHER,
        also="ads also_by publisher promotion",
    ),
    "dedication": _role(
        "the dedication",
        types="dedication",
        titles=r"dedication|dedicated to .*|dedicatoria|a dedication|समर्पण|சமர்ப்பணம்",
    ),
    "epigraph": _role("the epigraph", types="epigraph", titles="epigraphs?|epígrafe", also="motto"),
    "foreword": _role(
        "the foreword",
        types="foreword",
        titles=r"(?:the )?foreword\b.*|fore word|presentación|आमुख|प्राक्कथन|அணிந்துரை",
    ),
    "preface": _role(
        "prefaces",
        types="preface preamble",
        titles=r"""
            .{0,30}\bpreface\b.*|prefatory note|to the reader|al lector|prefacio\b.*|advertencia
            भूमिका|प्रस्तावना|दो शब्द|முன்னுரை|என்னுரை|முகவுரை
        """,
    ),
    "introduction": _role(
        "introductions",
        types="introduction",
        titles=r"""
            (?:an? |the )?introduct(?:ion|ory)\b.*|.{0,30} introduction|introducción\b.*|परिचय
        """,
    ),
    "prologue": _role(
        "the prologue", types="prologue", titles=r"(?:the )?prologue\b.*|proem|prólogo\b.*|अग्रकथा"
    ),
    "epilogue": _role(
        "the epilogue",
        types="epilogue",
        titles=r"(?:the |an? )?epilogue\b.*|epílogo\b.*|उपसंहार|முடிவுரை|பின்னுரை",
    ),
    "afterword": _role(
        "the afterword",
        types="afterword",
        titles=r"(?:the |an? )?afterword\b.*|postscript|posfacio",
    ),
    "conclusion": _role(
        "the conclusion", types="conclusion", titles=r"(?:the )?conclusion\b.*|conclusión"
    ),
    "appendix": _role(
        "appendices",
        types="appendix",
        titles=r"(?:the )?appendi(?:x|ces)\b.*|apéndices?\b.*|परिशिष्ट|பிற்சேர்க்கை",
        also="appendixes",
    ),
    "acknowledgments": _role(
        "acknowledgments",
        types="acknowledgments acknowledgements",
        titles=r"acknowledge?ments?|agradecimientos|thanks|आभार|நன்றி",
        also="acknowledgements thanks",
    ),
    "author_notes": _role(
        "notes by the author, translator or editor",
        titles=r"""
            (?:the )?(?:author|translator|editor)s? s? ?(?:note|remark|comment)s?
            notes? (?:by|from|of) the (?:author|translator|editor)|nota del? (?:autora?|traductora?)
        """,
        also="authors_note translators_note author_note translator_note",
    ),
}

_SPELLINGS = {
    spelling: name
    for name, role in ROLES.items()
    for word in (name, *role.also)
    for spelling in (word, word.removesuffix("s"), f"{word}s")
} | {name: name for name in ROLES}
_JOINTS = regex.compile(r"[\s\-_]+")
_POSSESSIVE = regex.compile(r"[’']s?(?!\p{L})")


def read_role(word: str) -> str | None:
    """The role that a word in the settings names: `Alt texts`, `toc`, `dedications`."""
    words = _POSSESSIVE.sub("s", word.strip().casefold())
    return _SPELLINGS.get(_JOINTS.sub("_", words))


@lru_cache(maxsize=256)
def roles_of_reason(reason: str) -> frozenset[str]:
    """The roles of what is left out for a reason."""
    return frozenset(name for name, role in ROLES.items() if reason in role.reasons)


def role_of(reason: str) -> str | None:
    """The first role of what is left out for a reason, to name it; None if it has none."""
    return next((name for name, role in ROLES.items() if reason in role.reasons), None)


@lru_cache(maxsize=1024)
def roles_of_title(title: str) -> frozenset[str]:
    """The roles of a part with such a title."""
    words = key(title)
    if not words or len(words) > 200:
        return frozenset()
    named = {n for n, role in ROLES.items() if role.titles and role.titles.fullmatch(words)}
    reason = matter.by_title(title)
    return frozenset(named | (roles_of_reason(reason) if reason else set()))


def roles_of_types(types: Iterable[str]) -> frozenset[str]:
    """The roles of what has these `epub:type`s and ARIA roles."""
    given = set(types)
    return frozenset(name for name, role in ROLES.items() if given & role.types)
