"""What owners' pages are read with: visits done, a bulletin issued, a breakdown standing."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.actions import breakdowns, bulletins, calls, cards, visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Answer, Cause, Result
from maintenance.models import Breakdown, Bulletin, Lift, PlanTemplate, Technician, Visit
from portal.files import store
from portal.ledger.models import Pending


@pytest.fixture
def visited(lift: Lift, plan: PlanTemplate, technician: Technician, now: datetime) -> Any:
    """Records a visit that ended so many days ago; what follows from it is done, or lies about."""

    def visit(days: int, *, followed: bool = True, **told: Any) -> Visit:
        ended = now - timedelta(days=days)
        replies = [Reply(37, Result.OK), Reply(46, Result.ADJUSTED, "El cierre de la 3.ª planta.")]
        work = CompletedWork(
            technician=technician,
            plan=plan,
            started_at=ended - timedelta(minutes=46),
            finished_at=ended,
            recorded_at=ended,
            **({"replies": replies, "signed_by": "Portería"} | told),
        )
        done = visits.record(lift=lift, work=work, by=technician.person, at=ended)
        if followed:
            Pending.objects.all().delete()
        return done

    return visit


@pytest.fixture
def issued(now: datetime, private_files: Any) -> Any:
    """Issues a visit's bulletin with a file that stands for the PDF."""

    def issue(visit: Visit, **photos: int) -> Bulletin:
        bulletins.allot_number(visit)
        file = store.put(b"%PDF-1.7 " + visit.bulletin_number.encode(), media_type="application/pdf", at=now)
        return bulletins.issue(visit_id=visit.pk, file=file, at=now, **photos)

    return issue


@pytest.fixture
def standing(lift: Lift, technician: Technician, now: datetime) -> Breakdown:
    """A breakdown of this morning whose cause is known and which is not solved."""
    told = calls.Told(anyone_inside=Answer.NO, words="La puerta no cierra", caller_name="Ana Vecina")
    call = calls.receive(lift=lift, told=told, by=None, at=now - timedelta(hours=2))
    at = now - timedelta(minutes=110)
    found = breakdowns.confirm(
        call=call, stops_service=True, next_update_by=now + timedelta(hours=1), by=technician.person, at=at
    )
    breakdowns.assign(breakdown=found, technician=technician, by=None, at=at + timedelta(minutes=5))
    breakdowns.set_out(breakdown=found, by=technician.person, at=at + timedelta(minutes=10))
    breakdowns.arrive(breakdown=found, by=technician.person, at=at + timedelta(minutes=40))
    words = "El motor de las puertas se ha quemado."
    breakdowns.find(
        breakdown=found, cause=Cause.DOORS, words=words, by=technician.person, at=at + timedelta(minutes=60)
    )
    cards.refresh([lift.pk], at=now)
    found.refresh_from_db()
    return found


@pytest.fixture
def counting() -> Any:
    """Counts queries: `with counting() as queries: …; len(queries)`."""
    return lambda: CaptureQueriesContext(connection)


def text(response: Any) -> str:
    """What a page says, tags aside, white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()
