"""What a text is by what it says: running prose, or matter of some kind.

A title, a class, a role or a place only proposes that something is matter; whether it is, its
content decides. Running prose is known by whole sentences with the small words that hold them
together; matter by short lines, figures and labels, and by the words of its kind.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, takewhile

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.prose import (
    ENDS_IN_NUMBER,
    LONG,
    REFERENCES,
    STOP,
    is_poem,
    is_press_notice,
    is_prose,
    is_running,
    is_sentence,
    is_speech,
    tells_story,
    texts_of,
)
from narrate.manuscript.structure.passages import Passage, count_words
from narrate.manuscript.structure.titles.headings import key
from narrate.manuscript.words import words_of

_DATA = words_of("prose")
_SAYS = {kind: matter.AnyOf(patterns) for kind, patterns in _DATA["says"].items()}
_SURE = {kind: matter.AnyOf(patterns) for kind, patterns in _DATA["sure"].items()}
_FORMULAS = matter.AnyOf(_DATA["formulas"])
"""What imprints and licences say of the book they stand in: those on other books do not"""
_COLOPHONS = matter.AnyOf(_DATA["colophons"])
"""Formulas of imprints that stand in nothing else"""
_IMPRINT = matter.AnyOf(_DATA["imprint"])
_PUBLISHERS = matter.AnyOf(_DATA["publishers"])
_WORKS = matter.AnyOf(_DATA["works"])
"""A work with its author and year, or what an archive calls a volume"""
_PRICES, _BOOKS = matter.AnyOf(_DATA["prices"]), matter.AnyOf(_DATA["books"])
_OTHER_BOOKS = matter.AnyOf(_DATA["other_books"])
"""What stands above a list of other books: `By the same author`"""
_NOTICES = matter.AnyOf(_DATA["notices"])
"""Words of notices that publishers write in sentences: `Join our newsletter at www…`"""
_CITATIONS = matter.AnyOf(_DATA["citations"])
_SENTENCES = regex.compile(r"[^.!?…।॥。！？]+[.!?…।॥。！？]*[\"'”’»)\]」』）]*")
_LABEL = regex.compile(
    r"\s*(?:\[\^?[^\]\s]{1,12}\]|\(?\d{1,4}[.)\]:]|\d{1,4}\s|[*†‡§¶]{1,4}|[¹²³⁰⁴-⁹]+|\(?[a-z][.)]\s|"
    r"[ivxlc]{1,6}[.)]\s|(?:note|nota|anm\.|прим\.) ?\d{1,4}|(?:p|pp|page|pág|s|стр)\.? ?\d+|"
    r"\[(?:footnote|note|nota)[^\]]{0,10}:?|注\d*|\d+、|\(注)",
    regex.I,
)
_ENTRY_TYPES = frozenset(
    {
        "endnote", "footnote", "rearnote", "biblioentry", "index-entry", "loi", "lot", "backlink",
        "x-note",
    }
)  # fmt: skip
_DASHES = ("—", "–", "-")
_FIGURE = regex.compile(r"\d")
_STRONG = (matter.IMPRINT, matter.TRANSCRIBER, matter.CREDITS, matter.PUBLISHER)
"""Kinds that are known by their words alone"""
_OF_ITSELF = (matter.IMPRINT, matter.LICENCE)
"""Kinds that speak of the book they stand in"""
_TOLD = frozenset(
    {
        matter.CONTENTS,
        matter.INDEX,
        matter.NOTES,
        matter.IMPRINT,
        matter.ERRATA,
        matter.BIBLIOGRAPHY,
    }
)
"""Kinds of which no page is a sentence or two that say nothing of the kind"""
_LISTS = (matter.ERRATA, matter.BIBLIOGRAPHY)
"""Kinds whose words are everybody's, such as `read`, `line` and years"""
_A_HIT_IN = 60
"""Words in which a text of a kind has one of the words of its kind, where its name proposes it"""
_DENSE = 25
"""The same where nothing proposes it"""
_SURE_LISTS = 2
"""Words that hardly stand elsewhere, of the shortest publisher's list"""
_SURE_OF_SENTENCES = 4
"""Words of a kind, those that hardly stand elsewhere counted twice, that make sentences matter"""
_FEWEST_ENTRIES = 3
_LONGEST_PAGE, _SHORT_PAGE = 4000, 600
"""Characters of an imprint, and of one that is known by a single word"""
_SORTED = 8
"""One line of an index in so many may stand out of the order of the alphabet"""
_LONGEST_UNNAMED, _LONGEST_UNPLACED = 600, 120
"""Words of the longest matter that its place and what it says make known, or the latter alone"""


