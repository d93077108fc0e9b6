"""The round in one piece, and the mark by which a phone knows whether it has changed."""

import hashlib
import json
from datetime import datetime
from typing import Any

from maintenance.models import Route
from maintenance.queries import workable
from maintenance.queries.rounds import ahead, phrases, plans, sheets, work
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock
from portal.lib.text import timestamp

Row = dict[str, Any]


def of(person: User, now: datetime) -> Row:
    """What this technician is to do, and everything needed to do it."""
    company = companies.current()
    today = clock.day_in(company.time_zone, now)
    theirs = workable.lifts(person, now).select_related("building", "card")
    lifts = list(theirs.order_by("building__street", "name", "pk"))
    planned = plans.of(lifts)
    routes = Route.objects.filter(technician__person=person).order_by("name", "pk").values_list("name", flat=True)
    return {
        "made_at": timestamp(now),
        "day": today.isoformat(),
        "technician": who(person),
        "route": ", ".join(routes),
        "company": {
            "name": company.name,
            "emergency_phone": company.emergency_phone,
            "office_phone": company.office_phone,
        },
        "done_today": work.done(person, today, company.time_zone),
        "breakdowns": work.breakdowns(person, lifts),
        "visits": work.visits(person, lifts, today),
        "duties": ahead.duties(person, now),
        "works": ahead.works(lifts, now),
        "lifts": sheets.of(lifts, planned, now),
        "plans": plans.told(planned.values()),
        "phrases": phrases.ready(),
    }


def who(person: User) -> Row:
    """A person as the phone knows one."""
    return {"id": str(person.pk), "name": person.name, "initials": person.initials}


def mark(told: Row) -> str:
    """The same for the same round, whenever it was made."""
    lasting = {name: value for name, value in told.items() if name != "made_at"}
    return hashlib.sha256(json.dumps(lasting, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
