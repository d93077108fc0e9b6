"""Publishing, replacing and withdrawing documents, and what is written when one is opened."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maintenance.models import Building, Lift
from owners import kinds
from owners.enums import DocumentKind
from owners.models import Document, DocumentReceipt, DocumentVersion, Owner, Tenure, Withdrawal
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.ledger.kinds import Kind, Origin, Record

Pair = tuple[Kind, Kind]  # of a lift's stream and of an owner's
PUBLISHED = (kinds.DOCUMENT_PUBLISHED, kinds.OWNER_DOCUMENT_PUBLISHED)
SUPERSEDED = (kinds.DOCUMENT_SUPERSEDED, kinds.OWNER_DOCUMENT_SUPERSEDED)
WITHDRAWN = (kinds.DOCUMENT_WITHDRAWN, kinds.OWNER_DOCUMENT_WITHDRAWN)
RECEIVED = (kinds.DOCUMENT_RECEIVED, kinds.OWNER_DOCUMENT_RECEIVED)


class MoneyOfALift(Exception):
    """A paper with prices can only be an owner's: a lift's papers pass to whoever owns it next."""


class SameFile(Exception):
    """These very bytes are published already about the same; `document` says where."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.document = document


class Overtaken(Exception):
    """Somebody replaced or withdrew the document meanwhile."""


@dataclass(frozen=True)
class Sheet:
    """What is said of a version: its file, from when to when it holds, and why it replaces another."""

    file: File
    valid_from: date
    valid_until: date | None = None
    why: str = ""


@transaction.atomic
def publish(
    *,
    about: Lift | Building | Owner,
    kind: DocumentKind,
    title: str,
    audience: Audience,
    sheet: Sheet,
    by: User | None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> DocumentVersion:
    """Makes the document and its first version."""
    named = {about._meta.model_name or "": about}
    if audience == Audience.BILLING and not isinstance(about, Owner):
        raise MoneyOfALift
    there = Document.objects.filter(**named, versions__in=DocumentVersion.objects.current().filter(file=sheet.file))
    if twin := there.first():
        raise SameFile(twin)

    document = Document.objects.create(kind=kind, title=title or str(kind.label), audience=audience, **named)
    version = _add(document, sheet, replaces=None, by=by, at=at)

    ledger.append(*told_of(PUBLISHED, version, at, origin), by=by, at=at)
    return version


@transaction.atomic
def supersede(
    *, replaced: DocumentVersion, sheet: Sheet, by: User | None, at: datetime, origin: Origin = Origin.LIVE
) -> DocumentVersion:
    """Puts another version in the place of the current one, which stays as it was; raises Overtaken, SameFile."""
    if replaced.file_id == sheet.file.pk:
        raise SameFile(replaced.document)
    if Withdrawal.objects.filter(document=replaced.document_id).exists():
        raise Overtaken
    try:
        with transaction.atomic():
            version = _add(replaced.document, sheet, replaces=replaced, by=by, at=at)
    except IntegrityError as other:
        raise Overtaken from other

    ledger.append(*told_of(SUPERSEDED, version, at, origin), by=by, at=at)
    return version


@transaction.atomic
def withdraw(*, version: DocumentVersion, why: str, by: User, at: datetime) -> Withdrawal:
    """From now on the document counts no more, and only the office is handed its file; raises Overtaken."""
    if not DocumentVersion.objects.current().filter(pk=version.pk).exists():
        raise Overtaken
    try:
        with transaction.atomic():
            made = Withdrawal.objects.create(document=version.document, why=why, by=by, at=at)
    except IntegrityError as other:
        raise Overtaken from other

    ledger.append(*told_of(WITHDRAWN, version, at), by=by, at=at)
    return made


@transaction.atomic
def receive(
    *, version: DocumentVersion, owner: Owner, person: User, how: DocumentReceipt.How, at: datetime
) -> DocumentReceipt | None:
    """Writes that a person opened it for an owner; None when that was written before."""
    asked = DocumentReceipt(version=version, owner=owner, person=person, how=how, at=at)
    DocumentReceipt.objects.bulk_create([asked], ignore_conflicts=True)
    if not DocumentReceipt.objects.filter(pk=asked.pk).exists():
        return None

    more = {"owner": owner.pk, "person": person.pk, "how": how}
    told = told_of(RECEIVED, version, at)
    held = set(Tenure.objects.filter(owner=owner, to_on=None).values_list("lift", flat=True)) | {owner.pk}
    records = [replace(one, facts={**one.facts, **more}) for one in told if one.stream_id in held]
    ledger.append(*records, by=person, at=at)
    return asked


def _add(
    document: Document, sheet: Sheet, *, replaces: DocumentVersion | None, by: User | None, at: datetime
) -> DocumentVersion:
    return DocumentVersion.objects.create(
        document=document,
        file=sheet.file,
        supersedes=replaces,
        valid_from=sheet.valid_from,
        valid_until=sheet.valid_until,
        why=sheet.why,
        published_at=at,
        published_by=by,
    )


def told_of(pair: Pair, version: DocumentVersion, at: datetime, origin: Origin = Origin.LIVE) -> Iterator[Record]:
    """The fact in the stream of the lift, of each lift of the building, or of the owner; it is about the document."""
    of_lift, of_owner = pair
    document = version.document
    if document.owner_id:
        yield _about(document, of_owner.of(version, occurred_at=at, origin=origin))
        return
    record = _about(document, of_lift.of(version, occurred_at=at, origin=origin))
    for key in _lifts(document):
        yield replace(record, stream_id=key)


def _about(document: Document, record: Record) -> Record:
    return replace(record, subject_label=document._meta.label_lower, subject_id=document.pk)


def _lifts(document: Document) -> list[UUID]:
    if document.lift_id:
        return [document.lift_id]
    return list(Lift.objects.filter(building=document.building_id).order_by("pk").values_list("pk", flat=True))
