"""Attributes for looks that HTML 5 dropped, as CSS that looks the same.

https://html.spec.whatwg.org/multipage/rendering.html
"""

from __future__ import annotations

import re

_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%|px|em)?\s*")
_FLOW = {"left": "left", "right": "right", "center": "center", "justify": "justify"}


def rule_of(name: str, key: str, value: str) -> str:
    """What an attribute says, in CSS; empty for those that are valid or say nothing."""
    value = value.strip()
    match name, key:
        case _, "align":
            return _alignment(name, value.lower())
        case _, "valign":
            return f"vertical-align: {value.lower()}" if value.isalpha() else ""
        case ("br", "clear"):
            return f"clear: {'both' if value.lower() == 'all' else value.lower()}"
        case ("font" | "basefont", "color") | ("body", "text"):
            return f"color: {value}" if re.fullmatch(r"#?\w+", value) else ""
        case "font" | "basefont", "face":
            return f"font-family: {value}" if re.fullmatch(r"[\w\s,'-]+", value) else ""
        case "font" | "basefont", "size":
            return _font_size(value)
        case _, "bgcolor":
            return f"background-color: {value}" if re.fullmatch(r"#?\w+", value) else ""
        case ("img" | "object", "width" | "height"):
            return "" if value.isdigit() else _length(str(key), value)
        case ("table" | "td" | "th" | "col" | "hr" | "pre", "width" | "height"):
            return _length(str(key), value)
        case ("img" | "object" | "table", "border"):
            return _length("border-width", value) + (
                "; border-style: solid" if value != "0" else ""
            )
        case _, "hspace":
            return f"{_length('margin-left', value)}; {_length('margin-right', value)}"
        case _, "vspace":
            return f"{_length('margin-top', value)}; {_length('margin-bottom', value)}"
        case _, "nowrap":
            return "white-space: nowrap"
        case "ul" | "li", "type":
            return f"list-style-type: {value.lower()}" if value.isalpha() and len(value) > 1 else ""
        case _:
            return ""


def _alignment(name: str, value: str) -> str:
    if name in ("img", "object", "table", "hr", "applet"):
        if value == "center":
            return "margin-left: auto; margin-right: auto"
        if value in ("left", "right"):
            return f"float: {value}"
        return f"vertical-align: {value}" if value in ("top", "middle", "bottom") else ""
    return f"text-align: {_FLOW[value]}" if value in _FLOW else ""


def _font_size(value: str) -> str:
    if not re.fullmatch(r"[+-]?\d", value):
        return ""
    size = int(value) + (3 if value[0] in "+-" else 0)
    return f"font-size: {_SIZES[min(max(size, 1), 7) - 1]}"


def _length(key: str, value: str) -> str:
    found = _LENGTH.fullmatch(value)
    return f"{key}: {found[1]}{found[2] or 'px'}" if found else ""
