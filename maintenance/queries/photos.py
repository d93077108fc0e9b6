"""Photos as pages show them: a thumbnail that leads to the large one, what is on it, when it was taken, at which point.

Which photos a person is handed is another's answer (`owners/queries/scope.py`); who reads a page may read its words.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.models import Breakdown, Finding, Lift, Photo, Visit
from maintenance.models.photo import PhotoQuerySet
from maintenance.queries import plans
from portal.web import pages, words

ORDER = (F("item").asc(nulls_last=True), F("taken_at").asc(nulls_last=True), "pk")
FIRST = 3  # of a visit, where it is one line among others


@dataclass(frozen=True)
class Shown:
    """A photo: where it is, large and small, in words for who does not see it, and what is written under it."""

    large: str
    small: str
    alt: str
    words: str
    under: str
    finding: UUID | None = None


@dataclass(frozen=True)
class Wall:
    """Photos that are here, and on whose phone the others still are."""

    photos: list[Shown]
    missing: list[str]

    @property
    def without_findings(self) -> list[Shown]:
        """Those that stand beside no finding."""
        return [one for one in self.photos if one.finding is None]

    def of(self, finding: UUID) -> list[Shown]:
        """Those of one finding."""
        return [one for one in self.photos if one.finding == finding]


@dataclass(frozen=True)
class Some:
    """The first photos of something, and how many more there are."""

    photos: list[Shown]
    more: int


def of_visit(visit: Visit, *, now: datetime) -> Wall:
    """Those of a visit and of what was found on it."""
    items = {line["number"]: plans.said(line, "text") for line in visit.plan.lines} if visit.plan else {}
    return _wall(Photo.objects.of_visit(visit), visit.lift, now, items, _("Foto de la revisión"))


def of_breakdown(breakdown: Breakdown, *, now: datetime) -> Wall:
    """Those of a breakdown."""
    photos = Photo.objects.standing().filter(breakdown=breakdown)
    return _wall(photos, breakdown.lift, now, {}, _("Foto de la avería"))


def of_findings(findings: Iterable[Finding], *, now: datetime) -> dict[UUID, list[Shown]]:
    """Those of findings in a list, in one query; nothing of one that has none."""
    known = {one.pk: one for one in findings}
    shown: dict[UUID, list[Shown]] = {}
    for photo in Photo.objects.here().filter(finding__in=known).order_by(*ORDER):
        finding = known[photo.finding_id]
        zone = ZoneInfo(finding.lift.building.time_zone)
        shown.setdefault(finding.pk, []).append(_shown(photo, now.astimezone(zone), "", finding.words))
    return shown


def first_of(visits: Collection[UUID], breakdowns: Collection[UUID]) -> dict[UUID, Some]:
    """The first photos of each of these, by its key, in one query."""
    thing = Coalesce("visit", "finding__visit", "breakdown")
    theirs = Q(visit__in=visits) | Q(finding__visit__in=visits) | Q(breakdown__in=breakdowns)
    rows = (
        Photo.objects.here()
        .filter(theirs, finding__withdrawn_at=None)
        .annotate(thing=thing)
        .annotate(
            place=Window(RowNumber(), partition_by=thing, order_by=ORDER),
            many=Window(Count("pk"), partition_by=thing),
        )
        .filter(place__lte=FIRST)
        .order_by("thing", "place")
        .values("pk", "thing", "many", "words", "finding__words")
    )
    found: dict[UUID, Some] = {}
    for row in rows:
        some = found.setdefault(row["thing"], Some([], max(row["many"] - FIRST, 0)))
        said = row["words"] or row["finding__words"] or _("Foto")
        some.photos.append(Shown(*_addresses(row["pk"]), alt=said, words=said, under=""))
    return found


def _wall(photos: PhotoQuerySet, lift: Lift, now: datetime, items: dict[int, str], otherwise: str) -> Wall:
    local = now.astimezone(ZoneInfo(lift.building.time_zone))
    rows = list(photos.select_related("finding", "person").order_by(*ORDER))
    here = {photo.sha256: photo for photo in reversed(rows) if photo.file_id}
    shown = [
        _shown(photo, local, items.get(photo.item or 0, ""), photo.finding.words if photo.finding else "", otherwise)
        for photo in reversed(here.values())
    ]
    return Wall(shown, _missing(rows))


def _shown(photo: Photo, local: datetime, item: str, finding: str, otherwise: str = "") -> Shown:
    taken = photo.taken_at.astimezone(local.tzinfo) if photo.taken_at else None
    when = f"{words.short(taken.date(), local.date())}, {words.hour(taken)}" if taken else ""
    said = photo.words or finding
    return Shown(
        *_addresses(photo.pk),
        alt=said or item or otherwise or _("Foto"),
        words=said or item or otherwise or _("Foto"),
        under=" · ".join(part for part in (when, item if said else "") if part),
        finding=photo.finding_id,
    )


def _addresses(key: UUID) -> tuple[str, str]:
    """Large and small."""
    return pages.url_of("maintenance.photo", key), pages.url_of("maintenance.thumbnail", key)


def _missing(rows: Iterable[Photo]) -> list[str]:
    """3 fotos siguen en el teléfono de Marta; cuando lleguen, se verán aquí."""
    left: dict[str, set[str]] = {}
    for photo in rows:
        if photo.file_id is None:
            left.setdefault(photo.person.first_name, set()).add(photo.sha256)
    return [
        ngettext(
            "%(n)s foto sigue en el teléfono de %(name)s; cuando llegue, se verá aquí.",
            "%(n)s fotos siguen en el teléfono de %(name)s; cuando lleguen, se verán aquí.",
            len(some),
        )
        % {"n": len(some), "name": name}
        for name, some in left.items()
    ]
