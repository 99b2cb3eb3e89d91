"""What is known of a book, and the tags that its files carry, by ffmpeg's generic names.

Audiobookshelf takes `album` for the book, `artist` for its authors, `composer` for its narrators,
`series` and `series-part`, else `show` and `episode_id`, else `grouping` as `Name #2` for the
series, `description`, else `comment` for what it is about (advplyr/audiobookshelf 2.36.0,
`server/utils/prober.js` and `server/scanner/AudioFileScanner.js`); Plex and Apple Books take
those of them that they know alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import Self

from narrate.language import three_letters

_BETWEEN = r"[ \u2010-\u2013-]?"
_WRITTEN = re.compile(
    rf"(?<![0-9])[0-9](?:{_BETWEEN}[0-9]){{8,11}}{_BETWEEN}[0-9Xx](?![0-9A-Za-z])"
)
"""10 or 13 digits with hyphens or spaces between them"""


def is_isbn(digits: str) -> bool:
    """Whether the last digit fits the others (ISO 2108, annex on check digits)."""
    if re.fullmatch(r"[0-9]{13}", digits):
        total = sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits))
        return digits.startswith(("978", "979")) and total % 10 == 0
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(d * (10 - i) for i, d in enumerate(values)) % 11 == 0
    return False


def find_isbn(text: str) -> str:
    """The first ISBN in a text, without hyphens (one of 10 digits may end in X); empty: none."""
    for match in _WRITTEN.finditer(text[:2000]):
        digits = re.sub(r"[^0-9Xx]", "", match.group()).upper()
        if is_isbn(digits):
            return digits
    return ""


_SUFFIX = re.compile(r",\s*((?:[JS]r|Esq|M\.?D|Ph\.?D)\b\.?|[IVX]{2,4}\b)")
"""What follows a name behind a comma and is no name"""


def book_tags(about: About) -> dict[str, str]:
    """The tags that all files of a book share; those without a value are left out."""
    tags = {
        "album": about.title,
        "artist": people(about.author),
        "album_artist": people(about.author),
        "composer": people(about.narrator),
        "narrator": people(about.narrator),
        "genre": "Audiobook",
        "language": three_letters(about.language),
        "date": about.year,
        "subtitle": about.subtitle,
        "publisher": about.publisher,
        "isbn": about.isbn,
        "description": about.description,
        "comment": about.description,
        **_series(about),
    }
    return {name: value for name, value in tags.items() if value.strip()}


def people(names: str) -> str:
    """Names as players part them: by `&`, and no comma inside of one (`King, Jr.` is one man).

    Audiobookshelf parts them at commas too, and takes `Plato, Aristotle` for one inverted name
    (`server/utils/parsers/parseNameString.js`); semicolons are the only other sign that is safe.
    """
    return " & ".join(
        _SUFFIX.sub(r" \1", name.strip()) for name in names.split(";") if name.strip()
    )


def names_of(text: str) -> list[str]:
    """Each of several authors or narrators, as `people` parts them."""
    return [name.strip() for name in people(text).split(" & ") if name.strip()]


def _series(about: About) -> dict[str, str]:
    if not about.series:
        return {}
    position = about.series_position
    return {
        "series": about.series,
        "series-part": position,
        "show": about.series,
        "episode_id": position,
        "grouping": f"{about.series} #{position}" if position else about.series,
    }


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a book; empty where nobody said it."""

    title: str = ""
    author: str = ""
    narrator: str = ""
    """As shown to listeners; empty until it is known who reads. Without a name, the voices"""
    language: str = ""
    """Tag such as `en`"""
    subtitle: str = ""
    series: str = ""
    """Name of the series that the book belongs to"""
    series_position: str = ""
    """Its place in the series as written there (`2`, `1.5`)"""
    year: str = ""
    """Of publication, four digits"""
    description: str = ""
    """Plain text; an empty line between paragraphs"""
    publisher: str = ""
    isbn: str = ""
    """Digits only"""
    cover: bytes | None = field(default=None, repr=False)
    """JPEG or PNG file"""

    def filled(self, other: About) -> Self:
        """This, with what the other says where this is silent."""
        silent = [f.name for f in fields(About) if not getattr(self, f.name)]
        return replace(self, **{name: getattr(other, name) for name in silent})


def chapter_tags(about: About, *, title: str, number: int, total: int) -> dict[str, str]:
    """The tags of one chapter; those without a value are left out.

    `about.narrator` is who reads this chapter.
    """
    own = {"title": title.strip() or f"Chapter {number}", "track": f"{number}/{total}"}
    return {**own, **book_tags(about)}
