"""Claves para programas: made and shown once, revoked by their person or by who looks after the accounts."""

import re

import pytest

from portal.access.models import Token
from tests.programs import Program, token_of

SAID = {"name": "Gesfincas", "scopes": ["lifts:read", "invoices:read"], "days": "365"}


def test_a_new_one_is_shown_once_and_works(client_of, chair, carded):
    signed_in = client_of(chair)

    made = signed_in.post("/account/keys/", SAID).content.decode()
    later = signed_in.get("/account/keys/").content.decode()

    secret = re.search(r"rel_[0-9a-f]{8}_[\w-]{43}", made).group()
    answer = client_of(None).get("/api/v1/lifts", headers={"Authorization": f"Bearer {secret}"})
    assert (secret in later, Token.objects.get().name in later, answer.status_code) == (False, True, 200)


def test_only_what_one_may_do_is_offered(client_of, billing, chair, office):
    offered = {
        name: re.findall(r'value="(\w+:\w+)"', client_of(who).get("/account/keys/").content.decode())
        for name, who in {"billing": billing, "chair": chair, "office": office}.items()
    }

    assert offered["billing"] == ["invoices:read", "documents:read"]
    assert {one.partition(":")[2] for one in offered["chair"]} == {"read"}
    assert "owners:write" in offered["office"]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["owners:write"]}, {"days": "1000"}])
def test_what_is_wrong_has_words_and_makes_nothing(client_of, chair, wrong):
    page = client_of(chair).post("/account/keys/", SAID | wrong)

    assert (page.status_code, 'aria-invalid="true"' in page.content.decode()) == (200, True)
    assert not Token.objects.exists()


def test_a_revoked_one_opens_nothing(client_of, chair, carded):
    told = Program(chair)

    client_of(chair).post(f"/account/keys/{Token.objects.get().pk}/revocation/")

    assert told.get("lifts").status_code == 401


def test_anothers_is_not_there(client_of, chair, neighbour):
    token_of(chair)

    assert client_of(neighbour).post(f"/account/keys/{Token.objects.get().pk}/revocation/").status_code == 404


def test_the_office_sees_everybodys_and_revokes_those_it_looks_after(client_of, chair, admin, office):
    token_of(chair)
    token_of(admin)
    of_chair, of_admin = (Token.objects.get(person=who) for who in (chair, admin))

    page = client_of(office).get("/office/keys/").content.decode()
    answers = [client_of(office).post(f"/office/keys/{one.pk}/revocation/").status_code for one in (of_chair, of_admin)]

    assert [f"/office/keys/{one.pk}/revocation/" in page for one in (of_chair, of_admin)] == [True, False]
    assert answers == [302, 404]
