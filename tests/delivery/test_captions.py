from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.book import UNKNOWN_SPEAKER
from narrate.delivery.captions import LINE, LONGEST, cues_of, make_lrc, make_srt, make_vtt, width
from narrate.timeline import FinishedBook, Track
from tests.delivery.books import ABOUT, RATE, book, chunk, sentence, spec, track

LONG = (
    "It is a way I have of driving off the spleen, and regulating the circulation; whenever I find"
    " myself growing grim about the mouth, I account it high time to get to sea as soon as I can."
)
FIRST = track(
    chunk(sentence("Call me Ishmael.", 1.0, 2.2), sentence("Some years ago.", 2.5, 4.0)),
    chunk(sentence("“Who & <what>?”", 6.0, 7.5), speaker="Captain <Ahab>"),
    chunk(sentence("Nobody --> knows.", 8.0, 9.0), speaker=UNKNOWN_SPEAKER),
)


def read(make: object, finished: FinishedBook, folder: Path) -> str:
    files = make(finished, spec(folder))  # type: ignore[operator]
    assert [file.name.rsplit(".", 1)[0] for file in files] == [t.name for t in finished.tracks]
    return str(files[0].read_text("utf-8"))


def test_captions_are_written_as_webvtt(tmp_path: Path) -> None:
    assert read(make_vtt, book(FIRST), tmp_path) == (
        "WEBVTT\n\nNOTE\nMoby-Dick\nLoomings\nen\n"
        "\n00:00:01.000 --> 00:00:02.200\nCall me Ishmael.\n"
        "\n00:00:02.500 --> 00:00:04.000\nSome years ago.\n"
        "\n00:00:06.000 --> 00:00:07.500\n<v Captain &lt;Ahab&gt;>“Who &amp; &lt;what&gt;?”\n"
        "\n00:00:08.000 --> 00:00:09.000\nNobody --&gt; knows.\n"
    )


def test_captions_are_written_as_srt(tmp_path: Path) -> None:
    assert read(make_srt, book(FIRST), tmp_path) == (
        "1\n00:00:01,000 --> 00:00:02,200\nCall me Ishmael.\n"
        "\n2\n00:00:02,500 --> 00:00:04,000\nSome years ago.\n"
        "\n3\n00:00:06,000 --> 00:00:07,500\n“Who & <what>?”\n"
        "\n4\n00:00:08,000 --> 00:00:09,000\nNobody -\u2060-> knows.\n"
    )


def test_captions_in_lrc_have_tags_and_minutes_beyond_99(tmp_path: Path) -> None:
    late = track(chunk(sentence("[1:2] In the beginning.", 6059.996, 6061)), samples=6100 * RATE)
    late = replace(late, title="Loom[ings]")
    assert read(make_lrc, book(late), tmp_path) == (
        "[ti:Loom(ings)]\n[ar:Herman Melville]\n[al:Moby-Dick]\n[length:101:40]\n"
        "[101:00.00] [1:2] In the beginning.\n[101:01.00]\n"
    )


def test_the_same_book_gives_the_same_captions(tmp_path: Path) -> None:
    first = read(make_vtt, book(FIRST), tmp_path / "a")
    assert read(make_vtt, book(FIRST), tmp_path / "b") == first


def test_a_title_cannot_break_the_header_of_captions(tmp_path: Path) -> None:
    odd = replace(ABOUT, title="A\n\n00:01.000 --> 00:02.000\nB")
    head = read(make_vtt, book(FIRST, about=odd), tmp_path).split("\n\n")[1]
    assert head.splitlines()[:2] == ["NOTE", "A 00:01.000 -\u2060-> 00:02.000 B"]


def test_a_long_sentence_is_cut_into_cues_where_it_breathes() -> None:
    cues = cues_of(track(chunk(sentence(LONG, 2, 14))), "en")
    assert [cue.text for cue in cues] == [
        "It is a way I have of driving off the spleen, and regulating the circulation;",
        "whenever I find myself growing grim about the mouth,",
        "I account it high time to get to sea as soon as I can.",
    ]
    assert cues[1].lines == ("whenever I find myself", "growing grim about the mouth,")
    assert (cues[0].start, cues[-1].end) == (2000, 14000)


def test_a_slow_sentence_is_cut_into_cues_by_time() -> None:
    cues = cues_of(track(chunk(sentence("One two three, four five six.", 0, 12))), "en")
    assert [cue.text for cue in cues] == ["One two three,", "four five six."]


def test_a_short_gap_between_cues_is_closed() -> None:
    near = track(chunk(sentence("One.", 1, 2.5), sentence("Two.", 2.6, 2.8)))
    assert [(c.start, c.end) for c in cues_of(near, "en")] == [(1000, 2600), (2600, 3600)]


