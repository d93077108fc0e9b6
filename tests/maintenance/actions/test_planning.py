from datetime import timedelta

import pytest

from maintenance.actions import planning, visits
from maintenance.actions.planning import CannotPlan, Plan
from maintenance.enums import Hindrance, VisitState
from maintenance.models import Lift, Technician, Visit
from portal.access.audiences import Audience
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry


@pytest.fixture
def tomorrow(now):
    return now.date() + timedelta(days=1)


@pytest.fixture
def planned(lift, technician, office, tomorrow, now):
    return planning.plan(lift=lift, day=tomorrow, technician=technician, by=office, at=now)


@pytest.fixture
def ivan(colleague):
    return colleague.technician


def _told(lift):
    entries = Entry.objects.of_stream(lift.pk).filter(kind__startswith="visit.").order_by("number")
    return [(entry.kind, entry.facts) for entry in entries]


def test_a_planned_visit_has_its_day_and_its_technician(planned, lift, technician, tomorrow):
    assert (planned.lift, planned.technician, planned.planned_on) == (lift, technician, tomorrow)
    assert planned.state == VisitState.PLANNED


def test_a_plan_is_told_to_staff_only(planned, lift, technician, tomorrow):
    entry = Entry.objects.of_stream(lift.pk).get(kind="visit.planned")

    assert entry.facts == {"day": f"{tomorrow:%Y-%m-%d}", "technician": str(technician.pk)}
    assert entry.audience == Audience.STAFF


def test_a_lift_has_one_planned_visit(planned, lift, technician, office, tomorrow, now):
    with pytest.raises(CannotPlan) as refused:
        planning.plan(lift=lift, day=tomorrow, technician=technician, by=office, at=now)

    assert refused.value.hindrance == Hindrance.ALREADY
    assert len(_told(lift)) == 1


def test_a_moved_visit_says_who_had_it_before(planned, lift, technician, ivan, office, tomorrow, now):
    later = tomorrow + timedelta(days=2)

    planning.move(visit=planned, day=later, technician=ivan, by=office, at=now)

    planned.refresh_from_db()
    assert (planned.technician, planned.planned_on) == (ivan, later)
    assert _told(lift)[-1] == (
        "visit.moved",
        {"day": f"{later:%Y-%m-%d}", "technician": str(ivan.pk), "from_technician": str(technician.pk)},
    )


def test_a_cancelled_visit_leaves_room_for_another(planned, lift, technician, office, tomorrow, now):
    planning.cancel(visit=planned, by=office, at=now)
    again = planning.plan(lift=lift, day=tomorrow, technician=technician, by=office, at=now)

    planned.refresh_from_db()
    assert (planned.state, again.state) == (VisitState.CANCELLED, VisitState.PLANNED)
    assert (planned.cancelled_at, planned.cancelled_by) == (now, office)
    assert [kind for kind, _facts in _told(lift)] == ["visit.planned", "visit.cancelled", "visit.planned"]


@pytest.mark.parametrize("state", [VisitState.STARTED, VisitState.CANCELLED])
@pytest.mark.parametrize("change", ["move", "cancel"])
def test_what_has_begun_or_gone_is_not_planned_anew(planned, technician, office, tomorrow, now, state, change):
    Visit.objects.filter(pk=planned.pk).update(state=state, started_at=now)
    changed = {"day": tomorrow, "technician": technician} if change == "move" else {}

    with pytest.raises(CannotPlan) as refused:
        getattr(planning, change)(visit=planned, by=office, at=now, **changed)

    assert refused.value.hindrance == Hindrance.STARTED
    assert Visit.objects.get(pk=planned.pk).state == state


