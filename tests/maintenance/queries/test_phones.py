"""What phones leave in doubt, as the office sees it."""

from datetime import timedelta

import pytest

from maintenance.actions import visits
from maintenance.actions.visits import Arrival, CompletedWork, Reply
from maintenance.enums import Result, VisitState
from maintenance.models import Visit
from maintenance.queries import phones
from portal.lib.keys import new_key
from tests.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def begun(lift, technician):
    """A visit begun so long ago, and nothing more."""

    def begin(ago):
        arrival = Arrival(technician, NOW - ago)
        return visits.open_unplanned(lift=lift, arrival=arrival, key=new_key(), at=NOW - ago)

    return begin


@pytest.fixture
def done(lift, technician, plan):
    def record(**more):
        ended = NOW - timedelta(hours=1)
        work = CompletedWork(technician, plan, ended - DAY / 48, ended, ended, [Reply(37, Result.OK)])
        visit = visits.record(lift=lift, work=work, by=None, at=NOW)
        Visit.objects.filter(pk=visit.pk).update(**more)
        return visit

    return record


def told():
    return [(one.text, one.is_lost) for one in (phones.told(row, NOW) for row in phones.doubtful(NOW))]


def test_a_visit_begun_and_never_received_is_lost_after_a_day(begun):
    begun(DAY + timedelta(minutes=1))

    assert told() == [("Marta Gil la empezó y no ha llegado nada más: pregunte por su teléfono.", True)]


def test_one_begun_today_may_still_come(begun):
    begun(DAY - timedelta(minutes=1))

    assert told() == []


def test_five_wiped_phones_are_five_lines(begun):
    for hours in range(25, 30):
        begun(timedelta(hours=hours))

    assert [is_lost for _text, is_lost in told()] == [True] * 5


@pytest.mark.parametrize(("days", "lines"), [(2, 1), (1, 0), (0, 0), (-3, 0)])
def test_a_planned_visit_without_a_record_is_asked_about_a_day_later(lift, technician, days, lines):
    Visit.objects.create(lift=lift, technician=technician, planned_on=(NOW - days * DAY).date())

    assert told() == [("Estaba prevista para Marta Gil y nadie la ha anotado.", True)] * lines


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ({"clock_skew_seconds": 3600}, "El reloj del teléfono de Marta Gil iba mal: las horas están corregidas."),
        ({"cancelled_at": NOW - DAY}, "Se anuló, pero Marta Gil la hizo."),
    ],
)
def test_what_came_in_otherwise_is_told_for_a_week(done, odd, words):
    visit = done(**odd)
    assert told() == [(words, False)]

    Visit.objects.filter(pk=visit.pk).update(received_at=NOW - 8 * DAY)

    assert told() == []


def test_two_technicians_at_one_visit_are_told(done, begun):
    done(beside=done())

    assert told() == [("Marta Gil hizo una revisión que otro había empezado ya.", False)]


def test_an_ordinary_visit_is_no_doubt(done):
    done()

    assert told() == []


def test_what_is_lost_comes_first(done, begun, lift):
    done(clock_skew_seconds=900)
    Visit.objects.create(lift=lift, planned_on=(NOW - 3 * DAY).date())
    begun(2 * DAY)

    assert [is_lost for _text, is_lost in told()] == [True, True, False]


def test_lifts_that_left_are_nobodys_worry(begun, lift):
    begun(2 * DAY)
    lift.left_on = NOW.date()
    lift.save()

    assert told() == []


def test_only_what_was_recorded_has_a_page(done, begun):
    visit = done(clock_skew_seconds=900)
    begun(2 * DAY)

    lost, odd = (phones.told(row, NOW) for row in phones.doubtful(NOW))

    assert (lost.url, odd.url) == ("", f"/office/visits/{visit.pk}/")
    assert {lost.place, odd.place} == {"Calle Mayor 14, Ascensor principal"}


def test_a_cancelled_visit_nobody_did_is_no_doubt(lift):
    Visit.objects.create(lift=lift, planned_on=(NOW - 3 * DAY).date(), state=VisitState.CANCELLED, cancelled_at=NOW)

    assert told() == []
