"""What a manuscript's own marks do to its script."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from narrate.about import About
from narrate.book import Book, Chapter, Mark
from narrate.chunk import Chunk, Voicing
from narrate.engines import text_of
from narrate.script import Lexicon, ScriptOptions, write_script
from narrate.script.speech import SAID_BEFORE
from narrate.script.turns import Who
from narrate.settings import Pauses
from tests.script.texts import any_text, chapter_of

VOICES = {"Alice": "ann", "Bob": "bob"}


def cast(chapter: Chapter, who: Who) -> Voicing:
    voice = who.voice or VOICES.get(who.speaker or "", "narrator")
    return Voicing("waves", voice, "en", 1.0)


def chunks_of(
    text: str, *marks: Mark, lexicon: Lexicon | None = None, limit: int = 250, **more: object
) -> tuple[Chunk, ...]:
    chapter = replace(chapter_of(text), marks=marks, **more)  # type: ignore[arg-type]
    options = ScriptOptions(
        limit,
        Pauses(sentence=0.35, variation=0.0),
        lexicon or Lexicon(),
        announce_titles=bool(chapter.title),
        engines=text_of,
    )
    return (
        write_script(Book(About("B", "A", language="en"), (chapter,)), cast, options)
        .chapters[0]
        .chunks
    )


def mark(text: str, part: str, kind: str, value: str) -> Mark:
    at = text.index(part)
    return Mark(at, at + len(part), kind, value)  # type: ignore[arg-type]


def test_a_marked_speech_has_its_speakers_voice_and_the_rest_the_narrators() -> None:
    text = "“Yes,” said Alice, “I do.” They left."
    marks = mark(text, "“Yes,”", "speaker", "Alice"), mark(text, "“I do.”", "speaker", "Alice")
    found = [(c.text, c.voicing.voice, c.speaker, c.pause_after) for c in chunks_of(text, *marks)]
    assert found == [
        ("“Yes,”", "ann", "Alice", 0.15),
        ("said Alice,", "narrator", None, 0.15),
        ("“I do.”", "ann", "Alice", 0.35),
        ("They left.", "narrator", None, 0.0),
    ]


def test_a_comma_behind_a_marked_speech_is_said_with_it() -> None:
    text = "“Yes”, said Alice."
    assert [c.text for c in chunks_of(text, mark(text, "“Yes”", "speaker", "Alice"))] == [
        "“Yes”,",
        "said Alice.",
    ]


def test_no_chunk_ends_between_marks_of_the_same_voice() -> None:
    text = "“Yes.” “Quite.” “So.” she said."
    marks = (
        mark(text, "“Yes.”", "speaker", "Carol"),
        mark(text, "“Quite.”", "speaker", "Bob"),
        mark(text, "“So.”", "speaker", "Bob"),
    )
    found = [(c.text, c.voicing.voice, c.speaker) for c in chunks_of(text, *marks)]
    assert found == [
        ("“Yes.”", "narrator", "Carol"),
        ("“Quite.” “So.”", "bob", "Bob"),
        ("she said.", "narrator", None),
    ]
    assert len(chunks_of(text, *marks[:1])) == 1


def test_a_change_of_voice_in_mid_sentence_makes_no_pause() -> None:
    text = "She called it “love” and left."
    pauses = [c.pause_after for c in chunks_of(text, mark(text, "“love”", "speaker", "Alice"))]
    assert pauses == [0.0, 0.0, 0.0]


def test_a_voice_marked_over_a_whole_chapter_says_its_title_too() -> None:
    chunks = chunks_of("Text.", Mark(0, 5, "voice", "olga"), title="Title")
    assert [c.voicing.voice for c in chunks] == ["olga", "olga"]


def test_an_inner_mark_counts_before_an_outer_one() -> None:
    text = "One. “Two.” Three."
    marks = Mark(0, len(text), "voice", "olga"), mark(text, "“Two.”", "voice", "bob")
    assert [c.voicing.voice for c in chunks_of(text, *marks)] == ["olga", "bob", "olga"]


def test_words_marked_to_be_said_otherwise_are_changed_by_nothing_else() -> None:
    text = "Dr. Who met Who."
    lexicon = Lexicon({"who": "hoo", "hooey": "no"})
    (chunk,) = chunks_of(text, Mark(4, 7, "say", "hooey"), lexicon=lexicon)
    assert (chunk.text, chunk.spoken) == (text, "Dr. hooey met hoo.")


def test_a_title_is_said_as_it_is_marked() -> None:
    title, _ = chunks_of("Text.", title="XIV", title_marks=(Mark(0, 3, "say", "fourteen"),))
    assert (title.text, title.spoken) == ("XIV", "fourteen")


def test_no_chunk_ends_inside_words_marked_to_be_said_as_one() -> None:
    text = "word " * 12 + "New York City, that is, " + "word " * 12
    span = mark(text, "New York City, that is,", "say", "N Y C")
    chunks = chunks_of(text, span, limit=70)
    assert sum("N Y C" in c.spoken for c in chunks) == 1
    assert any("New York City, that is" in c.text for c in chunks)


def test_words_marked_as_one_and_longer_than_a_chunk_are_said_once() -> None:
    text = "word " * 60
    chapter = replace(chapter_of(text), marks=(Mark(0, len(text), "say", "all of it"),))
    options = ScriptOptions(100, Pauses(), Lexicon(), announce_titles=False, engines=text_of)
    book = Book(About("B", "A", language="en"), (chapter,))
    script = write_script(book, cast, options).chapters[0]
    assert [c.spoken for c in script.chunks] == ["all of it"]
    assert {span.reason for span in script.left_out} == {SAID_BEFORE}


def test_a_marked_pause_counts_before_the_rules() -> None:
    text = "One. Two. Three."
    chunks = chunks_of(text, Mark(4, 4, "pause", "2.5"), Mark(16, 16, "pause", "4"))
    assert [(c.text, c.pause_after) for c in chunks] == [("One.", 2.5), ("Two. Three.", 4.0)]


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    text = draw(any_text())
    marks, at = [], 0
    for kind in draw(st.lists(st.sampled_from(["speaker", "voice", "say", "pause"]), max_size=6)):
        start = draw(st.integers(at, len(text)))
        end = start if kind == "pause" else draw(st.integers(start, len(text)))
        value = draw(st.sampled_from(["1", "Alice", "Bob"])) if kind != "pause" else "1"
        if end > start or kind == "pause":
            marks.append(Mark(start, end, kind, value))  # type: ignore[arg-type]
            at = end
    return text, tuple(marks)


@given(marked(), st.integers(40, 120))
def test_marks_of_a_chapter_lose_no_text_and_pass_no_limit(
    made: tuple[str, tuple[Mark, ...]], limit: int
) -> None:
    text, marks = made
    assert all(len(c.text) <= limit for c in chunks_of(text, *marks, limit=limit))
