"""A contract as its page prints it: nothing that was agreed is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from owners.enums import Cover
from owners.models import Clause, Contract, Price
from owners.queries import scope
from portal.accounts.models import User
from portal.lib.text import fold
from portal.web import pages, words

LISTED = 200


@dataclass(frozen=True)
class Revision:
    """A price, from when, why, and by how much it differs from the one before."""

    monthly: str
    since: str
    why: str
    change: str
    is_ahead: bool


@dataclass(frozen=True)
class Row:
    """A contract as a list prints it."""

    pk: UUID
    owner: str
    number: str
    cover: str
    monthly: str
    is_over: bool


def listed(person: User, at: datetime, *, wanted: str = "") -> list[Row]:
    """The contracts a person sees, running ones first, by owner; the first two hundred whose owner is called so."""
    found = scope.contracts(person, at).select_related("owner").prefetch_related("prices")
    for word in fold(wanted).split():
        found = found.filter(Q(owner__search__contains=word) | Q(number__icontains=word))
    today = scope.today(at)
    rows = [_row(one, today) for one in found.order_by("owner__name", "-starts_on", "pk")[:LISTED]]
    return sorted(rows, key=lambda row: row.is_over)


def _row(one: Contract, today: date) -> Row:
    price = price_on(one.prices.all(), today)
    return Row(
        pk=one.pk,
        owner=one.owner.name,
        number=one.number,
        cover=str(Cover(one.cover).label),
        monthly=words.money(price.monthly, price.currency) if price else "",
        is_over=is_over(one, today),
    )


def is_over(contract: Contract, today: date) -> bool:
    """Whether it holds no more."""
    ended = contract.ended_on is not None and contract.ended_on <= today
    ran_out = contract.term_ends_on is not None and not contract.renews_months and contract.term_ends_on <= today
    return ended or ran_out


def facts(contract: Contract, at: datetime) -> list[tuple[str, str]]:
    """Number, days, term, and the last day to say no, in words."""
    today = scope.today(at)
    rows = [
        (_("Número"), contract.number),
        (_("Firmado"), words.long(contract.signed_on, today) if contract.signed_on else _("No consta")),
        (_("Empezó"), words.long(contract.starts_on, today)),
    ]
    if contract.ended_on:
        ended = words.sentences(words.long(contract.ended_on, today) + ".", contract.why_ended)
        return [*rows, (_("Deja de valer"), ended)]
    return [*rows, *term(contract, today)]


def term(contract: Contract, today: date) -> list[tuple[str, str]]:
    """How long it lasts, and until when one may say no."""
    running = contract.running(today)
    if contract.term_ends_on is None:
        return [(_("Duración"), _("Sin plazo: dura hasta que uno de los dos lo termine.")), *_notice(contract)]
    if running is None:
        return [(_("Duración"), _("Terminó el %(day)s.") % {"day": words.long(contract.term_ends_on, today)})]
    ends = {"day": words.long(running.ends_on, today), "long": lasting(contract.renews_months)}
    if not contract.renews_months:
        return [(_("Duración"), _("Termina el %(day)s y no se renueva solo.") % ends)]
    last = words.long(running.notice_by, today)
    if running.notice_by < today:
        last = _("Fue el %(day)s: se renueva.") % {"day": last}
    return [
        (_("Duración"), _("Se renueva solo el %(day)s, por %(long)s.") % ends),
        (_("Último día para decir que no"), last),
        *_notice(contract),
    ]


def _notice(contract: Contract) -> list[tuple[str, str]]:
    if not contract.notice_days:
        return []
    days = ngettext("%(n)s día", "%(n)s días", contract.notice_days) % {"n": contract.notice_days}
    return [(_("Preaviso"), days)]


def lasting(months: int) -> str:
    """A term: 1 año, 18 meses."""
    years, rest = divmod(months, 12)
    if not rest:
        return ngettext("%(n)s año", "%(n)s años", years) % {"n": years}
    return ngettext("%(n)s mes", "%(n)s meses", months) % {"n": months}


def clauses(contract: Contract) -> list[Clause]:
    """Every clause, in its order."""
    return list(contract.clauses.order_by("place"))


def lifts(contract: Contract, person: User, at: datetime) -> list[tuple[str, str]]:
    """The lifts it is about, with their pages for who may open them."""
    open_to = set(scope.lifts(person, at).filter(contracts=contract).values_list("pk", flat=True))
    rows = contract.lifts.select_related("building").order_by("building__street", "name", "pk")
    return [(pages.url_for(row) if row.pk in open_to else "", f"{row.building.street}, {row.name}") for row in rows]


def promises(contract: Contract) -> list[tuple[str, str]]:
    """In how long we come, as it was agreed."""
    told = (
        (_("Con alguien dentro"), contract.trapped_minutes),
        (_("Con el ascensor parado"), contract.stopped_minutes),
        (_("Otra avería"), contract.other_minutes),
    )
    return [(what, words.lasting(minutes * 60)) for what, minutes in told if minutes is not None]


def prices(contract: Contract, at: datetime) -> list[Revision]:
    """Every price there was and will be, newest first."""
    today = scope.today(at)
    rows = list(contract.prices.order_by("from_on"))
    earlier: list[Price | None] = [None, *rows]
    return [_revision(row, earlier[place], today) for place, row in enumerate(rows)][::-1]


def change_of(row: Price) -> str:
    """By how much a price differs from the one before it, signed; empty for the first."""
    return _change(row, row.contract.prices.filter(from_on__lt=row.from_on).order_by("-from_on").first())


def _change(row: Price, earlier: Price | None) -> str:
    if not (earlier and earlier.monthly):
        return ""
    share = ((row.monthly / earlier.monthly - 1) * 100).quantize(Decimal("0.1"))
    return ("+" if share > 0 else "\N{MINUS SIGN}" if share < 0 else "") + words.percent(abs(share))


def _revision(row: Price, earlier: Price | None, today: date) -> Revision:
    return Revision(
        monthly=words.money(row.monthly, row.currency),
        since=words.long(row.from_on, today),
        why=row.why,
        change=_change(row, earlier),
        is_ahead=row.from_on > today,
    )


def monthly(contract: Contract, at: datetime) -> str:
    """The fee of today."""
    price = price_on(contract.prices.all(), scope.today(at))
    return words.money(price.monthly, price.currency) if price else words.money(Decimal(0))


def price_on(prices: Iterable[Price], day: date) -> Price | None:
    """The one that holds on a day, else the first to come."""
    prices = sorted(prices, key=lambda price: price.from_on)
    held = [price for price in prices if price.from_on <= day]
    return held[-1] if held else next(iter(prices), None)
