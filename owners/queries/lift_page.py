"""What the page of one lift prints besides its timeline."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from maintenance.models import Bulletin, Lift, LiftCard
from owners.models import Owner
from owners.queries import dossiers, papers, states, timeline, visit_strip, works
from owners.queries.scope import Reading
from portal.access.audiences import Audience
from portal.lib import clock
from portal.web import strips, words
from portal.web.words import gettext as _

DAYS = 90
FRESH = timedelta(days=45)  # bulletins younger than this are asked for when nobody has opened them


@dataclass(frozen=True)
class Strip:
    """A figure with its drawing, and where the drawing begins."""

    figure: str
    under: str
    drawing: SafeString
    begins: str


def whole(reading: Reading, at: datetime) -> dict[str, Any]:
    """All of it, for who reads so much of the lift."""
    lift, card, names = reading.lift, reading.lift.card, Audience.OWNER in reading.audiences
    zone = zone_of(lift)
    now = at.astimezone(zone)
    story = states.open_stories([card]).get(lift.pk)
    state = states.state(card, story, zone=zone, now=at, names=names, behind=states.is_behind(lift.pk, at))
    return {
        "owner": reading.owner,
        "head": head(lift),
        "state": state,
        "reads_all": names,
        "groups": timeline.groups(reading.audiences),
        "visits": visits(card) if names else None,
        "service": service(card, now),
        "papers": dossiers.of([lift], at)[lift.pk] if names else None,
        "coming": coming(card, state, now),
        "works": works.soon(lift, at),
        "unopened": unopened(lift.pk, reading.owner, now) if names else [],
        "technician": technician(lift, at) if names else None,
    }


def head(lift: Lift) -> str:
    """RAE 47-003128 · Otis 2008 · 6 paradas · 450 kg."""
    parts = [
        f"RAE {lift.rae}" if lift.rae else "",
        " ".join(str(part) for part in (lift.maker, lift.year) if part),
        ngettext("%(n)s parada", "%(n)s paradas", lift.stops) % {"n": lift.stops} if lift.stops else "",
        f"{lift.load_kg}\N{NO-BREAK SPACE}kg" if lift.load_kg else "",
    ]
    return " · ".join(part for part in parts if part)


def visits(card: LiftCard) -> Strip | None:
    """Punctuality of the last due visits; None before the record is complete."""
    if not card.visits_due:
        return None
    figure = words.out_of(card.visits_on_time, card.visits_due)
    under = visit_strip.under(card)
    return Strip(figure, under, strips.visits_strip(card.visits, f"{figure} {under}"), visit_strip.begins(card))


def service(card: LiftCard, now: datetime) -> Strip | None:
    """Ninety days of service; None before the record is complete."""
    if card.availability is None or card.service_from_on is None:
        return None
    under = [words.lasting(card.stopped_seconds) + " " + _("parado")] if card.stopped_seconds else []
    many = card.breakdowns_in_90_days
    under.append(ngettext("%(n)s avería", "%(n)s averías", many) % {"n": many} if many else _("ninguna avería"))
    if card.mains_seconds:
        under.append(_("%(long)s sin luz, aparte") % {"long": words.lasting(card.mains_seconds)})
    figure, told = words.percent(Decimal(card.availability)), ", ".join(under)
    drawing = strips.service_strip(
        card.service, _("%(figure)s en servicio: %(told)s") % {"figure": figure, "told": told}
    )
    first = now.date() - timedelta(days=DAYS - 1)
    return Strip(figure, told, drawing, words.short(first, now.date()))


def coming(card: LiftCard, state: states.State, today: datetime) -> list[tuple[str, str]]:
    """What comes next, each with when."""
    rows = []
    if state.story is not None and state.story.expected_back_at:
        back = state.story.expected_back_at.astimezone(today.tzinfo)
        rows.append((_("De nuevo en servicio, previsto"), words.moment(back, today)))
    if card.window_opens_on and card.window_closes_on:
        window = visit_strip.window(card.window_opens_on, card.window_closes_on, today.date())
        rows.append((_("Próxima revisión"), window))
    return rows


def unopened(lift_id: UUID, owner: Owner | None, now: datetime) -> list[dict[str, Any]]:
    """Bulletins of the last 45 days that nobody of the owner's has opened, newest first."""
    if owner is None:
        return []
    fresh = Bulletin.objects.filter(visit__lift=lift_id, visit__finished_at__gte=now - FRESH)
    waiting = papers.unopened(fresh, owner).order_by("-visit__finished_at", "-pk")
    return [
        {"pk": key, "day": words.long(clock.day_in(str(now.tzinfo), finished_at), now.date())}
        for key, finished_at in waiting.values_list("pk", "visit__finished_at")[:5]
        if finished_at
    ]


def technician(lift: Lift, now: datetime) -> dict[str, str] | None:
    """Who looks after the lift."""
    if lift.route is None or lift.route.technician is None:
        return None
    who = lift.route.technician
    years = now.year - who.since_on.year if who.since_on else 0
    house = ngettext("%(n)s año en la casa", "%(n)s años en la casa", years) % {"n": years} if years else ""
    under = " · ".join(part for part in (house, _("ruta %(route)s") % {"route": lift.route.name}) if part)
    return {"name": who.person.name, "initials": who.person.initials, "under": under}


def zone_of(lift: Lift) -> ZoneInfo:
    """The zone its people live by."""
    return ZoneInfo(lift.building.time_zone)
