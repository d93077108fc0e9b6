"""The touchpoints: for each, whom it tells, of which facts, how, and until when it is news. One declaration a line."""

from datetime import timedelta
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maintenance import kinds
from maintenance.kinds import works
from maintenance.rules.ringing import STEP
from notifications.enums import Channel, Class, Topic
from notifications.lines import awaited, breakdowns, enquiries, letters, money, quotes, relation, surveys, visits
from notifications.queries import staff
from notifications.touchpoint import DECIDE, IN_MANAGERS_BRIEF, IN_SUMMARIES, Touchpoint, mailed
from notifications.touchpoints import (
    breakdown_given,
    bulletin_issued,
    document_published,
    entrapment,
    work_assigned,
    work_given,
    work_told,
)
from owners import kinds as owning
from portal.access.roles import Role

BULLETIN_ISSUED = Touchpoint(
    key="bulletin_issued",
    label=_("El boletín de una revisión"),
    kind=Class.LEGAL,
    topic=Topic.VISITS,
    triggers=frozenset({kinds.BULLETIN_ISSUED.name}),
    stale_after=timedelta(days=10),  # ITC AEM 1 (RD 355/2024), art. 5.5.a
    roles=DECIDE,
    channels=(Channel.EMAIL, Channel.PAPER),
    letter=bulletin_issued.letter,
    completes=bulletin_issued.only_adds_photos,
    rhythm=IN_MANAGERS_BRIEF,
)

BULLETIN_UNOPENED = Touchpoint(
    key="bulletin_unopened",
    label=_("Un boletín que nadie ha abierto: se recuerda una vez"),
    kind=Class.LEGAL,
    topic=Topic.VISITS,
    triggers=frozenset({owning.BULLETIN_UNOPENED.name}),
    stale_after=timedelta(days=3),  # then it goes on paper (notifications.actions.unopened)
    roles=DECIDE,
    channels=(Channel.EMAIL,),
    letter=bulletin_issued.unopened,
    finds=bulletin_issued.mailed_to,
    holds=bulletin_issued.is_unopened,
    rhythm=IN_MANAGERS_BRIEF,
    reminds=True,
)

DOCUMENT_PUBLISHED = mailed(
    "document_published",
    _("Un papel nuevo, o uno que sustituye a otro"),
    owning.DOCUMENT_PUBLISHED,
    owning.OWNER_DOCUMENT_PUBLISHED,
    owning.DOCUMENT_SUPERSEDED,
    owning.OWNER_DOCUMENT_SUPERSEDED,
    topic=Topic.PAPERS,
    stale_after=timedelta(days=3),
    letter=document_published.letter,
    completes=document_published.is_told_for_another_lift,
    rhythm=IN_SUMMARIES,
)

WORK_ASSIGNED = Touchpoint(
    key="work_assigned",
    label=_("Revisiones que se dan, se mueven o se quitan"),
    kind=Class.SERVICE,
    topic=Topic.OWN,
    triggers=frozenset(kind.name for kind in kinds.PLANS),
    stale_after=timedelta(hours=12),
    roles=frozenset({Role.TECHNICIAN}),
    channels=(Channel.PUSH,),
    notice=work_assigned.notice,
    concerns=staff.with_work,
    gathers=timedelta(seconds=15),
)
WORK_GIVEN = Touchpoint(
    key="work_given",
    label=_("Un trabajo que se da, se cambia o se quita"),
    kind=Class.SERVICE,
    topic=Topic.OWN,
    triggers=frozenset({works.PLANNED.name, works.MOVED.name, works.CANCELLED.name}),
    stale_after=timedelta(hours=12),
    roles=frozenset({Role.TECHNICIAN}),
    channels=(Channel.PUSH,),
    notice=work_given.notice,
    concerns=staff.with_work,
    holds=work_given.holds,
)
BREAKDOWN_GIVEN = Touchpoint(
    key="breakdown_given",
    label=_("Una avería que se da o se quita"),
    kind=Class.SERVICE,
    topic=Topic.OWN,
    triggers=frozenset({kinds.BREAKDOWN_ASSIGNED.name}),
    stale_after=timedelta(hours=2),
    roles=frozenset({Role.TECHNICIAN}),
    channels=(Channel.PUSH,),
    notice=breakdown_given.notice,
    concerns=staff.with_breakdown,
    holds=breakdown_given.holds,
)
ENTRAPMENT_UNCLAIMED = Touchpoint(
    key="entrapment_unclaimed",
    label=_("Alguien encerrado, y nadie va"),
    kind=Class.SAFETY,
    topic=Topic.OWN,
    triggers=frozenset({kinds.BREAKDOWN_RUNG.name}),
    stale_after=STEP,
    roles=frozenset({Role.TECHNICIAN, Role.ADMIN}),
    channels=(Channel.PUSH, Channel.EMAIL, Channel.SMS),
    letter=entrapment.letter,
    mails=staff.is_mailed,
    texts=entrapment.text,
    notice=entrapment.notice,
    concerns=staff.rung,
    holds=staff.still_rings,
)
ENTRAPMENT_CLAIMED = Touchpoint(
    key="entrapment_claimed",
    label=_("Alguien encerrado: ya no suena"),
    kind=Class.SAFETY,
    topic=Topic.OWN,
    triggers=frozenset({kinds.BREAKDOWN_TAKEN.name, kinds.BREAKDOWN_FREED.name}),
    stale_after=timedelta(minutes=30),
    roles=frozenset({Role.TECHNICIAN, Role.ADMIN}),
    channels=(Channel.PUSH,),
    notice=entrapment.ended,
    concerns=staff.once_rung,
)

