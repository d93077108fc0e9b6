from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from portal.accounts.actions import invitations, people, signing_in
from portal.accounts.models import SignIn
from tests.conftest import NOW
from tests.conftest import person as made


@pytest.fixture
def pilar(db):
    return made("Pilar Ortega")


def test_a_person_is_written_down_without_a_way_in(db):
    person = people.enrol(name="Ana Díez", email=" Ana@Example.com ", phone="600")

    assert (person.email, person.phone, person.search) == ("ana@example.com", "600", "ana diez ana example.com")
    assert not person.has_usable_password()


def test_two_people_do_not_share_an_address(pilar):
    with pytest.raises(people.AddressTaken):
        people.enrol(name="Otra", email="PILAR@example.com")


def test_a_new_name_can_be_searched_for(pilar):
    people.change(person=pilar, name="Pilar Ñíguez")

    assert pilar.search == "pilar niguez pilar example.com"


def test_a_new_address_closes_the_invitation_sent_to_the_old_one(pilar):
    invitation, _secret = invitations.invite(person=pilar, on_paper=False, by=None, at=NOW)

    people.rewrite(person=pilar, name="Pilar Ortega", email="p.ortega@example.com", at=NOW)

    invitation.refresh_from_db()
    assert (pilar.email, invitation.voided_at) == ("p.ortega@example.com", NOW)


def test_the_same_address_keeps_the_invitation(pilar):
    invitation, _secret = invitations.invite(person=pilar, on_paper=False, by=None, at=NOW)

    people.rewrite(person=pilar, name="Pilar Otra", email="pilar@example.com", at=NOW)

    invitation.refresh_from_db()
    assert (pilar.name, invitation.voided_at) == ("Pilar Otra", None)


def test_an_address_of_another_changes_nothing(pilar):
    made("Ana Díez")

    with pytest.raises(people.AddressTaken):
        people.rewrite(person=pilar, name="Otro nombre", email="ana@example.com", at=NOW)

    pilar.refresh_from_db()
    assert (pilar.name, pilar.email) == ("Pilar Ortega", "pilar@example.com")


def test_a_closed_account_loses_its_sessions_and_its_invitation(pilar):
    session = SessionStore()
    session.create()
    signing_in.remember(
        person=pilar, session_key=session.session_key, device="", how=SignIn.How.CODE, at=NOW, expires_at=NOW
    )
    invitation, _secret = invitations.invite(person=pilar, on_paper=True, by=None, at=NOW)

    people.deactivate(person=pilar, by=None, at=NOW)

    invitation.refresh_from_db()
    assert (pilar.is_active, invitation.voided_at, pilar.sign_ins.get().ended_at) == (False, NOW, NOW)
    assert not Session.objects.exists()


def test_a_closed_account_can_be_opened_again(pilar):
    people.deactivate(person=pilar, by=None, at=NOW)

    assert people.reactivate(person=pilar, by=None, at=NOW).is_active


def test_who_closed_an_account_and_who_opened_it_again_is_written(pilar):
    carmen = people.enrol(name="Carmen Ruiz", email="carmen@example.com")
    nuria = people.enrol(name="Nuria Vega", email="nuria@example.com")
    later = NOW + timedelta(days=2)

    people.deactivate(person=pilar, by=carmen, at=NOW)
    people.reactivate(person=pilar, by=nuria, at=later)
    people.deactivate(person=pilar, by=nuria, at=later)

    written = pilar.closures.order_by("closed_at").values_list("closed_by", "closed_at", "reopened_by", "reopened_at")
    assert list(written) == [(carmen.pk, NOW, nuria.pk, later), (nuria.pk, later, None, None)]


def test_an_account_closed_twice_was_closed_by_the_first(pilar):
    carmen = people.enrol(name="Carmen Ruiz", email="carmen@example.com")

    people.deactivate(person=pilar, by=carmen, at=NOW)
    people.deactivate(person=pilar, by=None, at=NOW)

    assert pilar.closures.get().closed_by == carmen


def test_an_open_account_is_not_opened_again(pilar):
    people.reactivate(person=pilar, by=None, at=NOW)

    assert (pilar.is_active, pilar.closures.count()) == (True, 0)
