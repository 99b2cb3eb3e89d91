"""pipeline.yaml as plain data in which every key still knows its line.

Nothing is constructed but text, lists and groups; what a scalar without quotes means is left
to the key it is for (`words.Plain`), so YAML 1.1's surprises (`no`, `010`, `1:30`, dates) never
come up. Duplicate keys, which YAML loaders silently let the last one win, are faults.

Files that a person wrote, as text: UTF-8, or UTF-16 with its byte order mark.
"""

import codecs
from dataclasses import dataclass, field
from typing import Any

import yaml

from narrate.settings.words import Plain, one_line, shown


class NotTextError(Exception):
    """The file is not text in a known encoding."""

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        super().__init__(text)


def decoded(data: bytes) -> str:
    """The text of a file without its byte order mark; raises NotTextError."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[min(error.start, len(data) - 1)]
        raise NotTextError(line, f"not UTF-8 (byte 0x{byte:02X}); save the file as UTF-8") from None


Path = tuple[str | int, ...]
"""Keys and list places from the top of the file down"""

MAX_NODES = 200_000
"""More values than this, aliases followed, are no settings"""

_TAG = "tag:yaml.org,2002:"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS = frozenset(_TAG + kind for kind in ("str", "int", "float", "bool"))

_IN_OUR_WORDS = (
    ("'\\t' that cannot start", "a tab here; YAML is indented with spaces"),
    (
        "mapping values are not allowed",
        "a second colon, or an indentation that does not fit; put text with a colon in quotes",
    ),
    (
        "could not find expected ':'",
        "a line without `key: value`, or no space after its colon",
    ),
    (
        "expected <block end>",
        "the indentation differs from the lines above, or a quote or bracket is missing",
    ),
    ("expected ',' or", "a comma or a closing bracket is missing"),
    ("unexpected end of stream", "a quote that is opened here is never closed"),
    ("expected a single document", "there is a second document; remove the line ---"),
    ("but found another document", "there is a second document; remove the line ---"),
    ("undefined alias", "*name refers to nothing; text that begins with * needs quotes"),
    ("that cannot start any token", "text that begins with such a character needs quotes"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the file."""

    line: int | None
    """Counted from 1"""
    path: Path
    text: str


@dataclass(slots=True)
class Document:
    """The data of the file, the line of each key, and what was wrong with its form."""

    data: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line_of(self, path: Path) -> int | None:
        """The line of a key, or of the nearest key above it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


class _Composer(yaml.SafeLoader):
    """Composes nodes and leaves every plain scalar a text."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012  # PyYAML's own way


def read_document(text: str) -> Document:
    """The file's data; where its form is broken, none and one fault."""
    document = Document()
    try:
        node = compose(text)
        if node is not None:
            document.data = _Reader(document).read(node, ())
    except _Skip:
        pass
    except _Broken as broken:
        document.data = None
        document.faults = [broken.fault]
    return document


class _Broken(Exception):
    """The file is no YAML, or none that settings could be."""

    def __init__(self, line: int | None, text: str) -> None:
        self.fault = Fault(line, (), text)


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text with their places; those of what `read_document` finds no fault in."""
    try:
        loader = _Composer(text)
        try:
            node: yaml.Node | None = loader.get_single_node()
            return node
        finally:
            loader.dispose()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        raise _Broken(line, f"the character U+{code:04X} is not allowed in YAML") from None
    except yaml.MarkedYAMLError as error:
        raise _marked(error) from None
    except RecursionError:
        raise _Broken(None, "groups and lists are nested too deeply") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML lets chr() and int() of its scanner fail on escapes such as "\UFFFFFFFF".
        raise _Broken(None, f"this is not YAML: {one_line(str(error))}") from None


def _marked(error: yaml.MarkedYAMLError) -> _Broken:
    problem = error.problem or error.context or "this is not YAML"
    mark = error.problem_mark or error.context_mark
    if "unexpected end of stream" in problem or "<stream end>" in problem:
        mark = error.context_mark or mark  # where it began says more than the end of the file
    text = next((ours for theirs, ours in _IN_OUR_WORDS if theirs in problem), problem)
    if mark is None:
        return _Broken(None, text)
    return _Broken(mark.line + 1, f"column {mark.column + 1}: {text}")


class _Skip(Exception):
    """A node that was found faulty and has been reported."""


class _Reader:
    """Turns composed nodes into plain data, noting lines and faults as it goes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._above: set[int] = set()
        self._nodes = 0

    def read(self, node: yaml.Node, path: Path) -> object:
        """The data of a node; raises _Skip where it has none."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _Broken(None, "there are too many values here for settings")
        self._document.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if id(node) in self._above:
            self._fault(node, path, "an alias refers to a group that it is part of")
            raise _Skip
        if len(path) > 50:
            raise _Broken(node.start_mark.line + 1, "groups and lists are nested too deeply")
        self._above.add(id(node))
        try:
            return self._collection(node, path)
        finally:
            self._above.discard(id(node))

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> str | None:
        value = str(node.value)
        if node.tag == _TAG + "null":
            return None
        if node.tag not in _PLAIN_TAGS:
            self._strange_tag(node, path)
        if node.style is None and value in _NULLS:
            return None
        quoted = node.style is not None and node.tag == _TAG + "str"
        return value if quoted else Plain(value)

    def _collection(self, node: yaml.Node, path: Path) -> object:
        if isinstance(node, yaml.MappingNode) and node.tag == _TAG + "map":
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and node.tag == _TAG + "seq":
            return self._sequence(node, path)
        return self._strange_tag(node, path)

    def _sequence(self, node: yaml.SequenceNode, path: Path) -> list[object]:
        items: list[object] = []
        for place, item in enumerate(node.value):
            try:
                items.append(self.read(item, (*path, place)))
            except _Skip:
                continue
        return items

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        data: dict[str, object] = {}
        inherited: dict[str, object] = {}
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, path, "a key must be a word, not a list or a group")
                continue
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in first_lines:
                text = f"is set twice (also on line {first_lines[key]})"
                self._fault(key_node, (*path, key), text)
                continue
            first_lines[key] = line
            try:
                if key == "<<" and key_node.style is None:
                    inherited = self._inherited(value_node, path)
                else:
                    self._document.lines[(*path, key)] = line
                    data[key] = self.read(value_node, (*path, key))
            except _Skip:
                continue
        return {**inherited, **data}

    def _inherited(self, node: yaml.Node, path: Path) -> dict[str, object]:
        """What `<<: *name` or `<<: [*one, *other]` brings in; the first one wins."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        merged: dict[str, object] = {}
        for each in nodes:
            group = self.read(each, path)
            if not isinstance(group, dict):
                self._fault(node, path, "<< takes groups of keys only")
                raise _Skip
            merged = {**group, **merged}
        return merged

    def _strange_tag(self, node: yaml.Node, path: Path) -> object:
        tag = "!" + node.tag.removeprefix(_TAG).lstrip("!")
        self._fault(node, path, f"the tag {shown(Plain(tag))} means nothing here; remove it")
        raise _Skip

    def _fault(self, node: yaml.Node, path: Path, text: str) -> None:
        self._document.faults.append(Fault(node.start_mark.line + 1, path, text))