def judged(
    reason: str | None, passages: Sequence[Passage], titles: Collection[str] = ()
) -> str | None:
    """The reason why a part is not read, where its content bears out what its name proposes.

    Running prose without the words and forms of that kind is read: then None. `titles` are the
    headings of the book, as `headings.key` leaves them: a contents list names them.
    """
    if reason is None:
        return None
    texts = texts_of(passages)
    told = is_prose(texts) or is_poem(passages)
    told = told or (reason in _TOLD and _are_told(passages))
    if not told or bears_out(reason, passages):
        return reason
    return reason if reason == matter.CONTENTS and _lists(texts, titles) else None


def _are_told(passages: Sequence[Passage]) -> bool:
    """Whether passages are sentences, though too few for prose, with no word of any matter."""
    texts = texts_of(passages)
    if any(matter.by_types(p.types) for p in passages) or any(map(_LABEL.match, texts)):
        return False
    return bool(texts) and all(is_sentence(x, fewest=2) and not names_kind(x) for x in texts)


def _lists(texts: Sequence[str], titles: Collection[str]) -> bool:
    """Whether half of the headings stand at the beginnings of these lines, summaries behind."""
    lines = {key(line)[:200] for text in texts for line in text.split("\n")}
    named = sum(any(f"{line} ".startswith(f"{title} ") for line in lines) for title in titles)
    return named > 1 and 2 * named >= len(titles)


def bears_out(reason: str, passages: Sequence[Passage]) -> bool:
    """Whether passages, though written in sentences, have the words and forms of a kind."""
    if any(matter.JUDGED & p.types for p in passages):
        return True  # `cast_lists` or `contents_lists` has judged its content
    own = [p for p in passages if p.kind not in ("heading", "scene") and p.text.strip()]
    if reason in (matter.NOTES, matter.FOOTNOTE):
        return _are_notes(own)
    if reason in (matter.CONTENTS, matter.ENGRAVED, matter.INDEX):
        listed = sum(p.linked or bool(ENDS_IN_NUMBER.search(p.text)) for p in own)
        return 2 * listed >= len(own)
    says, texts = _SAYS.get(reason), [p.text for p in own]
    told = tells_story(texts) or (reason in _OF_ITSELF and _is_on_books(texts))
    within = _DENSE if told else _A_HIT_IN
    if says is not None and _says(texts, (says, _SURE.get(reason)), within):
        return not _only_mentions(texts, reason)
    return kind_of(texts) is not None  # of another kind than its name says, but matter


def _only_mentions(texts: Sequence[str], reason: str) -> bool:
    """Whether prose has the words of a kind and is none: an essay on copyright, a lost licence."""
    if reason in _OF_ITSELF:
        return not any(map(_FORMULAS.search, texts))
    return reason == matter.ERRATA and tells_story(texts)


def is_imprint(text: str) -> bool:
    """Whether a short page at a place for it speaks of copyright, edition and printer."""
    if len(text) >= _LONGEST_PAGE:
        return False
    enough = _hits([text], (_IMPRINT,)) >= (1 if len(text) < _SHORT_PAGE else 2)
    return enough and not _is_on_books([text])


def speaks_of_itself(text: str) -> bool:
    """Whether a line has a formula by which imprints speak of the book they stand in."""
    return bool(_FORMULAS.search(text))


