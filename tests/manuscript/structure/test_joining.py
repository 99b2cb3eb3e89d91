from __future__ import annotations

import pytest

from narrate.manuscript.structure.joining import joined_over_unread
from narrate.manuscript.structure.passages import Passage

PAGE = Passage("paragraph", "16").unread("page number")
NOTE = Passage("paragraph", "1 A note of the king.").unread("footnote")
PICTURE = Passage("paragraph", "Fig. 3. The king.").unread("picture caption")


def texts(*passages: Passage) -> list[str]:
    return [passage.text for passage in joined_over_unread(passages)]


def prose(text: str) -> Passage:
    return Passage("paragraph", text)


FIRST = prose("He had seen from the window the old")
SECOND = prose("ship that came from the north.")


def test_a_sentence_goes_on_over_passages_that_are_not_read() -> None:
    (whole,) = joined_over_unread([FIRST, PICTURE, NOTE, PAGE, SECOND])
    assert whole.spoken.split() == f"{FIRST.text} {SECOND.text}".split()
    assert [whole.text[s.start : s.end] for s in whole.left_out] == [
        PICTURE.text,
        NOTE.text,
        PAGE.text,
    ]


def test_a_sentence_may_be_torn_several_times() -> None:
    middle = prose("grey ship which was said to be lost, and had")
    (whole,) = joined_over_unread([FIRST, PAGE, middle, PAGE, prose("come home.")])
    assert whole.spoken.split()[-3:] == ["had", "come", "home."]


def test_indian_scripts_have_no_small_letters() -> None:
    first, second = prose("राजा ने, जो बहुत बूढ़ा था, खिड़की से जहाज़"), prose("को देखा।")
    assert len(joined_over_unread([first, PAGE, second])) == 1


@pytest.mark.parametrize(
    "passages",
    [
        [FIRST, SECOND],  # nothing parts them but the author
        [FIRST, PAGE, prose("The ship came.")],
        [prose("He had seen it from the old window."), PAGE, SECOND],
        [prose("Dear Anna,"), PAGE, SECOND],
        [Passage("heading", FIRST.text), PAGE, SECOND],
        [FIRST, Passage("scene", "* * *"), SECOND],
        [FIRST, PAGE, Passage("verse", SECOND.text)],
        [PAGE, SECOND],
        [FIRST, PAGE],
    ],
)
def test_paragraphs_that_belong_to_nothing_stay_apart(passages: list[Passage]) -> None:
    assert joined_over_unread(passages) == passages
