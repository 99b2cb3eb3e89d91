from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from narrate.script.sentences.chunker import Piece, cut_block
from tests.script import golden
from tests.script.texts import any_text

LIMITS = st.integers(min_value=12, max_value=80)
LETTERS = regex.compile(r"[A-Za-z0-9]+(?:[.,:/][0-9]+)*")
LANGUAGES = st.sampled_from(["en", "es", "hi", "ja"])


@pytest.mark.parametrize("case", golden.cases("chunks"))
def test_chunks_match_the_golden_files(case: str) -> None:
    kind, _, limit = case.partition("-")
    out = []
    for paragraph in golden.paragraphs("chunks", case):
        pieces = cut_block(paragraph, "en", int(limit), verse=kind == "verse")
        out.append("\n".join(f"{p.cut}: {paragraph[p.start : p.end]!r}" for p in pieces))
    golden.check("chunks", case, "\n\n".join(out))


@given(any_text(), LIMITS, LANGUAGES, st.booleans())
def test_chunks_cover_the_text_and_keep_the_limit(
    text: str, limit: int, language: str, verse: bool
) -> None:
    pieces = cut_block(text, language, limit, verse=verse)
    at = 0
    for piece in pieces:
        assert at <= piece.start < piece.end
        assert not text[at : piece.start].strip()
        assert piece.end - piece.start <= limit
        assert text[piece.start : piece.end] == text[piece.start : piece.end].strip()
        at = piece.end
    assert not text[at:].strip()
    assert pieces == cut_block(text, language, limit, verse=verse)


@given(any_text(), LIMITS, st.booleans())
def test_no_chunk_ends_inside_a_grapheme(text: str, limit: int, verse: bool) -> None:
    pieces = cut_block(text, "en", limit, verse=verse)
    cuts = {piece.end for piece in pieces[:-1]} | {piece.start for piece in pieces[1:]}
    for grapheme in regex.finditer(r"\X", text):
        inside = any(grapheme.start() < cut < grapheme.end() for cut in cuts)
        # white space at the edge of a chunk belongs to none
        assert (
            not inside
            or len(grapheme.group().strip()) > limit
            or _only_space_lost(grapheme, pieces)
        )


def _only_space_lost(grapheme: regex.Match[str], pieces: list[Piece]) -> bool:
    start, end = grapheme.span()
    return sum(p.start < end and p.end > start for p in pieces) <= 1


@given(any_text(), LIMITS, st.booleans())
def test_no_chunk_ends_inside_a_word_that_fits(text: str, limit: int, verse: bool) -> None:
    if not text.isascii() or "--" in text or "](/" in text:
        return  # other scripts and dashes have borders inside a run
    pieces = [text[p.start : p.end] for p in cut_block(text, "en", limit, verse=verse)]
    found = {letters for piece in pieces for letters in LETTERS.findall(piece)}
    fitting = " ".join(word for word in text.split() if len(word) <= limit)
    assert set(LETTERS.findall(fitting)) <= found


def test_a_block_within_the_limit_is_one_chunk() -> None:
    assert cut_block(" Yes. No. ", "en", 250) == [Piece(1, 9, "paragraph")]
    assert cut_block(" \n ", "en", 250) == []


def test_no_chunk_of_two_words_is_left_over_where_it_can_be_helped() -> None:
    text = f"{'a' * 99}. B{'b' * 138}. {'C' * 8}. Go on."
    sizes = [piece.end - piece.start for piece in cut_block(text, "en", 250)]
    assert sizes == [100, 157]


@pytest.mark.parametrize(
    "whole",
    [
        "1,234,567.89",
        "10:30",
        "3.14159",
        "1/2",
        "12 000 000",
        "http://example.com/a,b;c.html",
        "[New York](/nu jɔɹk/)",
        "क्षत्रिय",
        "👩‍👩‍👧‍👦",
        "e\u0301e\u0301e\u0301",
    ],
)
def test_no_chunk_ends_inside_words_that_belong_together(whole: str) -> None:
    for fill in range(30):
        text = f"{'word ' * 3}{'x' * fill} {whole} {'word ' * 4}"
        pieces = cut_block(text, "en", 40)
        assert sum(whole in text[p.start : p.end] for p in pieces) == 1, text


def test_a_run_without_spaces_is_cut_into_chunks_between_graphemes() -> None:
    text = "é" * 100
    text = text.replace("é", "e\u0301")
    pieces = cut_block(text, "en", 50)
    assert len(pieces) == 4 or len(pieces) == 5
    assert all((piece.end - piece.start) % 2 == 0 for piece in pieces)


def test_closing_quotation_marks_stay_in_their_chunk_and_opening_ones_go_on() -> None:
    text = "“One two three four five six.” “Seven eight nine ten eleven.” (Twelve thirteen.)"
    pieces = [text[p.start : p.end] for p in cut_block(text, "en", 34)]
    assert pieces == [
        "“One two three four five six.”",
        "“Seven eight nine ten eleven.”",
        "(Twelve thirteen.)",
    ]


def test_verse_is_cut_into_chunks_at_line_ends() -> None:
    text = "The curfew tolls the knell of day,\nThe lowing herd winds slowly. And\nthe ploughman\n"
    pieces = [text[p.start : p.end] for p in cut_block(text, "en", 50, verse=True)]
    assert pieces == [
        "The curfew tolls the knell of day,",
        "The lowing herd winds slowly. And\nthe ploughman",
    ]


def test_a_single_grapheme_over_the_limit_is_cut_into_chunks() -> None:
    text = "a" + "\u0301" * 100
    assert all(p.end - p.start <= 20 for p in cut_block(text, "en", 20))
