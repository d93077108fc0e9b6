"""What is told of breakdowns and stops: to who answers for the house, to who lives there, and to the office."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from maintenance import kinds
from maintenance.kinds import lapses, works
from notifications.enums import Channel, Class, Rhythm, Topic
from notifications.queries import staff
from notifications.touchpoint import DECIDE, IN_MANAGERS_BRIEF, Touchpoint, mailed
from notifications.touchpoints import (
    breakdown_over,
    breakdown_told,
    call_received,
    lift_told,
    stop_planned,
)
from portal.access.roles import Role
from portal.ledger.kinds import Kind

STEPS = ("breakdown_assigned", "breakdown_on_the_way", "breakdown_arrived")
WHILE_IT_LASTS = frozenset(
    {"breakdown_received", *STEPS, "breakdown_promised", "breakdown_next_update_due", "stopped_long"}
)
LIVES = frozenset({Role.RESIDENT})
OFF = {Role.CHAIR: Rhythm.OFF, Role.MANAGER: Rhythm.OFF}

# By mail and at once: what happens at the lift is told within a minute, at night too.
_line = partial(mailed, topic=Topic.BREAKDOWNS, urgent=True)

CALL_RECEIVED = _line(
    "call_received",
    _("Su aviso, recibido"),
    kinds.CALL_RECEIVED,
    stale_after=timedelta(hours=2),
    roles=frozenset(),
    letter=call_received.letter,
    concerns=staff.caller,
)
CALL_SETTLED = _line(
    "call_settled",
    _("Su aviso: el ascensor funciona"),
    kinds.CALL_SETTLED,
    stale_after=timedelta(days=1),
    roles=frozenset(),
    letter=call_received.settled,
    concerns=staff.caller,
)
BREAKDOWN_RECEIVED = _line(
    "breakdown_received",
    _("Una avería nueva"),
    kinds.BREAKDOWN_CONFIRMED,
    stale_after=timedelta(hours=12),
    rhythm=IN_MANAGERS_BRIEF,
    letter=breakdown_told.received,
    holds=breakdown_told.lasts,
)


def _step(key: str, label: Any, fact: Kind, **more: Any) -> Touchpoint:
    """Steps within five minutes go in one letter: the later one tells the earlier too."""
    return _line(
        key,
        label,
        fact,
        stale_after=timedelta(minutes=20),
        holds=breakdown_told.lasts,
        gathers=timedelta(minutes=5),
        replaces=frozenset(STEPS[: STEPS.index(key)]),
        **({"rhythm": OFF} | more),
    )


BREAKDOWN_ASSIGNED = _step(
    "breakdown_assigned",
    _("Quién se encarga de una avería"),
    kinds.BREAKDOWN_ASSIGNED,
    letter=breakdown_told.assigned,
    completes=breakdown_told.was_told_with_the_breakdown,
)
BREAKDOWN_ON_THE_WAY = _step(
    "breakdown_on_the_way",
    _("El técnico, en camino"),
    kinds.BREAKDOWN_ON_THE_WAY,
    letter=breakdown_told.on_the_way,
    roles=DECIDE | {Role.CARETAKER},
)
BREAKDOWN_ARRIVED = _step(
    "breakdown_arrived",
    _("El técnico, en el edificio"),
    kinds.BREAKDOWN_ARRIVED,
    letter=breakdown_told.arrived,
)
BREAKDOWN_PROMISED = _line(
    "breakdown_promised",
    _("Otra hora para la próxima noticia"),
    kinds.BREAKDOWN_PROMISED,
    stale_after=timedelta(hours=2),
    rhythm=IN_MANAGERS_BRIEF,
    letter=breakdown_told.promise,
    holds=breakdown_told.promises_still,
    replaces=frozenset({"breakdown_promised", "breakdown_next_update_due"}),
)
NEXT_UPDATE_DUE = _line(
    "breakdown_next_update_due",
    _("Una hora prometida que pasa sin noticia"),
    lapses.NEWS_UNKEPT,
    stale_after=timedelta(hours=2),
    letter=breakdown_told.unkept,
    holds=breakdown_told.promises_still,
)
NEXT_UPDATE_OWED = _line(
    "breakdown_next_update_owed",
    _("Una hora prometida que llega, y falta la noticia"),
    lapses.NEWS_DUE,
    topic=Topic.OWN,
    stale_after=timedelta(hours=1),
    roles=frozenset({Role.OFFICE}),
    letter=breakdown_told.due,
    concerns=staff.at_the_desk,
    holds=breakdown_told.promises_still,
)
STOPPED_LONG = _line(
    "stopped_long",
    _("Un ascensor parado más de cuatro horas"),
    lapses.STOPPED_LONG,
    stale_after=timedelta(hours=6),
    roles=frozenset({Role.MANAGER}),
    letter=breakdown_told.stands_long,
    holds=breakdown_told.lasts,
)
BREAKDOWN_SOLVED = _line(
    "breakdown_solved",
    _("Una avería resuelta"),
    kinds.BREAKDOWN_RESTORED,
    stale_after=timedelta(days=1),
    rhythm=IN_MANAGERS_BRIEF,
    letter=breakdown_over.solved,
    applies=lambda entry: not breakdown_over.repeats(entry),
    replaces=WHILE_IT_LASTS,
)
REPEATED_FAULT = _line(
    "repeated_fault",
    _("Una avería resuelta que se repite"),
    kinds.BREAKDOWN_RESTORED,
    stale_after=timedelta(days=2),
    letter=breakdown_over.repeated,
    applies=breakdown_over.repeats,
    replaces=WHILE_IT_LASTS,
)
REPEATED_TO_OFFICE = _line(
    "repeated_fault_office",
    _("Una avería que se repite, a la oficina"),
    kinds.BREAKDOWN_RESTORED,
    topic=Topic.OWN,
    urgent=False,
    stale_after=timedelta(days=2),
    roles=frozenset({Role.OFFICE}),
    letter=breakdown_over.repeated_to_us,
    concerns=staff.at_the_desk,
    applies=breakdown_over.repeats,
)
ENTRAPMENT_REPORT = _line(
    "entrapment_report",
    _("El relato de un rescate"),
    kinds.BREAKDOWN_FREED,
    kind=Class.SAFETY,
    channels=(Channel.EMAIL, Channel.PAPER),
    stale_after=timedelta(days=1),
    letter=breakdown_over.rescued,
    holds=breakdown_over.is_out,
)
LIFT_STOPPED = _line(
    "lift_stopped",
    _("El ascensor, parado"),
    kinds.BREAKDOWN_CONFIRMED,
    works.BEGUN,
    stale_after=timedelta(hours=2),
    roles=LIVES,
    letter=lift_told.stopped,
    applies=lift_told.stops,
    holds=lift_told.stands,
)
LIFT_BACK = _line(
    "lift_back",
    _("El ascensor, de nuevo en marcha"),
    kinds.BREAKDOWN_RESTORED,
    works.DONE,
    stale_after=timedelta(hours=12),
    roles=LIVES,
    letter=lift_told.back,
    applies=lift_told.stops,
    holds=lift_told.runs,
    replaces=frozenset({"lift_stopped"}),
)
STOP_PLANNED = _line(
    "stop_planned",
    _("Una parada prevista del ascensor"),
    works.PLANNED,
    works.MOVED,
    works.CANCELLED,
    topic=Topic.WORKS,
    urgent=False,
    stale_after=timedelta(days=2),
    roles=LIVES | {Role.CARETAKER},
    letter=stop_planned.letter,
    applies=stop_planned.stops,
    completes=stop_planned.tells_nothing_new,
    holds=stop_planned.holds,
    replaces=frozenset({"stop_planned"}),
)

LINES = (
    CALL_RECEIVED, CALL_SETTLED, BREAKDOWN_RECEIVED, BREAKDOWN_ASSIGNED, BREAKDOWN_ON_THE_WAY, BREAKDOWN_ARRIVED,
    BREAKDOWN_PROMISED, NEXT_UPDATE_DUE, NEXT_UPDATE_OWED, STOPPED_LONG, BREAKDOWN_SOLVED, REPEATED_FAULT,
    REPEATED_TO_OFFICE, ENTRAPMENT_REPORT, LIFT_STOPPED, LIFT_BACK, STOP_PLANNED,
)  # fmt: skip