@pytest.mark.parametrize(("days", "hindrance"), [(-1, Hindrance.PAST), (367, Hindrance.FAR), (0, None), (366, None)])
def test_a_visit_is_planned_from_today_within_a_year(lift, technician, office, now, days, hindrance):
    day = now.date() + timedelta(days=days)

    if hindrance is None:
        assert planning.plan(lift=lift, day=day, technician=technician, by=office, at=now).planned_on == day
        return
    with pytest.raises(CannotPlan) as refused:
        planning.plan(lift=lift, day=day, technician=technician, by=office, at=now)
    assert refused.value.hindrance == hindrance


def test_who_is_gone_gets_no_visit(lift, technician, office, tomorrow, now):
    technician.person.is_active = False
    technician.person.save()

    with pytest.raises(CannotPlan) as refused:
        planning.plan(lift=lift, day=tomorrow, technician=technician, by=office, at=now)

    assert refused.value.hindrance == Hindrance.GONE
    assert not Visit.objects.exists()


def test_a_lift_that_left_gets_no_visit(lift, technician, office, tomorrow, now):
    Lift.objects.filter(pk=lift.pk).update(left_on=now.date())

    with pytest.raises(CannotPlan) as refused:
        planning.plan(lift=lift, day=tomorrow, technician=technician, by=office, at=now)

    assert refused.value.hindrance == Hindrance.LEFT


def test_nobody_of_a_contractor_is_planned_without_the_owners_paper(lift, theirs, office, tomorrow, now):
    with pytest.raises(CannotPlan) as refused:
        planning.plan(lift=lift, day=tomorrow, technician=theirs, by=office, at=now)

    assert refused.value.hindrance == Hindrance.NOT_AUTHORISED
    assert "art. 7" in refused.value.hindrance.label


def test_with_the_owners_paper_the_contractor_is_planned(lift, theirs, authorise, office, tomorrow, now):
    authorise(lift)

    assert planning.plan(lift=lift, day=tomorrow, technician=theirs, by=office, at=now).technician == theirs


def test_many_are_planned_and_what_cannot_be_is_named(lift, other_lift, technician, theirs, office, tomorrow, now):
    wanted = [Plan(lift, tomorrow, technician), Plan(other_lift, tomorrow, theirs)]

    done, refused = planning.plan_all(plans=wanted, by=office, at=now)

    assert [visit.lift for visit in done] == [lift]
    assert refused == [(wanted[1], Hindrance.NOT_AUTHORISED)]


@pytest.mark.parametrize(("days", "state"), [(18, VisitState.CANCELLED), (25, VisitState.PLANNED)])
def test_a_visit_done_unplanned_calls_off_the_one_planned_too_near(planned, lift, technician, work, now, days, state):
    Visit.objects.filter(pk=planned.pk).update(planned_on=now.date() + timedelta(days=days))

    visits.record(lift=lift, work=work(), by=technician.person, at=now)

    planned.refresh_from_db()
    gave_way = state == VisitState.CANCELLED
    assert planned.state == state
    assert (planned.cancelled_at, planned.cancelled_by) == ((now, technician.person) if gave_way else (None, None))
    assert ("visit.cancelled" in [kind for kind, _facts in _told(lift)]) == gave_way


def test_what_is_written_down_from_the_archive_calls_nothing_off(planned, lift, work, now):
    visits.record(lift=lift, work=work(), by=None, at=now, origin=Origin.HISTORY)

    planned.refresh_from_db()
    assert planned.state == VisitState.PLANNED


def test_a_visit_keeps_whose_it_was(lift, theirs, work, now):
    done = visits.record(lift=lift, work=work(technician=theirs), by=None, at=now)
    Technician.objects.filter(pk=theirs.pk).update(contractor=None)

    done.refresh_from_db()
    assert done.done_for_us == "Hecho para nosotros por Elevadores del Esla; respondemos nosotros."
    assert _told(lift)[-1][1]["contractor"] == str(done.contractor_id)


def test_our_own_work_is_nobody_elses(lift, work, now):
    assert visits.record(lift=lift, work=work(), by=None, at=now).done_for_us == ""
