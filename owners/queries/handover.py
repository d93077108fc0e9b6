"""What the pack of an owner («expediente completo») holds for who asks, and where it lies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maintenance.enums import Attribution, Cause, Condition, Frequency
from maintenance.models import Breakdown, Bulletin, Lift, Visit
from owners.models import DocumentVersion, Invoice, Owner
from owners.queries import agenda, documents, invoice_page, owner_page, papers
from owners.rules.dossier import FILE_NAMES
from portal.access.audiences import Audience
from portal.access.roles import AUDIENCES, Role
from portal.accounts.models import User
from portal.files.models import File
from portal.jobs.models import Job, JobState
from portal.lib.text import canonical
from portal.web import words

ARCHIVE = "handover.zip"
KIND = "owners.handover"
Key = tuple[str, str]


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
    asked = canonical(parameters(owner.pk))
    return Job.objects.filter(kind=KIND, created_by=person, params=asked).order_by("-created_at", "-pk").first()


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
    listing = folder_of(job) / "held.json"
    owner = owner_of(job, person, at)
    if job.state != JobState.DONE or not listing.exists() or owner is None:
        return None
    inside = json.loads(listing.read_text())
    allowed = {f"{kind}/{key}" for kind, key in keys(person, owner, at)}
    if not {f"{kind}/{key}" for kind, key, _sha256 in inside} <= allowed:
        return None
    return list(File.objects.filter(sha256__in={sha256 for _kind, _key, sha256 in inside if sha256}))


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


def weight(found: list[Key]) -> int:
    """How many bytes its papers are, at most."""
    sizes = 0
    for kind, model in (("bulletin", Bulletin), ("version", DocumentVersion), ("invoice", Invoice)):
        chosen = [key for one, key in found if one == kind]
        for start in range(0, len(chosen), 500):
            rows = model._default_manager.filter(pk__in=chosen[start : start + 500])
            sizes += sum(rows.values_list("file__size", flat=True))
    return sizes


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


def visits(lift: Lift) -> Iterator[list[str]]:
    """A row a visit, the first before the last, read piece by piece."""
    zone = ZoneInfo(lift.building.time_zone)
    done = Visit.objects.completed().filter(lift=lift).select_related("technician__person", "contractor")
    for one in done.order_by("finished_at", "pk").iterator(chunk_size=500):
        began, ended = _local(one.started_at, zone), _local(one.finished_at, zone)
        counts = (one.ok, one.adjusted, one.observed, one.pending, one.not_done)
        yield [
            _day(ended),
            f"{began:%H:%M}" if began else "",
            f"{ended:%H:%M}" if ended else "",
            one.who,
            str(Frequency(one.scope).label),
            *(str(count) for count in counts),
            str(Condition(one.condition_on_departure).label),
            one.bulletin_number,
            one.words_for_owner,
        ]


def visit_columns() -> list[str]:
    """The head of those rows."""
    return [
        _("día"), _("llegada"), _("salida"), _("quién"), _("alcance"), _("correctos"), _("ajustados"),
        _("observaciones"), _("pendientes"), _("no realizados"), _("estado al salir"), _("boletín"), _("para usted"),
    ]  # fmt: skip


def breakdowns(lift: Lift) -> Iterator[list[str]]:
    """A row a breakdown, the first before the last, read piece by piece."""
    zone = ZoneInfo(lift.building.time_zone)
    for one in Breakdown.objects.filter(lift=lift).order_by("reported_at", "pk").iterator(chunk_size=500):
        moments = (_local(moment, zone) for moment in (one.reported_at, one.arrived_at, one.restored_at))
        yield [
            one.number,
            *(f"{moment:%d/%m/%Y %H:%M}" if moment else "" for moment in moments),
            _("sí") if one.stops_service else _("no"),
            _("sí") if one.entrapment else _("no"),
            str(Cause(one.cause).label),
            one.cause_words,
            one.fix_words,
            str(Attribution(one.attribution).label),
        ]


def breakdown_columns() -> list[str]:
    """The head of those rows."""
    return [
        _("número"), _("avisada"), _("llegada"), _("resuelta"), _("paró el servicio"), _("alguien dentro"), _("causa"),
        _("causa, en palabras"), _("arreglo"), _("se debe a"),
    ]  # fmt: skip


def told(job: Job | None, person: User, at: datetime) -> dict[str, Any]:
    """How it goes with it, in words and figures, for its page."""
    if job is None:
        return {"state": "none", "done": 0, "total": None, "words": "", "size": 0, "files": 0}
    outcome, state = job.outcome, str(job.state)
    if state == JobState.DONE and held(job, person, at) is None:
        state = "gone"
    said = outcome.get("error", "") if state == JobState.FAILED else ""
    if state == "gone":
        said = _("Ya no está: se guarda siete días, y solo mientras lo que lleva dentro sea suyo.")
    return {
        "state": state,
        "done": job.done,
        "total": job.total,
        "words": said,
        "size": outcome.get("size", 0),
        "files": outcome.get("files", 0),
    }


def name(owner: Owner, day: date) -> str:
    """expediente_H47218306_2026-11-23.zip."""
    return "_".join(part for part in (_("expediente"), owner.nif, f"{day:%Y-%m-%d}") if part) + ".zip"


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None


def _day(moment: datetime | None) -> str:
    return f"{moment:%d/%m/%Y}" if moment else ""