def is_doubtful(reason: str, passages: Sequence[Passage], *, guessed: bool = False) -> bool:
    """Whether prose that the words of a kind bear out may be a chapter all the same.

    Most sentences of an imprint are formulas (`No part of this book may be reproduced`); notes
    cite, or the text refers to them. `guessed`: nothing but its words and its place propose it.
    """
    texts = texts_of(passages)
    if not is_prose(texts):
        return False
    if guessed and reason == matter.PUBLISHER:
        return True
    if reason == matter.NOTES:
        return not any(p.types & _ENTRY_TYPES or REFERENCES.search(p.text) for p in passages)
    if reason == matter.IMPRINT:
        return _is_on_books(texts)
    if reason not in _LISTS:
        return False
    without = [text for text in texts if not _FIGURE.search(text)]
    return 2 * sum(map(count_words, without)) > sum(map(count_words, texts))


def _is_on_books(texts: Sequence[str]) -> bool:
    """Whether most is sentences on books and publishers in general, as in an essay or a story.

    `Longman published the first edition in 1799, and Murray printed the second.` is; `This book
    was printed in Leipzig.`, `Printed in Leipzig by Lane & Sons.` and lines of names are not.
    """
    enough = sum(map(count_words, texts)) / 2
    return any(words >= enough for words in accumulate(_words_without_formulas(texts), initial=0))


def begins_as_text(texts: Sequence[str]) -> bool:
    """Whether running prose stands above the first paragraph that speaks as imprints do."""
    above = takewhile(lambda text: not (speaks_of(text) or speaks_of_itself(text)), texts)
    return any(map(is_running, above))


def _words_without_formulas(texts: Sequence[str]) -> Iterator[int]:
    """How many words each of those sentences has in which no formula of an imprint is found."""
    parts = (part.strip() for text in texts for part in _SENTENCES.findall(text))
    return (count_words(x) for x in parts if is_sentence(x) and not _FORMULAS.search(x))


def _are_notes(passages: Sequence[Passage]) -> bool:
    """Whether they are entries with a label or a reference, or typed as single notes.

    Notes go on in further paragraphs; where most stands behind the last entry, that is no note.
    """
    texts = [(count_words(p.text), _is_note(p)) for p in passages]
    total = sum(words for words, _ in texts)
    entries = sum(words for words, is_note in texts if is_note)
    behind = sum(words for words, _ in takewhile(lambda text: not text[1], reversed(texts)))
    if behind >= LONG and 2 * behind > total:
        return False
    labelled = sum(bool(_LABEL.match(p.text)) for p in passages)
    return 2 * entries >= total or 3 * labelled >= len(passages)


def _is_note(passage: Passage) -> bool:
    if passage.types & _ENTRY_TYPES or _LABEL.match(passage.text):
        return True
    return bool(REFERENCES.search(passage.text))


def _says(texts: Sequence[str], patterns: Sequence[matter.AnyOf | None], within: int) -> bool:
    words = sum(map(count_words, texts))
    hits = _hits(texts, patterns)
    return hits >= (1 if words <= within else 2) and hits * within >= words


def _hits(texts: Sequence[str], patterns: Sequence[matter.AnyOf | None]) -> int:
    return sum(len(says.findall(text)) for says in patterns if says for text in texts)


def kind_of(texts: Sequence[str], *, in_front: bool = False) -> str | None:
    """The kind of matter that a page is by what it says, whatever it is called; None if none.

    For imprints, transcribers' notes, credits and publishers' lists; never for narrative.
    `in_front`: it stands before the first heading, where publishers speak in sentences, too.
    """
    words = sum(map(count_words, texts))
    if not words or words > _LONGEST_UNNAMED or tells_story(texts):
        return None
    for kind in _STRONG:
        sure = _hits(texts, (_SURE[kind],))
        if not sure or not _says(texts, (_SAYS[kind], _SURE[kind]), _DENSE):
            continue
        if kind == matter.IMPRINT and (_is_on_books(texts) or begins_as_text(texts)):
            continue
        if kind != matter.PUBLISHER or in_front or (sure >= _SURE_LISTS and not _is_essay(texts)):
            return kind
    return None


def _is_essay(texts: Sequence[str]) -> bool:
    """Whether publishers' words stand in prose that is no notice of theirs, as those on books."""
    return is_prose(texts) and not any(map(_NOTICES.search, texts))


