"""Sentences in elements of their own: not a letter of a page may change for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from narrate.delivery.overlay.page_letters import Letters, letters_of
from narrate.delivery.overlay.sentence_elements import Piece, wrap
from narrate.delivery.overlay.xhtml import XHTML

_INLINE = ("i", "em", "b", "span", "a", "sub", "q", "abbr")
_BLOCKS = ("p", "div", "blockquote", "h2")


def page(body: str) -> etree._Element:
    return etree.fromstring(f'<html xmlns="{XHTML}"><head/><body>{body}</body></html>')


def body_of(root: etree._Element) -> str:
    text = etree.tostring(root[1], encoding="unicode").replace(f' xmlns="{XHTML}"', "")
    return text.removeprefix("<body>").removesuffix("</body>")


def wrapped(body: str, *sentences: str) -> tuple[str, list[list[Piece]]]:
    """The page with each of the sentences, which follow one another, in an element."""
    root = page(body)
    letters = Letters([root])
    places, at = [], 0
    for sentence in sentences:
        start = letters.text.index(letters_of(sentence), at)
        at = start + len(letters_of(sentence))
        places.append(letters.places(0, start, at))
    pieces = wrap(places)
    for number, own in enumerate(pieces, 1):
        for part, piece in enumerate(own):
            piece.element.set("id", f"s{number}" + "abc"[part] * (len(own) > 1))
    return body_of(root), pieces


def test_wrapping_marks_the_sentences_of_a_paragraph() -> None:
    assert wrapped("<p>One two. Three.</p>", "One two.", "Three.")[0] == (
        '<p><span id="s1">One two.</span> <span id="s2">Three.</span></p>'
    )


def test_wrapping_leaves_elements_inside_a_sentence_as_they_are() -> None:
    assert (
        wrapped('<p>Oh, <i id="x">so <b>very</b></i> sad!<br/> Yes.</p>', "Oh, so very sad!")[0]
        == '<p><span id="s1">Oh, <i id="x">so <b>very</b></i> sad!</span><br/> Yes.</p>'
    )


def test_wrapping_takes_quotation_marks_around_an_element_into_the_sentence() -> None:
    assert wrapped("<p>“<i>Go!</i>” he said. <i>Stop.</i></p>", "“Go!” he said.", "Stop.")[0] == (
        '<p><span id="s1">“<i>Go!</i>” he said.</span> <i><span id="s2">Stop.</span></i></p>'
    )


def test_wrapping_divides_an_inline_element_over_a_border_and_keeps_its_id_once() -> None:
    assert wrapped('<p><i id="x" class="c">One. Two</i> three.</p>', "One.", "Two three.")[0] == (
        '<p><i id="x" class="c"><span id="s1">One.</span> </i>'
        '<span id="s2"><i class="c">Two</i> three.</span></p>'
    )


def test_wrapping_divides_elements_in_elements() -> None:
    body, _ = wrapped("<p><b>A. <i>B. C</i></b> d.</p>", "A.", "B.", "C d.")
    assert body == (
        '<p><b><span id="s1">A.</span> <i><span id="s2">B.</span> </i></b>'
        '<span id="s3"><b><i>C</i></b> d.</span></p>'
    )


def test_wrapping_gives_a_sentence_over_blocks_a_piece_and_weight_in_each() -> None:
    body, pieces = wrapped("<div><p>Half a line</p>\n<p>and the rest. More</p></div>",
                           "Half a line and the rest.")  # fmt: skip
    assert body == (
        '<div><p><span id="s1a">Half a line</span></p>\n'
        '<p><span id="s1b">and the rest.</span> More</p></div>'
    )
    assert [piece.weight for piece in pieces[0]] == [9, 11]


def test_wrapping_keeps_lines_of_verse_directly_under_their_paragraph() -> None:
    """Style sheets say `p > span` for them: nothing may come in between."""
    body, _ = wrapped("<p><span>One line</span><br/><span>and two.</span></p>", "One line and two.")
    assert body == (
        '<p><span><span id="s1a">One line</span></span><br/>'
        '<span><span id="s1b">and two.</span></span></p>'
    )


def test_wrapping_does_not_divide_an_element_that_cannot_be() -> None:
    body, _ = wrapped("<p><q>One. Two</q> three.</p>", "One.", "Two three.")
    assert body == (
        '<p><q><span id="s1">One.</span> <span id="s2a">Two</span></q>'
        '<span id="s2b"> three.</span></p>'
    ).replace('<span id="s2b"> three.</span>', ' <span id="s2b">three.</span>')


def test_wrapping_passes_over_comments_and_pictures_in_a_sentence() -> None:
    body = '<p>One <!-- two --> three <img src="x.png" alt="four"/> five.</p>'
    assert wrapped(body, "One three five.")[0] == f'<p><span id="s1">{body[3:-4]}</span></p>'


_words = st.sampled_from(["", " ", "One. ", "two", " three.", "“Four”", "\u00ad", "\n five"])


@st.composite
def _inline(draw: st.DrawFn, depth: int) -> str:
    pieces = [draw(_words)]
    for _ in range(draw(st.integers(0, 2))):
        match draw(st.integers(0, 5)) if depth else 5:
            case 0:
                pieces.append("<br/>")
            case 1:
                pieces.append("<!-- said -->")
            case 5:
                pass
            case _:
                name = draw(st.sampled_from(_INLINE))
                pieces.append(f"<{name}>{draw(_inline(depth - 1))}</{name}>")
        pieces.append(draw(_words))
    return "".join(pieces)


@st.composite
def _flow(draw: st.DrawFn, depth: int = 2) -> str:
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(_BLOCKS))
        deeper = depth and name in ("div", "blockquote") and draw(st.booleans())
        inner = draw(_flow(depth - 1)) if deeper else draw(_inline(2))
        pieces.append(f"<{name}>{inner}</{name}>{draw(st.sampled_from(['', ' ']))}")
    return "".join(pieces)


def _text(root: etree._Element) -> str:
    return str(root.xpath("string()"))


def _stretches(cuts: Sequence[int], length: int) -> list[tuple[int, int]]:
    borders = sorted({0, length, *(cut % (length + 1) for cut in cuts)})
    return list(pairwise(borders))


@settings(max_examples=150, deadline=None)
@given(_flow(), st.lists(st.integers(0, 60), max_size=6))
def test_wrapping_never_changes_the_text_of_a_page(body: str, cuts: list[int]) -> None:
    root = page(body)
    letters, text = Letters([root]), _text(root)
    stretches = _stretches(cuts, len(letters.text))
    pieces = wrap([letters.places(0, start, end) for start, end in stretches])
    assert _text(root) == text
    assert not list(root.iter("{urn:narrate}*"))
    inside = ["".join(letters_of(_text(p.element)) for p in own) for own in pieces]
    assert inside == [letters.text[start:end] for start, end in stretches]
    for own in pieces:
        for piece in own:
            assert piece.element.tag == f"{{{XHTML}}}span"
            assert all(
                etree.QName(e).localname not in _BLOCKS
                for e in piece.element.iterdescendants(f"{{{XHTML}}}*")
            )


@settings(max_examples=50, deadline=None)
@given(_flow())
def test_every_letter_of_a_page_is_found_at_its_place(body: str) -> None:
    letters = Letters([page(body)])
    for at, letter in enumerate(letters.text):
        first, last = letters.places(0, at, at + 1)
        assert first.node.text[first.offset : last.offset] == letter


def test_a_sentence_that_goes_on_in_another_block_is_in_as_few_pieces_as_there_are_blocks() -> None:
    body = "<p>So <sup>1</sup> it</p><p>goes <i>on<sup><a>2</a></sup></i>. More.</p>"
    assert wrapped(body, "So 1 it goes on2.")[0] == (
        '<p><span id="s1a">So <sup>1</sup> it</span></p>'
        '<p><span id="s1b">goes <i>on<sup><a>2</a></sup></i>.</span> More.</p>'
    )
