"""RTF documents into a book.

Read here and not with striprtf, the kept-up library for it: that one gives the text as one
string, without the headings, the notes, the languages and the limits.
"""

from dataclasses import replace
from pathlib import Path

from narrate.about import About
from narrate.errors import ManuscriptError
from narrate.manuscript.documents.drafting import draft_of
from narrate.manuscript.documents.rtf.body import RtfBody
from narrate.manuscript.structure.passages import ManuscriptDraft
from narrate.manuscript.tongue import language_in

_BREAKS_OFF = "the document breaks off in the middle; the text up to there was read"
_MARK = b"{\\rtf"


def read_rtf(path: Path, data: bytes) -> ManuscriptDraft:
    """Read an RTF document; raises ManuscriptError if it is none, or damaged beyond reading."""
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.startswith(_MARK):
        raise ManuscriptError(
            f"{path.name}: not an RTF document, or a damaged one; correct its file ending or"
            " save it again in a word processor"
        )
    body = RtfBody(path.name, data)
    story = body.read()
    lost = [] if body.whole else [_BREAKS_OFF]
    said = {name: " ".join(text.split()) for name, text in body.tables.information.items()}
    about = About(
        said.get("title", ""),
        said.get("author", ""),
        language=story.language or language_in(story.texts, body.tables.language),
    )
    warnings = body.resolved.remarks(story.struck)
    draft = draft_of(story.paragraphs, about, warnings, body.notes, lost)
    return replace(draft, raw=body.raw, dropped=body.resolved.dropped)