_work = partial(
    mailed,
    topic=Topic.WORKS,
    stale_after=timedelta(days=2),
    completes=work_told.tells_nothing_new,
    rhythm=IN_MANAGERS_BRIEF,
)
WORK_PLANNED = _work("work_planned", _("Un trabajo previsto"), works.PLANNED, letter=work_told.planned)
WORK_MOVED = _work("work_moved", _("Un trabajo que cambia de día o de hora"), works.MOVED, letter=work_told.moved)
WORK_CANCELLED = _work("work_cancelled", _("Un trabajo que no se hará"), works.CANCELLED, letter=work_told.cancelled)
WORK_DONE = _work("work_done", _("Un trabajo hecho"), works.DONE, letter=work_told.done)

ALL = (
    BULLETIN_ISSUED, BULLETIN_UNOPENED, WORK_ASSIGNED, WORK_GIVEN, BREAKDOWN_GIVEN, ENTRAPMENT_UNCLAIMED,
    ENTRAPMENT_CLAIMED, DOCUMENT_PUBLISHED, WORK_PLANNED, WORK_MOVED, WORK_CANCELLED, WORK_DONE,
    *breakdowns.LINES, *visits.LINES, *money.LINES, *quotes.LINES, *enquiries.LINES,
    *relation.LINES, *surveys.LINES, *letters.LINES,
)  # fmt: skip
AWAITED = awaited.LINES  # written down so that nobody forgets them
KEYS = {touchpoint.key: touchpoint for touchpoint in ALL}


def named(key: str) -> Touchpoint:
    """The touchpoint of that key; raises KeyError."""
    return KEYS[key]


def following(kind: str) -> list[Touchpoint]:
    """The touchpoints a kind of fact triggers."""
    return [touchpoint for touchpoint in ALL if kind in touchpoint.triggers]


SUMMARIES: dict[str, Promise | str] = {
    "daily_letter": _("El resumen de la mañana"),
    "weekly_letter": _("El resumen de la semana"),
    "monthly_letter": _("La carta del mes"),
}
HOUSE: dict[str, Promise | str] = {
    "sign_in_code": _("El código para entrar"),
    "sign_in_confirm": _("El código para confirmar una decisión"),
    "sign_in_unknown": _("Alguien quiso entrar con este correo"),
    "welcome": _("Una invitación"),
    "mobile_code": _("El código para confirmar un móvil"),
    "in_the_dark": _("Alguien a quien ya no llegan nuestros correos"),
    "publishing_proof": _("Una prueba de lo que se va a publicar"),
}


def label_of(key: str) -> str:
    """What a message is, in words: a touchpoint's or a mail of the house itself."""
    labels = HOUSE | SUMMARIES | {touchpoint.key: touchpoint.label for touchpoint in ALL}
    return str(labels.get(key, _("Un correo de la casa")))
