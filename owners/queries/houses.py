"""The owners as the recogniser needs them: names, streets, lifts, fees, invoices already there, whom to write to."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from owners.models import Contract, Invoice, Mandate, Owner, Price, Tenure
from owners.queries import scope
from owners.rules.recognition.houses import House, KnownOwner
from portal.access.roles import Role
from portal.company import queries as companies

TOLD = (Role.CHAIR, Role.MANAGER, Role.BILLING)  # whom an invoice is announced to


def house(at: datetime) -> House:
    """All of them, in seven queries. Make it once for a batch."""
    today = scope.today(at)
    streets, lifts = _holdings(today)
    fees, published, reachable = _fees(today), _published(), _reachable(today)
    rows = Owner.objects.order_by("pk").values_list("pk", "name", "nif", "address")
    owners = (
        KnownOwner(
            id=key,
            name=name,
            nif=nif or "",
            streets=tuple(sorted(streets[key] | ({address} if address else set()))),
            lifts=tuple(sorted(lifts[key])),
            fee=fees.get(key),
            published=published[key],
            is_reachable=key in reachable,
        )
        for key, name, nif, address in rows
    )
    return House.of(companies.current().nif, owners)


def _holdings(today: date) -> tuple[dict[UUID, set[str]], dict[UUID, set[str]]]:
    """Streets and lifts' numbers of each owner today."""
    streets, lifts = defaultdict[UUID, set[str]](set), defaultdict[UUID, set[str]](set)
    columns = ("owner", "lift__building__street", "lift__rae", "lift__serial_number")
    for owner, street, rae, serial in Tenure.objects.held_on(today).order_by().values_list(*columns):
        streets[owner].add(street)
        lifts[owner] |= {one for one in (rae, serial) if one}
    return streets, lifts


def _fees(today: date) -> dict[UUID, Decimal]:
    """What a month costs each owner before tax, of all its contracts."""
    fees = defaultdict[UUID, Decimal](Decimal)
    running = Contract.objects.in_force_on(today).values("pk")
    newest = dict[UUID, tuple[UUID, Decimal]]()
    prices = Price.objects.filter(contract__in=running, from_on__lte=today).order_by("from_on", "pk")
    for contract, owner, monthly in prices.values_list("contract", "contract__owner", "monthly"):
        newest[contract] = (owner, monthly)
    for owner, monthly in newest.values():
        fees[owner] += monthly
    return fees


def _published() -> dict[UUID, dict[str, date]]:
    found = defaultdict[UUID, dict[str, date]](dict)
    standing = Invoice.objects.standing().order_by().values_list("owner", "number", "issued_on")
    for owner, number, day in standing.iterator(chunk_size=5000):
        found[owner][number] = day
    return found


def _reachable(today: date) -> set[UUID]:
    """Owners somebody with an address speaks for, in a role that is told of invoices."""
    held = Mandate.objects.held_on(today).filter(role__in=TOLD)
    mail = Q(person__is_active=True) & Q(person__email__isnull=False)
    member = Q(agency__memberships__from_on__lte=today, agency__memberships__person__email__isnull=False) & (
        Q(agency__memberships__to_on=None) | Q(agency__memberships__to_on__gt=today)
    )
    return set(held.filter(mail | member).order_by().values_list("owner", flat=True))
