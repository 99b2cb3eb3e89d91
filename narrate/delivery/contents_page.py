"""A book's table of contents as an HTML page: what a W3C audiobook has for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from narrate.about import About
from narrate.delivery.cues import is_right_to_left
from narrate.delivery.media import address, inner_headings
from narrate.timeline import Track


def contents_page(about: About, tracks: Sequence[tuple[Track, Sequence[Path]]]) -> str:
    """Links to each track's first file, and by media fragments to the headings inside."""
    direction = ' dir="rtl"' if is_right_to_left(about.language) else ""
    title = escape(" ".join(about.title.split()))
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(about.language)}"{direction}>\n'
        f'<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
        f'<body>\n<h1>{title}</h1>\n<nav role="doc-toc">\n<ol>\n'
        + "".join(_entry(track, address(files[0].name)) for track, files in tracks)
        + "</ol>\n</nav>\n</body>\n</html>\n"
    )


def _entry(track: Track, link: str) -> str:
    inner = "".join(_inner(track, link))
    nested = f"\n<ol>\n{inner}</ol>\n" if inner else ""
    return f'<li><a href="{link}">{escape(track.heading)}</a>{nested}</li>\n'


def _inner(track: Track, link: str) -> Iterator[str]:
    for seconds, title in inner_headings(track):
        yield f'<li><a href="{link}#t={seconds:.3f}">{escape(title)}</a></li>\n'
