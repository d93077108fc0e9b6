"""What is known of the lifts of a round: the sheet, how to get in, the last visits, faults, what waits."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from maintenance.enums import Result
from maintenance.models import Breakdown, Finding, Lift, PlanTemplate, Visit
from maintenance.queries import readers
from maintenance.queries.lifts import status_of
from maintenance.queries.plans import said
from maintenance.queries.readers import Reader
from portal.lib.text import timestamp

Row = dict[str, Any]
VISITS, FAULTS = 3, 5
FAULTS_OF = timedelta(days=365)


def of(lifts: Collection[Lift], plans: Mapping[UUID, PlanTemplate], now: datetime) -> dict[str, Row]:
    """By lift."""
    keys = [lift.pk for lift in lifts]
    visits, faults, findings = _visits(keys), _faults(keys, now), _findings(keys)
    read_by = readers.of(keys, now)
    return {
        str(lift.pk): _sheet(lift, now)
        | {
            "reader": _reader(read_by.get(lift.pk)),
            "plan": str(plans[lift.pk].pk) if lift.pk in plans else None,
            "last_visits": visits[lift.pk],
            "faults": faults[lift.pk],
            "findings": findings[lift.pk],
        }
        for lift in lifts
    }


def _sheet(lift: Lift, now: datetime) -> Row:
    building = lift.building
    return {
        "street": building.street,
        "city": building.city,
        "access": building.access,
        "name": lift.name,
        "code": lift.code,
        "cabinet_code": lift.cabinet_code,
        "rae": lift.rae,
        "serial_number": lift.serial_number,
        "maker": lift.maker,
        "year": lift.year,
        "drive": lift.drive,
        "stops": lift.stops,
        "load_kg": lift.load_kg,
        "speed": float(lift.speed) if lift.speed is not None else None,
        "communication": lift.communication,
        "notes": lift.notes,
        "status": status_of(lift, now).value,
    }


def _reader(reader: Reader | None) -> Row | None:
    return {"name": reader.name, "role": reader.role} if reader else None


def _visits(keys: Collection[UUID]) -> dict[UUID, list[Row]]:
    """The last visits of each, with what each left pending."""
    rows = Visit.objects.completed().filter(lift__in=keys, finished_at__isnull=False)
    last = _first(rows, VISITS, "-finished_at").select_related("technician__person", "plan")
    found: dict[UUID, list[Row]] = defaultdict(list)
    for visit in last:
        by = visit.technician.person.name if visit.technician else ""
        found[visit.lift_id].append({"at": timestamp(visit.finished_at), "by": by, "pending": _pending(visit)})
    return found


def _pending(visit: Visit) -> list[str]:
    owed = [reply for reply in visit.replies if reply["result"] == Result.PENDING]
    if not owed:
        return []
    lines = {line["number"]: line for line in visit.plan.lines} if visit.plan else {}
    return [reply["words"] or said(lines.get(int(reply["number"]), {}), "text") for reply in owed]


def _faults(keys: Collection[UUID], now: datetime) -> dict[UUID, list[Row]]:
    """The last breakdowns of each within a year, and whether each was the same again."""
    rows = Breakdown.objects.filter(lift__in=keys, reported_at__gte=now - FAULTS_OF)
    found: dict[UUID, list[Row]] = defaultdict(list)
    for fault in _first(rows, FAULTS, "-reported_at"):
        found[fault.lift_id].append(
            {
                "number": fault.number,
                "at": timestamp(fault.reported_at),
                "cause": fault.cause,
                "cause_words": fault.cause_words,
                "repeats": fault.repeats_id is not None,
            }
        )
    return found


def _findings(keys: Collection[UUID]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for one in Finding.objects.waiting().filter(lift__in=keys).order_by("found_at", "pk"):
        found[one.lift_id].append(
            {
                "id": str(one.pk),
                "at": timestamp(one.found_at),
                "words": one.words,
                "severity": one.severity,
                "item": one.item,
            }
        )
    return found


def _first(rows: QuerySet[Any], most: int, order: str) -> QuerySet[Any]:
    """The first rows of each lift in that order."""
    place = Window(RowNumber(), partition_by=F("lift"), order_by=[order, "-pk"])
    first: QuerySet[Any] = rows.annotate(place=place).filter(place__lte=most).order_by("lift", "place")
    return first
