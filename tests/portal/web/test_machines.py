"""Who comes in by a token: never beside a session, never more often than it may, never for more than it is for."""

import pytest

from portal.access.models import Post, Token
from portal.access.scopes import Scope
from portal.web import machines
from tests.programs import Program, token_of


def test_without_a_token_or_with_a_wrong_one_one_is_asked_for_it(client, chair):
    secret = token_of(chair)
    wrong = ["", "Bearer", f"Bearer {secret[:-1]}", f"Basic {secret}", f"Token {secret}", "Bearer \x00", secret]

    answers = [client.get("/api/v1/lifts", headers={"Authorization": one}) for one in wrong]

    assert {(one.status_code, one["WWW-Authenticate"], one["Content-Type"]) for one in answers} == {
        (401, "Bearer", "application/problem+json")
    }


def test_a_session_opens_nothing_here_and_beside_a_token_it_is_refused(client_of, chair):
    signed_in = client_of(chair)

    alone = signed_in.get("/api/v1/lifts")
    both = signed_in.get("/api/v1/lifts", headers={"Authorization": f"Bearer {token_of(chair)}"})

    assert (alone.status_code, both.status_code, both.json()["type"]) == (401, 400, "urn:rellano:two-ways")


def test_a_token_opens_no_page_and_no_endpoint_of_the_telephone(technician):
    told = Program(technician.person)

    assert told.get("round").status_code == 401
    assert told.client.get("/account/").status_code == 302


def test_it_is_for_what_it_is_for(chair):
    told = Program(chair, Scope.READ_LIFTS)

    assert [told.get("lifts").status_code, told.get("invoices").status_code] == [200, 403]


def test_it_loses_at_once_what_its_person_loses(office, lift, now):
    told = Program(office)
    before = told.get("lifts").status_code

    Post.objects.filter(person=office).update(to_on=now.date())

    assert (before, told.get("lifts").status_code) == (200, 404)


def test_too_many_in_a_minute_wait(chair, monkeypatch):
    monkeypatch.setattr(machines, "MOST", 2)
    told = Program(chair)

    answers = [told.get("lifts") for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert (answers[2]["Retry-After"], answers[2].json()["type"]) == ("60", "urn:rellano:too-often")


def test_its_last_use_is_seen(chair):
    Program(chair).get("lifts")

    assert Token.objects.get().last_used_at is not None


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "head", "options"])
def test_a_method_it_does_not_have_is_refused(chair, method):
    assert getattr(Program(chair).client, method)("/api/v1/lifts").status_code == 405


def test_a_path_that_leads_nowhere_is_a_problem_too(client):
    answer = client.get("/api/v1/lifts/x")

    assert (answer.status_code, answer["Content-Type"], answer.json()["status"]) == (
        404,
        "application/problem+json",
        404,
    )
