from __future__ import annotations

import codecs

import pytest

from narrate.errors import ManuscriptError
from narrate.files.encoding import decode, lines_of

TEXT = "Chapter 1\n\nIt rained — ‘so they said’ — in Cádiz.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_a_text_is_decoded_alike_from_every_encoding(data: bytes) -> None:
    assert decode(data, "book.txt") == (TEXT, [])


def test_utf16_without_a_mark_is_known_in_a_script_that_is_not_latin() -> None:
    text = "मुनिया घर में थी और बाहर पानी बरस रहा था। " * 20
    assert decode(text.encode("utf-16-le"), "x")[0] == text


def test_one_stray_byte_does_not_spoil_a_utf8_file() -> None:
    text = "मुनिया घर में थी। " * 20
    read, warnings = decode(text.encode("utf-8") + b"\x96", "x")
    assert read == text + "–"
    assert len(warnings) == 1


def test_a_declared_encoding_counts_where_utf8_fails_to_decode() -> None:
    text = "Character set encoding: ISO-8859-2\n\nŻółw"
    assert decode(text.encode("iso-8859-2"), "x")[0] == text


def test_bytes_that_windows_1252_lacks_are_read_as_latin_1() -> None:
    assert decode(b"caf\xe9 \x81", "x")[0] == "café \x81"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x7fELF\x02\x01\x01" + b"\0abc" * 50, b"\x01\x02\x03" * 40]
)
def test_binary_data_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ManuscriptError, match=r"^book.txt: this is binary data") as caught:
        decode(data, "book.txt")
    assert "\n" not in str(caught.value)


def test_a_few_control_characters_do_not_make_a_text_binary() -> None:
    assert decode(b"one\x07 two\x00"[:-1], "x")[0] == "one two"


def test_lines_are_split_at_all_kinds_of_line_ends() -> None:
    assert lines_of("a\r\nb\rc\nd\x85e\u2028f") == ["a", "b", "c", "d", "e", "f"]


def test_a_form_feed_is_a_line_of_its_own() -> None:
    assert lines_of("a\fb") == ["a", "\f", "b"]
