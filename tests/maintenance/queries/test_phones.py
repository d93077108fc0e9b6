"""What phones leave in doubt, as the office sees it."""

from datetime import timedelta

import pytest

from maintenance.actions import visits
from maintenance.actions.visits import Arrival, CompletedWork, Reply
from maintenance.enums import Result, VisitState
from maintenance.models import Finding, Photo, Visit
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


def test_whom_to_call_since_when_and_what_to_do_is_said(begun, lift, technician):
    technician.person.__class__.objects.filter(pk=technician.person_id).update(phone="600 100 200")
    begun(2 * DAY)
    Visit.objects.create(lift=lift, technician=technician, planned_on=(NOW - 3 * DAY).date())

    silent, due = (phones.told(row, NOW) for row in phones.doubtful(NOW))

    assert (silent.name, silent.phone, silent.when) == ("Marta Gil", "600 100 200", "desde el 21 de noviembre, 11:00")
    assert (silent.do, silent.do_url) == ("Anotarla del papel", f"/office/visits/new/?lift={lift.pk}")
    assert (due.name, due.when) == ("Marta Gil", "20 nov.")
    assert (due.do, due.do_url) == ("Cambiarla de día", f"/office/planning/{lift.pk}/")


def test_one_written_down_from_paper_is_lost_no_more(begun, lift, technician, plan):
    begun(2 * DAY)
    ended = NOW - 2 * DAY + timedelta(hours=1)
    work = CompletedWork(technician, plan, ended - DAY / 48, ended, ended, [Reply(37, Result.OK)])

    visits.record(lift=lift, work=work, by=None, at=NOW)

    assert told() == []


@pytest.fixture
def sent(done, technician):
    """A record of so long ago that names a photo, or a finding that names one."""

    def send(ago, *, of_finding=False, **more):
        visit = done(received_at=NOW - ago)
        named = {"visit": visit}
        if of_finding:
            columns = {"lift": visit.lift, "visit": visit, "words": "x", "severity": "soon", "found_at": NOW}
            named = {"finding": Finding.objects.create(**columns)}
        return Photo.objects.create(person=technician.person, sha256="a" * 64, **named | more)

    return send


@pytest.mark.parametrize("of_finding", [False, True])
@pytest.mark.parametrize(("ago", "lines"), [(DAY / 2, 0), (DAY * 1.1, 1), (29 * DAY, 1), (31 * DAY, 0)])
def test_photos_named_and_never_sent_are_asked_about_after_a_day(sent, ago, lines, of_finding):
    sent(ago, of_finding=of_finding)

    words = "Marta Gil la mandó y faltan fotos: que abra la aplicación con cobertura."
    assert told() == [(words, True)] * lines


def test_photos_taken_back_are_not_asked_about(sent):
    sent(2 * DAY, withdrawn_at=NOW)
    Photo.objects.update(withdrawn_at=NOW)

    assert told() == []


def test_the_day_asks_as_often_for_one_as_for_five(begun, counting):
    def ask():
        with counting() as queries:
            told()
        return len(queries)

    begun(25 * DAY / 24)
    one = ask()
    for hours in range(26, 30):
        begun(timedelta(hours=hours))

    assert ask() == one