def may_be_told(texts: Sequence[str], kind: str) -> bool:
    """Whether texts that `kind_of` takes for matter may be a story's: a chapter may end in them.

    `He had never cared about copyright.` may, a sentence with one word of the kind, and so may
    what is said; `© 1962 Anna Lane.` and `All rights reserved.` are no sentences.
    """
    parts = [part for text in texts for part in _SENTENCES.findall(text)]
    if any(map(_is_said, parts)) or any(map(_begins_as_said, texts)):
        return True
    if kind == matter.TRANSCRIBER:  # its words stand in no story
        return False
    return _hits(texts, (_SAYS[kind], _SURE[kind])) < _SURE_OF_SENTENCES and any(
        map(is_sentence, parts)
    )


def _is_said(part: str) -> bool:
    """Whether somebody says a sentence; in `Lamps. — Paris: Lane, 1998. — 64 p.` nobody does."""
    dashed = part.lstrip()[:1] in _DASHES and not is_sentence(part)
    return bool(STOP.search(part)) and is_speech(part) and not dashed


def _begins_as_said(text: str) -> bool:
    """Whether a paragraph begins with a dash, as those do that somebody says."""
    return text.lstrip()[:1] in _DASHES and bool(STOP.search(text)) and is_speech(text)


def is_certain(texts: Sequence[str], kind: str) -> bool:
    """Whether texts that `kind_of` takes for matter can be nothing else, wherever they stand.

    `© 1962 Ann Lee. All rights reserved.` is an imprint for certain; one of the two may stand on
    a picture or a door, and a list with prices be a menu.
    """
    if kind == matter.PUBLISHER:
        others = any(map(_OTHER_BOOKS.search, texts))
        return others and _hits(texts, (_SURE[kind],)) >= _SURE_LISTS
    if any(map(_COLOPHONS.search, texts)):
        return True
    parts = [part.strip() for text in texts for part in _SENTENCES.findall(text)]
    return kind != matter.IMPRINT or _hits(parts, (_FORMULAS,)) > 1


def is_unmistakable(texts: Sequence[str], kind: str) -> bool:
    """Whether texts are matter even where text of the book stands above and below them.

    `© 1962 Ann Lee. ISBN 0-19-853453-1.` is; sentences are not but for those of transcribers,
    whatever their words, and no list of books or addresses is.
    """
    words = sum(map(count_words, texts))
    if kind == matter.PUBLISHER or words > _LONGEST_UNPLACED:
        return False
    said = {found.casefold() for text in texts for found in _SURE[kind].findall(text)}
    if is_prose(texts):
        return kind == matter.TRANSCRIBER and len(said) > 1
    return words <= _DENSE or kind != matter.IMPRINT or len(said) > 1


def list_kind(texts: Sequence[str], fewest: int = _FEWEST_ENTRIES) -> str | None:
    """The kind of matter that a text without any sentence is by its forms; None if none.

    `1. Ibid., f. 7.` is of notes, `anchor, 12` and `berth, 9` of an index; recipes and verse are
    neither, nor is a list that is in no order: `Weight 61`, `Cigarettes 12`. `fewest`: entries
    of the shortest list of works or of an index.
    """
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    if _are_for_sale(lines, min(fewest, 2)) and all(map(_PRICES.search, filter(is_running, texts))):
        return matter.PUBLISHER
    if catalogue_kind(texts):
        return matter.PUBLISHER
    if not lines or any(map(is_running, texts)):
        return None
    if _are_references(lines):
        return matter.NOTES
    if len(lines) >= fewest and _are_works(lines):
        return matter.BIBLIOGRAPHY
    return matter.INDEX if _are_index(lines, fewest) else None


def _are_references(lines: Sequence[str]) -> bool:
    """Whether half of the lines refer to pages, and one cites: `No. 12` alone is an address."""
    refer = sum(bool(REFERENCES.search(line)) for line in lines)
    return 2 * refer >= len(lines) and any(map(_CITATIONS.search, lines))


def _are_index(lines: Sequence[str], fewest: int) -> bool:
    """Whether most lines end in a page number, in the order of the alphabet."""
    entries = [x for x in lines if ENDS_IN_NUMBER.search(x) and not _LABEL.match(x)]
    many = len(entries) >= fewest and 2 * len(entries) > len(lines)
    return many and _are_sorted(entries)


