"""What the pages of a PDF refer to and what was written on them."""

from __future__ import annotations

from pathlib import Path

from narrate.manuscript.pdf.reader import read_pdf
from narrate.manuscript.structure import matter
from tests.manuscript.making_pdf import LEFT, TOP, PdfPage, pdf, wrapped
from tests.manuscript.pdf.setting import WIDTH, prose


def test_marks_in_figures_that_a_font_draws_high_refer_to_their_notes(tmp_path: Path) -> None:
    leaf = PdfPage()
    texts = [prose(1, 40)[:-1] + ".1", prose(2, 30)[:-1] + ", in 1843.", prose(3, 40)[:-1] + "!2"]
    leaf.column(LEFT, TOP, [line for text in texts for line in wrapped(text, WIDTH)])
    leaf.rule(LEFT, LEFT + 80, 500)
    leaf.column(
        LEFT, 512, ["1A learned remark upon the lamp.", "2Another one of the editor."], 8, 10
    )
    path = tmp_path / "lamp.pdf"
    path.write_bytes(pdf([leaf]))
    found = read_pdf(path)
    passages = [p for part in found.parts if part.reason is None for p in part.passages]
    spoken = [p.spoken for p in passages if p.is_read]
    assert spoken == [texts[0][:-1], texts[1], texts[2][:-1]]
    marks = [found.notes[mark.note][0].text for p in passages for mark in p.notes]
    assert marks == ["A learned remark upon the lamp.", "Another one of the editor."]


def test_comments_on_a_page_are_dropped_and_counted(tmp_path: Path) -> None:
    leaf = PdfPage()
    leaf.column(LEFT, TOP, wrapped(prose(1), WIDTH))
    note = "/Annots[<</Type/Annot/Subtype/Text/Rect[20 20 40 40]/Contents(Check this)>>]"
    path = tmp_path / "lamp.pdf"
    path.write_bytes(pdf([leaf], page=note))
    found = read_pdf(path)
    assert [(item.reason, item.text) for item in found.dropped] == [(matter.COMMENT, "Check this")]
    assert found.raw[-1] == "Check this"
    assert not any("Check this" in part.text for part in found.parts)
