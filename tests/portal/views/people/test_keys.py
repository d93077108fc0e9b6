"""Claves para programas: made and shown once, revoked by their person or by who looks after the accounts."""

import re
from datetime import timedelta

import pytest

from notifications.models import Delivery
from portal.access import tokens
from portal.access.models import Token
from portal.access.scopes import Scope
from portal.accounts.models import User
from portal.lib import clock
from tests.programs import Program, token_of

CONFIRMATION = "/account/keys/confirmation/"
SAID = {"name": "Gesfincas", "scopes": ["lifts:read", "invoices:read"], "days": "365"}


def _code():
    return re.search(r"\b\d{6}\b", Delivery.objects.order_by("-pk")[0].text).group()


def test_a_new_one_is_shown_once_and_works(client_of, chair, carded):
    signed_in = client_of(chair)

    signed_in.post("/account/keys/", SAID)
    made = signed_in.post(CONFIRMATION, {"code": _code()}).content.decode()
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


def test_before_it_is_made_a_code_asks_again_who_one_is(client_of, chair):
    hers = client_of(chair)
    asked = hers.post("/account/keys/", SAID)
    wrong = "000000" if _code() != "000000" else "000001"

    refused = hers.post(CONFIRMATION, {"code": wrong}).content.decode()

    assert asked.headers["Location"] == CONFIRMATION
    assert "Una clave nueva para «Gesfincas»." in Delivery.objects.get().text
    assert ("No es ese. Quedan 2 intentos." in refused, Token.objects.exists()) == (True, False)


def test_another_code_takes_the_place_of_the_first(client_of, chair):
    hers = client_of(chair)
    hers.post("/account/keys/", SAID)
    first = _code()
    hers.post(CONFIRMATION, {"another": "1"})
    second = _code()

    answers = [hers.post(CONFIRMATION, {"code": code}).status_code for code in (first, second)]

    assert (answers, Token.objects.count()) == ([200, 200], 1)
    assert hers.get(CONFIRMATION).headers["Location"] == "/account/keys/"


def test_codes_are_not_sent_without_end_nor_to_nobody(client_of, chair):
    hers = client_of(chair)

    pages = [hers.post("/account/keys/", SAID) for _again in range(6)]
    another = hers.post(CONFIRMATION, {"another": "1"}, follow=True).content.decode()
    User.objects.filter(pk=chair.pk).update(email=None)
    nowhere = hers.post("/account/keys/", SAID).content.decode()

    assert (Delivery.objects.count(), [page.status_code for page in pages]) == (5, [302] * 5 + [200])
    assert "Ha pedido muchos códigos seguidos." in another
    assert "hace falta un correo" in nowhere


def test_who_has_as_many_as_one_may_is_told_after_the_code(client_of, chair):
    at = clock.now()
    for _one in range(tokens.MOST):
        until = at + timedelta(days=1)
        tokens.make(person=chair, name="Otro", scopes=[Scope("lifts:read")], expires_at=until, at=at)
    hers = client_of(chair)
    hers.post("/account/keys/", SAID)

    said = hers.post(CONFIRMATION, {"code": _code()}, follow=True).content.decode()

    assert f"Ya tiene {tokens.MOST}. Anule alguna que no use." in said


def test_who_may_do_less_by_the_time_of_the_code_gets_no_key(client_of, chair):
    hers = client_of(chair)
    hers.post("/account/keys/", SAID)
    chair.mandates.update(to_on=chair.mandates.get().from_on + timedelta(days=1))

    said = hers.post(CONFIRMATION, {"code": _code()}, follow=True).content.decode()

    assert "Ya no puede dar a un programa todo eso." in said
    assert not Token.objects.exists()


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
