from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Block, LeftOut, LeftOutPart
from narrate.manuscript.structure.passages import SCENE, Part, Passage, bind


def test_left_out_spans_are_moved_to_their_place_in_the_chapter() -> None:
    passages = [
        Passage("paragraph", "One.[1]", (LeftOut(4, 7, "note marker"),)),
        Passage("paragraph", "A cat.").unread("picture caption"),
    ]
    chapter = bind(About(), [Part("A", passages)]).chapters[0]
    assert chapter.text == "One.[1]\n\nA cat."
    assert chapter.blocks == (Block("paragraph", 0, 7), Block("paragraph", 9, 15))
    assert chapter.left_out == (LeftOut(4, 7, "note marker"), LeftOut(9, 15, "picture caption"))


def test_chapters_are_numbered_over_the_parts_that_are_read() -> None:
    parts = [
        Part("Cover", [Passage("paragraph", "x")], "title page"),
        Part("One", [Passage("paragraph", "a")]),
        Part("Empty", [], None, [Passage("heading", "Empty")]),
        Part("Two", [Passage("paragraph", "b")]),
        Part("Void", []),
    ]
    book = bind(About("T", "A", language="en"), parts, ["odd"])
    assert [(c.number, c.title) for c in book.chapters] == [(1, "One"), (2, "Two")]
    assert book.left_out == (
        LeftOutPart("Cover", "title page", 1),
        LeftOutPart("Empty", "a heading with no text under it", 5),
    )
    assert (book.title, book.author, book.language, book.warnings) == ("T", "A", "en", ("odd",))


def test_a_part_of_which_nothing_is_read_is_left_out_for_its_reason() -> None:
    part = Part("Plates", [Passage("paragraph", "A cat.").unread("picture caption")])
    assert bind(About(), [part]).left_out == (LeftOutPart("Plates", "picture caption", 6),)


def test_drawn_rules_are_scene_breaks_only_between_text() -> None:
    rule = Passage("scene", SCENE, drawn=True)
    real = Passage("scene", "#")
    text = Passage("paragraph", "a")
    chapter = bind(About(), [Part("A", [rule, text, rule, real, text, rule, rule])]).chapters[0]
    assert chapter.text == "a\n\n#\n\na"


@pytest.mark.parametrize(
    ("text", "markers", "unread"),
    [
        ("river[3].", ["3"], ["[3]"]),
        ("river (4) ran", ["4"], ["(4)"]),
        ("river[3, 4].", ["3", "4"], ["[3, 4]"]),
        ("river1,2 ran", ["1", "2"], ["1,2"]),
        ("river¹, the sea²", ["¹", "²"], ["¹", "²"]),
        ("(river¹) ran", ["¹"], ["¹"]),
        ("¹ [river]", ["¹"], ["¹"]),
        ("one ¹\n² two", ["¹", "²"], ["¹", "²"]),
    ],
)
def test_what_stands_around_and_between_markers_goes_with_them(
    text: str, markers: list[str], unread: list[str]
) -> None:
    places = [text.index(marker) for marker in markers]
    left_out = tuple(LeftOut(at, at + 1, "note marker") for at in places)
    chapter = bind(About(), [Part("A", [Passage("paragraph", text, left_out)])]).chapters[0]
    assert [text[span.start : span.end] for span in chapter.left_out] == unread
