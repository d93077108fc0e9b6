"""The committed schema says what the code says, and breaks nothing that was promised under the same version."""

from copy import deepcopy

import pytest

from portal.web import openapi


@pytest.fixture(scope="module")
def text():
    return openapi.current()


def test_the_committed_schema_is_current(text):
    assert openapi.page().read_text() == text, "run python manage.py document_api"


def test_nothing_promised_is_broken(text):
    assert openapi.broken(openapi.read(openapi.landed().read_text()), openapi.read(text)) == []


@pytest.fixture(scope="module")
def promised(text):
    return openapi.read(text)


LIFTS, OWNERS = "/api/v1/lifts", "/api/v1/owners/by-external-id/{source}/{external_id}"
ONE, BODY = f"GET {LIFTS} 200.items[]", f"PUT {OWNERS} body"


def _lifts(schema):
    return schema["paths"][LIFTS]["get"]


def _one(schema):
    answer = _lifts(schema)["responses"]["200"]["content"]["application/json"]["schema"]
    return answer["properties"]["items"]["items"]


def _owner(schema):
    return schema["paths"][OWNERS]["put"]["requestBody"]["content"]["application/json"]["schema"]


BREAKS = [
    (lambda new: new["paths"].pop(LIFTS), f"{LIFTS} is gone"),
    (lambda new: new["paths"][LIFTS].pop("get"), f"GET {LIFTS} is gone"),
    (lambda new: _lifts(new)["parameters"].pop(), None),
    (lambda new: _lifts(new)["parameters"].append({"in": "query", "name": "x", "required": True}), None),
    (lambda new: _lifts(new)["responses"].pop("304"), f"GET {LIFTS} answers no 304"),
    (lambda new: _one(new)["properties"].pop("rae"), f"{ONE}.rae is gone"),
    (lambda new: _one(new)["required"].remove("rae"), f"{ONE}.rae may be left out"),
    (lambda new: _one(new)["properties"]["rae"].update(type="integer"), f"{ONE}.rae gives also integer"),
    (lambda new: _owner(new)["required"].append("nif"), f"{BODY}.nif is needed now"),
    (lambda new: _owner(new)["properties"]["name"].update(maxLength=10), f"{BODY}.name takes less (maxLength)"),
    (lambda new: _owner(new)["properties"]["kind"]["enum"].pop(), f"{BODY}.kind takes fewer values"),
    (lambda new: _owner(new)["properties"]["nif"].update(pattern="^x$"), f"{BODY}.nif takes another form"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), BREAKS)
def test_what_breaks_a_program_is_named(promised, change, said):
    new = deepcopy(promised)

    change(new)

    found = openapi.broken(promised, new)
    assert len(found) == 1
    assert said in {None, found[0]}


GROWS = [
    lambda new: new["paths"].update({"/api/v1/more": {}}),
    lambda new: _one(new)["properties"].update(more={"type": "string"}),
    lambda new: _owner(new)["properties"].update(more={"type": "string"}),
    lambda new: _owner(new)["properties"]["name"].update(maxLength=1000),
    lambda new: _lifts(new)["parameters"].append({"in": "query", "name": "x"}),
]


@pytest.mark.parametrize("change", GROWS)
def test_what_only_grows_breaks_nobody(promised, change):
    new = deepcopy(promised)

    change(new)

    assert openapi.broken(promised, new) == []


def test_under_another_version_it_may_break(promised):
    new = deepcopy(promised) | {"info": {"version": "2"}, "paths": {}}

    assert openapi.broken(promised, new) == []
