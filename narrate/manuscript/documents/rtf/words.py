"""Control words of RTF that only set something: lettering, paragraphs, tables, destinations."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from narrate.manuscript.documents.rtf.lists import OLD_FORMATS, RtfLists
from narrate.manuscript.documents.rtf.tables import (
    RtfStyle,
    State,
    Tables,
    Where,
    language_of,
    page_of_charset,
    page_of_number,
)
from narrate.manuscript.documents.style_names import heading_level

_LIST_TABLES: Final = ("lists", "changed lists")
Setter = Callable[[State, Tables, int | None], None]
_MOST_SKIPPED = 100
"""Characters that may stand for one Unicode character"""


def _flag(name: str) -> Setter:
    """On, or off with a zero behind it."""
    return _from_value(name, lambda value: value != 0)


def _state(name: str, given: object) -> Setter:
    return _from_value(name, lambda _: given)


def _from_value(name: str, meaning: Callable[[int | None], object]) -> Setter:
    return lambda state, _, value: setattr(state, name, meaning(value))


def _goes(where: Where) -> Setter:
    return _state("goes_to", where)


def _page(name: str) -> Setter:
    return lambda _, tables, __: setattr(tables, "page", name)


def _font(state: State, tables: Tables, value: int | None) -> None:
    if state.goes_to == "fonts":
        tables.listed = value or 0
    else:
        state.font = value or 0


def _style(state: State, tables: Tables, value: int | None) -> None:
    if state.goes_to == "styles":
        tables.listed = value or 0
        tables.styles[tables.listed] = RtfStyle()
    else:
        state.style = value or 0


def _level(state: State, tables: Tables, value: int | None) -> None:
    here = tables.listed_style if state.goes_to == "styles" else state
    here.level = heading_level(9 if value is None else value)


def _based_on(state: State, tables: Tables, value: int | None) -> None:
    if state.goes_to == "styles":
        tables.listed_style.based_on = value


def _lists(read: Callable[[RtfLists], None]) -> Setter:
    """Something of a table of lists, where one is being read."""
    return _of_list(lambda lists, _: read(lists))


def _of_list(read: Callable[[RtfLists, int], None]) -> Setter:
    """The same with a number."""

    def take(state: State, tables: Tables, value: int | None) -> None:
        if state.goes_to in _LIST_TABLES:
            read(tables.lists, value or 0)

    return take


def _level_text(state: State, _: Tables, __: int | None) -> None:
    if state.goes_to in _LIST_TABLES:
        state.goes_to = "level text"


def _list_id(state: State, tables: Tables, value: int | None) -> None:
    if state.goes_to in _LIST_TABLES:
        tables.lists.end(value or 0, changed=state.goes_to == "changed lists")


def _in_list(state: State, tables: Tables, value: int | None) -> None:
    if state.goes_to == "changed lists":
        tables.lists.end_change(value or 0)
    else:
        state.list_id = value or 0


def _numbering(**values: object) -> Setter:
    """What an old numbering says; `None` stands for the number behind the word."""

    def take(state: State, tables: Tables, value: int | None) -> None:
        if state.goes_to == "numbering":
            said = {k: (value or 0) if v is None else v for k, v in values.items()}
            tables.numbering = replace(tables.numbering, **said)  # type: ignore[arg-type]

    return take


def _charset(page_of: Callable[[int], str]) -> Setter:
    def set_page(state: State, tables: Tables, value: int | None) -> None:
        if state.goes_to == "fonts" and (page := page_of(value or 0)):
            tables.listed_font.page = page

    return set_page


def _default_font(state: State, tables: Tables, value: int | None) -> None:
    tables.font = state.font = value or 0


def _default_language(_: State, tables: Tables, value: int | None) -> None:
    tables.language = language_of(value or 0)


def _pass_over(state: State, _: Tables, __: int | None) -> None:
    state.outer, state.goes_to = state.goes_to, "nowhere"


def _on_the_line(state: State, _: Tables, __: int | None) -> None:
    state.raised = state.lowered = False


SETTERS: dict[str, Setter] = {
    "uc": _from_value("unicode_skip", lambda value: max(0, min(value or 0, _MOST_SKIPPED))),
    "pard": lambda state, _, __: state.paragraph(),
    "plain": lambda state, tables, _: state.plain(tables.font),
    "b": _flag("bold"),
    "v": _flag("hidden"),
    "deleted": _flag("deleted"),
    "revised": _flag("inserted"),
    "strike": _flag("struck"),
    "striked": _flag("struck"),
    **{name: _from_value("highlighted", bool) for name in ("highlight", "cb", "chcbpat")},
    "li": _from_value("indent", lambda value: value or 0),
    "super": _flag("raised"),
    "sub": _flag("lowered"),
    "nosupersub": _on_the_line,
    "fs": _from_value("size", lambda value: (value or 24) / 2),
    "lang": _from_value("language", lambda value: language_of(value or 0)),
    "qc": _state("centred", given=True),
    **{name: _state("centred", given=False) for name in ("ql", "qr", "qj", "qd")},
    "pagebb": _flag("new_page"),
    "dropcapt": _flag("initial"),
    "s": _style,
    "sbasedon": _based_on,
    "outlinelevel": _level,
    "f": _font,
    "fcharset": _charset(page_of_charset),
    "cpg": _charset(page_of_number),
    "ansicpg": lambda _, tables, value: setattr(tables, "page", page_of_number(value or 1252)),
    "mac": _page("mac_roman"),
    "pc": _page("cp437"),
    "pca": _page("cp850"),
    "deff": _default_font,
    "deflang": _default_language,
    "fonttbl": _goes("fonts"),
    "stylesheet": _goes("styles"),
    "info": _goes("info"),
    "listtable": _goes("lists"),
    "listoverridetable": _goes("changed lists"),
    "list": _lists(RtfLists.begin),
    "listoverride": _lists(RtfLists.begin),
    "listlevel": _lists(RtfLists.begin_level),
    "lfolevel": _lists(RtfLists.begin_change),
    "leveltext": _level_text,
    "levelnfc": _of_list(RtfLists.set_format),
    "levelnfcn": _of_list(RtfLists.set_format),
    "levelstartat": _of_list(RtfLists.set_start),
    "listid": _list_id,
    "ls": _in_list,
    "ilvl": _from_value("list_level", lambda value: value or 0),
    **{word: _numbering(style=style) for word, style in OLD_FORMATS.items()},
    "pnlvl": _numbering(level=None),
    "pnstart": _numbering(start=None),
    "pntxtb": _goes("before number"),
    "pntxta": _goes("after number"),
    "listtext": _goes("label"),
    "pntext": _goes("label"),
    "upr": _pass_over,
    "ud": lambda state, _, __: setattr(state, "goes_to", state.outer),
}
"""What each of these words sets"""