def _are_works(lines: Sequence[str]) -> bool:
    """Whether most lines name a work with its year, or where papers are kept.

    `Moir, W. Rates and Vermin. Edinburgh: Moir, 1902.`, `National Library: MS 4402, ff. 12–19.`
    """
    named = sum(bool(_WORKS.search(line) or REFERENCES.search(line)) for line in lines)
    return 3 * named >= 2 * len(lines)


def _are_for_sale(lines: Sequence[str], fewest: int) -> bool:
    """Whether half of the lines have a price, and they speak of books, as no bill does."""
    priced = sum(bool(_PRICES.search(line)) for line in lines)
    books = sum(bool(_BOOKS.search(line) or _PUBLISHERS.search(line)) for line in lines)
    return priced >= fewest and books >= fewest and 2 * priced >= len(lines)


def catalogue_kind(texts: Sequence[str]) -> str | None:
    """The kind of a list of books with prices, what the press said of them between; None if none.

    `The Heron of Wick. By Ann Lane. 3s. 6d.`, `“A breathless tale.”—Morning Courier.`
    """
    entries = [" ".join(text.split()) for text in texts if not is_press_notice(text)]
    if not all(_is_for_sale(text) for text in filter(is_running, entries)):
        return None
    entries = [text for text in entries if not (text.isupper() or names_publisher(text))]
    priced = sum(bool(_PRICES.search(text)) for text in entries)
    books = sum(bool(_BOOKS.search(text)) for text in entries)
    alike = 3 * sum(_is_for_sale(x) or _BOOKS.search(x) for x in entries) >= 2 * len(entries)
    enough = min(priced, books) > 1 and 3 * priced >= len(entries)
    return matter.PUBLISHER if enough and alike else None


def _is_for_sale(text: str) -> bool:
    return _PRICES.search(text) or speaks_of(text) == matter.PUBLISHER


def is_priced(text: str) -> bool:
    """Whether a paragraph tells a book's price, and that it is one."""
    return _PRICES.search(text) and (_BOOKS.search(text) or _PUBLISHERS.search(text))


def says_of(kind: str, text: str) -> bool:
    """Whether a text has a word of a kind that its title proposes."""
    says = _SAYS.get(kind)
    return says is not None and says.search(text)


def _are_sorted(lines: Sequence[str]) -> bool:
    """Whether lines follow the alphabet, as an index does and a diary or a bill does not."""
    pairs = list(pairwise(key(line)[:1] for line in lines))
    return _SORTED * sum(one > other for one, other in pairs) <= len(pairs)


def is_reference(text: str) -> bool:
    """Whether a line cites a page or a work as notes do, and says no more."""
    return bool(_CITATIONS.search(text)) and not is_running(text)


def is_entry(text: str) -> bool:
    """Whether a paragraph begins as a note does: with a label."""
    return bool(_LABEL.match(text))


@lru_cache(maxsize=2**13)  # asked of each paragraph at every cut of a book
def speaks_of(text: str) -> str | None:
    """The kind of matter that a paragraph has words of, which hardly stand in anything else."""
    return next((kind for kind in _STRONG if _SURE[kind].search(text)), None)


def common_kind(texts: Sequence[str]) -> str | None:
    """The kind of which most paragraphs are, where those of several kinds stand together.

    An imprint, a list of books with prices and a transcriber's corrections may end one book.
    """
    kinds = [kind for text in texts if (kind := kind_alone(text))]
    if not kinds or 3 * len(kinds) < 2 * len(texts) or tells_story(texts):
        return None
    return Counter(kinds).most_common(1)[0][0]


def kind_alone(text: str) -> str | None:
    """The kind that a paragraph is by itself, wherever it stands: `[All rights reserved.]`"""
    kind = speaks_of(text)
    return kind if kind and kind_of([text]) and not may_be_told([text], kind) else None


def names_publisher(line: str) -> bool:
    """Whether a line is as those of title pages that say who published a book, and no sentence."""
    return not is_sentence(line) and bool(_PUBLISHERS.search(line))


def names_kind(text: str) -> bool:
    """Whether a line has a word of title pages and imprints: `Second edition.`, `A novel.`"""
    return bool(_SAYS[matter.IMPRINT].search(text) or _SAYS[matter.PUBLISHER].search(text))
