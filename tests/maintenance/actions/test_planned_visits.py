import pytest

from maintenance.actions import visits
from maintenance.enums import VisitState
from maintenance.models import Visit
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry, Pending


@pytest.fixture
def planned(lift, technician, now):
    return Visit.objects.create(lift=lift, technician=technician, planned_on=now.date())


@pytest.mark.parametrize("origin", Origin)
def test_a_planned_visit_is_completed_as_what_it_is(planned, work, now, origin):
    done = visits.complete(visit=planned, work=work(), by=None, at=now, origin=origin)

    entry = Entry.objects.get(subject_id=planned.pk)
    assert (done.state, done.origin, entry.origin) == (VisitState.COMPLETED, origin, origin)
    assert entry.occurred_at == done.finished_at


def test_a_planned_visit_written_down_long_after_makes_no_bulletin(planned, work, now):
    visits.complete(visit=planned, work=work(), by=None, at=now, origin=Origin.HISTORY)

    assert not Pending.objects.filter(entry__subject_id=planned.pk).exists()
