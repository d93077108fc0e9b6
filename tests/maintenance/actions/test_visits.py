from datetime import timedelta

import pytest
from django.db import IntegrityError

from maintenance.actions import visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Result
from maintenance.models import Visit
from portal.ledger.models import Entry
from portal.lib.keys import new_key


def work(technician, plan, now, **told):
    return CompletedWork(
        technician=technician,
        plan=plan,
        started_at=now - timedelta(minutes=told.pop("minutes", 46)),
        finished_at=now,
        recorded_at=now,
        replies=[Reply(37, Result.OK), Reply(46, Result.PENDING, "Guiador gastado.")],
        **told,
    )


def test_a_visit_is_written_whole_with_its_sums(lift, technician, plan, office, now):
    visit = visits.record(lift=lift, work=work(technician, plan, now), by=office, at=now)

    assert (visit.ok, visit.pending, visit.state) == (1, 1, "completed")
    assert visit.replies[1] == {"number": 46, "result": "pend", "words": "Guiador gastado."}
    assert Entry.objects.filter(kind="visit.completed", subject_id=visit.pk).count() == 1


def test_the_same_key_again_is_the_same_visit(lift, technician, plan, office, now):
    key = new_key()
    first = visits.record(lift=lift, work=work(technician, plan, now), key=key, by=office, at=now)

    second = visits.record(lift=lift, work=work(technician, plan, now, minutes=10), key=key, by=office, at=now)

    assert second == first
    assert Visit.objects.get().started_at == now - timedelta(minutes=46)
    assert Entry.objects.filter(kind="visit.completed").count() == 1


def test_what_the_database_refuses_is_not_taken_for_a_second_time(lift, technician, plan, office, now):
    backwards = work(technician, plan, now, minutes=-10)

    with pytest.raises(IntegrityError):
        visits.record(lift=lift, work=backwards, key=new_key(), by=office, at=now)

    assert not Visit.objects.exists()
