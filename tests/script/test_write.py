from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.book import Block, Chapter, LeftOut
from narrate.chunk import Chunk, Options
from narrate.errors import CoverageError
from narrate.script.speech import NOTHING_TO_SAY
from narrate.script.write import SCENE_BREAK, check_coverage
from tests.script.texts import any_text, chapter_of, script_of


def chunks_of(
    *args: object, titles: bool = False, limit: int = 250, **kwargs: object
) -> tuple[Chunk, ...]:
    chapter = chapter_of(*args, **kwargs)  # type: ignore[arg-type]
    return script_of(chapter, titles=titles, limit=limit).chapters[0].chunks


def test_chunks_know_their_place_in_the_script() -> None:
    first, second = chunks_of("One.", "Two.", number=3)
    assert (first.id, first.index, first.source) == ("003-0000", 0, (0, 4))
    assert (second.id, second.index, second.source) == ("003-0001", 1, (6, 10))
    assert second.text == second.spoken == "Two."
    assert second.voicing.voice == "ann"


def test_the_pause_after_a_chunk_follows_from_its_cut() -> None:
    chunks = chunks_of(
        ("heading", "Head"),
        "One two three. " * 20,
        ("scene", "* * *"),
        "After.",
        ("heading", "Next"),
        "Last.",
        title="A Title",
        titles=True,
    )
    cuts = [(chunk.kind, chunk.cut, chunk.pause_after) for chunk in chunks]
    assert cuts == [
        ("heading", "heading", 1.0),
        ("heading", "heading", 1.0),
        ("paragraph", "sentence", 0.35),
        ("paragraph", "scene", 1.6),
        ("paragraph", "paragraph", 1.0),  # a heading follows: no shorter than the one after it
        ("heading", "heading", 1.0),
        ("paragraph", "chapter_end", 0.0),
    ]


def test_a_spoken_title_has_no_source_in_the_canonical_text() -> None:
    title, text = chunks_of("Text.", title="I. The Title", titles=True)
    assert (title.text, title.source, title.kind) == ("I. The Title", None, "heading")
    assert text.source == (0, 5)


def test_titles_may_be_silent_or_longer_than_a_chunk() -> None:
    assert len(chunks_of("Text.", title="* * *", titles=True)) == 1
    assert len(chunks_of("Text.", title="Title", titles=False)) == 1
    long = chunks_of("Text.", title="A very long title, in words. " * 20, titles=True)
    assert [c.cut for c in long[:-1]] == ["sentence", "sentence", "heading"]
    assert all(len(c.text) <= 250 for c in long)


def test_text_that_cannot_be_said_is_left_out_with_its_reason() -> None:
    chapter = chapter_of("One.", ("scene", "⁂"), "—", "Two.", "“…”", "123")
    script = script_of(chapter).chapters[0]
    assert [chunk.text for chunk in script.chunks] == ["One.", "Two.", "123"]
    assert [span.reason for span in script.left_out] == [
        SCENE_BREAK,
        NOTHING_TO_SAY,
        NOTHING_TO_SAY,
    ]
    assert script.chunks[0].cut == script.chunks[1].cut == "scene"


def test_text_in_a_script_that_the_engine_has_no_sound_for_is_left_out_openly() -> None:
    chapter = chapter_of("He wrote:", "日本", "I read it.")
    script = script_of(chapter, engine="hibari").chapters[0]
    assert [chunk.text for chunk in script.chunks] == ["He wrote:", "I read it."]
    assert script.left_out == (LeftOut(11, 13, "hibari has no sounds for this script"),)
    assert len(script_of(chapter, engine="waves").chapters[0].chunks) == 3


def test_a_book_in_a_script_the_engine_cannot_say_stays_whole_to_be_refused() -> None:
    chapter = chapter_of("यह किताब हिन्दी में है।", "सब कुछ हिन्दी में है।", "Not this.")
    assert len(script_of(chapter, engine="hibari").chapters[0].chunks) == 3


