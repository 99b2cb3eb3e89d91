from __future__ import annotations

import pytest

from narrate.manuscript.structure.page_marks import with_page_marks
from narrate.manuscript.structure.passages import Part, Passage


def unread(*texts: str) -> list[str]:
    """What is left out of paragraphs."""
    (part,) = with_page_marks([Part("One", [Passage("paragraph", text) for text in texts])])
    return [p.text[span.start : span.end] for p in part.passages for span in p.left_out]


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (["old ma[Pg 16]hogany", "the [Page xvi] king"], ["[Pg 16]", "[Page xvi]"]),
        (["the {p. 16} king", "der [S. 17] König"], ["{p. 16}", "[S. 17]"]),
        (["old ma{16}hogany", "old ma[17]hogany", "a king[1] slept"], ["{16}", "[17]"]),
        (["the {16} king", "{18}", "who {19}slept"], ["{16}", "{18}", "{19}"]),
        (["the {16} king"], []),  # alone it may be anything
        (["{0} and {1}", "and {0} and {1} and {0}"], []),
        (["he [paused] once [p. m.]", "[16]", "f(x[i]) {x}"], []),
        (["[Pg 16", "Pg 16]", "p. 16"], []),
    ],
)
def test_page_numbers_in_brackets_are_not_read(texts: list[str], marks: list[str]) -> None:
    assert unread(*texts) == marks


def test_what_is_left_out_already_keeps_its_reason() -> None:
    part = Part("One", [Passage("paragraph", "[Pg 16]").unread("code")])
    ((span,),) = (p.left_out for p in with_page_marks([part])[0].passages)
    assert span.reason == "code"
