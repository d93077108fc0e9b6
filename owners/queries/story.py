"""A breakdown as a climb: what has happened below, the car now, what is to come above."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import How, Step
from maintenance.models import Breakdown, BreakdownStep
from maintenance.queries.breakdowns import reason
from maintenance.rules import law
from owners.queries import scope, states
from portal.accounts.models import User
from portal.lib import clock
from portal.web import words

ROWS = ("lift__building", "technician__person", "repeats")


@dataclass(frozen=True)
class Floor:
    """One landing of the story. `took` is how long it took to climb here from the floor below."""

    number: int
    title: str
    when: str
    text: str = ""
    quote: str = ""
    said_by: str = ""
    took: str = ""
    is_here: bool = False
    is_future: bool = False


@dataclass(frozen=True)
class Promise:
    """A promise with the share of its time that is spent, 0 to 100, and how it ended; at once has no share."""

    title: str
    told: str
    began: str
    limit: str
    spent: int | None
    tone: str


def floors(breakdown: Breakdown, now: datetime, *, names: bool) -> list[Floor]:
    """From the top: what is to come, where we are, what has been."""
    zone = ZoneInfo(breakdown.lift.building.time_zone)
    local = now.astimezone(zone)
    steps = list(breakdown.steps.select_related("technician__person").order_by("at", "pk"))
    told = []
    for number, step in enumerate(steps):
        earlier = steps[number - 1] if number else None
        told.append(_floor(number, step, earlier, breakdown, local, names=names, is_last=number == len(steps) - 1))
    if breakdown.restored_at is None:
        told.append(_future(len(steps), breakdown, local))
    return told[::-1]


def _floor(
    number: int,
    step: BreakdownStep,
    earlier: BreakdownStep | None,
    breakdown: Breakdown,
    local: datetime,
    *,
    names: bool,
    is_last: bool,
) -> Floor:
    named = bool(step.who) and names
    who = step.who if named else _("El técnico")
    said = step.words if step.step in {Step.FOUND, Step.RESTORED} else ""
    return Floor(
        number=number,
        title=_title(step, who, breakdown, named=named),
        when=_when(step.at.astimezone(local.tzinfo), local, breakdown),
        text=_reported(breakdown)
        if step.step == Step.REPORTED
        else ""
        if said
        else words.sentences(reason(step), step.words),
        quote=said,
        said_by=who if said else "",
        took=_took(step, earlier),
        is_here=is_last and breakdown.restored_at is None,
    )


def _title(step: BreakdownStep, who: str, breakdown: Breakdown, *, named: bool) -> str:
    return {
        Step.REPORTED: _("Avisada"),
        Step.CONFIRMED: _("Confirmado: está parado")
        if breakdown.stops_service
        else _("Confirmada; el ascensor sigue en marcha"),
        Step.ASSIGNED: _("La tiene %(name)s") % {"name": who if named else _("un técnico")},
        Step.ON_THE_WAY: _("%(name)s, en camino") % {"name": who},
        Step.ARRIVED: _("%(name)s llegó al edificio") % {"name": who},
        Step.FREED: _("Quien estaba dentro, fuera"),
        Step.FOUND: _("Motivo encontrado"),
        Step.PROMISED: _("Nueva hora prometida"),
        Step.LEFT: _("%(name)s se fue del edificio") % {"name": who},
        Step.RESTORED: _("De nuevo en servicio"),
    }[Step(step.step)]


def _when(at: datetime, local: datetime, breakdown: Breakdown) -> str:
    same = at.date() == breakdown.reported_at.astimezone(local.tzinfo).date()
    return words.hour(at) if same else f"{words.short(at.date(), local.date())}, {words.hour(at)}"


def _reported(breakdown: Breakdown) -> str:
    """Who told us, how, and how many told us after; no names: a caller is nobody's business."""
    calls = list(breakdown.calls.order_by("called_at", "pk").values_list("how", flat=True))
    if not calls:
        return ""
    others = len(calls) - 1
    after = ngettext("Otra persona avisó después.", "Otras %(n)s personas avisaron después.", others) % {"n": others}
    return words.sentences(_("Nos llegó %(how)s.") % {"how": How(calls[0]).label}, after if others else "")


def _took(step: BreakdownStep, earlier: BreakdownStep | None) -> str:
    if earlier is None or step.at <= earlier.at:
        return ""
    long = words.lasting((step.at - earlier.at).total_seconds())
    if earlier.step == Step.LEFT and step.step in {Step.ON_THE_WAY, Step.ARRIVED}:
        return _("%(long)s hasta volver") % {"long": long}
    return {
        Step.CONFIRMED: _("%(long)s hasta confirmarla"),
        Step.ASSIGNED: _("%(long)s hasta asignarla"),
        Step.ON_THE_WAY: _("%(long)s hasta poder salir"),
        Step.ARRIVED: _("%(long)s de viaje"),
        Step.FREED: _("%(long)s hasta sacar a quien estaba dentro"),
        Step.FOUND: _("%(long)s para encontrar el motivo"),
        Step.PROMISED: _("%(long)s hasta la nueva hora"),
        Step.LEFT: _("%(long)s de trabajo"),
        Step.RESTORED: _("%(long)s hasta dejarlo en marcha"),
    }[Step(step.step)] % {"long": long}


