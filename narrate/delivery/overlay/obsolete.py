"""Attributes for looks that HTML 5 dropped, as CSS that looks the same.

https://html.spec.whatwg.org/multipage/rendering.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%|px|em)?\s*")
_FLOW = ("left", "right", "center", "justify")
_COLOUR = r"#?\w+"


def rule_of(name: str, key: str, value: str) -> str:
    """What an attribute says, in CSS; empty for those that are valid or say nothing."""
    for names, attribute, css in _RULES:
        if key == attribute and (not names or name in names.split()):
            return css(value.strip())
    return ""


def _word(css: str, least: int = 1) -> Callable[[str], str]:
    return lambda value: (
        f"{css}: {value.lower()}" if value.isalpha() and len(value) >= least else ""
    )


def _matching(css: str, pattern: str) -> Callable[[str], str]:
    return lambda value: f"{css}: {value}" if re.fullmatch(pattern, value) else ""


def _float(value: str) -> str:
    value = value.lower()
    if value == "center":
        return "margin-left: auto; margin-right: auto"
    if value in ("left", "right"):
        return f"float: {value}"
    return f"vertical-align: {value}" if value in ("top", "middle", "bottom") else ""


def _text_align(value: str) -> str:
    return f"text-align: {value.lower()}" if value.lower() in _FLOW else ""


def _font_size(value: str) -> str:
    if not re.fullmatch(r"[+-]?\d", value):
        return ""
    size = int(value) + (3 if value[0] in "+-" else 0)
    return f"font-size: {_SIZES[min(max(size, 1), 7) - 1]}"


def _length(*properties: str) -> Callable[[str], str]:
    return lambda value: "; ".join(_of_length(css, value) for css in properties)


def _of_length(css: str, value: str) -> str:
    found = _LENGTH.fullmatch(value)
    return f"{css}: {found[1]}{found[2] or 'px'}" if found else ""


def _crooked_length(css: str) -> Callable[[str], str]:
    return lambda value: "" if value.isdigit() else _of_length(css, value)


def _border(value: str) -> str:
    return _of_length("border-width", value) + ("; border-style: solid" if value != "0" else "")


def _clear(value: str) -> str:
    return f"clear: {'both' if value.lower() == 'all' else value.lower()}"


_SIZED = "table td th col hr pre"
_RULES: Sequence[tuple[str, str, Callable[[str], str]]] = (
    # Elements (none: any), attribute, CSS of its value
    ("img object table hr applet", "align", _float),  # LEFT -> float: left
    ("", "align", _text_align),  # Center -> text-align: center
    ("", "valign", _word("vertical-align")),  # TOP -> vertical-align: top
    ("br", "clear", _clear),  # all -> clear: both
    ("font basefont", "color", _matching("color", _COLOUR)),  # #f00 -> color: #f00
    ("body", "text", _matching("color", _COLOUR)),  # navy -> color: navy
    ("font basefont", "face", _matching("font-family", r"[\w\s,'-]+")),
    ("font basefont", "size", _font_size),  # 4 and +1 -> font-size: large
    ("", "bgcolor", _matching("background-color", _COLOUR)),
    ("img object", "width", _crooked_length("width")),  # 50% -> width: 50%; 50 is valid
    ("img object", "height", _crooked_length("height")),
    (_SIZED, "width", _length("width")),  # 50 -> width: 50px
    (_SIZED, "height", _length("height")),
    ("img object table", "border", _border),  # 1 -> border-width: 1px; border-style: solid
    ("", "hspace", _length("margin-left", "margin-right")),
    ("", "vspace", _length("margin-top", "margin-bottom")),
    ("", "nowrap", lambda _: "white-space: nowrap"),
    ("ul li", "type", _word("list-style-type", least=2)),  # disc; a letter or digit is valid
)
