from __future__ import annotations

from pathlib import Path

import pytest

from narrate.errors import ManuscriptError
from narrate.manuscript.pdf.extraction import process
from narrate.manuscript.pdf.extraction.extract import repaired
from narrate.manuscript.pdf.extraction.process import pages_named, read_extract
from narrate.manuscript.pdf.reader import read_pdf
from tests.manuscript.making_pdf import LEFT, TOP, PdfPage, pdf


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ([3], "page 3"),
        ([5, 3, 4, 9], "pages 3-5 and 9"),
        ([1, 2, 7, 9, 10], "pages 1-2, 7 and 9-10"),
        (range(1, 60, 2), "pages 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and 20 more places"),
    ],
)
def test_pdf_pages_are_named_by_ranges(numbers: list[int], named: str) -> None:
    assert pages_named(numbers) == named


def test_places_sizes_and_fonts_of_pdf_text_are_extracted_as_put(tmp_path: Path) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(pdf([PdfPage().put(LEFT, TOP, "Hello there", 12).rule(40, 120, 300)]))
    extract, warnings = read_extract(path)
    (run,) = extract.sheets[0].runs
    assert (run.text, run.x0, run.y, run.size) == ("Hello there", LEFT, TOP, 12)
    assert run.x1 == pytest.approx(LEFT + 11 * 0.6 * 12, abs=0.2)
    assert extract.fonts[run.font].name == "Courier" and not warnings
    assert extract.sheets[0].rules[0][:2] == (40, 120)


def test_a_pdf_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf([PdfPage().put(LEFT, TOP, "Hello there")]))
    monkeypatch.setattr(process, "PATIENCE", 0.0)
    with pytest.raises(ManuscriptError, match=r"takes more than 0 s;"):
        read_extract(path)


def test_the_limit_of_a_pdf_is_computing_and_not_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.pdf"
    leaf = PdfPage()
    for n in range(20_000):
        leaf.put(LEFT, TOP + n % 500, "Hello there")
    path.write_bytes(pdf([leaf] * 40))
    assert process.PATIENCE > 10 * process.SECONDS
    monkeypatch.setattr(process, "SECONDS", 1)
    with pytest.raises(ManuscriptError, match="more than 1 s of computing"):
        read_extract(path)


def test_pdf_pages_at_which_the_process_dies_are_skipped_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "deadly.pdf"
    path.write_bytes(pdf([PdfPage().put(LEFT, TOP, f"Page {n} is here") for n in range(1, 6)]))
    whole = process._messages

    def dying(path: Path, first: int, *limits: float):  # type: ignore[no-untyped-def]
        for message in whole(path, first, *limits):
            if message.get("number") == 3:
                return
            yield message

    monkeypatch.setattr(process, "_messages", dying)
    extract, warnings = read_extract(path)
    assert [sheet.number for sheet in extract.sheets] == [1, 2, 4, 5]
    assert warnings == ["page 3 cannot be read; the text there is missing"]
    assert list(read_pdf(path).lost) == warnings


def test_a_lost_page_tree_of_a_pdf_is_rebuilt() -> None:
    data = pdf([PdfPage().put(LEFT, TOP, "Hello"), PdfPage()])
    mended = repaired(data[: data.rindex(b"xref\n0")])
    assert mended is not None and b"/Kids[7 0 R 9 0 R]" in mended
    assert repaired(b"%PDF-1.4 nothing here") is None
