"""Who begins and who ends, a lift that comes in, a contract that ends: told while we write to the owner, not before."""

from datetime import timedelta
from decimal import Decimal

import pytest

from notifications.models import Delivery, Message
from owners.actions import contracts
from owners.actions import owners as owning
from owners.actions.contracts import Terms
from owners.enums import Cover
from owners.models import Owner
from portal.access.roles import Role
from portal.ledger import following
from portal.ledger.models import Pending
from tests.conftest import LONG_AGO, NOW, mandate, person

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def spoken(owner):
    """We write to the owner since a month ago."""
    Owner.objects.filter(pk=owner.pk).update(speaking_since=NOW - 30 * DAY)
    Pending.objects.all().delete()
    return owner


def _told():
    following.work()
    return list(Message.objects.order_by("pk").values_list("touchpoint", "person__name", "decision"))


def test_who_begins_is_welcomed_and_nobody_else_hears_of_it(spoken, chair):
    Pending.objects.all().delete()
    mandate(spoken, Role.CHAIR, person("Ana Ruiz"), from_on=TODAY - 3 * DAY)

    assert _told() == [("mandate_welcome", "Ana Ruiz", "now")]
    text = Delivery.objects.get().text
    assert "Ana Ruiz: desde el 20 de noviembre consta como presidente/a de C.P. Calle Mayor 14" in text


def test_who_begins_later_is_told_now_from_which_day(spoken):
    mandate(spoken, Role.RESIDENT, person("Ana Ruiz"), from_on=TODAY + 8 * DAY)

    assert _told() == [("mandate_welcome", "Ana Ruiz", "now")]
    assert "desde el 1 de diciembre" in Delivery.objects.get().text


def test_who_stood_there_for_years_before_we_wrote_it_down_is_not_welcomed(spoken):
    mandate(spoken, Role.CHAIR, person("Ana Ruiz"))

    assert _told() == [("mandate_welcome", "Ana Ruiz", "stale")]


@pytest.mark.parametrize("ends", [-3, 5])
def test_whose_mandate_ends_is_told_so_himself(spoken, chair, ends):
    Pending.objects.all().delete()
    owning.end_mandate(mandate=chair.mandates.get(), to_on=TODAY + ends * DAY, by=None, at=NOW)

    assert _told() == [("farewell", "Pilar Ortega", "now")]
    has_button = "El expediente completo" in Delivery.objects.get().text
    assert has_button == (ends > 0)


def test_a_mandate_given_by_mistake_is_ended_without_a_word(spoken):
    who = mandate(spoken, Role.CHAIR, person("Ana Ruiz"), from_on=TODAY)
    Pending.objects.all().delete()
    owning.end_mandate(mandate=who.mandates.get(), to_on=TODAY, by=None, at=NOW)

    assert _told() == []


def test_a_firm_that_ends_is_told_through_its_people(spoken, manager):
    Pending.objects.all().delete()
    owning.end_mandate(mandate=spoken.mandates.get(), to_on=TODAY + DAY, by=None, at=NOW)

    assert _told() == [("farewell", "Raquel Santos", "now")]


def _contract(owner, lift, number, **ends):
    terms = Terms(number, Cover.FULL, LONG_AGO, **ends)
    return contracts.enter(
        owner=owner, lifts=[lift], terms=terms, clauses=[], monthly=Decimal(90), by=None, at=NOW - 60 * DAY
    )


@pytest.mark.parametrize(("others", "told"), [((), 1), (("C-2",), 0)])
def test_a_contract_that_ends_is_a_farewell_unless_another_goes_on(spoken, chair, lift, others, told):
    contract = _contract(spoken, lift, "C-1")
    for number in others:
        _contract(spoken, lift, number)
    Pending.objects.all().delete()
    contracts.end(contract=contract, ended_on=TODAY + 20 * DAY, why="Se van", by=None, at=NOW)

    assert _told() == [("farewell", "Pilar Ortega", "now")] * told


def test_a_lift_that_comes_in_waits_for_the_next_summary(spoken, chair, other_lift):
    Pending.objects.all().delete()
    owning.hold(owner=spoken, lift=other_lift, from_on=TODAY, by=None, at=NOW)

    assert _told() == [("handover_in", "Pilar Ortega", "in_digest")]


def test_while_owners_are_silent_nobody_is_welcomed_or_seen_off(owner, other_lift):
    Pending.objects.all().delete()
    who = mandate(owner, Role.CHAIR, person("Ana Ruiz"), from_on=TODAY - DAY)
    owning.hold(owner=owner, lift=other_lift, from_on=TODAY, by=None, at=NOW)
    owning.end_mandate(mandate=who.mandates.get(), to_on=TODAY + DAY, by=None, at=NOW)

    assert [(key, why) for key, _name, why in _told()] == [
        ("mandate_welcome", "owner_not_spoken_to"),
        ("handover_in", "owner_not_spoken_to"),
        ("farewell", "owner_not_spoken_to"),
    ]
    assert not Delivery.objects.filter(state="queued").exists()