def test_cues_keep_the_lines_of_a_verse() -> None:
    verse = track(
        chunk(
            sentence(
                "O Captain! my Captain!\nour fearful trip is done,\nThe ship has"
                " weather’d every rack,\nthe prize we sought is won,",
                0,
                12,
            ),
            kind="verse",
        )
    )
    assert [cue.lines for cue in cues_of(verse, "en")] == [
        ("O Captain! my Captain!", "our fearful trip is done,"),
        ("The ship has weather’d every rack,", "the prize we sought is won,"),
    ]


def test_east_asian_cues_are_cut_between_signs_and_never_begin_with_a_mark() -> None:
    text = "吾輩は猫である、名前はまだ無い。" * 8
    cues = cues_of(track(chunk(sentence(text, 0, 20))), "ja")
    assert "".join(cue.text for cue in cues) == text
    lines = [each for cue in cues for each in cue.lines]
    assert max(map(width, lines)) <= LINE
    assert not any(each[0] in "、。" for each in lines)


def test_a_hebrew_cue_that_begins_with_a_latin_name_is_marked_right_to_left() -> None:
    cues = cues_of(track(chunk(sentence("Ahab אמר שלום.", 0, 2), sentence("שלום.", 3, 4))), "he")
    assert [cue.lines for cue in cues] == [("\u200fAhab אמר שלום.",), ("שלום.",)]


LETTERS = st.sampled_from(
    [
        "a",
        "word",
        "Ishmael,",
        "circulation;",
        "—",
        "x" * 50,
        "क्षत्रिय",
        "நீங்கள்",
        "👩\u200d👩\u200d👧",
        "é",
        "שלום",
        "猫",
        "。",
        "&",
        "<b>",
        "-->",
        "[",
        "\u2028",
        "\0",
        "1",
        "\ud800",
    ]
)
TEXT = st.lists(LETTERS, max_size=40).map(" ".join) | st.text(max_size=60)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    at, chunks = 0.0, []
    for text in draw(st.lists(TEXT, max_size=6)):
        start = at + draw(st.floats(0, 2))
        at = start + draw(st.sampled_from([0.0, 0.0004, 0.3, 5.0, 20.0]))
        chunks.append(
            chunk(
                sentence(text, start, at),
                kind=draw(st.sampled_from(["paragraph", "verse"])),
                speaker=draw(st.sampled_from([None, "?", "A & B", "-->\n"])),
            )
        )
    return track(*chunks, samples=round((at + 1) * RATE))


def bare(text: str) -> str:
    """Text without what cannot be shown, and without white space."""
    kept = regex.sub(r"(?V1)[\p{Cc}--\s]|\p{Cs}|\ufffd", "", text)
    return "".join(kept.split())


@settings(max_examples=150, deadline=None)
@given(tracks(), st.sampled_from(["en", "he"]))
def test_cues_show_every_sentence_once_and_in_order(made: Track, language: str) -> None:
    cues = cues_of(made, language)
    wanted = "".join(bare(s.text) for each in made.chunks for s in each.sentences)
    assert bare("".join(cue.text for cue in cues)) == wanted
    shown = "".join(part.removeprefix("\u200f") for cue in cues for part in cue.lines)
    assert bare(shown).replace("\u200f", "") == wanted.replace("\u200f", "")
    assert all(cue.start < cue.end for cue in cues)
    assert all(before.end <= after.start for before, after in pairwise(cues))
    for cue in cues:
        assert 1 <= len(cue.lines) <= 2
        assert all(part.strip() and width(part) <= LINE for part in cue.lines)


@settings(max_examples=100, deadline=None)
@given(tracks())
def test_no_text_breaks_a_caption_file(tmp_path_factory: object, made: Track) -> None:
    folder = tmp_path_factory.mktemp("captions")  # type: ignore[attr-defined]
    time = r"\d{2,}:[0-5]\d:[0-5]\d"
    _, note, *cues = read(make_vtt, book(made), folder).removesuffix("\n").split("\n\n")
    assert note.startswith("NOTE\n")
    for cue in cues:
        head, *lines = cue.split("\n")
        assert re.fullmatch(rf"{time}\.\d{{3}} --> {time}\.\d{{3}}", head)
        assert lines
        text = re.sub(r"^<v [^>\n]+>", "", "\n".join(lines))
        assert not re.search(r"-->|<|\0|\r|&(?!amp;|lt;|gt;)", text)
    srt = read(make_srt, book(made), folder).removesuffix("\n")
    for number, cue in enumerate(srt.split("\n\n") if srt else [], 1):
        index, head, *lines = cue.split("\n")
        assert index == str(number)
        assert re.fullmatch(rf"{time},\d{{3}} --> {time},\d{{3}}", head)
        assert lines
        assert not any("-->" in each for each in lines)
    for each in read(make_lrc, book(made), folder).splitlines():
        assert re.match(r"\[(ti|ar|al|length):[^\[\]]+\]$|\[\d{2,}:[0-5]\d\.\d\d\](?!\[)", each)


def test_cues_are_short_enough_to_be_read() -> None:
    cues = cues_of(track(chunk(sentence(LONG, 0, 40))), "en")
    assert all(cue.end - cue.start <= 1000 * LONGEST for cue in cues)