def test_sentences_and_words_run_on_over_what_the_reader_left_out() -> None:
    text = "The king[1] came. It was late.[2] An old ma[Pg 6]hogany [3] desk¹, too [4] . End[5]."
    out = ("[1]", "[2]", "[Pg 6]", "[3]", "¹", "[4]", "[5]")
    chapter = chapter_of(text, left_out=out)
    script = script_of(chapter).chapters[0]
    (chunk,) = script.chunks
    assert chunk.text == chunk.spoken
    assert chunk.spoken == "The king came. It was late. An old mahogany desk, too. End."
    assert chunk.source == (0, len(text))
    assert [text[a:b] for a, b in chunk.spans] == [
        "The king", " came. It was late.", " An old ma", "hogany ", "desk", ", too", ". End", ".",
    ]  # fmt: skip
    assert script.left_out == chapter.left_out


def test_a_chunk_of_which_nothing_is_left_out_has_no_spans_of_its_own() -> None:
    one, two = chunks_of("One. [1]", "Two.", left_out=("[1]",))
    assert (one.source, one.spans, one.pieces) == ((0, 4), (), ((0, 4),))
    assert (two.source, two.spans, two.pieces) == ((10, 14), (), ((10, 14),))


def test_the_limit_of_a_chunk_counts_what_is_said() -> None:
    note = "[" + "a long note " * 40 + "]"
    (chunk,) = chunks_of(f"One, two {note} and three.", left_out=(note,), limit=30)
    assert chunk.text == "One, two and three."


def test_only_a_left_out_span_between_two_sentences_parts_them() -> None:
    chunks = chunks_of("It was late.[2]He slept.", left_out=("[2]",))
    assert [(c.text, c.cut, c.pause_after) for c in chunks] == [
        ("It was late.", "sentence", 0.35),
        ("He slept.", "chapter_end", 0.0),
    ]


def test_a_part_of_a_chunk_has_its_place_in_the_canonical_text() -> None:
    text = "Salt ma[6]ho¹gany."
    (chunk,) = chunks_of(text, left_out=("[6]", "¹"))
    assert chunk.text == "Salt mahogany."
    places = [chunk.place(a, b) for a, b in ((0, 4), (5, 7), (5, 8), (7, 14), (0, 14))]
    said = [text[slice(*place)] for place in places if place]
    assert said == ["Salt", "ma", "ma[6]h", "ho¹gany.", text]


def test_a_block_left_out_whole_makes_no_chunk() -> None:
    chapter = chapter_of("One.", "[12]", "Two.", left_out=("[12]",))
    chunks = script_of(chapter).chapters[0].chunks
    assert [(c.text, c.cut) for c in chunks] == [("One.", "paragraph"), ("Two.", "chapter_end")]


def test_a_left_out_span_may_reach_over_blocks() -> None:
    text = "One. note\n\nmore note Two."
    blocks = (Block("paragraph", 0, 9), Block("paragraph", 11, len(text)))
    chapter = Chapter(1, "", text, blocks, (LeftOut(5, 20, "note"),))
    assert [c.text for c in script_of(chapter).chapters[0].chunks] == ["One.", "Two."]


def test_a_script_may_have_a_chapter_without_chunks() -> None:
    script = script_of(chapter_of(title=""), titles=True)
    assert script.chapters[0].chunks == ()
    assert script.language == "en"


def test_the_lexicon_changes_only_the_chunks_with_its_words() -> None:
    chapter = chapter_of("Ann came.", "Hermione came.", "HERMIONE’S hat.")
    before = script_of(chapter).chapters[0].chunks
    after = script_of(chapter, lexicon={"hermione": "her-MY-oh-nee"}).chapters[0].chunks
    assert [a.spoken for a in after] == [
        before[0].spoken,
        "her-MY-oh-nee came.",
        "her-MY-oh-nee’S hat.",
    ]
    assert [a.text for a in after] == [b.text for b in before]


def voicings(said: str, lexicon: dict[str, str], mode: str) -> list[tuple[str, Options]]:
    """Spoken text and options of each chunk of a text in lines."""
    options: Options = (("lexicon", mode), ("sample_rate", 8000))
    chapter = chapter_of(*said.splitlines())
    script = script_of(chapter, lexicon=lexicon, options=options, lexicon_name="b.txt")
    return [(chunk.spoken, chunk.voicing.options) for chunk in script.chapters[0].chunks]


