"""Invoices as a list, newest first, by key; and what each year cost, by what for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from owners.enums import InvoiceStatus
from owners.models import Invoice
from owners.models.invoice import InvoiceQuerySet
from owners.queries import invoice_page, payments, scope, spending
from owners.queries.payments import Told
from owners.rules.standings import UNPAID
from portal.access import grants
from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.lib.text import fold
from portal.web import words

SIZE = 50
YEARS = 3


class View(models.TextChoices):
    """What a reader looks for."""

    ALL = "all", gettext_lazy("Todas")
    OWED = "owed", gettext_lazy("Por pagar")
    TROUBLED = "troubled", gettext_lazy("Devueltas o vencidas")
    PAID = "paid", gettext_lazy("Pagadas")


@dataclass(frozen=True)
class Asked:
    """What the list was asked for."""

    view: View = View.ALL
    wanted: str = ""
    before: str = ""


@dataclass(frozen=True)
class Row:
    """An invoice as the list prints it."""

    pk: UUID
    title: str
    number: str
    owner: str
    issued: str
    total: str
    told: Told
    is_announced: bool


@dataclass(frozen=True)
class Part:
    """What a year cost for one thing, and its share of the dearest, 0 to 100."""

    label: str
    amount: str
    share: int


@dataclass(frozen=True)
class Year:
    """A year before tax."""

    year: int
    total: str
    parts: list[Part]


def page(person: User, at: datetime, asked: Asked) -> tuple[list[Row], str]:
    """The rows, and the key of the next page; empty on the last."""
    rows = _seen(_found(scope.invoices(person, at), asked.wanted), asked.view)
    if key := _read(asked.before):
        rows = rows.filter(Q(issued_on__lt=key[0]) | Q(issued_on=key[0], pk__lt=key[1]))
    found = list(rows.select_related("owner").order_by("-issued_on", "-pk")[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    today = scope.today(at)
    return [_row(one, today) for one in found[:SIZE]], f"{last.issued_on}_{last.pk}" if last else ""


def is_of_many(person: User, at: datetime) -> bool:
    """Whether the person sees the invoices of several owners, so that each row has to name its own."""
    if grants.may(person, Permission.RUN_OFFICE):
        return True
    return len(scope.paid_for_by(person, at).order_by("pk").values_list("pk")[:2]) > 1


def _found(rows: InvoiceQuerySet, wanted: str) -> InvoiceQuerySet:
    """Those of whose owner or number every word is said."""
    for word in fold(wanted).split():
        rows = rows.filter(Q(owner__search__contains=word) | Q(number__icontains=word))
    return rows


def _seen(rows: InvoiceQuerySet, view: View) -> InvoiceQuerySet:
    if view is View.PAID:
        return rows.standing().filter(status=InvoiceStatus.PAID)
    if view is View.TROUBLED:
        return rows.standing().filter(status__in=UNPAID)
    if view is View.OWED:
        return rows.standing().exclude(status=InvoiceStatus.PAID).filter(total__gt=0)
    return rows


def _row(one: Invoice, today: date) -> Row:
    return Row(
        pk=one.pk,
        title=invoice_page.title(one, today),
        number=one.number,
        owner=one.owner.name,
        issued=words.short(one.issued_on, today),
        total=words.money(one.total, one.currency),
        told=payments.told(one, today),
        is_announced=one.announced_at is not None,
    )


def costs(person: User, at: datetime, *, wanted: str = "") -> list[Year]:
    """The last years, newest first, by what for, before tax; what no line tells apart stands by itself."""
    first = scope.today(at).year - YEARS + 1
    invoices = _found(scope.invoices(person, at), wanted).standing().filter(year__gte=first, currency="EUR")
    years: dict[int, list[spending.Part]] = defaultdict(list)
    for year, part in spending.parts(invoices):
        years[year].append(part)
    return [_year(year, spending.summed(years[year])) for year in sorted(years, reverse=True)]


def _year(year: int, parts: list[spending.Part]) -> Year:
    return Year(
        year=year,
        total=words.money(sum((amount for _label, amount in parts), Decimal(0))),
        parts=[Part(*share) for share in spending.shares(parts)],
    )


def _read(text: str) -> tuple[date, UUID] | None:
    day, _mark, key = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None
