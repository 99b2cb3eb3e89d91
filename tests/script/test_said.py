"""A chapter as it is heard, and the way back to its canonical text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.book import Block, Chapter, LanguageSpan, LeftOut, Mark
from narrate.script.said import said_of
from tests.script.texts import any_text, chapter_of, script_of


def chapter_from(marked: str, reason: str = "note marker") -> Chapter:
    """One paragraph; what stands between ⟦ and ⟧ is left out."""
    text, left_out = "", []
    for i, part in enumerate(marked.replace("⟧", "⟦").split("⟦")):
        if i % 2:
            left_out.append(LeftOut(len(text), len(text) + len(part), reason))
        text += part
    return Chapter(1, "", text, (Block("paragraph", 0, len(text)),), tuple(left_out))


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("The king⟦1⟧ came.", "The king came."),
        ("The king ⟦1⟧ came.", "The king came."),
        ("The king ⟦1⟧came.", "The king came."),
        ("The king⟦ 1 ⟧came.", "The king came."),
        ("The king⟦1⟧ ⟦2⟧came.", "The king came."),
        ("The king ⟦1⟧ ⟦2⟧ came.", "The king came."),
        ("an old ma⟦[Pg 16]⟧hogany desk", "an old mahogany desk"),
        ("the old\n⟦[Pg 16]⟧\nman", "the old\nman"),
        ("Roses, ⟦5⟧\nred", "Roses,\nred"),
        ("the king⟦¹⟧.", "the king."),
        ("the king ⟦¹⟧.", "the king."),
        ("the king ⟦¹⟧ , who", "the king, who"),
        ("the king ⟦¹⟧ ... who", "the king ... who"),
        ("the king ⟦¹⟧.5 of it", "the king .5 of it"),
        ("Le roi ⟦1⟧ !", "Le roi !"),
        ("« Oui ⟦1⟧», dit-il", "« Oui», dit-il"),
        ("⟦1⟧ The king came. ⟦2⟧", "The king came."),
        ("憂鬱⟦ゆううつ⟧な日。", "憂鬱な日。"),
        ("Er kam⟦12⟧ — spät.", "Er kam — spät."),
        ("राजा⟦१⟧ आया।⟦२⟧ वह सोया।", "राजा आया। वह सोया।"),
        ("1,⟦[Pg 3]⟧000 men", "1,000 men"),
        ("⟦all⟧", ""),
    ],
)
def test_what_is_heard_of_a_text_has_neither_gaps_nor_doubled_spaces(
    marked: str, said: str
) -> None:
    found = said_of(chapter_from(marked))
    assert found.chapter.text == said
    assert not found.chapter.left_out
    assert not found.breaks


@pytest.mark.parametrize(
    ("marked", "parts"),
    [
        ("was late.⟦2⟧He slept.", ["was late.", "He slept."]),
        ("“Go!”⟦2⟧“Why?”", ["“Go!”", "“Why?”"]),
        ("the king,⟦2⟧who came", ["the king,", "who came"]),
        ("the U.⟦2⟧S. Army", ["the U.S. Army"]),
        ("it’⟦2⟧s late", ["it’s late"]),
        ("at 12:⟦2⟧30", ["at 12:30"]),
        ("index.⟦2⟧html", ["index.html"]),
    ],
)
def test_sentences_that_only_a_left_out_span_parts_do_not_run_together(
    marked: str, parts: list[str]
) -> None:
    found = said_of(chapter_from(marked))
    text = found.chapter.text
    assert [text[a:b] for a, b in pairwise([0, *found.breaks, len(text)])] == parts


def test_marks_and_blocks_lie_where_their_words_are_heard() -> None:
    text = "“Go⟦1⟧,” he⟦2⟧ said.".replace("⟦", "[").replace("⟧", "]")
    chapter = chapter_of("[9]", text, "More.", left_out=("[9]", "[1]", "[2]"))
    start, end = chapter.text.index("“"), chapter.text.index("”") + 1
    marks = (
        Mark(0, 3, "say", "nine"),
        Mark(start, end, "speaker", "Bob"),
        Mark(end + 6, end + 6, "pause", "1"),
    )
    foreign = (LanguageSpan(0, 3, "fr"), LanguageSpan(start, end, "de"))
    heard = said_of(replace(chapter, marks=marks, languages=foreign)).chapter
    assert [heard.text[b.start : b.end] for b in heard.blocks] == ["“Go,” he said.", "More."]
    assert [(m.kind, heard.text[m.start : m.end]) for m in heard.marks] == [
        ("speaker", "“Go,”"),
        ("pause", ""),
    ]
    assert [heard.text[s.start : s.end] for s in heard.languages] == ["“Go,”"]


def test_a_chapter_of_which_nothing_is_left_out_is_heard_as_it_is() -> None:
    chapter = chapter_of("One.", "Two.")
    assert said_of(chapter).chapter is chapter


@st.composite
def chapters(draw: st.DrawFn) -> Chapter:
    """Blocks of any text with any spans left out, also over borders of blocks."""
    texts = [text.strip() for text in draw(st.lists(any_text(), min_size=1, max_size=4))]
    chapter = chapter_of(*[text for text in texts if text], title="T")
    left_out, at = [], 0
    while at < len(chapter.text) and draw(st.booleans()):
        start = draw(st.integers(at, len(chapter.text) - 1))
        at = draw(st.integers(start + 1, len(chapter.text)))
        left_out.append(LeftOut(start, at, "note marker"))
    return replace(chapter, left_out=tuple(left_out))


@given(chapters(), st.integers(12, 60))
def test_whatever_is_left_out_the_rest_is_said_once_and_in_order(
    chapter: Chapter, limit: int
) -> None:
    script = script_of(chapter, limit=limit).chapters[0]
    pieces = [piece for chunk in script.chunks for piece in chunk.pieces]
    assert pieces == sorted(pieces)
    for chunk in script.chunks:
        assert chunk.text == "".join(chapter.text[a:b] for a, b in chunk.pieces)
        assert len(chunk.text) <= limit
        assert chunk.source == (chunk.pieces[0][0], chunk.pieces[-1][1])
        assert chunk.place(0, len(chunk.text)) == chunk.source
    at = 0
    spans = [*pieces, *((left.start, left.end) for left in script.left_out)]
    for start, end in sorted(spans):
        assert start >= at
        assert not chapter.text[at:start].strip()
        at = end
    assert not chapter.text[at:].strip()


@given(chapters())
def test_every_position_of_what_is_heard_leads_back_to_its_letter(chapter: Chapter) -> None:
    said = said_of(chapter)
    for at, letter in enumerate(said.chapter.text):
        ((start, end),) = said.spans(at, at + 1)
        assert chapter.text[start:end] == letter
        assert said.position(start) == at
