"""A breakdown that is not over yet, told by a program: begun as a call is, and climbed as the ERP says more of it.

It is live: owners are told, and somebody shut in rings telephones. What was said before is not said otherwise: the
phone and the office climb the same story, and whoever is later finds what stands.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from maintenance.actions import breakdowns, calls, cards, dating
from maintenance.actions.breakdowns import Repair
from maintenance.actions.climbing import CannotClimb
from maintenance.enums import Answer, Attribution, Cause, How, Step
from maintenance.models import Breakdown, Lift, Technician
from maintenance.rules import promises
from owners.actions.puts.putting import CannotPut, Differs, Outcome, Put, Told, refuse_other
from portal.ledger.kinds import Origin
from portal.lib.shapes.misfits import Misfit, Unfit

LATELY = timedelta(days=7)  # what began before that and stands still is written down by a person
BEGUN_WITH = ("reported_at", "entrapment", "stops_service")
SAID_ONCE = ("arrived_at", "cause", "cause_words")
MOMENTS = {Step.ASSIGNED: "assigned_at", Step.FOUND: "found_at"}  # of steps that have no column of their own


@transaction.atomic
def begin(told: Told, lift: Lift) -> Put:
    """Writes down a call and its breakdown, by the moment the ERP had it. Raises CannotPut where one stands already."""
    said = told.said
    if said["reported_at"] > told.at:
        raise Unfit(Misfit.TO_COME, "reported_at")
    if said["reported_at"] < told.at - LATELY:
        raise Unfit(Misfit.DISAGREES, "reported_at", "restored_at")
    if there := Breakdown.objects.open().filter(lift=lift).first():
        raise CannotPut(_("Ese ascensor ya tiene una avería abierta, la %(number)s.") % {"number": there.number})
    call = calls.receive(lift=lift, told=_heard(said), called_at=said["reported_at"], **told.hand)
    made = breakdowns.confirm(
        call=call,
        stops_service=said["stops_service"],
        next_update_by=told.at + promises.usual(Answer(call.anyone_inside), Answer(call.stopped)),
        happened_at=said["reported_at"],
        **told.hand,
    )
    Breakdown.objects.filter(pk=made.pk).update(**told.named)
    made.refresh_from_db()
    _climb(told, made)
    cards.refresh([lift.pk], at=told.at)
    return Put(made.pk, Outcome.CREATED)


def _heard(said: Any) -> calls.Told:
    inside = Answer.YES if said["entrapment"] else Answer.NO
    stopped = Answer.YES if said["stops_service"] else Answer.NO
    return calls.Told(anyone_inside=inside, stopped=stopped, how=How.PROGRAM, words=said["words"])


@transaction.atomic
def go_on(told: Told, here: Breakdown, lift: Lift) -> Put:
    """Takes the steps that are news; raises CannotPut for one that cannot be, or a fact that stands otherwise."""
    plain = {name: told.said[name] for name in BEGUN_WITH}
    refuse_other(vars(here) | {"lift": here.lift_id}, plain | {"lift": lift.pk})
    if here.origin == Origin.LIVE and here.restored_at:
        return _ended(told, here)
    before = _story(here)
    _climb(told, here)
    cards.refresh([lift.pk], at=told.at)
    return Put(here.pk, Outcome.SAME if _story(here) == before else Outcome.CHANGED)


def _story(here: Breakdown) -> set[Any]:
    return set(here.steps.values_list("pk", "at", "is_assumed"))


def _ended(told: Told, here: Breakdown) -> Put:
    """It is over; what is told of its end has to be what stands."""
    end = {"restored_at": told.said["restored_at"], "attribution": told.said["attribution"], "fix_words": _fix(told)}
    told_of_it = {name: value for name in SAID_ONCE if (value := told.said[name])}
    if told.said["cause"] == Cause.UNKNOWN:
        told_of_it.pop("cause")
    refuse_other(vars(here), told_of_it | end)
    return Put(here.pk, Outcome.CHANGED if date(here, told) else Outcome.SAME)


def date(here: Breakdown, told: Told, steps: Iterable[Step] = MOMENTS) -> bool:
    """Takes when it was given and its cause found, where that was not told with it; answers whether that is news.

    Raises Differs where it stands otherwise.
    """
    said = {step: told.said[MOMENTS[step]] for step in steps if told.said[MOMENTS[step]]}
    try:
        news = [dating.date(breakdown=here, step=step, happened_at=at, **told.hand) for step, at in said.items()]
    except dating.CannotDate as cannot:
        raise Differs([MOMENTS[step] for step, at in said.items() if _moment_of(here, step) != at]) from cannot
    return any(news)


def _moment_of(here: Breakdown, step: Step) -> datetime | None:
    """The last time it took the step."""
    return here.steps.filter(step=step).order_by("-at", "-pk").values_list("at", flat=True).first()


def _climb(told: Told, here: Breakdown) -> None:
    """The steps the ERP knows of and the story does not, each in its turn."""
    said = told.said
    for name in ("assigned_at", "arrived_at", "found_at", "restored_at"):
        if said[name] and said[name] > told.at:
            raise Unfit(Misfit.TO_COME, name)
    try:
        _send(told, here)
        _arrive(told, here)
        if said["cause"] != Cause.UNKNOWN and (said["found_at"] or not said["restored_at"]):
            _find(told, here)
        if said["restored_at"]:
            _end(told, here)
    except CannotClimb as cannot:
        raise CannotPut(str(cannot.obstacle.label)) from cannot


def _send(told: Told, here: Breakdown) -> None:
    technician, done_by = given_to(told)
    assigned_at = told.said["assigned_at"]
    if not (technician or done_by):
        return
    if (here.technician_id, here.done_by) != (technician.pk if technician else None, done_by):
        given_at = assigned_at or _last(here)
        breakdowns.assign(breakdown=here, technician=technician, done_by=done_by, happened_at=given_at, **told.hand)
        if assigned_at is None:
            dating.assume(breakdown=here, step=Step.ASSIGNED)
    else:
        date(here, told, [Step.ASSIGNED])


def _last(here: Breakdown) -> datetime:
    """The moment of its last step, for one whose own moment the ERP does not say: what it says later still fits."""
    return here.steps.aggregate(last=Max("at"))["last"] or here.reported_at


def _arrive(told: Told, here: Breakdown) -> None:
    arrived_at = told.said["arrived_at"]
    if arrived_at is None:
        return
    if here.arrived_at is None:
        breakdowns.arrive(breakdown=here, happened_at=arrived_at, **told.hand)
    else:
        refuse_other(vars(here), {"arrived_at": arrived_at})


def _find(told: Told, here: Breakdown) -> None:
    said = told.said
    if (here.cause, here.cause_words) == (said["cause"], said["cause_words"]):
        date(here, told, [Step.FOUND])
        return
    found = {"cause": said["cause"], "words": said["cause_words"]}
    breakdowns.find(breakdown=here, **found, happened_at=said["found_at"] or _last(here), **told.hand)
    if said["found_at"] is None:
        dating.assume(breakdown=here, step=Step.FOUND)


def _end(told: Told, here: Breakdown) -> None:
    """Nobody is inside any more when the lift runs again."""
    said, restored_at = told.said, told.said["restored_at"]
    if here.entrapment and here.freed_at is None:
        breakdowns.free(breakdown=here, happened_at=restored_at, **told.hand)
    repair = Repair(
        cause=Cause(said["cause"]) if said["cause"] != Cause.UNKNOWN else Cause(here.cause),
        cause_words=said["cause_words"],
        fix_words=_fix(told),
        attribution=Attribution(said["attribution"]),
    )
    breakdowns.restore(breakdown=here, repair=repair, happened_at=restored_at, **told.hand)


def _fix(told: Told) -> str:
    return str(told.said["fix_words"] or told.said["end_words"][:240])


def given_to(told: Told) -> tuple[Technician | None, str]:
    """Who has it: a technician of ours, or the name of somebody who has no account here; raises Unfit."""
    name = told.said["technician"]
    return (technician_called(name) if name else None), str(told.said["done_by"]).strip()


def technician_called(name: str) -> Technician:
    """The technician of that e-mail; raises Unfit."""
    found = Technician.objects.select_related("person").filter(person__email=name.lower()).first()
    if found is None:
        raise Unfit(Misfit.NOT_HERE, "technician", name)
    return found
