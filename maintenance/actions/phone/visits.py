"""Visits as phones tell them."""

from maintenance.actions import claims, visits
from maintenance.actions.enclosures import Refused
from maintenance.actions.phone import telling
from maintenance.actions.phone.telling import Done, Told
from maintenance.actions.visits import Arrival
from maintenance.enums import Objection, VisitState
from maintenance.models import Lift, PlanTemplate, Visit
from maintenance.queries import workable
from maintenance.rules import records


def started(told: Told) -> Done:
    """The technician is there. Whoever is first has the planned visit."""
    _refuse(records.begun(told.payload, told.at))
    lift = _lift(told)
    said = told.payload
    arrival = Arrival(
        technician=told.technician,
        started_at=said["started_at"],
        on_the_way_at=said["on_the_way_at"],
        scan=telling.scan(said["scan"]),
        skew_seconds=told.skew_seconds,
    )
    return Done(_start(told, lift, arrival).pk)


def completed(told: Told) -> Done:
    """The whole record of a visit, whatever was told of it before."""
    lift, plan = _lift(told), _plan(told)
    work = telling.work(told, plan)
    claim = claims.claim(subject=told.subject, lift=lift, technician=told.technician)
    if claim.visit is None:
        visit = visits.record(lift=lift, work=work, key=claim.key, beside=claim.beside, by=told.by, at=told.at)
        return Done(visit.pk, telling.named_photos(told.payload))
    try:
        visits.complete(visit=claim.visit, work=work, by=told.by, at=told.at)
    except visits.CannotComplete as done:
        raise Refused(Objection.ALREADY) from done
    return Done(claim.visit.pk, telling.named_photos(told.payload))


def corrected(told: Told) -> Done:
    """The record of a completed visit, told anew."""
    lift, plan = _lift(told), _plan(told)
    work = telling.work(told, plan)
    visit = claims.claim(subject=told.subject, lift=lift, technician=told.technician).visit
    if visit is None:
        raise Refused(Objection.NOT_COMPLETED)
    if visit.joined_to_id:
        raise Refused(Objection.JOINED)
    try:
        visits.correct(visit=visit, work=work, why=told.payload["why"], by=told.by, at=told.at)
    except visits.CannotCorrect as open_still:
        raise Refused(Objection.NOT_COMPLETED) from open_still
    return Done(visit.pk, telling.named_photos(told.payload))


def _start(told: Told, lift: Lift, arrival: Arrival) -> Visit:
    claim = claims.claim(subject=told.subject, lift=lift, technician=told.technician)
    if claim.visit is None:
        return visits.open_unplanned(lift=lift, arrival=arrival, key=claim.key, beside=claim.beside, at=told.at)
    if VisitState(claim.visit.state) not in claims.UNCLAIMED:
        return claim.visit  # told before, by this very technician
    try:
        return visits.start(visit=claim.visit, arrival=arrival, at=told.at)
    except visits.CannotStart:
        return _start(told, lift, arrival)  # somebody was quicker: then it is theirs, and this one is beside it


def _lift(told: Told) -> Lift:
    since = told.payload["started_at"]
    lift = workable.lift(told.by, told.payload["lift"], visit=told.subject, at=told.at, since=since)
    if lift is None:
        raise Refused(Objection.NOT_YOURS)
    return lift


def _plan(told: Told) -> PlanTemplate:
    """The plan the answers are about; refuses what stands against them."""
    plan = PlanTemplate.objects.filter(pk=told.payload["plan"]).first()
    if plan is None:
        raise Refused(Objection.NO_PLAN)
    _refuse(records.told_whole(told.payload, {line["number"] for line in plan.lines}, told.at))
    return plan


def _refuse(found: records.Found | None) -> None:
    if found:
        raise Refused(*found)
