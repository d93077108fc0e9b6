"""Every value of a command is bounded; what is beyond is a 422 whose words name its place, and nothing is written."""

import json

import pytest

from maintenance.models import Command
from portal.lib.keys import new_key
from tests.maintenance.phone import STROKES, body, finding, iso, named, record

LONG = "x" * 3000
PART = {"name": "Correa", "quantity": 1, "is_safety_component": False, "component_type": "", "serial_number": ""}
ANSWER = {"number": 37, "result": "ok", "words": "", "at": iso(30)}


def _digests(many):
    return [f"{number:064x}" for number in range(many)]


BEYOND = [
    ("lift", {"lift": "x"}),
    ("plan", {"plan": None}),
    ("scope", {"scope": "X"}),
    ("on_the_way_at", {"on_the_way_at": "ayer"}),
    ("started_at", {"started_at": None}),
    ("finished_at", {"finished_at": "2026-11-23T10:00"}),
    ("recorded_at", {"recorded_at": "2100-01-01T00:00:00Z"}),
    ("scan.why", {"scan": {"why": "lazy"}}),
    ("scan.code", {"scan": {"place": "landing", "code": "x" * 41, "at": iso()}}),
    ("scan.code", {"scan": {"place": "landing", "code": " ", "at": iso()}}),
    ("scan.place", {"scan": {"place": "roof", "code": "M14KAA", "at": iso()}}),
    ("condition_on_arrival", {"condition_on_arrival": ""}),
    ("condition_on_departure", {"condition_on_departure": 1}),
    ("answers", {"answers": [ANSWER | {"number": number} for number in range(1, 202)]}),
    ("answers[0].number", {"answers": [ANSWER | {"number": 0}]}),
    ("answers[0].number", {"answers": [ANSWER | {"number": 32_768}]}),
    ("answers[0].result", {"answers": [ANSWER | {"result": "good"}]}),
    ("answers[0].words", {"answers": [ANSWER | {"words": "x" * 401}]}),
    ("answers[0].at", {"answers": [ANSWER | {"at": 7}]}),
    ("answers[1]", {"answers": [ANSWER, ANSWER]}),
    ("photos", {"photos": [named(digest) for digest in _digests(61)]}),
    ("photos[0].sha256", {"photos": [named("A" * 64)]}),
    ("photos[0].words", {"photos": [named("a" * 64, words="x" * 241)]}),
    ("photos[0].item", {"photos": [named("a" * 64, item="37")]}),
    ("photos[1]", {"photos": [named("a" * 64), named("a" * 64)]}),
    ("parts", {"parts": [PART] * 51}),
    ("parts[0].name", {"parts": [PART | {"name": ""}]}),
    ("parts[0].quantity", {"parts": [PART | {"quantity": 1000}]}),
    ("parts[0].quantity", {"parts": [PART | {"quantity": 1.5}]}),
    ("parts[0].is_safety_component", {"parts": [PART | {"is_safety_component": "no"}]}),
    ("parts[0].component_type", {"parts": [PART | {"component_type": "x" * 121}]}),
    ("parts[0].serial_number", {"parts": [PART | {"serial_number": "x" * 61}]}),
    ("findings", {"findings": [finding() for _ in range(51)]}),
    ("findings[0].words", {"findings": [finding(words="")]}),
    ("findings[0].severity", {"findings": [finding(severity="")]}),
    ("findings[0].photos", {"findings": [finding(photos=_digests(21))]}),
    ("settled", {"settled": [str(new_key()) for _ in range(101)]}),
    ("words_for_owner", {"words_for_owner": "x" * 2001}),
    ("words_for_owner", {"words_for_owner": "a\x00b"}),
    ("signature.path", {"signature": {"path": "M0 0C1 1", "at": iso()}}),
    ("signature.path", {"signature": {"path": "M0 0" + "L100 100" * 1001, "at": iso()}}),
    ("customer.why", {"customer": {"why": ""}}),
    ("customer.why", {"customer": {"why": "x" * 161}}),
    ("customer.name", {"customer": {"name": "x" * 121, "path": STROKES}}),
    ("customer.path", {"customer": {"name": "Luis", "path": ""}}),
    ("customer.path", {"customer": {"name": "Luis", "path": "<script>"}}),
    ("money", {"money": 7}),
]


@pytest.mark.parametrize(("place", "wrong"), BEYOND, ids=[f"{place}-{n}" for n, (place, _) in enumerate(BEYOND)])
def test_what_is_beyond_a_bound_is_refused_in_words(phone, lift, plan, place, wrong):
    answer = phone.put("visit.completed", new_key(), record(lift, plan) | wrong)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:rellano:unfit")
    assert f"payload.{place}" in answer.json()["detail"]
    assert not Command.objects.exists()


@pytest.mark.parametrize("name", ["lift", "answers", "signature", "customer", "settled"])
def test_what_is_missing_is_named(phone, lift, plan, name):
    told = record(lift, plan)
    del told[name]

    answer = phone.put("visit.completed", new_key(), told)

    assert (answer.status_code, answer.json()["detail"]) == (422, f"Falta «payload.{name}».")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "visit.deleted"},
        {"kind": 7},
        {"schema": 2},
        {"schema": "1"},
        {"subject": "x"},
        {"made_at": "ayer"},
        {"payload": []},
        {"more": 1},
    ],
    ids=json.dumps,
)
def test_a_head_that_no_version_knows_is_refused(phone, lift, plan, wrong):
    told = json.loads(body("visit.completed", new_key(), record(lift, plan))) | wrong

    assert phone.put_bytes(json.dumps(told).encode()).status_code == 422


HOSTILE = [
    b"[]",
    b"null",
    b"7",
    b'"visit"',
    b"NaN",
    b'{"kind": NaN}',
    b'{"kind": Infinity}',
    b'{"kind": 1e999}',
    b'{"kind": "a", "kind": "b"}',
    b'{"\\ud800": 1}',
    b'{"kind": "\\ud800"}',
    b'{"kind": "\\u0000"}',
    b'{"schema": ' + b"9" * 4000 + b"}",
    b"[" * 100_000,
    b'{"kind":' * 20_000 + b"1" + b"}" * 20_000,
]


@pytest.mark.parametrize("content", HOSTILE, ids=[one[:30].decode() for one in HOSTILE])
def test_hostile_json_is_answered_in_words(phone, content):
    answer = phone.put_bytes(content)

    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]


def test_a_name_said_twice_could_be_read_two_ways(phone, lift, plan):
    told = body("visit.completed", new_key(), record(lift, plan))

    answer = phone.put_bytes(told.replace(b'"scope": "M"', b'"scope": "M", "scope": "A"'))

    assert (answer.status_code, answer.json()["detail"]) == (422, "«{}» se repite.")
