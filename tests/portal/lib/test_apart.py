"""Duties of one technician, behind the action's back: what the database refuses on both engines."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from maintenance.models import Duty, Technician
from portal.lib import guards
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def duty(technician):
    def write(first, last, **more):
        span = {"from_at": NOW + first * HOUR, "to_at": NOW + last * HOUR}
        return Duty.objects.create(**{"technician": technician, "given_at": NOW} | span | more)

    return write


@pytest.mark.parametrize(("first", "last"), [(0, 8), (2, 4), (-2, 1), (7, 9), (-1, 99)])
def test_an_overlapping_span_is_refused_by_the_database(duty, first, last):
    duty(0, 8)

    with pytest.raises(IntegrityError, match="overlaps another"), transaction.atomic():
        duty(first, last)
    assert Duty.objects.count() == 1


@pytest.mark.parametrize(("first", "last"), [(8, 9), (-1, 0)])
def test_one_that_touches_it_is_not(duty, first, last):
    duty(0, 8)

    assert duty(first, last).pk


def test_anothers_span_and_one_taken_away_are_no_obstacle(duty, colleague):
    duty(0, 8, technician=Technician.objects.get(person=colleague))
    duty(0, 8, removed_at=NOW)

    assert duty(0, 8).pk


@pytest.mark.parametrize(
    "change", [{"to_at": NOW + 9 * HOUR}, {"removed_at": None, "from_at": NOW + 8 * HOUR, "to_at": NOW + 10 * HOUR}]
)
def test_a_span_is_not_moved_into_another(duty, change):
    moved = duty(0, 8, removed_at=NOW if "removed_at" in change else None)
    duty(8, 16)

    with pytest.raises(IntegrityError, match="overlaps another"), transaction.atomic():
        Duty.objects.filter(pk=moved.pk).update(**change)


def test_a_span_may_shrink_where_it_stands(duty):
    shrunk = duty(0, 8)

    Duty.objects.update(to_at=NOW + 4 * HOUR)

    shrunk.refresh_from_db()
    assert shrunk.to_at == NOW + 4 * HOUR


def test_a_missing_trigger_is_named(db):
    on = " ON maintenance_duty" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER maintenance_duty_apart_update{on}")

    lost = guards.missing()
    guards.remake()

    assert (lost, guards.missing()) == ({"maintenance_duty"}, set())
