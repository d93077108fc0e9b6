"""One lift as one person may read it, held against what the scopes say one by one."""

from datetime import timedelta

import pytest

from owners.models import Tenure
from owners.queries import scope
from tests.owners.queries.test_scope import TODAY

EVERYBODY = (
    "chair",
    "manager",
    "billing",
    "resident",
    "neighbour",
    "former",
    "technician",
    "colleague",
    "office",
    "admin",
)


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("which", ["lift", "other_lift"])
def test_everybody_reads_what_the_scopes_say(cast, request, now, carded, name, which):
    who, lift = getattr(cast, name), request.getfixturevalue(which)

    reading = scope.reading(who, lift.pk, now)

    if lift not in scope.lifts(who, now):
        assert reading is None
        return
    assert (reading.lift, reading.owner) == (lift, scope.owner_of(lift, now))
    assert reading.audiences == scope.audiences_on(who, lift, now)


@pytest.mark.parametrize(("at", "sees"), [(TODAY - timedelta(seconds=1), True), (TODAY, False)])
def test_it_ends_with_the_tenure(owner, chair, lift, carded, at, sees):
    Tenure.objects.update(to_on=TODAY.date())

    assert (scope.reading(chair, lift.pk, at) is not None) is sees


def test_the_office_reads_a_lift_nobody_holds(office, lift, carded, now):
    reading = scope.reading(office, lift.pk, now)

    assert (reading.lift, reading.owner) == (lift, None)


def test_a_lift_that_never_was_is_read_by_nobody(cast, owner, now):
    assert [scope.reading(getattr(cast, name), owner.pk, now) for name in ("chair", "office")] == [None, None]


def test_it_takes_two_queries(chair, lift, carded, now, django_assert_num_queries):
    scope.reading(chair, lift.pk, now)

    with django_assert_num_queries(2):
        reading = scope.reading(chair, lift.pk, now)
        assert reading.lift.building.street and reading.lift.card.status and reading.lift.route.technician.person.name
