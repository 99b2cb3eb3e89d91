"""Tags as ffmpeg writes them out are read back, whatever is in them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from narrate.assembly.encoder.picture import ffmetadata
from narrate.check.measures.decode import parse_metadata, read_metadata
from narrate.files.ffmpeg import ffmpeg_program
from tests.check.measures.deliveries import chapter, write

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(
    lambda text: text.strip() and not text.rstrip().endswith("\\")
)
"""A backslash at the end is left out when tags are written: ffmpeg 5.1 joins the next line to it"""


@given(values=st.lists(WORDS))
def test_the_check_reads_the_metadata_that_assembly_writes(values: list[str]) -> None:
    tags = {f"tag{n}": value for n, value in enumerate(values)}
    plain = {name: " ".join(value.split()) for name, value in tags.items()}
    assert parse_metadata(ffmetadata(tags).decode()).tags == plain


def test_the_check_reads_chapter_marks_to_the_nanosecond() -> None:
    text = ";FFMETADATA1\ntitle=A\\=B\n[CHAPTER]\nTIMEBASE=1/44100\nSTART=0\nEND=44101\ntitle=I\n"
    found = parse_metadata(text)
    assert found.tags == {"title": "A=B"}
    assert found.marks[0].end == Fraction(44101, 44100) and found.marks[0].title == "I"


def test_the_check_reads_the_tags_of_an_opus_from_its_stream(tmp_path: Path) -> None:
    path = write(tmp_path / "a.opus", chapter(0, (0.4,)).sound)
    assert read_metadata(ffmpeg_program(), path, of_stream=True).tags["album"] == "Moby Dick"
