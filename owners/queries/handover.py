"""What the pack of an owner («expediente completo») holds for who asks, and where it lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maintenance.models import Bulletin, Lift
from owners.models import DocumentVersion, Invoice, Owner
from owners.queries import agenda, documents, invoice_page, owner_page, papers
from owners.rules.dossier import FILE_NAMES
from portal.access.audiences import Audience
from portal.access.roles import AUDIENCES, Role
from portal.accounts.models import User
from portal.files.models import File
from portal.jobs import archives
from portal.jobs.archives import Key
from portal.jobs.models import Job
from portal.web import words

ARCHIVE = "handover.zip"
KIND = "owners.handover"
FILES = {
    "bulletin": Bulletin.objects.all(),
    "version": DocumentVersion.objects.all(),
    "invoice": Invoice.objects.all(),
}


@dataclass(frozen=True)
class Paper:
    """A file for the pack: in which folder, and what it is called there before another of that name."""

    file: File
    folder: str
    name: str
    what: str


def names() -> dict[str, str]:
    """What folders and files of it are called, in the reader's language."""
    return {
        "bulletins": _("boletines"),
        "papers": _("papeles"),
        "invoices": _("facturas"),
        "record": _("registro"),
        "visits": _("revisiones"),
        "breakdowns": _("averias"),
        "history": _("historia"),
        "owner": _("titular"),
        "check": _("LEAME"),
    }


def parameters(owner: UUID) -> dict[str, Any]:
    """What its job is asked with."""
    return {"owner": str(owner)}


def latest(person: User, owner: Owner) -> Job | None:
    """The last pack of that owner the person asked for."""
    return archives.latest(KIND, person, parameters(owner.pk))


def root() -> Path:
    """Where packs lie."""
    return Path(settings.PRIVATE_FILES) / "handovers"


def folder_of(job: Job) -> Path:
    """Its own folder."""
    return root() / str(job.pk)


def owner_of(job: Job, person: User, at: datetime) -> Owner | None:
    """Whose pack it is, while the person decides for that owner or runs the office."""
    return owner_page.decided_by(person, at).filter(pk=job.parameters["owner"]).first()


def held(job: Job, person: User, at: datetime) -> list[File] | None:
    """The files within a finished pack; None when it is gone, or holds what the person may not have any more."""
    owner = owner_of(job, person, at)
    if owner is None:
        return None
    return archives.held(job, folder_of(job), lambda: keys(person, owner, at))


def keys(person: User, owner: Owner, at: datetime) -> list[Key]:
    """All of it in its order: papers first, then what is written for the pack, the histories last."""
    lifts = agenda.lifts(owner, at)
    found: list[Key] = [("bulletin", str(key)) for key in _bulletins(lifts).order_by("pk").values_list("pk", flat=True)]
    found += [
        ("version", str(key)) for key in _versions(person, owner, lifts, at).order_by("pk").values_list("pk", flat=True)
    ]
    if owner_page.sees_money(person, owner, at):
        found += [("invoice", str(key)) for key in _invoices(owner).order_by("pk").values_list("pk", flat=True)]
    for what in ("record", "visits", "breakdowns", "lift-history"):
        found += [(what, str(lift.pk)) for lift in lifts]
    return [*found, ("owner-history", str(owner.pk))]


def _bulletins(lifts: list[Lift]) -> QuerySet[Bulletin]:
    return Bulletin.objects.filter(visit__lift__in=lifts)


def _versions(person: User, owner: Owner, lifts: list[Lift], at: datetime) -> QuerySet[DocumentVersion]:
    """Every version of each paper that stands: the office's pack holds what the owner's would."""
    about = Q(document__owner=owner) | Q(document__lift__in=lifts)
    about |= Q(document__building__in={lift.building_id for lift in lifts})
    return documents.versions_seen(person, at).filter(about, document__withdrawal=None)


def _invoices(owner: Owner) -> QuerySet[Invoice]:
    return Invoice.objects.announced().standing().filter(owner=owner)


def audiences(person: User, owner: Owner, at: datetime) -> frozenset[Audience]:
    """Of whose entries the histories say the text: the owner's, also in a pack the office makes for him."""
    whole = AUDIENCES[Role.CHAIR]
    return whole if owner_page.sees_money(person, owner, at) else whole - {Audience.BILLING}


def papers_of(person: User, owner: Owner, wanted: list[Key], at: datetime) -> Iterator[tuple[Key, Paper]]:
    """Those of these papers the person may have now, in their order."""
    lifts = agenda.lifts(owner, at)
    chosen: dict[str, list[str]] = {}
    for kind, key in wanted:
        chosen.setdefault(kind, []).append(key)
    made: dict[Key, Paper] = {}
    rows = ("visit__lift__building", "file")
    for bulletin in _bulletins(lifts).filter(pk__in=chosen.get("bulletin", [])).select_related(*rows):
        made["bulletin", str(bulletin.pk)] = _bulletin(bulletin, owner)
    for version in _versions(person, owner, lifts, at).filter(pk__in=chosen.get("version", [])):
        made["version", str(version.pk)] = _version(version, owner)
    if chosen.get("invoice") and owner_page.sees_money(person, owner, at):
        for invoice in _invoices(owner).filter(pk__in=chosen["invoice"]).select_related("owner", "file"):
            made["invoice", str(invoice.pk)] = Paper(
                invoice.file,
                names()["invoices"],
                invoice_page.file_name(invoice),
                _("Factura %(number)s") % {"number": invoice.number},
            )
    yield from ((key, made[key]) for key in wanted if key in made)


def _bulletin(one: Bulletin, owner: Owner) -> Paper:
    folder = f"{names()['bulletins']}/{of_lift(one.visit.lift)}"
    return Paper(one.file, folder, papers.file_name(one, owner), _("Boletín %(number)s") % {"number": one.number})


def _version(one: DocumentVersion, owner: Owner) -> Paper:
    kind = one.document.kind
    said = {"what": one.document.title, "day": words.figures(one.valid_from)}
    what = _("%(what)s, desde el %(day)s") % said
    return Paper(one.file, f"{names()['papers']}/{FILE_NAMES[kind]}", documents.file_name(one, owner), what)


def of_lift(lift: Lift) -> str:
    """What the lift's folder and files are called."""
    return lift.rae or lift.code or str(lift.pk)


def told(job: Job | None, person: User, at: datetime) -> dict[str, Any]:
    """How it goes with it, in words and figures, for its page."""
    return archives.told(job, lambda one: held(one, person, at))


def name(owner: Owner, day: date) -> str:
    """expediente_H47218306_2026-11-23.zip."""
    return "_".join(part for part in (_("expediente"), owner.nif, f"{day:%Y-%m-%d}") if part) + ".zip"
