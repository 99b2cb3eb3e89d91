"""Every word of a document's body is in a part or dropped with a reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from narrate.manuscript.documents.docx.reader import read_docx
from narrate.manuscript.documents.fb2.reader import read_fb2
from narrate.manuscript.documents.odt.reader import read_odt
from narrate.manuscript.documents.rtf.reader import read_rtf
from narrate.manuscript.structure.passages import ManuscriptDraft
from tests.manuscript.documents.making import Docx, Odt, fiction_book, par, run

BOX = f"<w:txbxContent>{par('qbox')}</w:txbxContent>"
PICTURE = (
    '<w:drawing><wp:inline xmlns:wp="urn:wp"><wp:docPr id="1" name="x" descr="qalt"/></wp:inline>'
    "</w:drawing>"
)
DOCX = Docx(
    par(
        "qplain",
        runs=f"<w:ins>{run(' qins')}</w:ins><w:del><w:r><w:delText>qdel</w:delText></w:r></w:del>",
    )
    + par("", runs=f"<w:moveFrom>{run('qmoved ')}</w:moveFrom>{run('qstruck', '<w:strike/>')}")
    + f"<w:moveTo>{par('qmoved2')}</w:moveTo>"
    + par(
        "qaround ",
        runs=f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}"
        f"</mc:Fallback></mc:AlternateContent>{PICTURE}<w:footnoteReference w:id='2'/></w:r>",
    )
    + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    + f"{par('qform')}</w:sdtContent></w:sdt>"
    + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{par('qrow')}</w:tc></w:tr></w:tbl>"
    + "<w:r><w:t> qloose</w:t></w:r>"
    + '<w:p><a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:r><a:t>qshape'
    "</a:t></a:r></a:p></w:p>"
    + "<w:p><mc:AlternateContent><mc:Choice><w:r/></mc:Choice><mc:Fallback>"
    + f"{run('qold')}</mc:Fallback></mc:AlternateContent></w:p>"
    + "<w:p><m:oMath><m:r><m:t>qmath</m:t></m:r></m:oMath></w:p>",
    parts={
        "footnotes": f'<w:footnote w:id="2">{par("qnote")}</w:footnote>'
        f'<w:footnote w:id="3">{par("qunused")}</w:footnote>',
        "comments": f'<w:comment w:id="1">{par("qcomment")}</w:comment>'
        f'<w:comment w:id="2">{par("qcomment2")}</w:comment>',
    },
)
ODT = Odt(
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
    "<dc:creator>Nobody</dc:creator></office:change-info><text:p>qdel</text:p></text:deletion>"
    "</text:changed-region><text:changed-region><text:insertion/></text:changed-region>"
    "</text:tracked-changes><text:p>qplain<text:tab/>qtab<office:annotation><dc:creator>Nobody"
    "</dc:creator><text:p>qcomment</text:p></office:annotation> qon <text:span "
    'text:style-name="S">qstruck</text:span> <text:note><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>qnote</text:p></text:note-body></text:note></text:p>"
    "<text:p><draw:frame><draw:text-box><text:p>qbox</text:p></draw:text-box><svg:title>qalt"
    "</svg:title></draw:frame><text:hidden-text>qhidden</text:hidden-text> qend</text:p>"
    '<text:section text:display="none"><text:p>qsection</text:p></text:section>',
    automatic='<style:style style:family="text" style:name="S"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>',
)
RTF = (
    "{\\rtf1 qplain {\\deleted qdel \\par}{\\revised qins }{\\*\\atnid Nobody}{\\*\\annotation "
    "{\\*\\atndate 1}\\pard qcomment\\par} {\\strike qstruck}{\\footnote\\pard qnote\\par}\\par "
    "{\\v qhidden} qone\\line qtwo\\par {\\shp{\\*\\shpinst{\\shptxt qbox\\par}}}\\par}"
)
FB2 = fiction_book(
    '<body><title><p>qtitle</p></title><section><p>qplain<a l:href="#n" type="note">[1]</a></p>'
    '<image l:href="#x" alt="qalt"/><ul><li>qone</li><li>qtwo</li></ul>qloose <p><strikethrough>'
    "qstruck</strikethrough></p>\n<foo>qfoo</foo></section></body>",
    more='<body name="notes"><section id="n"><title><p>1</p></title><p>qnote</p></section></body>',
)


@pytest.fixture(params=["docx", "odt", "rtf", "fb2"])
def draft(request: pytest.FixtureRequest, tmp_path: Path) -> ManuscriptDraft:
    match request.param:
        case "docx":
            return read_docx(DOCX.write(tmp_path / "a.docx"))
        case "odt":
            return read_odt(ODT.write(tmp_path / "a.odt"))
        case "rtf":
            return read_rtf(tmp_path / "a.rtf", RTF.encode())
        case _:
            return read_fb2(tmp_path / "a.fb2", FB2.encode())


def words(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def test_each_word_of_a_document_is_in_one_part_or_dropped(draft: ManuscriptDraft) -> None:
    raw = words(*draft.raw)
    found = words(*(part.text for part in draft.parts), *(d.text for d in draft.dropped))
    assert raw == found
    assert all(count == 1 for word, count in raw.items() if word.startswith("q"))
    assert {"qplain", "qnote", "qstruck"} <= set(raw)


def test_dropped_words_have_their_reasons(draft: ManuscriptDraft) -> None:
    reasons = {
        "qdel": "deleted text", "qmoved": "deleted text", "qrow": "deleted text",
        "qcomment": "comment", "qcomment2": "comment", "qalt": "alternative text",
        "qform": "placeholder of a form", "qunused": "outside the reading order",
        "qhidden": "hidden text", "qsection": "hidden text",
    }  # fmt: skip
    assert draft.dropped
    assert all(reasons[dropped.text.strip()] == dropped.reason for dropped in draft.dropped)


def test_what_changes_and_comments_were_resolved_to_is_said(draft: ManuscriptDraft) -> None:
    said = " / ".join(draft.warnings)
    assert "1 struck-out word is read: “qstruck”" in said
    tracked = r"\d tracked changes: insertions are read, deletions are not; "
    comments = r"(?:1 comment is|2 comments are) not read"
    assert bool(re.search(tracked + comments, said)) == (len(draft.dropped) > 1)
