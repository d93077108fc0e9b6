"""The schema at /api/v1/schema/: OpenAPI 3.1, every route in it, every bound said."""

import re

import pytest
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from tests.conventions import routes


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


def test_it_is_valid_and_of_version_3_1(schema):
    validate_schema(schema)

    assert schema["openapi"] == "3.1.1"


def test_every_endpoint_is_in_it(schema):
    ours = {route.path for route in routes.every() if route.path.startswith("/api/") and route.name != "api:schema"}

    assert set(schema["paths"]) == {re.sub(r"<\w+:(\w+)>", r"{\1}", path) for path in ours}


def test_every_refusal_is_a_problem_in_words(schema):
    for operations in schema["paths"].values():
        for operation in operations.values():
            refusals = {code: answer for code, answer in operation["responses"].items() if code >= "400"}
            assert refusals
            assert {tuple(answer["content"]) for answer in refusals.values()} == {("application/problem+json",)}


def _leaves(schema):
    for one in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("properties", {}).values()):
        yield from _leaves(one)
    if "items" in schema:
        yield "maxItems" in schema, schema
        yield from _leaves(schema["items"])
    if schema.get("type") == "string":
        yield bool({"maxLength", "format", "enum", "const"} & schema.keys()), schema
    if schema.get("type") == "integer":
        yield {"minimum", "maximum"} <= schema.keys() or "const" in schema, schema
    if schema.get("type") == "object":
        yield schema["additionalProperties"] is False, schema


def test_every_value_of_a_command_has_its_bounds(schema):
    body = schema["paths"]["/api/v1/commands/{command}"]["put"]["requestBody"]["content"]["application/json"]["schema"]

    leaves = list(_leaves(body))
    assert len(leaves) > 200
    assert [leaf for bounded, leaf in leaves if not bounded] == []


def test_it_is_served(client, db):
    answer = client.get("/api/v1/schema/")

    assert (answer.status_code, answer.json()["info"]["title"]) == (200, "Rellano")
