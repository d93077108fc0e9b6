"""Visits that were done and breakdowns, told by a program: what is over is of the archive, as imports write it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from maintenance.actions import cards, visits
from maintenance.actions.imports import outages
from maintenance.actions.imports.sheets import Pen
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Step
from maintenance.models import Breakdown, Lift, PlanTemplate, StagedRow, Technician, Visit
from maintenance.queries import imports, plans
from owners.actions.puts import breakdowns
from owners.actions.puts.putting import Differs, Outcome, Put, Told, refuse_other
from portal.ledger.kinds import Origin
from portal.lib import clock
from portal.lib.shapes.misfits import Misfit, Unfit
from portal.lib.text import canonical

DONE = (
    "scope", "started_at", "finished_at", "condition_on_arrival", "condition_on_departure", "words_for_owner",
    "signed_by", "done_by",
)  # fmt: skip
BROKE = (
    "reported_at", "arrived_at", "restored_at", "cause", "cause_words", "fix_words", "attribution", "entrapment",
    "stops_service",
)  # fmt: skip


@transaction.atomic
def visit(told: Told) -> Put:
    """Writes a visit down."""
    said, lift = _past(told, "finished_at"), _lift(told)
    technician = breakdowns.technician_called(said["technician"]) if said["technician"] else None
    plan = _plan(told, lift)
    replies = [{"number": one["number"], "result": one["result"], "words": one["words"]} for one in said["answers"]]
    here = Visit.objects.filter(**told.named).first()
    if here:
        held = vars(here) | {
            "lift": here.lift_id,
            "technician": here.technician_id,
            "answers": here.replies,
        }
        plain = {"lift": lift.pk, "technician": technician.pk if technician else None, "answers": replies}
        refuse_other(held, {name: said[name] for name in DONE} | plain)
        return Put(here.pk, Outcome.SAME)
    _refuse_unknown_items(plan, replies)
    work = CompletedWork(
        technician=technician,
        plan=plan,
        recorded_at=said["finished_at"],
        replies=[Reply(**one) for one in replies],
        **{name: said[name] for name in DONE},
    )
    made = visits.record(lift=lift, work=work, **told.named, **told.hand, origin=Origin.HISTORY)
    cards.refresh([lift.pk], at=told.at)
    return Put(made.pk, Outcome.CREATED)


@transaction.atomic
def breakdown(told: Told) -> Put:
    """Writes a breakdown down with its stop and its story; one that is not over yet goes on as it is told."""
    said, lift = told.said, _lift(told)
    here = Breakdown.objects.filter(**told.named).first()
    if here and here.origin == Origin.LIVE:
        return breakdowns.go_on(told, here, lift)
    if here is None and said["restored_at"] is None:
        return breakdowns.begin(told, lift)
    _past(told, "restored_at")
    technician, done_by = breakdowns.given_to(told)
    if here:
        refuse_other(vars(here) | {"lift": here.lift_id}, {name: said[name] for name in BROKE} | {"lift": lift.pk})
        is_new = _name_who_went(here, technician, done_by)
        dated = breakdowns.date(here, told)
        return Put(here.pk, Outcome.CHANGED if is_new or dated else Outcome.SAME)
    values = dict(said) | {"lift": lift.pk}
    row = StagedRow(external_id=told.external_id, values=canonical(values))
    outages.write([row], Pen(told.source, told.by, told.at))
    made = Breakdown.objects.get(**told.named)
    Breakdown.objects.filter(pk=made.pk).update(technician=technician, done_by=done_by)
    made.steps.filter(step=Step.ASSIGNED).update(technician=technician, done_by=done_by)
    first, last = (clock.day_in(lift.building.time_zone, said[name]) for name in ("reported_at", "restored_at"))
    cards.count_days(lift, [first + timedelta(days=number) for number in range((last - first).days + 1)], at=told.at)
    cards.refresh([lift.pk], at=told.at)
    return Put(made.pk, Outcome.CREATED)


def _name_who_went(here: Breakdown, technician: Technician | None, done_by: str) -> bool:
    """Who went, where nobody had said it; raises Differs where somebody else is named."""
    told = (technician.pk if technician else None, done_by)
    if told in {(None, ""), (here.technician_id, here.done_by)}:
        return False
    nobody = Breakdown.objects.filter(pk=here.pk, technician=None, done_by="")
    if not nobody.update(technician=technician, done_by=done_by):
        raise Differs(["technician" if technician else "done_by"])
    here.refresh_from_db()
    return True


def _past(told: Told, last: str) -> Mapping[str, Any]:
    if told.said[last] is not None and told.said[last] > told.at:
        raise Unfit(Misfit.TO_COME, last)
    return told.said


def _lift(told: Told) -> Lift:
    name = told.said["lift"]
    known = imports.lifts_called([name], told.source)
    if name not in known:
        raise Unfit(Misfit.NOT_HERE, "lift", name)
    return Lift.objects.select_related("building").get(pk=known[name])


def _plan(told: Told, lift: Lift) -> PlanTemplate:
    slug = told.said["plan"]
    known = PlanTemplate.objects.filter(slug=slug).order_by("-version")
    plan = known.first() if slug else plans.current(lift)
    if plan is None:
        raise Unfit(Misfit.NOT_HERE, "plan", slug)
    return plan


def _refuse_unknown_items(plan: PlanTemplate, replies: list[dict[str, Any]]) -> None:
    numbers = {line["number"] for line in plan.lines}
    for place, one in enumerate(replies):
        if one["number"] not in numbers:
            raise Unfit(Misfit.NOT_HERE, f"answers[{place}].number", one["number"])
