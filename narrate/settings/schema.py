"""The JSON Schema of pipeline.yaml (draft 2020-12), made from the models for editors and checks.

Pydantic's own generator words it differently from version to version, and the file is kept; so
the models are walked here, and each rule describes itself.
"""

import json
from pathlib import Path
from typing import Any, get_args

from pydantic.fields import FieldInfo

from narrate.settings.casts import DialogueCast, fields_of
from narrate.settings.groups import Group, Override, Readings, is_group
from narrate.settings.models import PipelineFile
from narrate.settings.names import Keyed
from narrate.settings.rules import Rule

SCHEMA_FILE = Path(__file__).parent.parent / "pipeline.schema.json"
"""Where the generated schema is kept, inside the package"""


def schema_text() -> str:
    """The schema as it is kept in the file."""
    return json.dumps(pipeline_schema(), indent=2, ensure_ascii=False) + "\n"


def pipeline_schema() -> dict[str, Any]:
    """The schema, with no reference to anything outside itself."""
    definitions: dict[str, Any] = {}
    settings = _group(PipelineFile, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pipeline.yaml of narrate",
        **settings,
        "$defs": dict(sorted(definitions.items())),
    }


def _group(group: type[Group], definitions: dict[str, Any]) -> dict[str, Any]:
    """A group of keys; one that is left blank is allowed."""
    fields = fields_of(group).items()
    in_a_word = ["boolean"] if group is Readings else []
    defaults = not issubclass(group, Override) and not _is_part(group)
    return {
        "description": (group.__doc__ or "").partition("\n")[0],
        "type": ["object", *in_a_word, "null"],
        "properties": {name: _field(field, definitions, defaults) for name, field in fields},
        "additionalProperties": False,
    }


def _is_part(group: type[Group]) -> bool:
    """Whether it has just those of an engine's options that may differ from call to call."""
    wholes = (field.annotation for field in fields_of(PipelineFile).values())
    return any(is_group(each) and group in each.__mro__[1:] for each in wholes)


def _field(field: FieldInfo, definitions: dict[str, Any], defaults: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": field.description}
    if is_group(field.annotation):
        return schema | _reference(field.annotation, definitions)
    rule, nullable = rule_of(field)
    if isinstance(rule, Keyed):
        return schema | _by_key(rule, definitions)
    described = rule.describe()
    choices = described["anyOf"] if described.keys() == {"anyOf"} else [described]
    schema |= {"anyOf": [*choices, {"type": "null"}]} if nullable else described
    if field.examples:
        schema["examples"] = field.examples
    if defaults:
        schema["default"] = _as_json(field.get_default())
    return schema


def _by_key(rule: Keyed, definitions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": ["object", "null"],
        "propertyNames": rule.key.describe(),
        "additionalProperties": _reference(rule.entry, definitions),
    }


def _reference(group: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    others = not group.__module__.startswith("narrate.")  # two packages may use the same name
    name = f"{group.__module__}.{group.__name__}" if others else group.__name__
    if name not in definitions:
        definitions[name] = _group(group, definitions)
    reference = {"$ref": f"#/$defs/{name}"}
    if issubclass(group, DialogueCast):  # a voice's name alone is enough
        return {"anyOf": [{"type": "string", "minLength": 1}, reference]}
    return reference


def rule_of(field: FieldInfo) -> tuple[Any, bool]:
    """The rule of a key's value, and whether null is allowed beside what the rule allows."""
    for metadata in field.metadata:
        if isinstance(metadata, Rule | Keyed):
            return metadata, False
    annotated = get_args(field.annotation)[0]  # Annotated[…] | None
    return annotated.__metadata__[0], True


def _as_json(value: object) -> object:
    if isinstance(value, Path):
        return value.as_posix()
    return list(value) if isinstance(value, tuple) else value