def test_words_for_the_engines_dictionary_go_with_the_chunks_that_hold_them() -> None:
    lexicon = {"ahab": "AY-hab", "Pequod": "PEE-kwod", "Moby Dick": "MOH-by Dick"}
    plain = (("sample_rate", 8000),)
    assert voicings("Ahab’s Pequod.\nMoby Dick and aHAB.\nCall me.", lexicon, "dictionary") == [
        (
            "Ahab’s Pequod.",
            (
                ("lexicon", "b.txt"),
                ("pronunciations", ("Ahab=AY-hab", "Pequod=PEE-kwod")),
                ("sample_rate", 8000),
            ),
        ),
        ("MOH-by Dick and AY-hab.", plain),
        ("Call me.", plain),
    ]


def test_chunks_with_respelled_words_carry_no_dictionary() -> None:
    options = (("lexicon", "respell"), ("sample_rate", 8000))
    assert voicings("Ahab.", {"ahab": "AY-hab"}, "respell") == [("AY-hab.", options)]


@given(st.lists(any_text(), max_size=5), st.integers(12, 60), st.sampled_from(["waves", "pico"]))
def test_any_text_is_covered_by_its_script(blocks: list[str], limit: int, engine: str) -> None:
    kept = [block.strip() for block in blocks if block.strip()]
    script = script_of(chapter_of(*kept, title="T"), limit=limit, engine=engine, titles=True)
    chapter = script.chapters[0]
    spans = [c.source for c in chapter.chunks if c.source]
    spans += [(span.start, span.end) for span in chapter.left_out]
    at = 0
    for start, end in sorted(spans):
        assert start >= at
        assert not chapter.chapter.text[at:start].strip()
        at = end
    assert not chapter.chapter.text[at:].strip()
    assert all(len(chunk.text) <= limit and chunk.spoken for chunk in chapter.chunks)


@given(st.lists(any_text(), min_size=2, max_size=4), any_text())
def test_an_edit_changes_no_chunk_of_another_paragraph(blocks: list[str], edit: str) -> None:
    kept = [f"x{block.strip()}" for block in blocks]
    edited = [kept[0], f"y{edit.strip()}", *kept[1:]]

    def words(paragraphs: list[str]) -> list[str]:
        chunks = script_of(chapter_of(*paragraphs), limit=30).chapters[0].chunks
        return [chunk.spoken for chunk in chunks]

    inserted = words([edited[1]])
    first = words([kept[0]])
    assert words(edited) == first + inserted + words(kept)[len(first) :]


CHAPTER = chapter_of("One.", "Two.", title="Third", number=3)
CHUNKS = script_of(CHAPTER).chapters[0].chunks


def test_a_script_that_covers_its_chapter_passes_the_coverage_check() -> None:
    check_coverage(CHAPTER, CHUNKS, ())
    check_coverage(CHAPTER, CHUNKS[:1], (LeftOut(5, 10, "because"),))


def test_text_that_a_script_lost_is_named_with_chapter_and_place() -> None:
    with pytest.raises(CoverageError, match=r"chapter 3 \('Third'\), character 4: .*lost: .*Two"):
        check_coverage(CHAPTER, CHUNKS[:1], ())


def test_text_that_a_script_says_twice_is_found() -> None:
    with pytest.raises(CoverageError, match="twice: 'Two'"):
        check_coverage(CHAPTER, CHUNKS, (LeftOut(6, 9, "because"),))
    with pytest.raises(CoverageError, match=r"twice: 'Two\.'"):
        check_coverage(CHAPTER, [*CHUNKS, CHUNKS[1]], ())


def test_chunks_out_of_order_or_with_other_words_are_found() -> None:
    with pytest.raises(CoverageError, match="out of order"):
        check_coverage(CHAPTER, CHUNKS[::-1], ())
    with pytest.raises(CoverageError, match="other words"):
        check_coverage(CHAPTER, [replace(CHUNKS[0], text="Ono."), CHUNKS[1]], ())
    with pytest.raises(CoverageError, match="outside the text"):
        check_coverage(CHAPTER, CHUNKS, (LeftOut(10, 99, "because"),))


def test_text_outside_every_block_counts_as_lost_from_the_script() -> None:
    with pytest.raises(CoverageError, match="lost"):
        script_of(replace(CHAPTER, blocks=CHAPTER.blocks[:1]))
