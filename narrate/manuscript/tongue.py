"""What a manuscript says of its language and publication, cleaned; its language by its text.

A language that is not named is told by the text, and a wrong one that is named is set right; what
is not clear is told the user. The setting `language` counts before all of it.
"""

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from narrate import language as language_tags
from narrate.book import Book, Chapter, LanguageSpan
from narrate.language import named
from narrate.manuscript.recognition import UNKNOWN, Recognised, is_likelier, recognise

_WORDS = re.compile(r"[^\W_]")
LONGEST_DESCRIPTION = 10_000
"""Characters of a description: more is no description"""
_NAME = 200
"""Characters of a publisher's name or a subtitle"""
_YEAR = re.compile(r"(?<![0-9])(1[0-9]{3}|20[0-9]{2})(?![0-9])")
"""Programs write 0101 or 9999 where nobody gave a date"""
_ENDS = re.compile(r"<\s*(?:/\s*(?:p|div|li|h[1-6]|blockquote)|br|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>")
_SILLY = re.compile(
    r"(?:generated|created|made|produced|converted|exported) (?:by|with|from|using) .*"
    r"|(?:no|add) description.*|description|unknown|none|n/?a|untitled|null|test|\W*",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY = re.compile(r"(?:unknown|calibre.*|none|n/?a|publisher|null|self|\W*)", re.IGNORECASE)


def with_language(book: Book, name: str) -> Book:
    """The book with its language, by its text where the manuscript names none or a wrong one.

    `name` is the manuscript's, under which the settings name another one; the book's
    `language_note` says what the user should know of it.
    """
    said = primary(book.language)
    found = recognise((chapter.text for chapter in book.chapters), said)
    if (said and not found.contradicts(said)) or (not said and found.language in ("", "en")):
        return book
    about = replace(book.about, language=found.language)
    return replace(book, about=about, language_note=_note(found, said, name))


def _note(found: Recognised, said: str, name: str) -> str:
    """What the user should know of a language that was told by the text; nothing where clear."""
    if found.language == UNKNOWN:
        return f"its letters are of no language that narrate knows; {_setting(name, 'TAG')}"
    is_read = f"its text is read as {named(found.language)}"
    if said:
        return (
            f"the manuscript says that it is in {named(said)}, but it is not: {is_read};"
            f" if that is wrong, {_setting(name, said)}"
        )
    if found.is_sure:
        return ""
    return (
        f"it names no language and has too few words to be sure of one; {is_read};"
        f" if that is wrong, {_setting(name, 'TAG')}"
    )


def _setting(name: str, language: str) -> str:
    return f"set books: {{{json.dumps(name, ensure_ascii=False)}: {{language: {language}}}}}"


def with_believed_passages(book: Book) -> Book:
    """The book without marks of passages whose words are rather in the book's own language.

    Word processors and converters mark text with the language of their user or of its source.
    """
    if not any(chapter.languages for chapter in book.chapters):
        return book
    own = primary(book.language) or "en"
    return replace(book, chapters=tuple(_believed(chapter, own) for chapter in book.chapters))


def _believed(chapter: Chapter, own: str) -> Chapter:
    """The chapter with the spans in another language; those that follow each other are one text."""
    text, runs = chapter.text, list[list[LanguageSpan]]()
    for span in chapter.languages:
        if primary(span.language) in ("", own):
            continue
        last = runs[-1][-1] if runs else span
        goes_on = last.language == span.language and not _WORDS.search(text, last.end, span.start)
        if runs and goes_on:
            runs[-1].append(span)
        else:
            runs.append([span])
    spans = [span for run in runs if _is_believed(text, run, own) for span in run]
    return replace(chapter, languages=tuple(spans))


def _is_believed(text: str, run: Sequence[LanguageSpan], own: str) -> bool:
    words = text[run[0].start : run[-1].end]
    return is_likelier(words, primary(run[0].language), own)


def language_of(texts: Iterable[str]) -> str | None:
    """The language that texts are clearly in, as a tag; None for English and where unclear."""
    told = language_in(texts, "")
    return told if told and told != "en" else None


def language_in(texts: Iterable[str], default: str) -> str:
    """The language that texts are clearly in, else the default, which a program wrote there.

    Programs put the language of their own user into every document; nobody has said it of the text.
    """
    found = recognise(texts)
    told = found.contradicts(primary(default)) if default else found.is_certain
    return found.language if told else default


def primary(language: str | None) -> str:
    """The primary tag of a language tag: `en-GB`, en; empty for none or `und`."""
    tag = language_tags.primary(language or "")
    told = tag.isalpha() and 2 <= len(tag) <= 3 and tag not in ("und", "mul", "zxx")
    return tag if told else ""


def year_of(texts: Iterable[str]) -> str:
    """The year of the first date that has one; empty where there is none."""
    found = (match.group() for text in texts if (match := _YEAR.search(text[:100])))
    return next(found, "")


def prose_of(text: str) -> str:
    """A description as plain text, one line a paragraph; HTML in it is taken away.

    Empty for what programs put there by themselves, and for less than three words.
    """
    text = text[: 4 * LONGEST_DESCRIPTION]
    if "&lt;" in text and "<" not in text:
        text = html.unescape(text)
    if _TAG.search(text):
        text = " ".join(text.split())
        text = html.unescape(_TAG.sub("", _ENDS.sub("\n\n", text)))
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    prose = "\n\n".join(line for line in lines if line)
    if _SILLY.fullmatch(prose) or len(prose.split()) < 3 or len(prose) > LONGEST_DESCRIPTION:
        return ""
    return prose


def name_of(text: str) -> str:
    """A publisher's name or a subtitle on one line; empty where it is none."""
    name = " ".join(_TAG.sub("", text[: 2 * _NAME]).split())
    return "" if _NOBODY.fullmatch(name) or len(name) > _NAME else name
