"""The text of a series' file with characters added: all that a person wrote stays as it is.

Lines are put in behind the last character; what stands before and after, with comments, order,
quotes and line ends, is not touched. Whether the new text says just what the old one did and the
characters beside it is checked before it is given out.
"""

import json
import re
from collections.abc import Mapping
from typing import Final

import yaml

from narrate.settings.document import compose, read_document

_KEY: Final = "characters"
_PLAIN = re.compile(r"[^\W\d_]([\w .’-]*[\w.])?")
"""What YAML reads as a text without quotes, also inside brackets"""
_NULLS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
"""What other readers of YAML take for no text"""

HEADER: Final = """\
# Cast and lexicon of the series {name}, for all its books. Change what you like: narrate adds
# characters who got a voice in one of the books, and changes nothing that you wrote. A voice that
# you change here is recorded again in every book, but only where that character speaks.
series: {quoted}
characters:
{entries}
# lexicon:            # words for all books of the series, as in pipeline.yaml; remove the #
#   Siobhan: shi-VAWN
"""


class NoPlaceError(Exception):
    """The file is written in a way into which no character can be put safely."""


def flow(value: object) -> str:
    """A value as YAML on one line: `{engine: hibari, voice: linden, aliases: [the Warden]}`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(str(k))}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _NULLS:
        return value
    return json.dumps(value, ensure_ascii=False)


def entry_texts(text: str) -> dict[str, str]:
    """What stands behind each character's name, just as it is written."""
    found = _value_of(compose(text), _KEY)
    if not isinstance(found, yaml.MappingNode):
        return {}
    return {
        str(key.value): text[value.start_mark.index : value.end_mark.index]
        for key, value in found.value
    }


def new_text(name: str, entries: Mapping[str, tuple[str, str]]) -> str:
    """The first text of a series' file; of each entry its value and a remark."""
    lines = [f"  {_line(who, *entry)}" for who, entry in entries.items()]
    shown = " ".join(name.split())
    return HEADER.format(name=shown, quoted=flow(shown), entries="\n".join(lines))


def with_entries(
    text: str, added: Mapping[str, tuple[str, str]], changed: Mapping[str, str]
) -> str:
    """The text with characters added, each a value and a remark, and others' values changed.

    Raises NoPlaceError where that cannot be done without touching what else is there.
    """
    before = read_document(text)
    said = before.data if isinstance(before.data, dict) else {}
    wanted = {**said, _KEY: {**(said.get(_KEY) or {})}}
    for who, value in {**{n: e[0] for n, e in added.items()}, **changed}.items():
        wanted[_KEY][who] = read_document(value).data
    new = _added(_changed(text, changed), added) if added else _changed(text, changed)
    after = read_document(new)
    if before.faults or after.faults or after.data != wanted:
        raise NoPlaceError
    return new


def _line(who: str, value: str, remark: str) -> str:
    return f"{flow(who)}: {value}" + (f"  # {remark}" if remark else "")


def _changed(text: str, changed: Mapping[str, str]) -> str:
    found = _value_of(compose(text), _KEY)
    nodes = found.value if isinstance(found, yaml.MappingNode) else []
    for key, value in reversed(nodes):
        if key.value in changed:
            start, end = value.start_mark.index, value.end_mark.index
            text = text[:start] + changed[key.value] + text[end:]
    return text


def _added(text: str, added: Mapping[str, tuple[str, str]]) -> str:
    root = compose(text)
    found = _value_of(root, _KEY)
    if isinstance(found, yaml.MappingNode):
        if found.flow_style:
            return _into_brackets(text, found, _listed(added))
        first, last = found.value[0][0], found.value[-1][1]
        return _lines_at(text, _end_of(last), first.start_mark.column, added)
    if found is None and isinstance(root, yaml.MappingNode) and root.flow_style:
        return _into_brackets(text, root, f"{_KEY}: {{{_listed(added)}}}")
    column = root.value[0][0].start_mark.column if isinstance(root, yaml.MappingNode) else 0
    return _under_key(text, found, column, added)


def _under_key(
    text: str, found: yaml.Node | None, column: int, added: Mapping[str, tuple[str, str]]
) -> str:
    """The characters below their key, which has nothing or a null, or is not there yet."""
    if found is not None:
        start = len(text[: found.start_mark.index].rstrip(" "))
        return _lines_at(text[:start] + text[found.end_mark.index :], start, column + 2, added)
    eol = _line_end(text)
    below = "" if not text or text.endswith("\n") else eol
    text = f"{text}{below}{' ' * column}{_KEY}:"
    return _lines_at(text, len(text), column + 2, added) + eol


def _lines_at(text: str, at: int, column: int, added: Mapping[str, tuple[str, str]]) -> str:
    """The text with lines put in behind the line that holds a position."""
    eol = _line_end(text)
    if text[at - 1 : at] != "\n":  # a block of text ends behind its line
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
    lines = "".join(f"{' ' * column}{_line(who, *entry)}{eol}" for who, entry in added.items())
    if not text[:at].endswith("\n"):
        return text[:at] + eol + lines.removesuffix(eol) + text[at:]
    return text[:at] + lines + text[at:]


def _into_brackets(text: str, group: yaml.MappingNode, entries: str) -> str:
    if not group.value:
        at = group.end_mark.index - 1
        return text[:at] + entries + text[at:]
    at = group.value[-1][1].end_mark.index
    return f"{text[:at]}, {entries}{text[at:]}"


def _listed(added: Mapping[str, tuple[str, str]]) -> str:
    return ", ".join(_line(who, value, "") for who, (value, _) in added.items())


def _end_of(node: yaml.Node) -> int:
    """Where what is written of a node ends; PyYAML has groups end where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end_of(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _value_of(root: yaml.Node | None, name: str) -> yaml.Node | None:
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == name and isinstance(value, yaml.Node):
                return value
    return None


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
