from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import open_manuscript
from tests.manuscript.documents.making import Docx, Odt, par, run
from tests.manuscript.making import reasons, titles

TITLES = ["The mill by the sea", "Where nobody lives", "Of salt and lamps"]
SALT = (
    "The ferry left at six, and nobody on the quay looked up. Mara counted the lamps on the shore.",
    "He laughed at that.",
    "By morning the wind had gone round to the north, and she let the captain sleep over his maps.",
)
STORY = "".join(map(par, SALT))


def link(said: str, place: str, indent: int = 0) -> str:
    anchor = f'<w:hyperlink w:anchor="{place}">{run(said)}</w:hyperlink>'
    return par("", "", f'<w:ind w:left="{indent}"/>' if indent else "", anchor)


def mark(name: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{name}"/>'


def listed(*entries: str) -> str:
    return "".join(link(entry, f"c{i}") for i, entry in enumerate(entries))


def read_docx(tmp_path: Path, body: str) -> Book:
    return open_manuscript(Docx(body).write(tmp_path / "salt.docx"))


def test_bookmarks_that_a_list_of_links_leads_to_begin_chapters(tmp_path: Path) -> None:
    body = par("The Salt Road", "Title") + par("Contents") + listed(*TITLES)
    body += "".join(par(t, runs=mark(f"c{i}")) + STORY for i, t in enumerate(TITLES))
    book = read_docx(tmp_path, body)
    assert titles(book) == TITLES
    assert "contents list" in reasons(book).values()


def test_chapters_below_the_title_and_the_contents_heading_are_those_of_the_list(
    tmp_path: Path,
) -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    begin = field("begin") + "<w:r><w:instrText>TOC \\h</w:instrText></w:r>" + field("separate")
    names = ["Foreword of sorts", *TITLES]
    entries = listed(*names).replace("<w:p>", f"<w:p>{begin}", 1)
    body = par("Table of Contents", "Heading1") + entries + par("", runs=field("end"))
    body += par("The Salt Road", "Heading1") + par("by Ada Lane")
    for i, name in enumerate(names):
        body += par(name, "Heading3" if i else "Heading2", runs=mark(f"c{i}")) + STORY
        body += par("A part of it", "Heading3") + STORY
    assert titles(read_docx(tmp_path, body)) == names


def test_numbers_and_titles_of_entries_are_found_on_lines_of_their_own(tmp_path: Path) -> None:
    numbered = [f"{n}. {t}" for n, t in zip(("I", "II", "III"), TITLES, strict=True)]
    body = listed(*(f"{entry} ..... {3 * i + 1}" for i, entry in enumerate(numbered)))
    for i, entry in enumerate(numbered):
        number, name = entry.split(". ")
        body += mark(f"c{i}") + par(number) + par(name) + STORY
    assert titles(read_docx(tmp_path, body)) == numbered


def test_titles_that_only_the_list_has_name_the_chapters_there(tmp_path: Path) -> None:
    body = listed(*TITLES) + "".join(mark(f"c{i}") + STORY for i in range(3))
    book = read_docx(tmp_path, body)
    assert titles(book) == TITLES
    assert [chapter.text.count(SALT[0]) for chapter in book.chapters] == [1, 1, 1]


def test_indented_entries_stand_below_the_others(tmp_path: Path) -> None:
    body, text = "", ""
    for i, name in enumerate(("Part One", "Part Two")):
        body += link(name, f"p{i}") + "".join(link(f"{t} {i}", f"c{i}{t}", 400) for t in TITLES)
        text += par(name, runs=mark(f"p{i}"))
        text += "".join(par(f"{t} {i}", runs=mark(f"c{i}{t}")) + STORY for t in TITLES)
    found = titles(read_docx(tmp_path, body + text))
    assert found[:2] == [f"Part One. {TITLES[0]} 0", f"{TITLES[1]} 0"]
    assert len(found) == 6


def test_links_in_the_text_and_two_in_a_row_make_no_chapters(tmp_path: Path) -> None:
    body = listed(*TITLES[:2]) + "".join(
        par(t, runs=mark(f"c{i}")) + par("See ", runs=link("there", "c1")) + STORY
        for i, t in enumerate(TITLES)
    )
    assert len(titles(read_docx(tmp_path, body))) == 1


@pytest.mark.parametrize("kind", ["odt", "rtf"])
def test_lists_of_links_are_known_in_other_documents(tmp_path: Path, kind: str) -> None:
    if kind == "odt":
        body = "".join(
            f'<text:p><text:a xlink:href="#c%20{i}">{t}</text:a></text:p>'
            for i, t in enumerate(TITLES)
        )
        story = "".join(f"<text:p>{said}</text:p>" for said in SALT)
        for i, t in enumerate(TITLES):
            body += f'<text:p><text:bookmark text:name="c {i}"/>{t}</text:p>{story}'
        path = Odt(body).write(tmp_path / "salt.odt")
    else:
        lines = [
            f'{{\\field{{\\*\\fldinst HYPERLINK \\\\l "c{i}"}}{{\\fldrslt {t}}}}}\\par\n'
            for i, t in enumerate(TITLES)
        ]
        story = "".join(f"{said}\\par\n" for said in SALT)
        lines += [f"{{\\*\\bkmkstart c{i}}}{t}\\par\n{story}" for i, t in enumerate(TITLES)]
        path = tmp_path / "salt.rtf"
        path.write_text("{\\rtf1 " + "".join(lines) + "}")
    assert titles(open_manuscript(path)) == TITLES


def test_a_flat_list_that_names_every_heading_leaves_the_levels_to_the_styles(
    tmp_path: Path,
) -> None:
    names = [f"{title}{part}" for title in TITLES for part in ("", ", at dawn", ", at night")]
    body = par("Contents") + listed(*names)
    for i, name in enumerate(names):
        body += par(name, "Heading2" if i % 3 else "Heading1", runs=mark(f"c{i}")) + STORY
    assert titles(read_docx(tmp_path, body)) == TITLES
