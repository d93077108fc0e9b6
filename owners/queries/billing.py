"""What the office needs to publish an invoice, and those it has published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maintenance.models import Breakdown, Lift, Visit, Work
from owners.enums import QuoteState
from owners.models import Clause, Invoice, Owner, Quote, Tenure
from owners.models.invoice import InvoiceQuerySet
from owners.queries import explaining, payments, scope
from portal.company import queries as companies
from portal.lib import keys
from portal.lib.text import fold
from portal.web import words

SIZE = 50
ROWS = ("owner", "file", "published_by", "withdrawn_by")


@dataclass(frozen=True)
class Row:
    """A published invoice as the office's list prints it."""

    pk: UUID
    number: str
    owner: str
    total: str
    published: str
    state: str
    tone: str


def every() -> InvoiceQuerySet:
    """All invoices, for the office."""
    found: InvoiceQuerySet = Invoice.objects.select_related(*ROWS)
    return found


@dataclass(frozen=True)
class Wanted:
    """Which of them the office asks for: those of owners called so, of a year, with lines that say too little."""

    owner: str = ""
    year: str = ""
    lacking: bool = False

    @property
    def query(self) -> str:
        """As an address says it."""
        lacking = "1" if self.lacking else ""
        told = (("q", self.owner), ("year", self.year), ("lacking", lacking))
        return urlencode({name: value for name, value in told if value})


def years() -> list[int]:
    """The years there are invoices of, the newest first."""
    return list(Invoice.objects.order_by("-year").values_list("year", flat=True).distinct())


def published(at: datetime, wanted: Wanted, *, before: str = "") -> tuple[list[Row], str]:
    """The newest published first, and the key of the next page."""
    rows = explaining.unexplained(every()) if wanted.lacking else every()
    for word in fold(wanted.owner).split():
        rows = rows.filter(Q(owner__search__contains=word) | Q(number__icontains=word))
    if wanted.year.isascii() and wanted.year.isdigit() and len(wanted.year) == 4:
        rows = rows.filter(year=wanted.year)
    if key := keys.read(before):
        rows = rows.filter(Q(pk__lt=key))
    found = list(rows.order_by("-pk")[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return [_row(one, at) for one in found[:SIZE]], str(last.pk) if last else ""


def waiting(at: datetime) -> int:
    """How many are not announced yet."""
    return Invoice.objects.standing().filter(announced_at=None, announce_after__gt=at).count()


def _row(one: Invoice, at: datetime) -> Row:
    zone = ZoneInfo(companies.current().time_zone)
    local = at.astimezone(zone)
    tone, state = announcing(one, at)
    return Row(
        pk=one.pk,
        number=one.number,
        owner=one.owner.name,
        total=words.money(one.total, one.currency),
        published=words.moment(one.published_at.astimezone(zone), local),
        state=state,
        tone=tone,
    )


def announcing(one: Invoice, at: datetime) -> tuple[str, str]:
    """A tone and a word: withdrawn, waiting until when, or as the ERP says."""
    if one.withdrawn_at:
        return "", _("Retirada")
    if one.announced_at:
        told = payments.told(one, scope.today(at))
        return told.tone, told.label
    zone = ZoneInfo(companies.current().time_zone)
    after = one.announce_after.astimezone(zone)
    if after <= at:
        return "warn", _("Saliendo")
    today = at.astimezone(zone).date()
    when = words.hour(after) if after.date() == today else f"{words.short(after.date(), today)}, {words.hour(after)}"
    return "warn", _("Se avisa a las %(when)s") % {"when": when} if after.date() == today else when


def works(owner: Owner, reference: str) -> Visit | Breakdown | Work | Quote | None:
    """The visit whose bulletin has this number, or the breakdown or work of this number, on a lift this owner has or
    had; or the quote of this number that the owner accepted. A work's is known in small letters and spaced out too.
    """
    theirs = Tenure.objects.filter(owner=owner).values("lift")
    visit = Visit.objects.filter(bulletin_number=reference, lift__in=theirs).order_by("pk").first()
    breakdown = Breakdown.objects.filter(number=reference, lift__in=theirs).order_by("pk").first()
    number = "".join(reference.split()).upper()
    work = Work.objects.standing().filter(number=number, lift__in=theirs).first()
    accepted = Quote.objects.standing().filter(owner=owner, number=reference, state=QuoteState.ACCEPTED)
    return visit or breakdown or work or accepted.first()


def linked(owner: Owner, reference: str) -> dict[str, Any]:
    """The works of a reference as a line keeps them: a visit, a breakdown, a work or a quote."""
    found = works(owner, reference) if reference else None
    return {found._meta.model_name or "": found} if found else {}


def clauses(owner: Owner) -> QuerySet[Clause]:
    """The clauses a line of this owner's may point at."""
    return Clause.objects.filter(contract__owner=owner).order_by("contract__starts_on", "contract", "place")


def lifts(owner: Owner, at: datetime) -> QuerySet[Lift]:
    """The lifts the owner has now."""
    held = Tenure.objects.held_on(scope.today(at)).filter(owner=owner)
    return Lift.objects.filter(pk__in=held.values("lift")).select_related("building").order_by("building__street", "pk")


def lift(key: UUID | None) -> QuerySet[Lift]:
    """That one alone, or none."""
    return Lift.objects.filter(pk__in=[key] if key else []).select_related("building").order_by("pk")


def lifts_of(owner: Owner, works: Iterable[Visit | Breakdown | Work | Quote], at: datetime) -> list[Lift]:
    """The lifts these works were done on; without any, all the owner has."""
    named = {one.lift_id for one in works}
    return list(Lift.objects.filter(pk__in=named) if named else lifts(owner, at))


def owner(key: str) -> Owner | None:
    """The owner of a key as it stands in an address."""
    found = keys.read(key)
    return Owner.objects.filter(pk=found).first() if found else None
