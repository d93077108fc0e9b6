"""PUT /api/v1/commands/{uuid}: the same bytes have the same receipt, other bytes none."""

import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.test import Client

from maintenance.models import Command, Visit
from portal.access.models import Post
from portal.ledger.models import Entry
from portal.lib.keys import new_key
from tests.conftest import NOW
from tests.maintenance.phone import Phone, body, record, started


def test_a_new_command_has_its_receipt(phone, lift, plan):
    key, subject = new_key(), new_key()
    content = body("visit.completed", subject, record(lift, plan))

    answer = phone.put_bytes(content, key=key)

    receipt = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (201, "application/json")
    received = receipt.pop("received_at")
    assert receipt == {
        "uuid": str(key),
        "body_sha256": hashlib.sha256(content).hexdigest(),
        "outcome": "done",
        "words": "",
        "subject": str(subject),
        "skew_seconds": 0,
        "photos_missing": [],
    }
    assert received.startswith("2026-11-23T10:00:0")
    assert received.endswith("Z")


def test_the_same_bytes_have_the_same_receipt_byte_for_byte(phone, lift, plan):
    key, content = new_key(), body("visit.completed", new_key(), record(lift, plan))
    first = phone.put_bytes(content, key=key)

    again = [phone.put_bytes(content, key=key) for _ in range(3)]

    assert {(one.status_code, one.content) for one in again} == {(200, first.content)}
    assert (Visit.objects.count(), Entry.objects.filter(kind="visit.completed").count()) == (1, 1)


def test_other_bytes_are_a_conflict_and_change_nothing(phone, lift, plan):
    key, subject = new_key(), new_key()
    phone.put("visit.completed", subject, record(lift, plan), key=key)

    answer = phone.put("visit.completed", subject, record(lift, plan, words_for_owner="Otra cosa."), key=key)

    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:rellano:other-bytes",
        "title": "Conflict",
        "status": 409,
        "detail": "Con este identificador llegó antes otro contenido.",
    }
    assert Visit.objects.get().words_for_owner == "Queda un guiador por cambiar."


def test_what_a_rule_refuses_is_kept_with_its_words(phone, lift, plan):
    key = new_key()

    answer = phone.put("visit.completed", new_key(), record(lift, plan, signature=None), key=key)

    assert (answer.status_code, answer.json()["outcome"], answer.json()["words"]) == (201, "refused", "Falta su firma.")
    kept = Command.objects.get(pk=key)
    assert (kept.outcome, json.loads(kept.body)["payload"]["signature"]) == ("refused", None)
    assert not Visit.objects.exists()


def test_a_refusal_stays_what_it_was(phone, lift, plan):
    key, content = new_key(), body("visit.completed", new_key(), record(lift, plan, signature=None))
    first = phone.put_bytes(content, key=key)

    assert (phone.put_bytes(content, key=key).status_code, phone.put_bytes(content, key=key).content) == (
        200,
        first.content,
    )


def test_words_are_in_the_persons_language(phone, technician, lift, plan):
    technician.person.language = "en"
    technician.person.save()

    answer = phone.put_bytes(b"{")

    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize("content", [b" ", b"{", b'{"kind":', '{"kind": "visit.st\xe1'.encode("latin-1")])
def test_what_was_cut_on_its_way_is_sent_again(phone, content):
    answer = phone.put_bytes(content)

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:rellano:cut")
    assert not Command.objects.exists()


def test_a_body_shorter_than_it_said_is_cut(phone, lift):
    content = body("visit.started", new_key(), started(lift))

    told = {"CONTENT_LENGTH": str(len(content) + 1), "wsgi.input": io.BytesIO(content)}
    answer = phone.client.generic(
        "PUT", f"/api/v1/commands/{new_key()}", content, content_type="application/json", **told
    )

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:rellano:cut")


def test_more_than_256_kb_is_too_much(phone, lift):
    content = body("visit.started", new_key(), started(lift)) + b" " * 256 * 1024

    answer = phone.put_bytes(content)

    assert (answer.status_code, answer.json()["type"]) == (413, "urn:rellano:too-large")


def test_only_json_is_taken(phone, lift):
    answer = phone.put_bytes(body("visit.started", new_key(), started(lift)), content_type="text/plain")

    assert (answer.status_code, answer.headers["Content-Type"]) == (415, "application/problem+json")


@pytest.mark.parametrize("said", ["yesterday", "2026-11-23T10:00:00", "0001-01-01T00:00:00+14:00", "\u0661"])
def test_a_clock_that_cannot_be_read_is_said_so(phone, lift, said):
    answer = phone.put_bytes(body("visit.started", new_key(), started(lift)), **{"Device-Time": said})

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:rellano:unfit")


def test_nobody_signed_in_is_asked_in(client, lift):
    answer = Phone(client).put("visit.started", new_key(), started(lift))

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Session")
    assert answer.json()["detail"] == "Para seguir hay que entrar."


def test_without_the_sessions_token_nothing_is_taken(technician, lift):
    client = Client(enforce_csrf_checks=True)
    client.force_login(technician.person, backend="portal.accounts.backends.Password")

    answer = Phone(client).put("visit.started", new_key(), started(lift))

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:rellano:no-token")
    assert not Command.objects.exists()


def test_with_the_token_of_the_session_it_is(technician, lift):
    client = Client(enforce_csrf_checks=True)
    client.force_login(technician.person, backend="portal.accounts.backends.Password")
    token = client.get("/api/v1/session").json()["csrf"]

    answer = Phone(client).put_bytes(body("visit.started", new_key(), started(lift)), **{"X-CSRFToken": token})

    assert answer.status_code == 201


@pytest.mark.parametrize("who", ["office", "admin", "chair", "resident"])
def test_for_who_works_on_no_lifts_there_is_nothing(cast, client_of, lift, who):
    answer = Phone(client_of(getattr(cast, who))).put("visit.started", new_key(), started(lift))

    assert (answer.status_code, Command.objects.count()) == (404, 0)


def test_whose_post_has_ended_keeps_what_he_has(phone, technician, lift):
    Post.objects.filter(person=technician.person).update(to_on=NOW.date())

    assert phone.put("visit.started", new_key(), started(lift)).status_code == 404


def test_who_may_not_sign_in_any_more_is_out_at_once(phone, technician, lift):
    technician.person.is_active = False
    technician.person.save()

    assert phone.put("visit.started", new_key(), started(lift)).status_code == 401


def test_a_session_that_has_run_out_is_over(phone, lift):
    session = phone.client.session
    session["signed_in_since"] = (NOW - timedelta(days=91)).isoformat()
    session.save()

    assert phone.put("visit.started", new_key(), started(lift)).status_code == 401


def test_anothers_command_is_like_none(phone, other_phone, lift, plan):
    key, content = new_key(), body("visit.completed", new_key(), record(lift, plan))
    phone.put_bytes(content, key=key)

    answer = other_phone.put_bytes(content, key=key)

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:rellano:not-there")


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_a_command_is_only_put(phone, method):
    answer = getattr(phone.client, method)(f"/api/v1/commands/{new_key()}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
