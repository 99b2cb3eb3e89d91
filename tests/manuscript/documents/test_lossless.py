"""Nothing of a document goes missing: each word is in a chapter, or in what is left out."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate.manuscript.documents.docx.reader import read_docx
from narrate.manuscript.documents.fb2.reader import read_fb2
from narrate.manuscript.documents.odt.reader import read_odt
from narrate.manuscript.documents.rtf.reader import read_rtf
from tests.manuscript.documents.making import Docx, Odt, fiction_book, par, run
from tests.manuscript.test_lossless import assert_all_there, numbered

SENTENCE = "@ @ @, @ @. @ @ @ @ @ @ @ @? "
LINES = st.sampled_from(
    [SENTENCE * 4, SENTENCE, "@ @", "Chapter 1", "Chapter 2: @", "CONTENTS", "@ 4", "* * *", "I",
     "Author: @", "THE END", "Notes", "[1] @ @", "@[1] @", "THE @ @", "", "[Illustration: @]",
     "PREFACE", "by @", "Copyright @", "Part One", "*** END OF THIS PROJECT GUTENBERG EBOOK @ ***"]
)  # fmt: skip
STYLES = st.sampled_from(
    ["", "", "", "Heading1", "Heading2", "Title", "Author", "Quote", "Verse", "Caption", "TOC1",
     "Subtitle", "ChapterTitle", "PartTitle", "SceneBreak", "Header", "FootnoteText"]
)  # fmt: skip
SETTINGS = st.sampled_from(
    ["", "", '<w:jc w:val="center"/>', "<w:pageBreakBefore/>", '<w:outlineLvl w:val="1"/>',
     '<w:framePr w:dropCap="drop"/>', "<w:rPr><w:del/></w:rPr>"]
)  # fmt: skip
RUNS = st.sampled_from(
    ["", "", run(" @", "<w:b/>"), run(" @", "<w:vanish/>"),
     run("*", '<w:vertAlign w:val="superscript"/>'),
     "<w:r><w:br/><w:t>@</w:t><w:br/><w:br/><w:t>@ @</w:t></w:r>",
     '<w:r><w:br w:type="page"/><w:t>@</w:t></w:r>',
     f"<w:r><w:txbxContent>{par('@ @')}</w:txbxContent></w:r>",
     '<w:r><w:footnoteReference w:id="2"/></w:r>']
)  # fmt: skip
BLOCKS = st.lists(st.tuples(LINES, STYLES, SETTINGS, RUNS), min_size=1, max_size=25)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(BLOCKS)
def test_docx_keeps_every_word(tmp_path: Path, blocks: list[tuple[str, str, str, str]]) -> None:
    body = numbered("".join(par(line, *rest) for line, *rest in blocks))
    note = numbered(par("q@note")).replace("q1note", "q999999")
    parts = {"footnotes": f'<w:footnote w:id="2">{note}</w:footnote>'}
    draft = read_docx(Docx(body, parts=parts).write(tmp_path / "a.docx"))
    assert_all_there(body + note * ("footnoteReference" in body), list(draft.parts))


def as_odt(line: str, style: str, setting: str) -> str:
    name = "h" if style.startswith("Heading") else "p"
    box = f"<draw:frame><draw:text-box><text:p>{line}</text:p></draw:text-box></draw:frame>"
    note = f"<text:note><text:note-body><text:p>{line}</text:p></text:note-body></text:note>"
    inner = {"": line, "<w:pageBreakBefore/>": f"@{box}@"}.get(setting, f"@{note}@ {line}")
    return f'<text:{name} text:style-name="{style}">{inner}</text:{name}>'


@QUICK
@given(BLOCKS)
def test_odt_keeps_every_word(tmp_path: Path, blocks: list[tuple[str, str, str, str]]) -> None:
    body = numbered("".join(as_odt(*block[:3]) for block in blocks))
    draft = read_odt(Odt(body).write(tmp_path / "a.odt"))
    assert_all_there(body, list(draft.parts))


def as_rtf(line: str, style: str, setting: str) -> str:
    head = "\\pard" + ("\\outlinelevel0" if style.startswith("Heading") else "")
    note = "{\\footnote " + line + "\\par}"
    shape = "{\\shp{\\*\\shpinst{\\shptxt " + line + "\\par}}}"
    inner = {"": line, "<w:pageBreakBefore/>": f"@{shape} @"}.get(setting, f"@{note} {line}")
    return f"{head} {inner}\\par\n"


@QUICK
@given(BLOCKS)
def test_rtf_keeps_every_word(tmp_path: Path, blocks: list[tuple[str, str, str, str]]) -> None:
    body = numbered("".join(as_rtf(*block[:3]) for block in blocks))
    draft = read_rtf(tmp_path / "a.rtf", f"{{\\rtf1 {body}}}".encode())
    assert_all_there(body, list(draft.parts))


@QUICK
@given(BLOCKS, st.integers(0, 5))
def test_fb2_keeps_every_word(
    tmp_path: Path, blocks: list[tuple[str, str, str, str]], loose: int
) -> None:
    names = {"Heading1": "title", "Verse": "poem", "Quote": "cite", "Subtitle": "subtitle"}
    inside = ""
    for i, (line, style, _, _) in enumerate(blocks):
        name = names.get(style, "p")
        wrapped = f"<p>{line}</p>" if name in ("title", "cite") else line
        if name == "poem":
            wrapped = f"<stanza><v>{line}</v><v>@</v></stanza>"
        new = name == "title" and i > loose
        inside += f"{'</section><section>' if new else ''}<{name}>{wrapped}</{name}>"
    notes = '<body name="notes"><p>@</p><section id="n"><p>@</p></section></body>'
    book = numbered(fiction_book(f"<body><section>{inside}</section></body>", more=notes))
    draft = read_fb2(tmp_path / "a.fb2", book.encode())
    assert_all_there(book, list(draft.parts))
