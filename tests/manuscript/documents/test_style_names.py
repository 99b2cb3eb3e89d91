from __future__ import annotations

import pytest

from narrate.manuscript.documents.style_names import ROLES, role_among, role_of


@pytest.mark.parametrize(
    ("name", "role", "level"),
    [
        ("heading 1", "heading", 1),
        ("Heading_20_2", "heading", 2),
        ("Heading3", "heading", 3),
        ("Überschrift 1", "heading", 1),
        ("Título 2", "heading", 2),
        ("शीर्षक 1", "heading", 1),
        ("தலைப்பு 1", "heading", 1),
        ("Título", "title", 0),
        ("Title", "title", 0),
        ("Sub-title", "subtitle", 0),
        ("Chapter Title", "chapter", 0),
        ("ChapterNumber", "chapter", 0),
        ("Título de capítulo", "chapter", 0),
        ("Part Title", "part", 0),
        ("toc 1", "contents", 0),
        ("TOC Heading", "contents", 0),
        ("Contents_20_1", "contents", 0),
        ("Image Caption", "caption", 0),
        ("Intense Quote", "quote", 0),
        ("Block Text", "quote", 0),
        ("Verse", "verse", 0),
        ("Poem First Line", "verse", 0),
        ("Scene Break", "scene", 0),
        ("footnote text", "note", 0),
        ("Body Text", "", 0),
        ("First Paragraph", "", 0),
        ("Chapter Text", "", 0),
        ("Heading", "", 0),
        ("Normal (Web)", "", 0),
        ("", "", 0),
    ],
)
def test_style_names_say_what_a_style_is_for(name: str, role: str, level: int) -> None:
    assert role_of(name) == (role, level)
    assert role in ROLES | {""}


def test_the_nearest_style_that_says_anything_counts_for_a_paragraph() -> None:
    assert role_among(["P12", "Poem", "Quote"]).name == "verse"
    assert role_among(["P12"]).name == ""
