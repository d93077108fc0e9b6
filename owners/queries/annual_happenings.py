"""A year one thing after another: what stood long or held somebody, works, what was found, the contract."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import WorkState
from maintenance.models import Breakdown, Finding, Lift, Work
from owners.models import Contract, Owner, Price
from owners.queries.years import Year
from portal.lib import clock
from portal.web import words

LONG = timedelta(hours=24)  # a stop that is told one by one
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Happening:
    """Something of the year, told in a sentence with its day."""

    on: date
    day: str
    what: str
    where: str


def of(owner: Owner, year: Year, span: Span, *, whole: bool) -> list[Happening]:
    """Day by day; whole with what is only the owner's."""
    by_key = {one.lift.pk: one.lift for one in year.lifts}
    told = [*_breakdowns(by_key, span), *_works(by_key, span)]
    if whole:
        told += [*_findings(by_key, span), *_missed(year), *_contracts(owner, year)]
    return sorted(told, key=lambda one: (one.on, one.what))


def _breakdowns(by_key: Mapping[UUID, Lift], span: Span) -> Iterator[Happening]:
    found = Breakdown.objects.counted().filter(lift__in=by_key, reported_at__gte=span[0], reported_at__lt=span[1])
    for one in found.order_by("reported_at", "pk"):
        if one.entrapment or _lasted(one, span[1]) >= LONG:
            yield _at(by_key[one.lift_id], one.reported_at, _broken(one, span[1]))


def _broken(one: Breakdown, ends_at: datetime) -> str:
    if one.restored_at is None or one.restored_at > ends_at:
        return _("Avería que seguía abierta al acabar el año")
    lasted = words.lasting(_lasted(one, ends_at).total_seconds())
    said = {"long": lasted, "why": one.cause_words.rstrip(".")}
    if one.entrapment and one.freed_at:
        said["out"] = words.lasting((one.freed_at - one.reported_at).total_seconds())
        return _("Alguien quedó dentro y salió en %(out)s; volvió a funcionar en %(long)s") % said
    if one.entrapment:
        return _("Alguien quedó dentro; volvió a funcionar en %(long)s") % said
    return _("Avería de %(long)s: %(why)s") % said if one.cause_words else _("Avería de %(long)s") % said


def _lasted(one: Breakdown, ends_at: datetime) -> timedelta:
    return min(one.restored_at or ends_at, ends_at) - one.reported_at


def _works(by_key: Mapping[UUID, Lift], span: Span) -> Iterator[Happening]:
    found = Work.objects.filter(lift__in=by_key, state=WorkState.DONE, ended_at__gte=span[0], ended_at__lt=span[1])
    for one in found.order_by("ended_at", "pk"):
        if one.ended_at:
            yield _at(by_key[one.lift_id], one.ended_at, _("Hecho: %(what)s") % {"what": one.words})


def _findings(by_key: Mapping[UUID, Lift], span: Span) -> Iterator[Happening]:
    found = Finding.objects.standing().filter(lift__in=by_key, found_at__gte=span[0], found_at__lt=span[1])
    for one in found.order_by("found_at", "pk"):
        said = {"what": one.words, "state": _("resuelto") if one.settled_at else _("pendiente")}
        yield _at(by_key[one.lift_id], one.found_at, _("Visto en una revisión: %(what)s (%(state)s)") % said)


def _missed(year: Year) -> Iterator[Happening]:
    """At the end of what counts, without a day: they are told together."""
    for one in year.lifts:
        if one.missed:
            many = ngettext("Quedó %(n)s revisión sin hacer", "Quedaron %(n)s revisiones sin hacer", one.missed)
            yield Happening(one.until or year.last, "", many % {"n": one.missed}, one.lift.place)


def _contracts(owner: Owner, year: Year) -> Iterator[Happening]:
    days = (year.first, year.last)
    for price in Price.objects.filter(contract__owner=owner, from_on__range=days).order_by("from_on", "pk"):
        said = {"monthly": words.money(price.monthly, price.currency), "why": price.why}
        what = (
            _("La cuota pasa a %(monthly)s al mes: %(why)s") if price.why else _("La cuota pasa a %(monthly)s al mes")
        )
        yield _on(price.from_on, what % said)
    contracts = Contract.objects.filter(owner=owner)
    for one in contracts.filter(starts_on__range=days).order_by("starts_on", "pk"):
        yield _on(one.starts_on, _("Empieza el contrato %(number)s") % {"number": one.number})
    for one in contracts.filter(ended_on__range=days).order_by("ended_on", "pk"):
        if one.ended_on:
            yield _on(one.ended_on, _("Termina el contrato %(number)s") % {"number": one.number})


def _at(lift: Lift, moment: datetime, what: str) -> Happening:
    return _on(clock.day_in(lift.building.time_zone, moment), what, lift.place)


def _on(day: date, what: str, where: str = "") -> Happening:
    return Happening(day, words.short(day), what, where)
