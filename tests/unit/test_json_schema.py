"""JSON Schemas of typed dictionaries."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, Required

import jsonschema_rs
import pytest
from typing_extensions import TypedDict

from indexer.exporting.json_schema import Limit, schemas_of, shape


class Base(TypedDict, total=False):
    """What others share."""

    id: Required[Annotated[str, Limit(minLength=1)]]
    """Names it,
    and nothing else.
    """
    size: int | None


@shape
class Inner(TypedDict):
    """Within another."""

    kind: Literal["a", "b"]
    one: Literal[1]


@shape
class Outer(Base):
    """Holds others."""

    inner: list[Inner]
    more: NotRequired[dict[str, object]]


def test_a_shape_is_described_with_its_bases_and_what_is_inside_it() -> None:
    """Docstrings are descriptions on one line; limits stand beside the type; what need not be there is not required."""
    schemas = schemas_of([Outer], "#/$defs/")
    assert list(schemas) == ["Inner", "Outer"]
    assert schemas["Outer"] == {
        "title": "Outer",
        "type": "object",
        "description": "Holds others.",
        "properties": {
            "id": {"type": "string", "minLength": 1, "description": "Names it, and nothing else."},
            "size": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
            "inner": {"type": "array", "items": {"$ref": "#/$defs/Inner"}},
            "more": {"type": "object", "additionalProperties": True},
        },
        "required": ["id", "inner"],
        "additionalProperties": False,
    }
    assert schemas["Inner"]["properties"] == {
        "kind": {"enum": ["a", "b"], "type": "string"},
        "one": {"const": 1, "type": "integer"},
    }
    assert "additionalProperties" not in schemas_of([Base], "")["Base"]


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ({"id": "x", "inner": [{"kind": "a", "one": 1}], "more": {"any": [1]}}, True),
        ({"id": "x", "inner": []}, True),
        ({"id": "", "inner": []}, False),
        ({"inner": []}, False),
        ({"id": "x", "inner": [{"kind": "c", "one": 1}]}, False),
        ({"id": "x", "inner": [], "other": 1}, False),
    ],
)
def test_a_validator_reads_the_schemas(value, valid) -> None:
    """They are JSON Schema: an independent program tells what fits."""
    schemas = schemas_of([Outer], "#/$defs/")
    validator = jsonschema_rs.validator_for({"$ref": "#/$defs/Outer", "$defs": schemas})
    assert validator.is_valid(value) == valid
