"""The script file: written by the script stage, read back by the manuscript stage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from narrate.about import About
from narrate.book import BlockKind, Book, Chapter, LeftOut, LeftOutPart, Mark
from narrate.chunk import Script, Voicing
from narrate.manuscript.script_file import read_script
from narrate.script import Lexicon, ScriptOptions, Who, write_script
from narrate.script.edition import EditionSource, edition
from narrate.settings import Pauses
from tests.script.texts import any_text, chapter_of, text_of_any

SOURCE = EditionSource("book.epub", "abc")


def cast(chapter: Chapter, who: Who) -> Voicing:
    engine, slash, voice = (who.voice or "ann").rpartition("/")
    voice = {"Alice": "alice", "Bob": "bob"}.get(who.speaker or "", voice)
    return Voicing(engine if slash else "waves", voice, "en", 1.0)


def options(lexicon: dict[str, str] | None = None, limit: int = 250) -> ScriptOptions:
    return ScriptOptions(
        limit, Pauses(), Lexicon(lexicon), announce_titles=True, engines=text_of_any
    )


def round_trip(book: Book, how: ScriptOptions) -> tuple[str, Script, Book, Script]:
    """The file, the script it was written from, and what is read back from it."""
    script = write_script(book, cast, how)
    text = edition(script, book, how, SOURCE)
    again = read_script(Path("book.md"), text.encode("utf-8", "surrogatepass"))
    return text, script, again, write_script(again, cast, how)


def test_a_script_file_shows_what_is_said_and_by_whom() -> None:
    text = "“Ask Goethe,” said Alice.[1] {Nobody} did."
    chapter = replace(
        chapter_of(
            text, ("scene", "* * *"), ("verse", "Roses\nRed"), title="One", left_out=("[1]",)
        ),
        marks=(
            Mark(0, 13, "speaker", "Alice"),
            Mark(13, 13, "pause", "2"),
            Mark(29, 37, "voice", "olga"),
        ),
    )
    book = Book(About("T", "A", language="en"), (chapter,), (LeftOutPart("Index", "index", 7),))
    written, _, _, _ = round_trip(book, options({"Goethe": "GER-tuh"}))
    front, _, body = written.partition("-->")
    assert front.startswith("---\nnarrate: script 1\nsource: book.epub\nsource_digest: abc\n")
    assert body == (
        "\n\n<!-- Read by ann (waves) where nothing else is said. -->\n\n# One\n\n"
        "[“Ask [Goethe]{say GER-tuh},”]{as Alice}{pause 2} said Alice."
        "[\\[1\\]]{skip note marker} [\\{Nobody}]{voice olga} did.\n\n"
        "***\n\n| Roses\n| Red\n"
    )


def test_a_script_file_shows_the_least_certain_speakers_first() -> None:
    text = "“Yes,” said Tom. “No--”. “Well?” “Oh!”"
    marks = (
        Mark(0, 6, "speaker", "Tom", 0.99),
        Mark(17, 23, "speaker", "Ann", 0.9),
        Mark(25, 32, "speaker", "?", 0.4, "Tom"),
        Mark(33, 38, "speaker", "?", 0.0),
    )
    book = Book(About("T", "A", language="en"), (replace(chapter_of(text), marks=marks),))
    written, script, _, again = round_trip(book, options())
    told = [line.strip() for line in written.splitlines() if line.startswith("    chapter 1, ")]
    assert told == [
        "chapter 1, nobody is likely: “Oh!”",
        "chapter 1, 40% Tom, too little to decide: “Well?”",
        "chapter 1, 90% Ann: “No—”",
    ]
    assert again.chapters[0].chunks == script.chapters[0].chunks


def test_chapters_of_another_voice_say_so_in_a_script_file() -> None:
    one = chapter_of("Text.", title="One")
    two = replace(chapter_of("Text.", title="Two", number=2), marks=(Mark(0, 5, "voice", "x/bob"),))
    three = chapter_of("Text.", title="Three", number=3)
    written, _, again, script = round_trip(
        Book(About("T", "", language="en"), (one, two, three)), options()
    )
    assert "# Two {voice x/bob}\n" in written
    assert [c.voicing.voice for c in script.chapters[1].chunks] == ["bob", "bob"]
    assert again.chapters[1].title == "Two"


def test_a_title_is_marked_in_a_script_file_where_it_is_read_otherwise() -> None:
    chapter = chapter_of("Text.", title="Goethe")
    written, script, _, back = round_trip(
        Book(About("T", "", language="en"), (chapter,)), options({"Goethe": "GER-tuh"})
    )
    assert "# [Goethe]{say GER-tuh}\n" in written
    assert back.chapters[0].chunks[0].spoken == script.chapters[0].chunks[0].spoken == "GER-tuh"


@st.composite
def books(draw: st.DrawFn) -> Book:
    chapters = []
    for number in range(1, draw(st.integers(1, 2)) + 1):
        kinds: st.SearchStrategy[BlockKind] = st.sampled_from(
            ["paragraph", "heading", "verse", "quote", "scene"]
        )
        blocks = draw(st.lists(st.tuples(kinds, any_text(20)), min_size=1, max_size=4))
        filled: list[tuple[BlockKind, str]] = [(kind, _block(text) or "x") for kind, text in blocks]
        title = " ".join(_block(draw(any_text(4))).split())
        chapter = chapter_of(*filled, title=title, number=number)
        chapters.append(_with_marks(draw, chapter))
    return Book(About('T: the "Title"', "A", language="en"), tuple(chapters))


def _block(text: str) -> str:
    """Text as readers give it: without blank lines, surrogates, controls and outer spaces."""
    kept = "".join(c for c in text if c.isprintable() or c in "\n\u00a0\u200d")
    return "\n".join(line for line in kept.split("\n") if line.strip()).strip()


def _with_marks(draw: st.DrawFn, chapter: Chapter) -> Chapter:
    marks, left_out = [], []
    for block in chapter.blocks:
        at = block.start
        while block.kind != "scene" and at < block.end and draw(st.booleans()):
            start = draw(st.integers(at, block.end - 1))
            at = draw(st.integers(start + 1, block.end))
            kind = draw(st.sampled_from(["say", "speaker", "voice", "pause", "left out"]))
            value = draw(st.sampled_from(["Alice", "Bob", "a}b", "]{say x}"]))
            if kind == "left out":
                left_out.append(LeftOut(start, at, "note marker"))
            elif kind == "pause":
                marks.append(Mark(at, at, "pause", "1.5"))
            else:
                marks.append(Mark(start, at, kind, value))  # type: ignore[arg-type]
    return replace(chapter, marks=tuple(marks), left_out=tuple(left_out))


def test_a_script_file_keeps_what_the_manuscript_says_of_itself() -> None:
    about = About(
        "T",
        "A & B",
        language="en",
        series="S",
        series_position="1.5",
        subtitle="Or: not",
        year="1987",
        description="First words of it.\n\nSecond: more # words.",
        publisher="Salt & Sons",
        isbn="0306406152",
    )
    book = Book(about, (chapter_of("One.", title="One"),))
    _, _, again, _ = round_trip(book, options())
    assert replace(again, chapters=book.chapters) == book


@given(books(), st.sampled_from([40, 250]))
def test_a_script_file_read_back_gives_the_same_script(book: Book, limit: int) -> None:
    lexicon = {"word": "werd", "Mr. the": "mister the", "5": "five"}
    written, script, again, back = round_trip(book, options(lexicon, limit))
    for before, after in zip(script.chapters, back.chapters, strict=True):
        assert after.chapter.title == before.chapter.title
        assert after.chapter.text == before.chapter.text
        assert after.left_out == before.left_out
        assert after.chunks == before.chunks
    assert edition(back, again, options(lexicon, limit), SOURCE) == written


def test_hyphens_at_the_joints_of_number_words_are_read_back_for_pico() -> None:
    def pico(chapter: Chapter, who: Who) -> Voicing:
        return Voicing("pico", "de-DE", "de", 1.0)

    book = Book(About("T", "A", language="de"), (chapter_of("Er hatte 125 Bücher.", title="Eins"),))
    script = write_script(book, pico, options())
    written = edition(script, book, options(), SOURCE)
    again = write_script(read_script(Path("b.md"), written.encode()), pico, options())
    for each in (script, again):
        spoken = [chunk.spoken for chunk in each.chapters[0].chunks]
        assert spoken[-1] == "Er hatte ein-hundert-fünf-und-zwanzig Bücher."
