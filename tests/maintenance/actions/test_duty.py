from datetime import timedelta

import pytest

from maintenance.actions import duty
from maintenance.actions.duty import CannotChange
from maintenance.enums import DutyHindrance
from maintenance.models import Duty


@pytest.fixture
def hours(now):
    return lambda first, last: {"from_at": now + timedelta(hours=first), "to_at": now + timedelta(hours=last)}


@pytest.fixture
def give(technician, office, now, hours):
    def given(first, last, **more):
        asked = {"technician": technician, "route": None, "by": office, "at": now} | hours(first, last) | more
        return duty.give(**asked)

    return given


def _refused(act, *args, **kwargs):
    with pytest.raises(CannotChange) as refused:
        act(*args, **kwargs)
    return refused.value.hindrance


def test_a_duty_is_given_for_all_routes_or_one(give, route, technician):
    whole, own = give(0, 8), give(8, 16, route=route)

    assert (whole.route, own.route, own.technician) == (None, route, technician)


@pytest.mark.parametrize(
    ("first", "last", "hindrance"),
    [
        (8, 8, DutyHindrance.BACKWARDS),
        (9, 8, DutyHindrance.BACKWARDS),
        (-9, 0, DutyHindrance.PAST),
        (0, 14 * 24 + 1, DutyHindrance.TOO_LONG),
    ],
)
def test_hours_that_cannot_be_are_refused(give, first, last, hindrance):
    assert _refused(give, first, last) == hindrance
    assert not Duty.objects.exists()


@pytest.mark.parametrize(("first", "last"), [(0, 8), (2, 4), (-2, 1), (7, 9), (-1, 99)])
def test_nobody_is_on_duty_twice_at_once(give, route, first, last):
    give(0, 8)

    assert _refused(give, first, last, route=route) == DutyHindrance.OVERLAPS
    assert Duty.objects.count() == 1


def test_one_duty_may_follow_another_at_once(give):
    give(0, 8)

    assert give(8, 16).pk


def test_two_technicians_may_be_on_duty_together(give, colleague):
    give(0, 8)

    assert give(0, 8, technician=colleague.technician).pk


def test_what_was_taken_away_leaves_its_hours_free(give, office, now):
    duty.remove(duty=give(2, 8), by=office, at=now)

    assert give(2, 8).pk


def test_who_is_gone_gets_no_duty(give, technician):
    technician.person.is_active = False
    technician.person.save()

    assert _refused(give, 0, 8) == DutyHindrance.GONE


def test_a_duty_is_shortened_to_now_or_later(give, office, now):
    given = give(-2, 8)

    duty.shorten(duty=given, to_at=now, by=office, at=now)

    given.refresh_from_db()
    assert given.to_at == now


@pytest.mark.parametrize(
    ("hour", "hindrance"),
    [(-3, DutyHindrance.BACKWARDS), (-1, DutyHindrance.PAST), (9, DutyHindrance.LONGER)],
)
def test_a_duty_is_not_shortened_to_what_cannot_be(give, office, now, hour, hindrance):
    given = give(-2, 8)

    assert _refused(duty.shorten, duty=given, to_at=now + timedelta(hours=hour), by=office, at=now) == hindrance


def test_what_is_over_is_not_shortened(give, office, now):
    given = give(-2, 1)
    later = now + timedelta(hours=1)

    assert _refused(duty.shorten, duty=given, to_at=later, by=office, at=later) == DutyHindrance.OVER


def test_a_stale_copy_does_not_lengthen_a_duty(give, office, now):
    given = give(-2, 8)
    duty.shorten(duty=Duty.objects.get(pk=given.pk), to_at=now + timedelta(hours=1), by=office, at=now)

    later = now + timedelta(hours=4)
    assert _refused(duty.shorten, duty=given, to_at=later, by=office, at=now) == DutyHindrance.OVER


def test_what_has_not_begun_is_taken_away_and_remembered(give, office, now):
    given = give(2, 8)

    duty.remove(duty=given, by=office, at=now)

    given.refresh_from_db()
    assert (given.removed_by, given.removed_at) == (office, now)
    assert not Duty.objects.standing().exists()


@pytest.mark.parametrize("first", [-1, 0])
def test_what_has_begun_is_not_taken_away(give, office, now, first):
    given = give(first, 8)

    assert _refused(duty.remove, duty=given, by=office, at=now) == DutyHindrance.BEGUN
    assert Duty.objects.standing().exists()
