"""What is open today for owners: what does not run, what was found, what runs out. Told whole, once, when we begin."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from maintenance.models import Breakdown, Finding, Lift, Work
from owners.models import Contract, Invoice, Owner, Quote, Tenure
from owners.queries import scope
from owners.rules.standings import UNPAID
from portal.lib import clock
from portal.web import pages, words

NOTICE_AHEAD = 120  # days before the last day of a notice from which it is told
SAID = 100  # characters of what a technician wrote


@dataclass(frozen=True)
class Duty:
    """One thing that is open, in words, with its page and the day it runs out, if it has one."""

    words: str
    url: str
    until: date | None = None


@dataclass(frozen=True)
class Cared:
    """A lift in our care, and by when it is visited next."""

    lift: Lift
    visit_by: date | None


@dataclass
class Holding:
    """An owner: his lifts by street, and what is open, what runs out first before the rest."""

    owner: Owner
    lifts: list[Cared] = field(default_factory=list)
    open: list[Duty] = field(default_factory=list)


def of(owners: Collection[UUID], at: datetime) -> list[Holding]:
    """These owners by name with all that is open, in a fixed number of queries."""
    today = scope.today(at)
    found = {owner.pk: Holding(owner) for owner in Owner.objects.filter(pk__in=owners).order_by("name", "pk")}
    held = Tenure.objects.held_on(today).filter(owner__in=found).select_related("lift__building", "lift__card")
    whose = dict[UUID, UUID]()
    for tenure in held.order_by("lift__building__street", "lift__name", "pk"):
        whose[tenure.lift_id] = tenure.owner_id
        found[tenure.owner_id].lifts.append(Cared(tenure.lift, _visit_by(tenure.lift)))
    duties = defaultdict[UUID, list[Duty]](list)
    for owner, duty in (*_at_the_lifts(whose, today, at), *_on_paper(list(found), today)):
        duties[owner].append(duty)
    for key, holding in found.items():
        holding.open = sorted(duties[key], key=lambda duty: duty.until or date.max)
    return list(found.values())


def _visit_by(lift: Lift) -> date | None:
    card = getattr(lift, "card", None)
    return card.window_closes_on if card else None


def _at_the_lifts(whose: dict[UUID, UUID], today: date, at: datetime) -> Iterator[tuple[UUID, Duty]]:
    """Breakdowns, works that come, and what waits to be seen to."""
    open_ones = Breakdown.objects.open().filter(lift__in=whose).select_related("lift__building").order_by("pk")
    for breakdown in open_ones:
        since = clock.day_in(breakdown.lift.building.time_zone, breakdown.reported_at)
        said = {"place": breakdown.lift.place, "day": words.long(since, today)}
        yield whose[breakdown.lift_id], _duty(_("%(place)s: avería abierta desde el %(day)s") % said, breakdown)
    for work in Work.objects.ahead().filter(lift__in=whose, to_at__gt=at).select_related("lift__building"):
        on = clock.day_in(work.lift.building.time_zone, work.from_at)
        said = {"place": work.lift.place, "what": _short(work.words), "day": words.long(on, today)}
        yield whose[work.lift_id], _duty(_("%(place)s: trabajo previsto el %(day)s: %(what)s") % said, work, on)
    for finding in Finding.objects.waiting().filter(lift__in=whose).select_related("lift__building").order_by("pk"):
        said = {"place": finding.lift.place, "what": _short(finding.words)}
        yield whose[finding.lift_id], _duty(_("%(place)s: pendiente de arreglar: %(what)s") % said, finding.lift)


def _on_paper(owners: list[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Quotes to be decided, what was not paid, and contracts one may still leave."""
    for quote in Quote.objects.undecided(today).filter(owner__in=owners).order_by("valid_until", "pk"):
        said = {"number": quote.number, "what": _short(quote.title), "day": words.long(quote.valid_until, today)}
        told = _("Presupuesto %(number)s por decidir hasta el %(day)s: %(what)s") % said
        yield quote.owner_id, _duty(told, quote, quote.valid_until)
    unpaid = Invoice.objects.announced().standing().filter(owner__in=owners, status__in=UNPAID)
    for invoice in unpaid.order_by("issued_on", "pk"):
        said = {"number": invoice.number, "total": words.money(invoice.total, invoice.currency)}
        yield invoice.owner_id, _duty(_("Factura %(number)s sin pagar: %(total)s") % said, invoice)
    for contract in Contract.objects.in_force_on(today).filter(owner__in=owners, ended_on=None).order_by("pk"):
        term = contract.running(today)
        if term and contract.renews_months and 0 <= (term.notice_by - today).days <= NOTICE_AHEAD:
            said = {"number": contract.number, "ends": words.long(term.ends_on, today)}
            told = _("El contrato %(number)s se renueva el %(ends)s; para no seguir, avise a más tardar el %(last)s")
            last = {"last": words.long(term.notice_by, today)}
            yield contract.owner_id, _duty(told % (said | last), contract, term.notice_by)


def _duty(said: str, of: Any, until: date | None = None) -> Duty:
    return Duty(said, pages.url_for(of), until)


def _short(said: str) -> str:
    return Truncator(said).chars(SAID)
