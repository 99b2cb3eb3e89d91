from __future__ import annotations

from pathlib import Path

from narrate.manuscript import open_manuscript
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.captions import captions_as_text, pages_of_captions
from narrate.manuscript.structure.passages import Part, Passage

CAPTION = Passage("paragraph", "In the second the boy steers it.").unread(matter.CAPTION)
LABEL = Passage("paragraph", "Fig. 2").unread(matter.CAPTION)
TEXT = Passage("paragraph", "The ferry left at six.")


def test_captions_are_read_where_a_part_has_nothing_else() -> None:
    alone, beside, label = captions_as_text(
        [
            Part("Youth", [CAPTION], matter.SILENT),
            Part("Child", [TEXT, CAPTION]),
            Part("Plate", [LABEL], matter.SILENT),
        ]
    )
    assert alone.reason is None and alone.passages[0].is_read
    assert not beside.passages[1].is_read
    assert label.reason == matter.SILENT and not label.passages[0].is_read


def test_captions_alone_on_their_pages_are_read_in_a_picture_book_only() -> None:
    book = pages_of_captions([[TEXT], [CAPTION], [CAPTION]])
    assert [page[0].is_read for page in book] == [True, True, True]
    novel = pages_of_captions([[TEXT]] * 8 + [[CAPTION]])
    assert not novel[-1][0].is_read


def test_captions_of_markdown_are_read_where_nothing_else_stands(tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    path.write_text(f"# One\n\n{TEXT.text}\n\n# Youth\n\n![{CAPTION.text}](x.png)\n", "utf-8")
    assert [c.title for c in open_manuscript(path).chapters] == ["One", "Youth"]


def test_the_label_of_a_part_behind_notes_heads_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "book.html"
    path.write_text(
        "<h1>One</h1><p>The ferry left at six, and nobody on the quay looked up at all.</p>"
        "<h2>Notes</h2><p>1) See the harbour book.</p><p>PART II : THE SECOND YEAR</p>"
        "<h1>Two</h1><p>By morning the wind had gone round to the north, and it was cold.</p>",
        "utf-8",
    )
    titles = [c.title for c in open_manuscript(path).chapters]
    assert titles == ["One", "PART II : THE SECOND YEAR. Two"]
