"""The close of a month: who has a contract and its invoice, who has not, what is doubtful, what goes on paper."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from owners.enums import BatchItemState, ConsentTo
from owners.models import BatchItem, Consent, Contract, Invoice, Owner
from owners.models.invoice import InvoiceQuerySet
from owners.queries import scope
from owners.rules.terms import months_after
from portal.web import words

SHOWN = 200


@dataclass(frozen=True)
class Missing:
    """An owner with a contract and no invoice of the month."""

    key: UUID
    name: str
    nif: str
    street: str


@dataclass(frozen=True)
class Paper:
    """An owner who gets its invoices of the month on paper."""

    name: str
    street: str
    numbers: str


@dataclass(frozen=True)
class Close:
    """A month: `published` of `expected` owners have an invoice."""

    title: str
    told: str
    expected: int
    published: int
    invoices: int
    missing: list[Missing]
    missing_count: int
    doubtful: int
    papers: list[Paper]
    paper_count: int
    month: str
    before: str
    after: str


def month_of(text: str, at: datetime) -> date:
    """The first day of the month that is asked for (`2026-11`), else the last one that is whole."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = months_after(scope.today(at).replace(day=1), -1)
    return max(date(2000, 1, 1), min(asked, scope.today(at).replace(day=1)))


def close(first: date, at: datetime) -> Close:
    """The month that begins on this day. Bounded queries, however many owners there are."""
    last = months_after(first, 1)
    of_month = Invoice.objects.standing().filter(issued_on__gte=first, issued_on__lt=last)
    running = Contract.objects.filter(starts_on__lt=last).in_force_on(min(last - timedelta(days=1), scope.today(at)))
    expected = Owner.objects.filter(pk__in=running.values("owner"))
    has = Exists(of_month.filter(owner=OuterRef("pk")))
    without = expected.exclude(has)
    published, missing = expected.filter(has).count(), without.count()
    doubtful = BatchItem.objects.papers().filter(state=BatchItemState.DOUBTFUL, batch__closed_at=None).count()
    on_paper = _on_paper(of_month)
    paper = on_paper.count()
    told = [
        _("%(published)s de %(expected)s publicadas") % {"published": published, "expected": published + missing},
        ngettext("%(n)s dudosa", "%(n)s dudosas", doubtful) % {"n": doubtful},
        _("%(n)s en papel") % {"n": paper},
    ]
    today = scope.today(at)
    return Close(
        title=words.month(first, today),
        told=", ".join(told),
        expected=published + missing,
        published=published,
        invoices=of_month.count(),
        missing=[_missing(owner) for owner in _by_street(without)[:SHOWN]],
        missing_count=missing,
        doubtful=doubtful,
        papers=_papers(on_paper, of_month),
        paper_count=paper,
        month=f"{first:%Y-%m}",
        before=f"{months_after(first, -1):%Y-%m}",
        after=f"{last:%Y-%m}" if last <= today else "",
    )


def _on_paper(of_month: InvoiceQuerySet) -> QuerySet[Owner]:
    """Owners with an invoice of the month who have not taken them electronically (RD 1619/2012, art. 9.2)."""
    consents = Consent.objects.running().filter(owner=OuterRef("pk"), to=ConsentTo.INVOICES)
    return Owner.objects.filter(Exists(of_month.filter(owner=OuterRef("pk")))).exclude(Exists(consents))


def _by_street(owners: QuerySet[Owner]) -> QuerySet[Owner]:
    """In the order a postman walks: by the street of the first lift."""
    return owners.annotate(street=Min("tenures__lift__building__street")).order_by("street", "name", "pk")


def _missing(owner: Owner) -> Missing:
    return Missing(owner.pk, owner.name, owner.nif or "", getattr(owner, "street", "") or owner.address)


def _papers(on_paper: QuerySet[Owner], of_month: InvoiceQuerySet) -> list[Paper]:
    owners = list(_by_street(on_paper)[:SHOWN])
    numbers: dict[UUID, list[str]] = {owner.pk: [] for owner in owners}
    rows = of_month.filter(owner__in=numbers).order_by("number", "pk").values_list("owner", "number")
    for owner, number in rows:
        numbers[owner].append(number)
    return [
        Paper(owner.name, owner.address or getattr(owner, "street", "") or "", ", ".join(numbers[owner.pk]))
        for owner in owners
    ]
