"""What the office needs to say by hand what an invoice charges for: its lines, what they may be of, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, Model, OuterRef, Prefetch, Q

from maintenance.models import Breakdown, Visit, Work
from owners.enums import QuoteState, WhatFor
from owners.models import Explanation, Invoice, InvoiceLine, Owner, Quote, Tenure
from owners.models.invoice import InvoiceQuerySet
from owners.queries import scope
from portal.lib import clock
from portal.web import words

MOST_OF_EACH = 15
AT_ONCE = 40  # lines of an e-invoice on one page
BESIDE = ("visit", "breakdown", "work", "quote", "clause")
UNTIED = Q(visit=None, breakdown=None, work=None, quote=None, clause=None, why="")


@dataclass(frozen=True)
class Told:
    """One time the lines were said by hand: who, when, and what those read before that said something."""

    who: str
    when: str
    before: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Part:
    """The lines of a page of them, and the first of the page before and of the next; 0 where there is none."""

    lines: Sequence[InvoiceLine]
    before: int
    after: int


def unexplained(rows: InvoiceQuerySet) -> InvoiceQuerySet:
    """Of these, those without lines, and those with a line that is no fee and says nothing of what it is."""
    of_it = InvoiceLine.objects.standing().filter(invoice=OuterRef("pk"))
    bare = of_it.filter(UNTIED).exclude(what_for=WhatFor.FEE)
    return rows.standing().filter(~Exists(of_it) | Exists(bare))


def following(invoice: Invoice) -> Invoice | None:
    """The next to explain, published before this one."""
    return unexplained(Invoice.objects.all()).filter(pk__lt=invoice.pk).order_by("-pk").first()


def is_stated(invoice: Invoice) -> bool:
    """Whether its lines came with it: their words and amounts are the ERP's, and stay."""
    return invoice.lines.as_published().exists()


def part(invoice: Invoice, first: int) -> Part:
    """The lines as they read now, from the place `first` on."""
    rows = invoice.lines.standing().select_related(*BESIDE).order_by("place")
    found = list(rows.filter(place__gte=first)[: AT_ONCE + 1])
    earlier = list(rows.filter(place__lt=first).order_by("-place").values_list("place", flat=True)[:AT_ONCE])
    return Part(found[:AT_ONCE], min(earlier, default=0), found[AT_ONCE].place if len(found) > AT_ONCE else 0)


def said(invoice: Invoice, at: datetime) -> list[Told]:
    """Each time, the newest first."""
    spoke = InvoiceLine.objects.exclude(UNTIED, explanation=None, covered=None, list_amount=None)
    old = Prefetch("replaced", spoke.select_related(*BESIDE).order_by("place"))
    rows = invoice.explanations.select_related("by").prefetch_related(old).order_by("-place")
    return [_told(one, at) for one in rows]


def _told(one: Explanation, at: datetime) -> Told:
    zone = ZoneInfo(scope.zone())
    return Told(
        who=one.by.name,
        when=words.moment(one.at.astimezone(zone), at.astimezone(zone)),
        before=[(line.text, words.money(line.amount), _was(line)) for line in one.replaced.all()],
    )


def _was(line: InvoiceLine) -> str:
    """Of what it was, in few words."""
    parts = [reference_of(line), line.clause.number if line.clause else "", line.why]
    return " · ".join(part for part in parts if part)


def reference_of(line: InvoiceLine) -> str:
    """The number by which a person names what the line charges for."""
    numbers = (
        line.visit.bulletin_number if line.visit else "",
        line.breakdown.number if line.breakdown else "",
        line.work.number if line.work else "",
        line.quote.number if line.quote else "",
    )
    return line.works_reference or next((number for number in numbers if number), "")


def suggested(owner: Owner, at: datetime) -> list[tuple[str, str]]:
    """The last works of the owner's lifts, each by its number, and what they are: «26-10-0001 revisión, 24 oct.»."""
    lifts, zone = Tenure.objects.filter(owner=owner).values("lift"), scope.zone()
    visits = Visit.objects.filter(lift__in=lifts).exclude(bulletin_number="").order_by("-finished_at", "-pk")
    breakdowns = Breakdown.objects.filter(lift__in=lifts).order_by("-reported_at", "-pk")
    works = Work.objects.standing().filter(lift__in=lifts).order_by("-from_at", "-pk")
    quotes = Quote.objects.standing().filter(owner=owner, state=QuoteState.ACCEPTED).order_by("-issued_on", "-pk")
    done: list[tuple[str, datetime | None, Model]] = [
        *((one.bulletin_number, one.finished_at, one) for one in visits[:MOST_OF_EACH]),
        *((one.number, one.reported_at, one) for one in breakdowns[:MOST_OF_EACH]),
        *((one.number, one.from_at, one) for one in works[:MOST_OF_EACH]),
    ]
    found = [(number, clock.day_in(zone, when), one) for number, when, one in done if when]
    found += [(one.number, one.issued_on, one) for one in quotes[:MOST_OF_EACH]]
    today = clock.day_in(zone, at)
    return [(number, f"{one._meta.verbose_name}, {words.short(day, today)}") for number, day, one in found]
