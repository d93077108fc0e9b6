"""Which rows each of the cast may touch, and the minute from which they may not any more."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from owners.actions import owners as owning
from owners.models import Agency, Membership
from owners.queries import papers, scope
from portal.access import grants
from portal.access.audiences import Audience
from portal.access.roles import Role
from portal.accounts.models import User
from tests.conftest import mandate, person

MADRID = ZoneInfo("Europe/Madrid")
TODAY = datetime(2026, 11, 23, tzinfo=MADRID)
LAST_MINUTE = TODAY - timedelta(minutes=1)
A_SECOND = timedelta(seconds=1)


def _fresh(who: User) -> User:
    """The person as the next request knows them, with no role remembered."""
    return User.objects.get(pk=who.pk)


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("chair", "own"),
        ("manager", "own"),
        ("resident", "own"),
        ("billing", "nothing"),
        ("neighbour", "other"),
        ("former", "nothing"),
        ("technician", "nothing"),
        ("colleague", "nothing"),
        ("office", "both"),
        ("admin", "both"),
    ],
)
def test_each_of_the_cast_touches_these_lifts(cast, lift, other_lift, now, name, sees):
    found = set(scope.lifts(getattr(cast, name), now))

    assert found == {"own": {lift}, "other": {other_lift}, "both": {lift, other_lift}, "nothing": set()}[sees]


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("chair", True),
        ("manager", True),
        ("resident", False),
        ("billing", False),
        ("neighbour", False),
        ("former", False),
        ("technician", False),
        ("colleague", False),
        ("office", True),
        ("admin", True),
    ],
)
def test_visits_and_bulletins_are_for_those_the_owner_audience_means(cast, visited, issued, now, name, sees):
    bulletin = issued(visited(3))
    who = getattr(cast, name)

    assert list(scope.bulletins(who, now)) == ([bulletin] if sees else [])
    assert list(scope.visits(who, now)) == ([bulletin.visit] if sees else [])


@pytest.mark.parametrize(
    ("name", "audiences"),
    [
        ("chair", {"public", "residents", "owner", "billing"}),
        ("manager", {"public", "residents", "owner", "billing"}),
        ("resident", {"public", "residents"}),
        ("billing", {"public", "residents", "billing"}),
        ("neighbour", set()),
        ("former", set()),
        ("office", {audience.value for audience in Audience}),
    ],
)
def test_on_one_lift_a_person_reads_what_its_owner_lets_them(cast, lift, now, name, audiences):
    assert scope.audiences_on(getattr(cast, name), lift, now) == audiences


@pytest.mark.parametrize(
    ("at", "sees"),
    [(LAST_MINUTE, True), (TODAY - A_SECOND, True), (TODAY, False), (TODAY + A_SECOND, False)],
)
def test_access_ends_at_midnight_where_the_company_is(owner, lift, now, at, sees):
    who = mandate(owner, Role.CHAIR, person("Julián Arce"))
    owning.end_mandate(mandate=who.mandates.get(), to_on=TODAY.date(), by=None, at=now)

    with time_machine.travel(at, tick=False):
        assert (lift in scope.lifts(_fresh(who), at)) is sees
        assert (Role.CHAIR in grants.of(_fresh(who)).roles) is sees


@pytest.mark.parametrize(("at", "sees"), [(TODAY - A_SECOND, False), (TODAY, True)])
def test_access_begins_at_midnight_too(owner, lift, at, sees):
    who = mandate(owner, Role.CHAIR, person("Julia Arce"), from_on=TODAY.date())

    with time_machine.travel(at, tick=False):
        assert (lift in scope.lifts(_fresh(who), at)) is sees


@pytest.mark.parametrize(("at", "sees"), [(TODAY - A_SECOND, True), (TODAY, False)])
def test_who_leaves_a_firm_loses_that_minute_what_its_mandates_gave(owner, manager, lift, at, sees):
    manager.memberships.update(to_on=TODAY.date())

    with time_machine.travel(at, tick=False):
        assert (lift in scope.lifts(_fresh(manager), at)) is sees
        assert (Role.MANAGER in grants.of(_fresh(manager)).roles) is sees


def test_who_works_at_another_firm_gets_nothing_of_this_one(owner, manager, lift, now):
    other = Agency.objects.create(name="Fincas Esgueva")
    Membership.objects.filter(person=manager).update(to_on=TODAY.date())
    Membership.objects.create(agency=other, person=manager, from_on=TODAY.date())

    assert list(scope.lifts(_fresh(manager), now)) == []


def test_who_comes_back_to_a_firm_sees_each_lift_once(owner, manager, lift, now):
    first = manager.memberships.get()
    Membership.objects.filter(pk=first.pk).update(to_on=TODAY.date() - timedelta(days=5))
    Membership.objects.create(agency=first.agency, person=manager, from_on=TODAY.date() - timedelta(days=5))

    assert list(scope.lifts(_fresh(manager), now)) == [lift]


@pytest.mark.parametrize(("at", "owner_sees", "next_sees"), [(TODAY - A_SECOND, True, False), (TODAY, False, True)])
def test_a_lift_that_changes_hands_changes_eyes_at_midnight(
    lift, owner, other_owner, chair, neighbour, now, at, owner_sees, next_sees
):
    owning.hold(owner=other_owner, lift=lift, from_on=TODAY.date(), by=None, at=now)

    assert (lift in scope.lifts(chair, at)) is owner_sees
    assert (lift in scope.lifts(neighbour, at)) is next_sees


def test_who_may_not_sign_in_touches_nothing_as_office(office, lift, now):
    office.is_active = False

    assert list(scope.lifts(office, now)) == []


def test_a_person_with_two_mandates_sees_both_owners_lifts_once(chair, other_owner, lift, other_lift, now):
    mandate(other_owner, Role.MANAGER, chair)

    assert list(scope.lifts(_fresh(chair), now).order_by("code")) == [lift, other_lift]


def test_the_owner_of_a_lift_is_who_holds_it_that_day(lift, owner, other_owner, now):
    owning.hold(owner=other_owner, lift=lift, from_on=TODAY.date(), by=None, at=now)

    assert (scope.owner_of(lift, TODAY - A_SECOND), scope.owner_of(lift, TODAY)) == (owner, other_owner)


def test_a_lift_nobody_holds_has_no_owner(lift, now):
    assert scope.owner_of(lift, now) is None


@pytest.mark.parametrize(
    ("nif", "name"), [("H47218306", "H47218306_2026-11-20_boletin.pdf"), ("", "26-11-0001_2026-11-20_boletin.pdf")]
)
def test_a_bulletins_file_is_named_for_who_files_it(visited, issued, owner, nif, name):
    bulletin = issued(visited(3))
    owner.nif = nif

    assert papers.file_name(bulletin, owner) == name


def test_the_day_in_a_name_is_the_buildings_own(visited, issued, owner):
    bulletin = issued(visited(3))
    bulletin.visit.finished_at = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert papers.file_name(bulletin, owner) == "H47218306_2026-11-21_boletin.pdf"


def test_no_lift_is_anybodys_without_a_mandate(lift, owner, now):
    assert list(scope.lifts(person("Nadie"), now)) == []
