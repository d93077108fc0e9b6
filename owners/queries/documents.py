"""Documents as pages show them: in a list, and one with its versions and who opened it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from maintenance.models import Lift
from maintenance.queries.receipts import Opened
from owners.enums import DocumentKind
from owners.models import Document, DocumentReceipt, DocumentVersion, Owner, Tenure, Withdrawal
from owners.queries import dossiers, scope
from owners.queries.dossiers import Item
from owners.rules import dossier as law
from owners.rules import naming
from portal.access import grants
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.company import queries as companies
from portal.web import pages, words
from portal.web.words import gettext as _

SIZE = 50
ROWS = ("document__lift__building", "document__building", "document__owner", "file", "published_by")
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}


@dataclass(frozen=True)
class Row:
    """A document in a list: what, about what, who published it when, when it runs out, and whether it was opened."""

    url: str
    title: str
    kind: str
    about: str
    published: str
    ends: str
    tone: str
    opened: str = ""


@dataclass(frozen=True)
class Version:
    """One of its files, as its page tells it; `number` counts from 1."""

    pk: UUID
    number: int
    published: str
    holds: str
    why: str
    sha256: str
    size: int
    is_current: bool


@dataclass(frozen=True)
class Leaf:
    """A paper of the dossier with what is said of the one that is here."""

    item: Item
    published: str
    opened: str


def tree(items: Sequence[Item], at: datetime) -> list[Leaf]:
    """The dossier as its page prints it."""
    here = [item.version for item in items if item.version]
    told = first_opened(here, at)
    return [
        Leaf(
            item,
            published=published(item.version, at) if item.version else "",
            opened=told.get(item.version.pk, _("sin abrir")) if item.version else "",
        )
        for item in items
    ]


def of_lift(person: User, lift: Lift, owner: Owner | None, at: datetime, *, but: Collection[UUID] = ()) -> list[Row]:
    """What the person may see about a lift, its building and its owner, but these."""
    about = Q(lift=lift) | Q(building=lift.building_id)
    if owner:
        about |= Q(owner=owner)
    return listed(scope.documents(person, at).filter(about).exclude(pk__in=but), at)


def of_owners(person: User, at: datetime) -> list[Row]:
    """What the person may see that is about no lift and no building."""
    return listed(scope.documents(person, at).filter(owner__isnull=False), at)


def latest(person: User, at: datetime, *, most: int) -> list[Row]:
    """What was published last."""
    versions = _current(scope.documents(person, at)).order_by("-published_at", "-pk")[:most]
    return _rows(list(versions), at)


def running_out(person: User, at: datetime, *, most: int) -> list[Row]:
    """What has run out or soon will, the oldest first."""
    limit = date.fromordinal(scope.today(at).toordinal() + law.SOON)
    versions = _current(scope.documents(person, at)).filter(valid_until__lte=limit)
    return _rows(list(versions.order_by("valid_until", "pk")[:most]), at)


def listed(documents: QuerySet[Document], at: datetime) -> list[Row]:
    """The first of them, in the order of their kinds, the newest of a kind first."""
    order = list(DocumentKind)
    found = _current(documents).order_by("-published_at", "-pk")[:SIZE]
    return _rows(sorted(found, key=lambda one: order.index(DocumentKind(one.document.kind))), at)


def _current(documents: QuerySet[Document]) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.current().filter(document__in=documents).select_related(*ROWS)


def _rows(versions: Sequence[DocumentVersion], at: datetime) -> list[Row]:
    opened = first_opened(versions, at)
    return [_row(one, opened.get(one.pk, ""), at) for one in versions]


def first_opened(versions: Iterable[DocumentVersion], at: datetime) -> dict[UUID, str]:
    """Who opened each first and when, in one query; those nobody opened are not in it."""
    receipts = DocumentReceipt.objects.filter(version__in=[one.pk for one in versions]).select_related("person")
    told: dict[UUID, str] = {}
    for one in receipts.order_by("at", "pk"):
        moment = words.moment(_local(one.at), _local(at))
        told.setdefault(one.version_id, _("abierto por %(name)s, %(when)s") % {"name": one.person.name, "when": moment})
    return told


def _row(version: DocumentVersion, opened: str, at: datetime) -> Row:
    document, today = version.document, scope.today(at)
    over, soon = law.is_over(version.valid_until, today), law.runs_out(version.valid_until, today)
    return Row(
        url=pages.url_for(document),
        title=document.title,
        kind=str(DocumentKind(document.kind).label),
        about=about(document),
        published=published(version, at),
        ends=dossiers.ends(version.valid_until, today),
        tone="stop" if over else "warn" if soon else "",
        opened=opened,
    )


def about(document: Document) -> str:
    """What it is about, in a few words."""
    if document.lift:
        return document.lift.place
    if document.building:
        return _("%(street)s, el edificio") % {"street": document.building.street}
    return document.owner.name if document.owner else ""


def published(version: DocumentVersion, at: datetime) -> str:
    """Publicado por Carmen Ruiz el 12 de noviembre."""
    day = words.long(_local(version.published_at).date(), scope.today(at))
    if version.published_by is None:
        return _("publicado el %(day)s") % {"day": day}
    return _("publicado por %(name)s el %(day)s") % {"name": version.published_by.name, "day": day}


def versions(document: Document, at: datetime) -> list[Version]:
    """All of them, newest first."""
    found = list(document.versions.select_related("file", "published_by").order_by("published_at", "pk"))
    told = [_version(one, number, at, is_current=one is found[-1]) for number, one in enumerate(found, 1)]
    return told[::-1]


def _version(one: DocumentVersion, number: int, at: datetime, *, is_current: bool) -> Version:
    return Version(
        pk=one.pk,
        number=number,
        published=published(one, at),
        holds=holds(one, at),
        why=one.why,
        sha256=one.file.sha256,
        size=one.file.size,
        is_current=is_current,
    )


def holds(version: DocumentVersion, at: datetime) -> str:
    """Desde el 1 de septiembre de 2024; caduca en 34 días."""
    today = scope.today(at)
    since = _("desde el %(day)s") % {"day": words.long(version.valid_from, today)}
    return "; ".join(part for part in (since, dossiers.ends(version.valid_until, today)) if part)


def current(document: Document) -> DocumentVersion:
    """Its last version, also of one that was withdrawn."""
    return document.versions.select_related(*ROWS).get(superseded_by=None)


def opened(version: DocumentVersion, at: datetime) -> list[Opened]:
    """Who opened a version and how, first to last."""
    rows = DocumentReceipt.objects.filter(version=version).select_related("person").order_by("at", "pk")
    return [
        Opened(
            name=row.person.name,
            when=words.moment(_local(row.at), _local(at)),
            how=str(DocumentReceipt.How(row.how).label),
        )
        for row in rows
    ]


def withdrawn(document: Document, at: datetime) -> str | None:
    """Retirado el 12 de noviembre: era de otro ascensor. None of one that stands."""
    gone: Withdrawal | None = getattr(document, "withdrawal", None)
    if gone is None:
        return None
    day = words.long(_local(gone.at).date(), scope.today(at))
    return _("Lo retiramos el %(day)s: %(why)s") % {"day": day, "why": gone.why}


def versions_seen(person: User, at: datetime) -> QuerySet[DocumentVersion]:
    """Versions whose file the person may have: of a withdrawn document, the office alone."""
    seen = scope.documents(person, at)
    if not grants.may(person, Permission.RUN_OFFICE):
        seen = seen.standing()
    return DocumentVersion.objects.filter(document__in=seen).select_related(*ROWS)


def receiver(person: User, document: Document, at: datetime) -> Owner | None:
    """For whom the person receives it: an owner it is about, for whom he reads what owners or their accounts read."""
    audience = Audience.BILLING if document.audience == Audience.BILLING else Audience.OWNER
    theirs = scope.owners_for(person, audience, at)
    if document.owner_id:
        return theirs.filter(pk=document.owner_id).first()
    held = Tenure.objects.held_on(scope.today(at))
    lifts = held.filter(lift=document.lift_id) if document.lift_id else held.filter(lift__building=document.building_id)
    return theirs.filter(pk__in=lifts.values("owner")).order_by("pk").first()


def file_name(version: DocumentVersion, owner: Owner | None) -> str:
    """`NIF_day_kind.pdf`; with the end of its key where nobody has a NIF."""
    nif = owner.nif if owner and owner.nif else version.document.pk.hex[-8:]
    kind, ending = law.FILE_NAMES[version.document.kind], ENDINGS.get(version.file.media_type, "")
    return naming.file_name(nif, version.valid_from, kind, ending)


def owner_of(document: Document, at: datetime) -> Owner | None:
    """Whose NIF its file is named with: of a building with several owners, nobody's."""
    if document.owner:
        return document.owner
    if document.lift:
        return scope.owner_of(document.lift, at)
    held = Tenure.objects.held_on(scope.today(at)).filter(lift__building=document.building_id)
    found = list(Owner.objects.filter(pk__in=held.values("owner"))[:2])
    return found[0] if len(found) == 1 else None


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(companies.current().time_zone))
