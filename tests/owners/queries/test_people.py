from datetime import timedelta

import pytest

from owners.actions import owners as owning
from owners.models import Agency, Membership
from owners.queries import people
from portal.access.roles import Role
from tests.conftest import LONG_AGO, mandate, person

TOLD = frozenset({Role.CHAIR, Role.MANAGER})


def _names(lift, at, roles=TOLD):
    return sorted(told.person.name for told in people.told(lift.pk, roles, at))


def test_those_who_hold_the_role_for_the_lifts_owner_are_told(cast, lift, now):
    assert _names(lift, now) == ["Pilar Ortega", "Raquel Santos"]


def test_each_with_since_when_we_write_to_the_owner(owner, chair, lift, now):
    owner.speaking_since = now
    owner.save()

    assert people.told(lift.pk, TOLD, now) == [people.Told(chair, now, frozenset({Role.CHAIR}))]


def test_a_person_with_two_of_the_roles_is_told_once(owner, chair, lift, now):
    mandate(owner, Role.MANAGER, chair)

    assert [told.roles for told in people.told(lift.pk, TOLD, now)] == [TOLD]


def test_a_person_of_two_firms_is_told_once(owner, manager, lift, now):
    second = Agency.objects.create(name="Fincas Esgueva")
    Membership.objects.create(agency=second, person=manager, from_on=LONG_AGO)
    owning.give_mandate(owner=owner, role=Role.MANAGER, agency=second, from_on=LONG_AGO, by=None, at=now)

    assert _names(lift, now) == ["Raquel Santos"]


def test_of_one_person_only_he_is_looked_for_and_found_as_among_all(cast, owner, manager, chair, lift, now):
    mandate(owner, Role.MANAGER, chair)
    colleague = person("Sonia Vidal")
    Membership.objects.create(agency=manager.memberships.get().agency, person=colleague, from_on=LONG_AGO)
    everybody = [*vars(cast).values(), colleague]

    for of, find in ((lift.pk, people.told), (owner.pk, people.told_of_owner)):
        among = {one.person: one for one in find(of, TOLD, now)}
        alone = {who: find(of, TOLD, now, who=who) for who in everybody if who is not None}

        assert {who: found[0] for who, found in alone.items() if found} == among
        assert max(map(len, alone.values())) == 1


@pytest.mark.parametrize("days", [0, 1])
def test_who_left_the_firm_is_not_told(owner, manager, lift, now, days):
    manager.memberships.update(to_on=now.date() - timedelta(days=days))

    assert _names(lift, now) == []


def test_who_left_the_firm_for_another_is_not_told_by_the_first(owner, manager, lift, now):
    manager.memberships.update(to_on=now.date())
    other = Agency.objects.create(name="Fincas Esgueva")
    Membership.objects.create(agency=other, person=manager, from_on=LONG_AGO)

    assert _names(lift, now) == []


def test_a_colleague_at_the_firm_is_told_too(owner, manager, lift, now):
    second = person("Sonia Vidal")
    Membership.objects.create(agency=manager.memberships.get().agency, person=second, from_on=LONG_AGO)

    assert _names(lift, now) == ["Raquel Santos", "Sonia Vidal"]


def test_nobody_is_told_of_a_lift_nobody_holds(lift, now):
    assert _names(lift, now) == []


def test_after_the_lift_changed_hands_the_new_owners_people_are_told(lift, owner, chair, other_owner, neighbour, now):
    owning.hold(owner=other_owner, lift=lift, from_on=now.date(), by=None, at=now)

    assert _names(lift, now) == ["Rosa Blanco"]
    assert _names(lift, now - timedelta(days=1)) == ["Pilar Ortega"]


def test_how_many_lifts_somebody_speaks_for(cast, lift, other_lift, now):
    assert [people.lifts_of(who, now) for who in (cast.manager, cast.former, cast.technician)] == [1, 0, 0]
