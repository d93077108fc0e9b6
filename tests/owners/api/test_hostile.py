"""Values made to break (RELIABILITY C4), in every parameter and every field: answered in words, never by a fault."""

import json
import math

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from owners.api import bodies, lifts, papers
from portal.access.scopes import Scope
from portal.lib.shapes.compounds import Fields, Many, Maybe
from portal.lib.shapes.misfits import Unfit
from portal.lib.shapes.reading import Cut, loaded
from tests.owners.api.test_puts import OWNER

LISTS = {
    "lifts": lifts.LIFTS,
    "visits": lifts.VISITS,
    "breakdowns": lifts.BREAKDOWNS,
    "invoices": papers.INVOICES,
    "documents": papers.DOCUMENTS,
}
IN_ADDRESS = [
    "", "\x00", "%00", "\ud800".encode("utf-8", "surrogatepass"), "9" * 400, "-1", "1e400", "NaN", "Infinity",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30", "' OR 1=1 --", "../../etc/passwd",
    "\u202egnp.exe", "ñ" * 3000, "[]", "٣",
]  # fmt: skip
IN_JSON = [
    None, True, [], {}, [[]], -1, 10**400, 1.5, math.inf, "", "\x00", "\ud800", "x" * 100_000, "=1+1", "NaN", "1e5",
    "-0.00", "9" * 30 + ".00", "0001-01-01T00:00:00+14:00", "9999-12-31", "2026-02-30", "\u202e", {"a": {"b": []}},
]  # fmt: skip
BODIES = [
    b"", b"null", b"[]", b"{", b"\xff\xfe{}", b'{"name": NaN}', b'{"name": 1e999}', b'{"name": "a", "name": "b"}',
    b'{"name": "\\ud800"}', b'{"name": "\\u0000"}', b"[" * 1000 + b"]" * 1000, b'{"name":' * 50_000,
    b'{"name": ' + b"9" * 5000 + b"}", b'{"name": "' + b"x" * (600 * 1024) + b'"}',
]  # fmt: skip
KINDS = ["text/plain", "application/xml", "multipart/form-data", "", "application/json; charset=utf-7", "x" * 500]
THINGS = ("owners", "lifts", "contracts", "visits", "breakdowns", "invoices")


def test_every_parameter_of_every_list(program, office, company):
    """Each value is read; what passes its shape is asked, and of what does not, one of each parameter."""
    asking = program(office)
    tried = [(path, name, value) for path, known in LISTS.items() for name in known for value in IN_ADDRESS]
    taken = [one for one in tried if _read(LISTS[one[0]][one[1]], one[2]) is not None]
    refused = list({one[:2]: one for one in tried if one not in taken}.values())

    answers = [asking.get(path, **{name: value}).status_code for path, name, value in taken + refused]

    assert (len(tried) > 400, len(refused)) == (True, sum(len(known) for known in LISTS.values()))
    assert set(answers) == {200, 422}


def _leaves(shape, where=()):
    if isinstance(shape, Fields):
        for name, inner in shape.of.items():
            yield from _leaves(inner, (*where, name))
    elif isinstance(shape, Many):
        yield shape
        yield from _leaves(shape.of, where)
    elif isinstance(shape, Maybe):
        yield from _leaves(shape.of, where)
    else:
        yield shape


def _read(shape, value):
    """What comes of it, which JSON can tell and no database minds; None for what is refused."""
    try:
        return shape.read(value, "here")
    except Unfit as unfit:
        assert str(unfit)
        return None


def test_every_field_of_every_body():
    shapes = [leaf for name in THINGS for leaf in _leaves(getattr(bodies, name[:-1].upper()))]

    kept = [_read(shape, value) for shape in shapes for value in IN_JSON]

    assert len(shapes) > 100
    assert [one for one in kept if isinstance(one, str) and ("\x00" in one or "\ud800" in one or len(one) > 4000)] == []


def test_every_body_that_is_no_body():
    for content in BODIES[:-1]:
        try:
            said = loaded(content)
        except (Cut, Unfit):
            continue
        with pytest.raises(Unfit):
            bodies.OWNER.read(said, "")


def test_bodies_and_kinds_of_content_are_refused_over_the_wire(program, office):
    told = program(office).client

    def put(thing, content, kind):
        return told.put(f"/api/v1/{thing}/by-external-id/erp/1", content, content_type=kind).status_code

    bad = {put("owners", content, "application/json") for content in BODIES}
    other = {put(thing, b"{}", kind) for thing in THINGS[:2] for kind in KINDS[:4]}
    parts = [
        {}, {"invoice": "{}"}, {"invoice": "{}", "file": "x"}, {"invoice": ["{}", "{}"], "file": "x"},
        {"invoice": "\x00", "file": "x"}, {"invoice": "{}", "file": "x", "more": "1"},
    ]  # fmt: skip
    mixed = {put("invoices", encode_multipart(BOUNDARY, one), MULTIPART_CONTENT) for one in parts}
    cut = {put("invoices", b"--x", f"multipart/form-data{end}") for end in ("", "; boundary=", "; boundary=x", ";;=")}

    assert (bad, other, mixed) == ({400, 413, 415, 422}, {415}, {422})
    assert cut <= {400, 422}


@pytest.mark.parametrize(
    "name", ["%00", "%E2%80%AE", "a%0D%0Ab", "%20a", "x" * 5000, "..%2F..", "%ED%A0%80", "a;b", "=1"]
)
def test_identifiers_in_an_address(program, office, name):
    answer = program(office).client.put(
        f"/api/v1/owners/by-external-id/erp/{name}", json.dumps(OWNER), content_type="application/json"
    )

    assert answer.status_code in {201, 404, 422}


def test_a_little_token_is_told_what_it_lacks_and_nothing_else(program, office, lift):
    asking = program(office, Scope.READ_DOCUMENTS)

    assert {asking.get(path).status_code for path in ("lifts", f"lifts/{lift.pk}", "invoices", "visits")} == {403}
