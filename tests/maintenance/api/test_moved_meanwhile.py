"""What the office gave to a colleague while its technician had no coverage: what happened is recorded all the same."""

import pytest

from maintenance.actions import breakdowns, planning
from maintenance.enums import VisitState
from maintenance.models import Technician, Visit
from portal.lib.keys import new_key
from tests.maintenance.phone import Phone, iso, record, started


@pytest.fixture
def ivan(colleague):
    return Technician.objects.get(person=colleague)


@pytest.fixture
def moved(lift, ivan, technician, office, now):
    """Planned for Iván on a lift of Marta's route, then given to Marta; he has not heard of it."""
    visit = planning.plan(lift=lift, day=now.date(), technician=ivan, by=office, at=now)
    return planning.move(visit=visit, day=now.date(), technician=technician, by=office, at=now)


def test_whose_planned_visit_was_moved_begins_and_records_it(other_phone, moved, lift, plan, ivan):
    begun = other_phone.put("visit.started", moved.pk, started(lift)).json()
    done = other_phone.put("visit.completed", moved.pk, record(lift, plan)).json()

    moved.refresh_from_db()
    assert (begun["outcome"], done["outcome"], done["subject"]) == ("done", "done", str(moved.pk))
    assert (moved.state, moved.technician) == (VisitState.COMPLETED, ivan)


def test_when_the_colleague_was_first_it_is_one_of_its_own_beside(phone, other_phone, moved, lift, plan, ivan):
    phone.put("visit.completed", moved.pk, record(lift, plan))

    done = other_phone.put("visit.completed", moved.pk, record(lift, plan)).json()

    own = Visit.objects.get(beside=moved)
    assert (done["outcome"], done["subject"], own.technician) == ("done", str(own.pk), ivan)
    moved.refresh_from_db()
    assert moved.technician != ivan


def test_a_correction_of_it_is_taken_too(phone, other_phone, moved, lift, plan):
    phone.put("visit.completed", moved.pk, record(lift, plan))
    own = other_phone.put("visit.completed", moved.pk, record(lift, plan)).json()["subject"]

    told = record(lift, plan, words_for_owner="Era la otra.") | {"why": "Me equivoqué."}

    assert other_phone.put("visit.corrected", own, told).json()["outcome"] == "done"


def test_who_never_had_it_may_not(client_of, theirs, moved, lift, plan):
    answer = Phone(client_of(theirs.person)).put("visit.completed", moved.pk, record(lift, plan)).json()

    assert (answer["outcome"], answer["words"]) == ("refused", "Ese ascensor no está entre los suyos.")


def test_it_opens_no_other_lift(other_phone, moved, other_lift, plan):
    answer = other_phone.put("visit.completed", moved.pk, record(other_lift, plan)).json()
    fresh = other_phone.put("visit.completed", new_key(), record(moved.lift, plan)).json()

    assert (answer["outcome"], fresh["outcome"]) == ("refused", "refused")


def test_whose_breakdown_was_given_to_another_still_tells_what_he_did(
    other_phone, taken, ivan, technician, office, now
):
    breakdown = taken(to=ivan).breakdown
    breakdowns.assign(breakdown=breakdown, technician=technician, by=office, at=now)

    assert other_phone.put("breakdown.arrived", breakdown.pk, {"at": iso(0)}).json()["outcome"] == "done"
