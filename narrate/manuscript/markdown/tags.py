"""Angle brackets of Markdown: which are HTML, and which the author's own, as `<Quest failed>`."""

import regex

_TAG = regex.compile(
    r"<(?P<end>/?)(?P<name>\p{L}[\p{L}\p{N}-]*)(?P<rest>(?:\s[^<>]*)?)(?P<close>/?)>"
)
_CODE = regex.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_ATTRIBUTE = regex.compile(
    r"""\s*(?:[a-zA-Z_:@.][\w:.@-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)|(?P<bare>[\w-]+))"""
)
_VALUELESS = """
allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden
inert ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline
readonly required reversed selected
"""
_BARE = frozenset(_VALUELESS.split())
_ELEMENTS = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
blockquote body br button canvas caption center cite code col colgroup data datalist dd del details
dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2
h3 h4 h5 h6 head header hgroup hr html i iframe img input ins isindex kbd label legend li link main
map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option output p
param picture pre progress q rb rp rt rtc ruby s samp script search section select slot small source
span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time
title tr track tt u ul var video wbr
g path rect circle ellipse line polyline polygon text tspan use defs desc image
mi mn mo mrow msup msub mfrac msqrt mroot mtext msubsup mover munder munderover mtable mtr mtd
semantics annotation
"""
_NAMES = frozenset(_ELEMENTS.split())
"""Of HTML, SVG and MathML"""


def escape_words(line: str) -> str:
    """The line with brackets as text where they hold no HTML: `&lt;Quest failed>`."""
    if "`" not in line:
        return _TAG.sub(_escaped, line)
    kept, at = [], 0
    for code in _CODE.finditer(line):
        kept += [_TAG.sub(_escaped, line[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*kept, _TAG.sub(_escaped, line[at:])])


def _escaped(found: "regex.Match[str]") -> str:
    text: str = found[0]
    return text if _is_html(found) else f"&lt;{text[1:]}"


def _is_html(found: "regex.Match[str]") -> bool:
    """An element's name, as people write it, with attributes that have values.

    `<Title earned>` is none, nor is `<Map>`, which HTML has, but nobody writes it so.
    """
    name, rest = found["name"], found["rest"]
    custom = "-" in name and name.islower()
    if name.lower() not in _NAMES and not custom:
        return False
    if not (name.islower() or name.isupper()):
        return False
    at = 0
    while rest[at:].strip(" \t/"):
        attribute = _ATTRIBUTE.match(rest, at)
        bare = attribute["bare"] if attribute else ""
        if attribute is None or (bare and bare.lower() not in _BARE):
            return False
        at = attribute.end()
    return True
