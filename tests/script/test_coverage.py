from __future__ import annotations

from dataclasses import replace

import pytest

from narrate.book import LeftOut
from narrate.errors import CoverageError
from narrate.script.write import check_coverage
from tests.script.texts import chapter_of, script_of

CHAPTER = chapter_of("One.", "Two.", title="Third", number=3)
CHUNKS = script_of(CHAPTER).chapters[0].chunks


def test_what_adds_up_passes() -> None:
    check_coverage(CHAPTER, CHUNKS, ())
    check_coverage(CHAPTER, CHUNKS[:1], (LeftOut(5, 10, "because"),))


def test_lost_text_is_named_with_chapter_and_place() -> None:
    with pytest.raises(CoverageError, match=r"chapter 3 \('Third'\), character 4: .*lost: .*Two"):
        check_coverage(CHAPTER, CHUNKS[:1], ())


def test_text_said_twice_is_found() -> None:
    with pytest.raises(CoverageError, match="twice: 'Two'"):
        check_coverage(CHAPTER, CHUNKS, (LeftOut(6, 9, "because"),))
    with pytest.raises(CoverageError, match=r"twice: 'Two\.'"):
        check_coverage(CHAPTER, [*CHUNKS, CHUNKS[1]], ())


def test_disorder_and_other_words_are_found() -> None:
    with pytest.raises(CoverageError, match="out of order"):
        check_coverage(CHAPTER, CHUNKS[::-1], ())
    with pytest.raises(CoverageError, match="other words"):
        check_coverage(CHAPTER, [replace(CHUNKS[0], text="Ono."), CHUNKS[1]], ())
    with pytest.raises(CoverageError, match="outside the text"):
        check_coverage(CHAPTER, CHUNKS, (LeftOut(10, 99, "because"),))


def test_text_outside_every_block_is_lost() -> None:
    with pytest.raises(CoverageError, match="lost"):
        script_of(replace(CHAPTER, blocks=CHAPTER.blocks[:1]))
