import subprocess

from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.assembly.encoder.metadata import ffmetadata
from narrate.files.ffmpeg import ffmpeg_program


def test_special_characters_are_escaped() -> None:
    assert ffmetadata({"title": r"a=b;c#d\e"}) == b";FFMETADATA1\ntitle=a\\=b\\;c\\#d\\\\e\n"


def test_a_tag_is_one_line() -> None:
    assert ffmetadata({"title": " a\r\n\tb\0c\u2028d "}) == b";FFMETADATA1\ntitle=a b c d\n"


def test_empty_tags_are_left_out() -> None:
    assert ffmetadata({"title": "", "album": " \n"}) == b";FFMETADATA1\n"


def test_what_utf_8_cannot_hold_is_left_out() -> None:
    assert ffmetadata({"title": "a\ud800b"}) == b";FFMETADATA1\ntitle=a b\n"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=40))
def test_ffmpeg_reads_what_was_written(values: list[str]) -> None:
    """Whatever a title holds, ffmpeg reads it back as it is, white space aside."""
    tags = {f"tag{n}": value for n, value in enumerate(values)}
    line = [ffmpeg_program(), "-v", "error", "-f", "ffmetadata", "-i", "-", "-f", "ffmetadata", "-"]
    text = ffmetadata(tags)
    again = subprocess.run(line, input=text, capture_output=True, check=True).stdout
    lines = again.split(b"\n")
    assert [part for part in lines if part.startswith(b"tag")] == [
        part for part in text.split(b"\n") if part.startswith(b"tag")
    ]
