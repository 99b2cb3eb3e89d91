from __future__ import annotations

from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<ol><li>Fill.</li><li>Light.</li></ol>", ["1. Fill.", "2. Light."]),
        ("<ol start='3'><li>Fill.</li></ol>", ["3. Fill."]),
        ("<ol type='a'><li>Fill.</li><li>Light.</li></ol>", ["a. Fill.", "b. Light."]),
        ("<ol type='I'><li>Fill.</li><li>Light.</li></ol>", ["I. Fill.", "II. Light."]),
        ("<ol reversed><li>Fill.</li><li>Light.</li></ol>", ["2. Fill.", "1. Light."]),
        ("<ol><li value='7'>Fill.</li><li>Light.</li></ol>", ["7. Fill.", "8. Light."]),
        ("<ol style='list-style-type:upper-alpha'><li>Fill.</li></ol>", ["A. Fill."]),
        ("<style>.r{list-style:lower-roman inside}</style><ol class=r><li>Fill.</li></ol>",
         ["i. Fill."]),
        ("<style>ol li{list-style-type:lower-latin}</style><ol><li>Fill.</li></ol>", ["a. Fill."]),
        ("<ol style='list-style:none'><li>Fill.</li></ol>", ["Fill."]),
        ("<ul style='list-style-type:decimal'><li>Fill.</li></ul>", ["1. Fill."]),
        ("<ul><li>Fill.</li></ul>", ["Fill."]),
        ("<ol><li><p>Fill.</p><p>More.</p></li><li>Light.</li></ol>",
         ["1. Fill.", "More.", "2. Light."]),
        ("<ol><li>Fill.<ol type=a><li>Deep.</li></ol></li><li>Light.</li></ol>",
         ["1. Fill.", "a. Deep.", "2. Light."]),
        ("<ol><li>1. Fill.</li><li>(2) Light.</li></ol>", ["1. Fill.", "(2) Light."]),
        ("<ol><li><img alt='a kettle'></li><li>Light.</li></ol>", ["2. Light."]),
        ("<ol><li id='fn1'>A note.</li></ol>", ["A note."]),
        ("<ol start='x'><li>Fill.</li></ol>", ["1. Fill."]),
        ("<li>Fill.</li>", ["Fill."]),
        ("<ol start='99999999999'><li>Fill.</li></ol>", ["1. Fill."]),
    ],
)  # fmt: skip
def test_numbers_of_lists_are_said_as_they_are_shown(
    tmp_path: Path, html: str, shown: list[str]
) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><p>So the rules ran.</p>{html}</body></html>", "utf-8")
    text = open_manuscript(path).chapters[0].text
    assert text.split("\n\n")[1:] in (shown, ["a kettle", *shown])


def test_lines_of_a_contents_list_get_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    items = "".join(f"<li><a href='#c{i}'>Tale {i}</a></li>" for i in range(3))
    tales = "".join(f"<h2 id='c{i}'>Tale {i}</h2><p>It was so.</p>" for i in range(3))
    path.write_text(f"<html><body><ol>{items}</ol>{tales}</body></html>", "utf-8")
    book = open_manuscript(path)
    assert [part.reason for part in book.left_out] == ["contents list"]
    assert book.left_out[0].opening.startswith("Tale 0")
