from __future__ import annotations

from dataclasses import replace
from statistics import mean, pstdev

from hypothesis import given
from hypothesis import strategies as st

from narrate.about import About
from narrate.book import Block, Book, Chapter, Mark
from narrate.chunk import Chunk, Voicing
from narrate.script import ScriptOptions, write_script
from narrate.script.pauses import answered, varied
from narrate.settings import Pauses
from tests.script.texts import chapter_of


@given(st.text(), st.floats(0, 10), st.floats(0, 0.5))
def test_a_pause_is_never_off_by_more_than_its_variation(
    words: str, seconds: float, variation: float
) -> None:
    pause = varied(seconds, variation, words)
    assert abs(pause - seconds) <= variation * seconds + 0.001
    assert pause == varied(seconds, variation, f"  {words}\n")


def test_pauses_vary_around_what_was_asked_for() -> None:
    drawn = [varied(0.5, 0.25, f"sentence {n}") for n in range(2000)]
    assert abs(mean(drawn) - 0.5) < 0.005
    assert 0.04 < pstdev(drawn) < 0.06
    assert {varied(0.5, 0.0, f"sentence {n}") for n in range(9)} == {0.5}


def test_what_is_drawn_is_the_same_on_every_machine() -> None:
    drawn = [varied(1.0, 0.25, words) for words in ("She wept.", "Elle pleura à côté.")]
    assert drawn == [1.049, 0.972]


def turns(*blocks: str, language: str = "en", marks: tuple[Mark, ...] = ()) -> list[int]:
    return sorted(answered(replace(chapter_of(*blocks), marks=marks), language))


def test_a_speech_is_answered_by_the_next_paragraph_that_begins_with_another() -> None:
    talk = ("“Where is he?”", "“Gone,” said Ann.", "She wept.", "“Why?” he asked.", "He left.")
    assert turns(*talk) == [0]
    assert turns(
        "She said: “Come!”", "“Never!”", "Then she sang “Home” to the “best” of them."
    ) == [0]
    assert turns("‘Where is he?’", "‘Gone,’ said Ann.") == [0]
    assert turns("—¿Dónde está?", "—Se fue —dijo Ana.", "Lloró.", language="es") == [0]
    assert turns("« Où est-il ? »", "« Parti », dit Anne.", language="fr") == [0]


def test_a_speech_that_goes_on_in_the_next_paragraph_is_not_answered() -> None:
    long = "“It was a long way, and we had no water, nor any hope of it, and the horses were done, "
    long += "and nobody spoke of what we had left behind us in the hills that spring."
    assert turns(long, "“Then it rained.”", "“Ah!”") == [1]


def test_a_heading_or_scene_between_two_speeches_is_no_turn() -> None:
    chapter = chapter_of("“Come!”", ("scene", "* * *"), "“Never!”")
    assert answered(chapter, "en") == frozenset()


def test_speakers_that_are_known_decide() -> None:
    text = ("“Come!”", "“Now!”", "“Never!”")
    spans = ((0, 7), (9, 15), (17, 25))
    said = zip(spans, ("Ann", "Ann", "Bob"), strict=True)
    marks = tuple(Mark(*span, "speaker", who) for span, who in said)
    assert turns(*text, marks=marks) == [1]
    unsure = (marks[0], replace(marks[1], value="?"), marks[2])
    assert turns(*text, marks=unsure) == [0, 1]


def test_the_speeches_of_a_play_are_turns_though_nothing_quotes_them() -> None:
    blocks = ("HAMLET. Who goes there?", "OPHELIA. It is I.")
    marks = (
        Mark(0, 7, "name", "Hamlet"), Mark(8, 23, "speaker", "Hamlet"),
        Mark(25, 33, "name", "Ophelia"), Mark(34, 42, "speaker", "Ophelia"),
    )  # fmt: skip
    assert turns(*blocks, marks=marks) == [0]


def script_of(*chapters: Chapter, pauses: Pauses | None = None) -> list[Chunk]:
    voicing = Voicing("hibari", "heart", "en", 1.0)
    options = ScriptOptions(pauses=pauses or Pauses(), announce_titles=False)
    book = Book(About(language="en"), chapters)
    script = write_script(book, lambda chapter, who: voicing, options)
    return [chunk for chapter in script.chapters for chunk in chapter.chunks]


SENTENCE = "The ferry left at six, and nobody on the quay looked up to see who stood at the rail. "


def test_pauses_of_a_script_are_of_their_kind_and_vary() -> None:
    chapter = chapter_of(
        SENTENCE * 6,
        "“Gone?”",
        "“Gone.”",
        ("scene", "* * *"),
        "It rained.",
        ("heading", "Two"),
        "End.",
    )
    plain = Pauses(variation=0.0)
    exact = [(c.cut, c.pause_after) for c in script_of(chapter, pauses=plain)]
    assert exact == [
        ("sentence", 0.55), ("sentence", 0.55), ("paragraph", 0.8), ("paragraph", 0.65),
        ("scene", 1.6), ("paragraph", 1.0), ("heading", 1.0), ("chapter_end", 0.0),
    ]  # fmt: skip
    varying = [c.pause_after for c in script_of(chapter)]
    for (cut, seconds), pause in zip(exact, varying, strict=True):
        if cut in ("scene", "heading", "chapter_end") or seconds == 1.0:
            assert pause == seconds
        else:
            assert 0 < abs(pause - seconds) <= 0.25 * seconds


def test_an_edit_moves_no_pause_elsewhere() -> None:
    texts = [f"Paragraph {n} has words of its own, and no other one has these." for n in range(9)]
    before = script_of(chapter_of(*texts))
    after = script_of(chapter_of("A new beginning.", *texts[:4], "Another.", *texts[5:], "New."))
    pauses = {chunk.text: chunk.pause_after for chunk in after}
    same = [chunk for chunk in before[:-1] if chunk.text in pauses]
    assert len(same) == 7
    assert all(pauses[chunk.text] == chunk.pause_after for chunk in same)


def test_a_pause_that_the_manuscript_marks_is_kept_to_the_letter() -> None:
    text = "One. Two."
    chapter = Chapter(1, "", text, (Block("paragraph", 0, 9),), marks=(Mark(4, 4, "pause", "1.5"),))
    assert [chunk.pause_after for chunk in script_of(chapter)] == [1.5, 0.0]
