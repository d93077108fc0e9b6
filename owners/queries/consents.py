"""Which owners take which papers electronically, and who is on paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from owners.enums import ConsentTo
from owners.models import Consent, Owner, Tenure
from owners.queries import scope
from owners.rules import wordings
from portal.access import grants
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import keys
from portal.lib.text import fold
from portal.web import words
from portal.web.words import gettext as _

SIZE = 50
GIVERS = (Role.CHAIR, Role.MANAGER)  # who speaks for the owner in this (LPH arts 13.3 and 20)


@dataclass(frozen=True)
class Standing:
    """How one kind of paper reaches an owner: since when and by whom electronically, or on paper; and the text."""

    to: ConsentTo
    running: Consent | None
    told: str
    text: str
    wording: int


@dataclass(frozen=True)
class Ways:
    """How papers reach one owner."""

    owner: Owner
    standings: list[Standing]
    history: list[str]


@dataclass(frozen=True)
class Row:
    """An owner in the office's list."""

    pk: UUID
    name: str
    nif: str
    address: str
    invoices: bool
    bulletins: bool


@dataclass(frozen=True)
class Page:
    """A page of owners by name; `after` begins the next, empty on the last."""

    rows: list[Row]
    after: str


def owners(person: User, at: datetime) -> QuerySet[Owner]:
    """Owners for whom the person may consent: those he speaks for; the office writes down what any of them signed."""
    if grants.may(person, Permission.RUN_OFFICE):
        return Owner.objects.all()
    return scope.owners_as(person, GIVERS, at)


def given(person: User, at: datetime) -> QuerySet[Consent]:
    """Consents of those owners."""
    return Consent.objects.filter(owner__in=owners(person, at)).select_related("owner", "evidence")


def of_person(person: User, at: datetime, *, after: str = "") -> Page:
    """The owners a person speaks for, each with how papers reach it."""
    return _page(_known(scope.owners_as(person, GIVERS, at)), after)


def ways(owner: Owner, at: datetime) -> Ways:
    """How papers reach the owner now, and how that came about."""
    known = list(
        Consent.objects.filter(owner=owner).select_related("given_by", "revoked_by").order_by("-given_at", "-pk")
    )
    running = {one.to: one for one in known if one.revoked_at is None}
    language = (get_language() or "es")[:2]
    standings = [_standing(to, running.get(to), language, at) for to in ConsentTo]
    return Ways(owner, standings, [_told(one, at) for one in known if one.revoked_at])


def _standing(to: ConsentTo, running: Consent | None, language: str, at: datetime) -> Standing:
    wording = running.wording if running else wordings.latest(to)
    shown = running.language if running else language
    told = _("En papel, por correo postal.")
    if running:
        said = {"day": _day(running.given_at, at), "name": running.given_by.name}
        told = _("Por vía electrónica desde el %(day)s; lo aceptó %(name)s.") % said
    return Standing(to, running, told, wordings.text(to, wording, shown), wording)


def _told(one: Consent, at: datetime) -> str:
    if one.revoked_at is None:
        return ""
    said = {
        "what": ConsentTo(one.to).label,
        "given": _day(one.given_at, at),
        "revoked": _day(one.revoked_at, at),
        "name": one.revoked_by.name if one.revoked_by else "",
    }
    return _("%(what)s: aceptado el %(given)s y retirado el %(revoked)s por %(name)s.") % said


def on_paper(at: datetime, *, typed: str = "", every: bool = False, after: str = "") -> Page:
    """Owners with a lift in care who take something on paper; all of them if asked."""
    held = Tenure.objects.held_on(scope.today(at)).filter(owner=OuterRef("pk"), lift__left_on=None)
    rows = _known(Owner.objects.filter(Exists(held)))
    if not every:
        rows = rows.filter(Q(takes_invoices=False) | Q(takes_bulletins=False))
    for word in fold(typed).split():
        rows = rows.filter(search__contains=word)
    return _page(rows, after)


def _known(rows: QuerySet[Owner]) -> QuerySet[Any]:
    return rows.annotate(
        takes_invoices=Exists(_running(ConsentTo.INVOICES)), takes_bulletins=Exists(_running(ConsentTo.BULLETINS))
    )


def _page(rows: QuerySet[Any], after: str) -> Page:
    name, _sign, key = after.rpartition("_")
    if name and keys.read(key):
        rows = rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=key))
    found = list(rows.order_by("name", "pk")[: SIZE + 1])
    told = [
        Row(one.pk, one.name, one.nif, one.address, one.takes_invoices, one.takes_bulletins) for one in found[:SIZE]
    ]
    return Page(told, f"{told[-1].name}_{told[-1].pk}" if len(found) > SIZE else "")


def _running(to: ConsentTo) -> QuerySet[Consent]:
    return Consent.objects.running().filter(owner=OuterRef("pk"), to=to)


def _day(moment: datetime, at: datetime) -> str:
    return words.long(moment.astimezone(ZoneInfo(companies.current().time_zone)).date(), scope.today(at))
