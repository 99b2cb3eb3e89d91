"""A chapter's section of the page, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from narrate.delivery.player.data import audio_sources
from narrate.delivery.player.sections import NumberedSentence, Section, Voiced
from narrate.delivery.player.text import escape, leaves, sentence_html
from narrate.delivery.player.words import PageWords, clock, title_of


def chapter_list(page: Sequence[Section], words: PageWords) -> str:
    """Links to the sections, with their lengths."""
    return "\n".join(
        f'<li><a href="#c{section.index}"><span dir="auto">{escape(title_of(section, words))}'
        f'</span> <span class="time">{clock(section.seconds)}</span></a></li>'
        for section in page
    )


def chapter_section(section: Section, folder: Path, words: PageWords) -> str:
    """Heading, players for where no script runs, and text."""
    title, rest = _spoken_title(section)
    parts = [
        f'<section class="{section.first.kind}">',
        f'<div class="head">\n<h2 id="c{section.index}">{_heading(section, title, words)}</h2>',
        *(_plain_player(voiced, section, folder, words) for voiced in section.voiced),
        "</div>",
        *_text(section, rest),
        "</section>",
    ]
    return "\n".join(parts)


def _spoken_title(section: Section) -> tuple[list[NumberedSentence], list[NumberedSentence]]:
    """The sentences that announce the chapter, and all others."""
    title, rest = list[NumberedSentence](), list[NumberedSentence]()
    for heard in section.heard:
        announces = heard.chunk.kind == "heading" and heard.sentence.source is None
        (title if announces and not rest else rest).append(heard)
    return title, rest


def _heading(section: Section, title: Sequence[NumberedSentence], words: PageWords) -> str:
    """The title as it is heard; where that leaves words of it out, they come after it."""
    written = title_of(section, words)
    spoken = " ".join(sentence_html(heard) for heard in title)
    said = _letters("".join(heard.sentence.text for heard in title))
    if not spoken:
        return escape(written)
    shown = not section.first.title.strip() or _letters(written) in said
    return spoken if shown else f"{spoken} {escape(written)}"


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _text(section: Section, rest: Sequence[NumberedSentence]) -> Iterator[str]:
    chapter = section.first.chapter
    said = [heard for heard in rest if heard.sentence.source is None or chapter is None]
    if said:
        yield '<div class="leaf">'
        yield from (f"<p>{sentence_html(heard)}</p>" for heard in said)
        yield "</div>"
    if chapter is not None:
        yield from leaves(chapter, rest)


def _plain_player(voiced: Voiced, section: Section, folder: Path, words: PageWords) -> str:
    """What plays a track where scripts are off."""
    track = voiced.track
    name = title_of(section, words)
    if track.parts > 1:
        name = f"{name} ({words.say('part', part=track.part, parts=track.parts)})"
    found = audio_sources(track, folder)
    sources = "".join(f'<source src="{file.url}" type="{file.type}">' for file in found)
    if not sources:
        return ""
    return (
        f'<noscript><audio controls preload="none" aria-label="{escape(name)}">{sources}'
        "</audio></noscript>"
    )
