"""What a chapter file says about itself, by ffmpeg's generic names for tags.

Audiobookshelf takes `album` for the book, `artist` for its authors and `composer` for its
narrators (advplyr/audiobookshelf 2.36.0, `server/scanner/AudioFileScanner.js`); Plex and Apple
Books do the same.
"""

from __future__ import annotations

from narrate.tags import language_code


def chapter_tags(
    *,
    book: str,
    title: str,
    author: str,
    narrator: str | None,
    language: str,
    number: int,
    total: int,
    date: str | None = None,
) -> dict[str, str]:
    """The tags of one chapter; those without a value are left out.

    `language` is a primary tag (`en`), with or without a region; `date` a year or a day.
    """
    tags = {
        "title": title.strip() or f"Chapter {number}",
        "album": book,
        "artist": author,
        "album_artist": author,
        "composer": narrator or "",
        "narrator": narrator or "",
        "track": f"{number}/{total}",
        "genre": "Audiobook",
        "language": language_code(language),
        "date": date or "",
    }
    return {name: value for name, value in tags.items() if value.strip()}
