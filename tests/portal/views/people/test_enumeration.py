"""A wrong log-in says and does the same for a known, an unknown and a closed address."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from notifications.models import Message
from portal.accounts.actions import people
from tests.conftest import NOW
from tests.conftest import person as made
from tests.portal.views.people.conftest import PASSWORD

KNOWN, NO_PASSWORD, CLOSED, UNKNOWN = (f"{name}@example.com" for name in ("clara", "noemi", "tomas", "nadia"))

PLACES = {email: f"192.0.2.{number}" for number, email in enumerate((KNOWN, NO_PASSWORD, CLOSED, UNKNOWN))}


@pytest.fixture
def cast_of_addresses(company):
    """A known address with a password, one without, a closed one, and one nobody has."""
    clara, tomas = made("Clara Sanz", email=KNOWN), made("Tomás Gil", email=CLOSED)
    made("Noemí Díez", email=NO_PASSWORD)
    for person in (clara, tomas):
        people.set_password(person=person, password=PASSWORD)
    people.deactivate(person=tomas, by=None, at=NOW)


@pytest.fixture
def hashes(monkeypatch):
    """How many Argon2 hashes were made."""
    made_hashes = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def counted(self, *args, _real=real, **kwargs):
            made_hashes.append(1)
            return _real(self, *args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    return made_hashes


def shape(queries):
    """The statements without their values."""
    values = r"'[^']*'(?:::\w+)?|\"s\d+_x\d+\"|\b[0-9a-f]{32}\b|\b\d+\b|NULL"
    cast = r"::[a-z]+"  # PostgreSQL is told the type of a value, and none of NULL
    return [re.sub(cast, "", re.sub(values, "?", query["sql"])) for query in queries]


def said(response, email):
    """Status, address and bytes, the address typed and the form's token aside."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)
    return response.status_code, response.headers.get("Location"), body.replace(email.encode(), b"")


def ask(counting, hashes, email, *paths_and_data):
    """What a fresh browser in a place of its own is told and what it costs, step by step."""
    browser, steps = Client(REMOTE_ADDR=PLACES[email]), []
    browser.get("/sign-in/")
    for path, data in paths_and_data:
        hashes.clear()
        before = Message.objects.count()
        with counting() as queries:
            answer = browser.post(path, data)
        steps.append(
            (said(answer, email), shape(queries.captured_queries), len(hashes), Message.objects.count() - before)
        )
    return steps


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED, NO_PASSWORD])
def test_a_wrong_code_tells_nothing_of_the_address(cast_of_addresses, counting, hashes, other):
    def wrong(email):
        return ask(counting, hashes, email, ("/sign-in/", {"email": email}), ("/sign-in/code/", {"code": "no"}))

    known, unknown = wrong(KNOWN), wrong(other)

    assert known == unknown
    assert [step[3] for step in known] == [1, 0]
    assert [step[2] for step in known] == [0, 0]


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED, NO_PASSWORD])
def test_a_wrong_password_tells_nothing_of_the_address(cast_of_addresses, counting, hashes, other):
    def wrong(email):
        data = {"email": email, "password": "una que no es"}
        return ask(counting, hashes, email, ("/sign-in/password/", data))

    known, unknown = wrong(KNOWN), wrong(other)

    assert known == unknown
    assert known[0][2:] == (1, 0)


def test_the_right_password_of_a_closed_account_is_as_wrong_as_any(cast_of_addresses, counting, hashes):
    def try_(email, password):
        return ask(counting, hashes, email, ("/sign-in/password/", {"email": email, "password": password}))

    assert try_(CLOSED, PASSWORD) == try_(UNKNOWN, PASSWORD)


def test_each_address_is_written_to_once(cast_of_addresses):
    for email in (KNOWN, UNKNOWN, CLOSED):
        Client().post("/sign-in/", {"email": email})

    sent = Message.objects.order_by("pk").values_list("touchpoint", "deliveries__address")
    assert list(sent) == [("sign_in_code", KNOWN), ("sign_in_unknown", UNKNOWN), ("sign_in_unknown", CLOSED)]
