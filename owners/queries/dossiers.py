"""The legal dossier of lifts: what is there of it, what runs out, what is lacking and why it is needed.

A lift's paper may be about the lift, about its building, or about who owns it now. The record of maintenance is kept
here, visit by visit, so it is there once a visit is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from maintenance.models import Lift
from owners.enums import DocumentKind, Lacks, NeededFor
from owners.models import Contract, DocumentVersion, Tenure
from owners.queries import scope
from owners.rules import dossier as law
from owners.rules.dossier import Ground
from portal.lib import clock
from portal.web import pages, strips, words
from portal.web.words import gettext as _

ROWS = ("document", "file", "published_by")


@dataclass(frozen=True)
class Item:
    """A paper the law asks for. `state` is there, soon (it runs out) or lacking; `version` the one that is here."""

    kind: DocumentKind
    article: str
    why: str
    state: str
    url: str = ""
    ends: str = ""
    version: DocumentVersion | None = None

    @property
    def label(self) -> str:
        """What it is called."""
        return str(self.kind.label)


@dataclass(frozen=True)
class Dossier:
    """All of it, in the order of the law."""

    items: list[Item]

    @property
    def total(self) -> int:
        """How many papers the law asks for."""
        return len(self.items)

    @property
    def lacking(self) -> list[Item]:
        """Those that are not here, or no longer hold."""
        return [item for item in self.items if item.state == "lacking"]

    @property
    def figure(self) -> str:
        """6 de 7."""
        return words.out_of(self.total - len(self.lacking), self.total)

    @property
    def told(self) -> str:
        """Falta el manual · faltan 2 papeles · completo."""
        lacking, soon = self.lacking, [item for item in self.items if item.state == "soon"]
        if not lacking:
            return _("%(label)s: %(ends)s") % {"label": soon[0].label, "ends": soon[0].ends} if soon else _("completo")
        if len(lacking) == 1 and lacking[0].ends:
            return _("%(label)s: %(ends)s") % {"label": lacking[0].label, "ends": lacking[0].ends}
        if len(lacking) == 1:
            return str(Lacks(lacking[0].kind.value).label)
        return ngettext("falta %(n)s papel", "faltan %(n)s papeles", len(lacking)) % {"n": len(lacking)}

    @property
    def strip(self) -> SafeString:
        """A sheet per paper."""
        return strips.papers_strip([item.state for item in self.items], f"{self.figure}, {self.told}")

    @property
    def inspection(self) -> str:
        """When the certificate of inspection runs out, in short: hasta 09/2028."""
        item = next((item for item in self.items if item.kind is DocumentKind.INSPECTION), None)
        if item is None or item.version is None or item.version.valid_until is None:
            return ""
        if item.state == "there":
            return _("hasta %(month)s") % {"month": f"{item.version.valid_until:%m/%Y}"}
        return item.ends


def of(lifts: Sequence[Lift], at: datetime) -> Mapping[UUID, Dossier]:
    """The dossier of each lift, in two queries; the lifts come with building and card."""
    held = Tenure.objects.held_on(scope.today(at)).filter(lift__in=[lift.pk for lift in lifts])
    rows = held.annotate(contract=_contract(scope.today(at))).values_list("lift_id", "owner_id", "contract")
    owners = {lift: (owner, contract) for lift, owner, contract in rows}
    found = list(_versions(lifts, [owner for owner, _contract_of_it in owners.values()]))
    made = {}
    for lift in lifts:
        owner, contract = owners.get(lift.pk, (None, None))
        made[lift.pk] = _dossier(lift, [one for one in found if _is_of(one, lift, owner)], contract, at)
    return made


def _contract(today: date) -> Subquery:
    """The contract that runs for a lift with who holds it: written down here, it is there without its PDF too."""
    running = Contract.objects.in_force_on(today).filter(lifts=OuterRef("lift_id"), owner=OuterRef("owner_id"))
    return Subquery(running.order_by("-starts_on", "pk").values("pk")[:1])


def _versions(lifts: Sequence[Lift], owners: Iterable[UUID]) -> Iterable[DocumentVersion]:
    """Their papers, what holds longest first: of two of a kind that one counts."""
    about = Q(document__lift__in=[lift.pk for lift in lifts])
    about |= Q(document__building__in={lift.building_id for lift in lifts}) | Q(document__owner__in=set(owners))
    rows = DocumentVersion.objects.current().filter(about, document__kind__in=law.KINDS).select_related(*ROWS)
    return sorted(rows, key=lambda one: (one.valid_until or date.max, one.published_at), reverse=True)


def _is_of(version: DocumentVersion, lift: Lift, owner: UUID | None) -> bool:
    document = version.document
    if document.owner_id:
        return bool(document.owner_id == owner)
    return bool(document.lift_id == lift.pk or document.building_id == lift.building_id)


def _dossier(lift: Lift, versions: Sequence[DocumentVersion], contract: UUID | None, at: datetime) -> Dossier:
    today = clock.day_in(lift.building.time_zone, at)
    best: dict[str, DocumentVersion] = {}
    for version in versions:
        best.setdefault(version.document.kind, version)
    asked = [ground for ground in law.LEGAL if law.holds(ground, today)]
    return Dossier([_item(ground, lift, best.get(ground.kind), contract, today) for ground in asked])


def _item(ground: Ground, lift: Lift, version: DocumentVersion | None, contract: UUID | None, today: date) -> Item:
    kind = DocumentKind(ground.kind)
    why = str(NeededFor(ground.kind).label)
    if version is not None:
        until = version.valid_until
        state = "lacking" if law.is_over(until, today) else "soon" if law.runs_out(until, today) else "there"
        url = pages.url_for(version.document)
        return Item(kind, ground.article, why, state, url, ends(until, today), version)
    if kind is DocumentKind.CONTRACT and contract is not None:
        url = pages.address("owners:contract", contract)
        return Item(kind, ground.article, why, "there", url, _("el que está en vigor, con sus cláusulas"))
    card = getattr(lift, "card", None)
    if kind is DocumentKind.LOG and card is not None and card.last_visit_at is not None:
        last = words.long(clock.day_in(lift.building.time_zone, card.last_visit_at), today)
        told = _("la última revisión, del %(day)s") % {"day": last}
        return Item(kind, ground.article, why, "there", pages.address("owners:visits", lift.pk), told)
    return Item(kind, ground.article, why, "lacking")


def ends(valid_until: date | None, today: date) -> str:
    """Caducó hace 3 días · caduca en 34 días · vale hasta el 1 de septiembre de 2028."""
    left = law.days_left(valid_until, today)
    if valid_until is None or left is None:
        return ""
    if left < 0:
        return ngettext("caducó hace %(n)s día", "caducó hace %(n)s días", -left) % {"n": -left}
    if left == 0:
        return _("caduca hoy")
    if left <= law.SOON:
        return ngettext("caduca en %(n)s día", "caduca en %(n)s días", left) % {"n": left}
    return _("vale hasta el %(day)s") % {"day": words.long(valid_until, today)}
