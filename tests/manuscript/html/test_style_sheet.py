from __future__ import annotations

import pytest

from narrate.files.markup import parse_page
from narrate.manuscript.html.style_sheet import StyleSheet, inline_style, style_sheet_of


@pytest.mark.parametrize(
    ("css", "hidden"),
    [
        (".inv{display:none}", True),
        ("p.inv { display : none !important }", True),
        ("#x{visibility:hidden}", True),
        (".other, .inv{display:none}", True),
        ("div .inv{display:none}", True),
        ("div > p{display:none}", True),
        ("/* .a{ */ .inv{display:none}", True),
        ("@media screen{.inv{display:none}}", True),
        ("@media print{.inv{display:none}}", False),
        ("@media amzn-kf8{.inv{display:none}}", False),
        ("@media (max-width: 600px){.inv{display:none}}", False),
        ("section .inv{display:none}", False),
        (".inv:hover{display:none}", False),
        (".inv + p{display:none}", False),
        (".inv{display:none} p.inv{display:block}", False),
        ("p.inv{display:none} p{display:block}", True),
        (".inv{display:none} .inv{display:block}", False),
        (".inv.more{display:none}", False),
        ("@font-face{font-family:x;src:url(a)} .inv{display:none}", True),
        (".inv{display:none", False),
        ("}}}{{{;;:.inv", False),
    ],
)
def test_simple_selectors_decide_what_is_shown(css: str, hidden: bool) -> None:
    root, _ = parse_page(b'<div><p class="inv" id="x">Text</p></div>', "page")
    sheet = StyleSheet()
    sheet.add(css)
    declared = sheet.declared(next(root.iter("p")))
    found = declared.get("display") == "none" or declared.get("visibility") == "hidden"
    assert found == hidden


def test_style_sheets_of_a_page_are_those_in_it_and_those_it_links_to() -> None:
    root, _ = parse_page(
        b"<html><head><style>.a{display:none}</style><style media='print'>.c{display:none}</style>"
        b"<link rel='stylesheet' href='s.css'><link rel='icon' href='i'></head>"
        b"<body><p class='a b c'/></body></html>",
        "page",
    )
    asked: list[str] = []

    def sheet_at(href: str) -> str:
        asked.append(href)
        return ".b{visibility:hidden}"

    sheet = style_sheet_of(root, sheet_at)
    assert asked == ["s.css"]
    declared = sheet.declared(next(root.iter("p")))
    assert declared == {"display": "none", "visibility": "hidden"}


def test_an_elements_own_style_keeps_what_is_of_interest() -> None:
    root, _ = parse_page(b"<p style='color:red; DISPLAY:None;mso-list:Ignore'>a</p>", "page")
    assert inline_style(next(root.iter("p"))) == {"display": "none", "mso-list": "ignore"}
