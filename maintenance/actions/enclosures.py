"""What comes with a record of work: photos, parts and findings, and the older findings it settles.

A correction tells the whole record anew: what it no longer names is withdrawn, never deleted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from maintenance.enums import Objection, Severity
from maintenance.models import Breakdown, Finding, Part, Photo, Visit
from portal.accounts.models import User


class Refused(Exception):
    """What was told cannot stand; `objection` says why, in words."""

    def __init__(self, objection: Objection, value: object = "") -> None:
        super().__init__(objection)
        self.objection, self.value = objection, value

    def __str__(self) -> str:
        return str(self.objection.label).format(value=self.value)


@dataclass(frozen=True)
class Picture:
    """A photo the record names; its bytes come after."""

    sha256: str
    item: int | None = None
    words: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Fitted:
    """A part that was fitted."""

    name: str
    quantity: int = 1
    is_safety_component: bool = False
    component_type: str = ""
    serial_number: str = ""


@dataclass(frozen=True)
class Found:
    """Something to be seen to; its key is the phone's."""

    key: UUID
    words: str
    severity: Severity
    item: int | None = None
    photos: Sequence[str] = ()


@dataclass(frozen=True)
class Enclosed:
    """All of it. `settled` are keys of older findings that are done."""

    photos: Sequence[Picture] = ()
    parts: Sequence[Fitted] = ()
    findings: Sequence[Found] = ()
    settled: Sequence[UUID] = field(default=())


def keep(enclosed: Enclosed, *, visit: Visit, person: User | None, at: datetime) -> None:
    """Writes what came with a visit, in the transaction that writes the visit; `person` will send the photos."""
    known = {one.sha256: one for one in enclosed.photos}
    of_findings = {sha256 for one in enclosed.findings for sha256 in one.photos}
    _findings(enclosed.findings, visit, at)
    keep_photos([one for one in enclosed.photos if one.sha256 not in of_findings], person=person, at=at, visit=visit)
    for one in enclosed.findings:
        named = [known.get(sha256, Picture(sha256)) for sha256 in one.photos]
        keep_photos(named, person=person, at=at, finding=Finding(pk=one.key))
    keep_parts(enclosed.parts, at=at, visit=visit)
    _settle(enclosed.settled, visit)


def keep_parts(
    parts: Iterable[Fitted], *, at: datetime, visit: Visit | None = None, breakdown: Breakdown | None = None
) -> None:
    """Writes the parts that were fitted; what was said before is withdrawn."""
    Part.objects.standing().filter(visit=visit, breakdown=breakdown).update(withdrawn_at=at)
    Part.objects.bulk_create(Part(visit=visit, breakdown=breakdown, **vars(one)) for one in parts)


def keep_photos(pictures: Sequence[Picture], *, person: User | None, at: datetime, **thing: Any) -> None:
    """Writes which photos belong to a thing; one whose bytes came with an earlier record is there at once."""
    if person is None:
        if pictures:
            raise ValueError("photos are somebody's")
        return
    standing = Photo.objects.standing().filter(**thing)
    standing.exclude(sha256__in=[one.sha256 for one in pictures]).update(withdrawn_at=at)
    there = {photo.sha256: photo for photo in standing}
    here = _arrived([one.sha256 for one in pictures], person)
    for one in pictures:
        told = {"item": one.item, "words": one.words, "taken_at": one.taken_at}
        if one.sha256 in there:
            Photo.objects.filter(pk=there[one.sha256].pk).update(**told)
        else:
            Photo.objects.create(person=person, sha256=one.sha256, **thing, **told, **here.get(one.sha256, {}))


def _arrived(digests: Iterable[str], person: User) -> dict[str, dict[str, Any]]:
    """What is kept of photos this person has sent before, by the digest of what the phone has."""
    columns = ("file_id", "thumbnail_id", "received_at")
    rows = Photo.objects.filter(person=person, sha256__in=list(digests), file__isnull=False).values("sha256", *columns)
    return {row["sha256"]: {name: row[name] for name in columns} for row in rows}


def _settle(keys: Sequence[UUID], visit: Visit) -> None:
    """Older findings this record says are done; what it no longer says waits again, unless the office closed it."""
    told = Finding.objects.filter(settled_visit=visit, settled_by=None)
    told.exclude(pk__in=keys).update(settled_visit=None, settled_at=None)
    waiting = Finding.objects.waiting().filter(pk__in=keys, lift=visit.lift_id)
    waiting.update(settled_visit=visit, settled_at=visit.finished_at)


def _findings(findings: Sequence[Found], visit: Visit, at: datetime) -> None:
    keys = [one.key for one in findings]
    if Finding.objects.filter(pk__in=keys).exclude(visit=visit).exists():
        raise Refused(Objection.OTHER_FINDING)
    Finding.objects.standing().filter(visit=visit).exclude(pk__in=keys).update(withdrawn_at=at)
    for one in findings:
        Finding.objects.update_or_create(
            pk=one.key,
            defaults={
                "lift_id": visit.lift_id,
                "visit": visit,
                "item": one.item,
                "words": one.words,
                "severity": one.severity,
                "found_at": visit.finished_at or at,
            },
        )
    Finding.objects.filter(pk__in=keys, withdrawn_by=None).update(withdrawn_at=None)
