"""The credits of a book: chapters of its script that the settings word and no manuscript has.

They are recorded, paid for and delivered as chapters are: the opening as number 0, the closing as
one more than the last. Settings by chapter number do not reach them, only those by title.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from narrate.book import Book, Chapter
from narrate.chunk import ChapterKind, ChapterScript, Script, Voicing
from narrate.script import ScriptOptions, Who, write_script
from narrate.script.titles.credits import (
    ENGLISH,
    CreditWords,
    credit_words,
    credits_chapter,
    fill,
    voice_named,
)
from narrate.script.write import Cast
from narrate.settings import Settings
from narrate.settings.chapters import covers
from narrate.settings.delivery_groups import PLACEHOLDERS

NO_NUMBER = 0
"""As which settings by chapter see credits: no number or range has it"""


def with_credits(
    script: Script, book: Book, settings: Settings, cast: Cast, options: ScriptOptions
) -> Script:
    """The script with credits around its chapters, as the settings resolved for the book want.

    `cast` and `options` are those of the book. A template of which nothing can be said for want
    of facts makes none.
    """
    wanted = settings.deliver.credits
    if not (wanted.opening or wanted.closing):
        return script
    words = credit_words(script.language)
    facts = _facts(script, settings, cast, words)

    def written(kind: ChapterKind, number: int, title: str, template: str) -> list[ChapterScript]:
        sentences = fill(template, facts, script.language)
        if not sentences:
            return []
        chapter = credits_chapter(number, title, sentences)
        return [_written(chapter, kind, book, settings, cast, options)]

    last = script.chapters[-1].chapter.number if script.chapters else 0
    opening = _template(wanted.opening, words.opening)
    closing = _template(wanted.closing, words.closing)
    return replace(
        script,
        chapters=(
            *written("opening", 0, words.opening_title, opening),
            *script.chapters,
            *written("closing", last + 1, words.closing_title, closing),
        ),
    )


def names_in_settings(chapter: ChapterScript) -> list[tuple[int, str]]:
    """Number and title by which `chapters` in the settings may mean a chapter of the script."""
    if chapter.kind == "chapter":
        return [(chapter.chapter.number, chapter.chapter.title)]
    return [(NO_NUMBER, chapter.chapter.title), (NO_NUMBER, _english_title(chapter.kind))]


def _template(wanted: str | bool, usual: str) -> str:
    return usual if wanted is True else wanted or ""


def _written(
    chapter: Chapter,
    kind: ChapterKind,
    book: Book,
    settings: Settings,
    cast: Cast,
    options: ScriptOptions,
) -> ChapterScript:
    """Credits as the narrator reads them, or the voice that the settings name for that title."""
    known = replace(chapter, number=NO_NUMBER)
    if any(covers(key, NO_NUMBER, _english_title(kind)) for key, _ in settings.chapters):
        known = replace(known, title=_english_title(kind))
    script = write_script(
        replace(book, chapters=(chapter,)),
        lambda _, who: cast(known, who),
        replace(
            options,
            announce_titles=False,
            readings={chapter.number: settings.switches(known.number, known.title)},
        ),
    )
    return replace(script.chapters[0], kind=kind)


def _english_title(kind: ChapterKind) -> str:
    return ENGLISH.opening_title if kind == "opening" else ENGLISH.closing_title


def _facts(script: Script, settings: Settings, cast: Cast, words: CreditWords) -> dict[str, str]:
    """What the placeholders of a template stand for; empty where nobody said it."""
    narrator = settings.deliver.narrator
    if narrator is None:
        usual = _usual_voice(script.chapters)
        known = Chapter(NO_NUMBER, ENGLISH.opening_title, "", ())
        narrator = voice_named(usual or cast(known, Who()), words)
    about = replace(script.about, narrator=narrator)
    return {name: getattr(about, name) for name in PLACEHOLDERS}


def _usual_voice(chapters: Sequence[ChapterScript]) -> Voicing | None:
    """The voice that narrates most of the book; None where nothing is narrated."""
    heard: Counter[tuple[str, str]] = Counter()
    voicings: dict[tuple[str, str], Voicing] = {}
    for chunk in (chunk for chapter in chapters for chunk in chapter.chunks if not chunk.speaker):
        key = (chunk.voicing.engine, chunk.voicing.voice)
        heard[key] += len(chunk.spoken)
        voicings.setdefault(key, chunk.voicing)
    return voicings[heard.most_common(1)[0][0]] if heard else None
