from datetime import date, timedelta

import pytest

from owners.actions import agencies
from owners.models import Agency, Mandate, Membership
from portal.access import grants
from portal.access.roles import Role
from portal.accounts.models import User
from tests.conftest import LONG_AGO, NOW
from tests.conftest import person as made

TODAY = date(2026, 11, 23)


def roles(person):
    """Read anew, as the next request does."""
    return grants.of(User.objects.get(pk=person.pk)).roles


def test_who_joins_has_what_the_firms_mandates_give(manager, office):
    firm, ana = Agency.objects.get(), made("Ana Díez")

    joined = agencies.join(agency=firm, person=ana, from_on=TODAY, is_head=True, by=office, at=NOW)

    assert roles(ana) == {Role.MANAGER}
    assert (joined.is_head, joined.added_by, joined.added_at) == (True, office, NOW)


def test_nobody_works_twice_at_a_firm(manager, office):
    with pytest.raises(agencies.AlreadyMember):
        agencies.join(agency=Agency.objects.get(), person=manager, from_on=TODAY, by=office, at=NOW)


def test_who_leaves_loses_it_that_minute_and_the_firm_keeps_it(manager, office):
    left = agencies.leave(membership=Membership.objects.get(), to_on=TODAY, by=office, at=NOW)

    assert roles(manager) == set()
    assert (left.to_on, left.ended_by, left.ended_at) == (TODAY, office, NOW)
    assert Mandate.objects.filter(to_on=None).count() == 1


@pytest.mark.parametrize("to_on", [LONG_AGO - timedelta(days=1), date(1999, 1, 1)])
def test_nobody_leaves_before_he_came(manager, office, to_on):
    with pytest.raises(agencies.CannotLeave):
        agencies.leave(membership=Membership.objects.get(), to_on=to_on, by=office, at=NOW)

    assert roles(manager) == {Role.MANAGER}


def test_nobody_leaves_twice(manager, office):
    membership = Membership.objects.get()
    agencies.leave(membership=membership, to_on=TODAY, by=office, at=NOW)

    with pytest.raises(agencies.CannotLeave):
        agencies.leave(membership=membership, to_on=TODAY + timedelta(days=9), by=office, at=NOW)


def test_a_firm_is_written_down_and_changed(db):
    firm = agencies.enrol(name="Fincas Duero")

    agencies.change(agency=firm, name="Fincas Duero", nif="B47000001", email="", phone="983")

    assert list(Agency.objects.values_list("name", "nif", "phone")) == [("Fincas Duero", "B47000001", "983")]
