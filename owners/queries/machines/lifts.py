"""Lifts, their visits and their breakdowns, as programs read them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from maintenance.enums import Status, Step
from maintenance.models import Breakdown, BreakdownStep, Lift, Visit
from maintenance.rules.status import believed
from owners.models import Owner, Tenure
from owners.queries import scope
from owners.queries.machines import paging
from portal.accounts.models import User

LIFT = ("building", "card")
COPIED = (
    "source", "external_id", "name", "rae", "serial_number", "maker", "year", "directive", "drive", "stops", "load_kg",
    "use", "entered_on", "left_on",
)  # fmt: skip
VISIT = ("technician__person", "contractor")
VISITED = (
    "source", "external_id", "state", "scope", "started_at", "finished_at", "bulletin_number", "words_for_owner",
    "condition_on_arrival", "condition_on_departure", "ok", "adjusted", "observed", "pending", "not_done",
    "corrected_at", "origin",
)  # fmt: skip
BROKE = (
    "source", "external_id", "number", "reported_at", "assigned_at", "arrived_at", "found_at", "restored_at",
    "next_update_by", "expected_back_at", "entrapment", "freed_at", "stops_service", "cause", "cause_words",
    "fix_words", "attribution", "origin",
)  # fmt: skip


def lifts(person: User, at: datetime) -> QuerySet[Lift]:
    """With their building and card."""
    return scope.lifts(person, at).select_related(*LIFT)


def visits(person: User, at: datetime) -> QuerySet[Visit]:
    """Those that were done."""
    return scope.visits(person, at).told().select_related(*VISIT)


def breakdowns(person: User, at: datetime) -> QuerySet[Breakdown]:
    """All of those lifts, with when each was last given to somebody and when its cause was found."""
    moments = {"assigned_at": _moment(Step.ASSIGNED), "found_at": _moment(Step.FOUND)}
    return scope.breakdowns(person, at).select_related("technician__person").annotate(**moments)


def _moment(step: Step) -> Subquery:
    taken = BreakdownStep.objects.filter(breakdown=OuterRef("pk"), step=step).order_by("-at", "-pk")
    return Subquery(taken.values("at")[:1])


def listed(rows: QuerySet[Lift], asked: dict[str, Any], at: datetime) -> tuple[list[dict[str, Any]], UUID | None]:
    """A page of lifts, with whose they are."""
    rows = paging.since(rows, asked, column="stream_id")
    if rae := asked.get("rae"):
        rows = rows.filter(rae=rae)
    if owner := asked.get("owner"):
        rows = rows.filter(pk__in=Tenure.objects.held_on(scope.today(at)).filter(owner=owner).values("lift"))
    found, following = paging.page(rows, asked)
    held = holders((one.pk for one in found), at)
    return [lift(one, held.get(one.pk), at) for one in found], following


def visited(rows: QuerySet[Visit], asked: dict[str, Any]) -> tuple[list[dict[str, Any]], UUID | None]:
    """A page of visits."""
    found, following = paging.page(_of_lift(paging.since(rows, asked), asked), asked)
    return [visit(one) for one in found], following


def broken(rows: QuerySet[Breakdown], asked: dict[str, Any]) -> tuple[list[dict[str, Any]], UUID | None]:
    """A page of breakdowns; `open` says whether they are still to be solved."""
    rows = _of_lift(paging.since(rows, asked), asked)
    if (is_open := asked.get("open")) is not None:
        rows = rows.filter(restored_at__isnull=is_open)
    found, following = paging.page(rows, asked)
    return [breakdown(one) for one in found], following


def _of_lift(rows: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
    return rows.filter(lift=asked["lift"]) if "lift" in asked else rows


def holders(lifts: Iterable[UUID], at: datetime) -> dict[UUID, Owner]:
    """Whose each of these lifts is today, in one query."""
    held = Tenure.objects.held_on(scope.today(at)).filter(lift__in=list(lifts)).select_related("owner")
    return {one.lift_id: one.owner for one in held.order_by("owner")}


def lift(one: Lift, owner: Owner | None, at: datetime) -> dict[str, Any]:
    """A lift and how it is."""
    card = getattr(one, "card", None)
    place = one.building
    return {name: getattr(one, name) for name in COPIED} | {
        "id": one.pk,
        "street": place.street,
        "city": place.city,
        "postcode": place.postcode,
        "region": place.region,
        "speed": None if one.speed is None else f"{one.speed:.2f}",
        "owner": None if owner is None else {"id": owner.pk, "name": owner.name, "nif": owner.nif},
        "status": believed(Status(card.status), card.stale_at, at) if card else Status.UNKNOWN,
        "since": card.since if card else None,
        "last_visit_at": card.last_visit_at if card else None,
        "next_visit_by": card.window_closes_on if card else None,
    }


def visit(one: Visit) -> dict[str, Any]:
    """A visit that was done."""
    return {name: getattr(one, name) for name in VISITED} | {
        "id": one.pk,
        "lift": one.lift_id,
        "technician": one.who,
        "contractor": one.contractor.name if one.contractor else "",
        "joined_to": one.joined_to_id,
    }


def breakdown(one: Breakdown) -> dict[str, Any]:
    """A breakdown from the moment we knew."""
    return {name: getattr(one, name) for name in BROKE} | {
        "id": one.pk,
        "lift": one.lift_id,
        "technician": one.who,
        "repeats": one.repeats_id,
    }
