from __future__ import annotations

import pytest

from narrate.manuscript.text.inline import drop_emphasis, find_unread, opens_bracket


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("_Hark!_ he said", "Hark! he said"),
        ("a _re_write", "a rewrite"),
        ("(_Folio_).—This", "(Folio).—This"),
        ("file_name_here stays", "file_name_here stays"),
        ("snake _ alone", "snake _ alone"),
        ("=bold= and a = b", "bold and a = b"),
        ("*so* it is, 2 * 3 * 4", "so it is, 2 * 3 * 4"),
        ("_over\nlines_", "over\nlines"),
        ("balls.*", "balls.*"),
        ("*A note that opens so.", "*A note that opens so."),
    ],
)
def test_marks_of_emphasis_are_dropped(written: str, said: str) -> None:
    assert drop_emphasis(written) == said


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("A word.[12] More", [("[12]", "note marker")]),
        ("A word.[A] More [sic] here [I]", [("[A]", "note marker")]),
        (
            "a [Illustration: A cat [asleep].] b",
            [("[Illustration: A cat [asleep].]", "picture caption")],
        ),
        ("[Illustration]", [("[Illustration]", "picture caption")]),
        ("text[Pg 12] text{13}", [("[Pg 12]", "page number"), ("{13}", "page number")]),
        ("[Sidenote: 1805] He", [("[Sidenote: 1805]", "side note")]),
        ("word² and 5 m² and x²", [("²", "note marker")]),
        ("He said [aside] no", []),
        ("[Footnote 1: A [b", [("[Footnote 1: A [b", "footnote")]),
    ],
)
def test_spans_that_are_not_read_are_found_in_a_text(
    text: str, left_out: list[tuple[str, str]]
) -> None:
    assert [(text[s.start : s.end], s.reason) for s in find_unread(text)] == left_out


def test_brackets_over_several_blocks_are_recognised() -> None:
    assert opens_bracket("[Illustration: A cat") == "picture caption"
    assert opens_bracket("[Illustration: A cat]") is None
    assert opens_bracket("[He went") is None
