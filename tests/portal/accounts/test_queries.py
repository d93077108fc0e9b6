from datetime import timedelta

import pytest

from portal.accounts import queries
from portal.accounts.actions import invitations, people, signing_in
from portal.accounts.models import SignIn, User
from tests.conftest import NOW


def came_in(person, *, at=NOW, lasts=timedelta(days=30), key="k" * 32):
    return signing_in.remember(
        person=person, session_key=key, device="Chrome/Android", how=SignIn.How.CODE, at=at, expires_at=at + lasts
    )


@pytest.fixture
def everybody(db):
    """One person in each state, and one closed."""
    return {
        "came-in": people.enrol(name="Álvaro Sanz", email="alvaro@example.com"),
        "invited": people.enrol(name="Begoña Ruiz", email="begona@example.com"),
        "never": people.enrol(name="Carlos Díez", email="carlos@example.com"),
        "no-email": people.enrol(name="Dolores Vela"),
        "closed": people.deactivate(person=people.enrol(name="Elías Gil", email="elias@example.com"), by=None, at=NOW),
    }


@pytest.fixture
def states(everybody):
    came_in(everybody["came-in"])
    invitations.invite(person=everybody["invited"], on_paper=False, by=None, at=NOW)
    return everybody


@pytest.mark.parametrize("state", ["came-in", "invited", "no-email", "closed"])
def test_each_state_finds_its_people(states, state):
    assert list(queries.everybody(NOW).filter(queries.STATES[state])) == [states[state]]


def test_who_has_an_email_and_was_not_invited_never_came(states):
    found = queries.everybody(NOW).filter(queries.STATES["never"])

    assert list(found) == [states["never"], states["closed"]]


def test_the_groups_are_counted(states):
    assert queries.counts(NOW) == {"all": 5, "came-in": 1, "invited": 1, "never": 2, "no-email": 1, "closed": 1}


def test_an_invitation_that_has_run_out_is_none(states):
    later = NOW + timedelta(hours=73)

    assert queries.everybody(later).get(pk=states["invited"].pk).invited_until is None


def test_people_stand_by_name_whatever_their_accents(everybody):
    assert [person.name for person in queries.everybody(NOW)] == [
        "Álvaro Sanz",
        "Begoña Ruiz",
        "Carlos Díez",
        "Dolores Vela",
        "Elías Gil",
    ]


@pytest.mark.parametrize("wanted", ["alvaro", "SANZ alv", "Álvaro@example"])
def test_a_person_is_found_by_any_part_of_name_or_address(everybody, wanted):
    assert list(queries.called(queries.everybody(NOW), wanted)) == [everybody["came-in"]]


def test_a_page_begins_after_the_last_of_the_one_before(everybody):
    first = list(queries.everybody(NOW)[:2])

    assert list(queries.following(queries.everybody(NOW), first[-1])) == list(queries.everybody(NOW)[2:])


def test_two_of_one_name_are_both_on_the_list(db):
    for _twice in range(2):
        people.enrol(name="Ana Pérez")
    first = queries.everybody(NOW)[0]

    assert queries.following(queries.everybody(NOW), first).count() == 1


def test_an_address_is_found_whatever_its_case(everybody):
    assert queries.with_email("ALVARO@Example.com") == everybody["came-in"]


def test_who_may_not_come_in_is_not_found_by_his_address(everybody):
    assert queries.with_email("elias@example.com") is None


def test_open_sessions_are_neither_ended_nor_run_out(everybody):
    person = everybody["came-in"]
    kept = came_in(person, key="a" * 32)
    came_in(person, key="b" * 32, lasts=timedelta(hours=1))
    signing_in.end(sign_ins=SignIn.objects.filter(pk=came_in(person, key="c" * 32).pk), at=NOW)

    assert list(queries.open_sign_ins(person, NOW + timedelta(hours=2))) == [kept]


def test_a_person_of_before_is_found_by_his_address_too(db):
    User.objects.bulk_create([User(name="Antigua", email="Antigua@Example.com")])

    assert queries.with_email("antigua@example.com").name == "Antigua"
