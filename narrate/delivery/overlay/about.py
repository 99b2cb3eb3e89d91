"""What a book's metadata is in an EPUB."""

from __future__ import annotations

import re
import uuid
from html import escape

from narrate.about import About

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/TR/epub-33/#narrate")
"""Of the identifiers that are made from what is known of a book"""


def language_of(about: About) -> str:
    """The book's language as a tag; `und` where nobody knows it."""
    tag = about.language.replace("_", "-")
    return tag if _TAG.fullmatch(tag) and tag != "auto" else "und"


def identifier_of(about: About) -> str:
    """The ISBN, else one that is the same whenever the same narration is made."""
    if about.isbn:
        return f"urn:isbn:{about.isbn}"
    known = (about.title, about.subtitle, about.author, about.narrator, about.language)
    return f"urn:uuid:{uuid.uuid5(_SPACE, chr(31).join(known))}"


def moment_of(about: About) -> str:
    """When the book was changed last, as far as is known without asking a clock."""
    year = about.year if re.fullmatch(r"\d{4}", about.year) else "2000"
    return f"{year}-01-01T00:00:00Z"


def metadata_of(about: About) -> list[str]:
    """The lines of an own package document that say what the book is, in EPUB 3's words."""
    lines = [
        f'<dc:identifier id="book">{escape(identifier_of(about))}</dc:identifier>',
        f"<dc:language>{escape(language_of(about))}</dc:language>",
        f'<dc:title id="title">{escape(about.title)}</dc:title>',
        '<meta refines="#title" property="title-type">main</meta>',
    ]
    if about.subtitle:
        lines += [
            f'<dc:title id="subtitle">{escape(about.subtitle)}</dc:title>',
            '<meta refines="#subtitle" property="title-type">subtitle</meta>',
        ]
    for key, element, role, name in (
        ("author", "creator", "aut", about.author),
        ("narrator", "contributor", "nrt", about.narrator),
    ):
        if name.strip():
            lines += [
                f'<dc:{element} id="{key}">{escape(name)}</dc:{element}>',
                f'<meta refines="#{key}" property="role" scheme="marc:relators">{role}</meta>',
            ]
    for element, value in (
        ("publisher", about.publisher),
        ("date", about.year),
        ("description", about.description),
    ):
        if value.strip():
            lines.append(f"<dc:{element}>{escape(value.strip())}</dc:{element}>")
    if about.series:
        lines += [
            f'<meta property="belongs-to-collection" id="series">{escape(about.series)}</meta>',
            '<meta refines="#series" property="collection-type">series</meta>',
        ]
        if re.fullmatch(r"\d+(\.\d+)*", about.series_position):
            position = about.series_position
            lines.append(f'<meta refines="#series" property="group-position">{position}</meta>')
    lines.append(f'<meta property="dcterms:modified">{moment_of(about)}</meta>')
    return lines
