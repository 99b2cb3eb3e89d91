"""What a chapter file says about itself, by ffmpeg's generic names for tags."""

from __future__ import annotations

from narrate.finished import About
from narrate.tags import book_tags


def chapter_tags(about: About, *, title: str, number: int, total: int) -> dict[str, str]:
    """The tags of one chapter; those without a value are left out.

    `about.narrator` is who reads this chapter.
    """
    own = {"title": title.strip() or f"Chapter {number}", "track": f"{number}/{total}"}
    return {**own, **book_tags(about)}