def _future(number: int, breakdown: Breakdown, local: datetime) -> Floor:
    back = breakdown.expected_back_at
    when = _("previsto %(when)s") % {"when": words.moment(back.astimezone(local.tzinfo), local)} if back else ""
    text = (
        _("Es una previsión: la confirmaremos cuando esté montado y probado.")
        if back
        else _("Todavía sin hora prevista.")
    )
    return Floor(number=number, title=_("De nuevo en servicio"), when=when, text=text, is_future=True)


def promises(breakdown: Breakdown, person: User, now: datetime) -> list[Promise]:
    """What the law and, for who may read it, the contract promise: each with its limit and how it went."""
    zone = ZoneInfo(breakdown.lift.building.time_zone)
    local, reported = now.astimezone(zone), breakdown.reported_at.astimezone(zone)
    minutes = _agreed(breakdown, person, now)
    agreed = []
    if minutes is not None:
        title = _("Llegar en %(long)s, por contrato") % {"long": words.lasting(minutes * 60)}
        agreed = [_promise(breakdown, title, _("el contrato: %(when)s"), reported + timedelta(minutes=minutes), local)]
    if breakdown.entrapment:
        at_once = _("la ley: en el momento, sin decir minutos")
        told, began = _arrival(breakdown, local), words.hour(reported)
        return [*agreed, Promise(_("Llegar al momento"), told, began, at_once, spent=None, tone="")]
    title = _("Llegar en %(n)s h") % {"n": law.ATTENDANCE_WITHIN_HOURS}
    limit = reported + timedelta(hours=law.ATTENDANCE_WITHIN_HOURS)
    return [*agreed, _promise(breakdown, title, _("la ley: %(when)s"), limit, local)]


def _agreed(breakdown: Breakdown, person: User, now: datetime) -> int | None:
    """The minutes the contract of that day promised for such a breakdown; None where it promises nothing."""
    day = clock.day_in(breakdown.lift.building.time_zone, breakdown.reported_at)
    contracts = scope.contracts(person, now).filter(lifts=breakdown.lift_id)
    found = contracts.in_force_on(day).order_by("-starts_on", "pk").first()
    return found.minutes_to_come(breakdown) if found else None


def _promise(breakdown: Breakdown, title: str, limit_words: str, limit: datetime, local: datetime) -> Promise:
    reported = breakdown.reported_at
    share = (_reached(breakdown, local) - reported) / max(limit - reported, timedelta(minutes=1))
    return Promise(
        title=title,
        told=_arrival(breakdown, local),
        began=words.hour(reported.astimezone(local.tzinfo)),
        limit=limit_words % {"when": words.moment(limit, local)},
        spent=min(round(share * 100), 100),
        tone="warn" if share > 1 else "ok" if breakdown.reached_at else "",
    )


def _arrival(breakdown: Breakdown, local: datetime) -> str:
    long = words.lasting((_reached(breakdown, local) - breakdown.reported_at).total_seconds())
    return _("llegamos en %(long)s") % {"long": long} if breakdown.reached_at else _("lleva %(long)s") % {"long": long}


def _reached(breakdown: Breakdown, local: datetime) -> datetime:
    """Until somebody came it is now."""
    return breakdown.reached_at or local


def know(breakdown: Breakdown, now: datetime) -> list[tuple[str, str]]:
    """What one must know: people, cause, and whether it is the same again."""
    zone = ZoneInfo(breakdown.lift.building.time_zone)
    local = now.astimezone(zone)
    rows = [(_("Nadie quedó dentro"), "")]
    if breakdown.entrapment:
        out = breakdown.freed_at.astimezone(zone) if breakdown.freed_at else None
        rows = [(_("Había alguien dentro"), _("Salió %(when)s.") % {"when": words.moment(out, local)} if out else "")]
    if why := states.cause(breakdown):
        rows.append((_("Por qué"), why.capitalize() + "."))
    if breakdown.fix_words:
        rows.append((_("Qué se hizo"), breakdown.fix_words))
    if breakdown.repeats:
        before = breakdown.repeats.reported_at.astimezone(zone).date()
        days = (breakdown.reported_at.astimezone(zone).date() - before).days
        again = _("Pasó lo mismo el %(day)s, hace %(n)s días.") % {"day": words.long(before, local.date()), "n": days}
        rows.append((_("No es la primera vez"), again))
    return rows


def head(breakdown: Breakdown, now: datetime) -> dict[str, str]:
    """Title, number and when it was reported."""
    zone = ZoneInfo(breakdown.lift.building.time_zone)
    reported, local = breakdown.reported_at.astimezone(zone), now.astimezone(zone)
    day = words.long(reported.date(), local.date())
    return {
        "title": _("Avería del %(day)s") % {"day": day},
        "under": _("Número %(number)s · avisada %(when)s")
        % {"number": breakdown.number, "when": words.moment(reported, local)},
    }


def state(breakdown: Breakdown, now: datetime, *, names: bool) -> states.State:
    """The head of the story: what is the matter now, or how long it lasted."""
    zone = ZoneInfo(breakdown.lift.building.time_zone)
    local = now.astimezone(zone)
    if breakdown.restored_at is None:
        return states.of_story(breakdown, local, names=names)
    took = words.lasting((breakdown.restored_at - breakdown.reported_at).total_seconds())
    when = words.moment(breakdown.restored_at.astimezone(zone), local)
    return states.over(_("Resuelta en %(took)s") % {"took": took}, _("De nuevo en servicio %(when)s.") % {"when": when})
