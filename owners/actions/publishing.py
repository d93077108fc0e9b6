"""Publishing what is sure of a batch, and undoing it, as jobs: a paper a transaction, counted where it is done.

A job killed anywhere goes on with the papers that are still sure: none is published twice, none is left out. Who
undoes a batch raises its round, and who publishes it reads the round in the transaction of each paper: so nothing is
published behind the back of an undoing.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from owners.actions import documents, drafting, invoices
from owners.actions.comparing import already
from owners.actions.documents import Sheet
from owners.actions.drafting import Unpublishable
from owners.actions.invoices import AlreadyPublished, CannotPublish
from owners.enums import BatchItemState
from owners.enums.reading import PaperKind
from owners.models import Batch, BatchItem, DocumentVersion, Invoice
from owners.queries import scope
from owners.rules.batches import DOCUMENTS, Understood
from owners.rules.recognition.shapes import Fact
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs.models import ENDED, Job
from portal.lib import clock, written

PUBLISHING, UNDOING = "owners.publishing", "owners.undoing"
State = BatchItemState
logger = logging.getLogger(__name__)


class UnderWay(Exception):
    """It is being published or undone already."""


class NothingSure(Exception):
    """Nothing of it can be published."""


class TooLate(Exception):
    """Its owners were told already: each invoice can be withdrawn by itself, and they will hear of it."""


@transaction.atomic
def start(*, batch: Batch, announce_after: datetime | None = None, by: User | None, at: datetime) -> Job:
    """Begins to publish what is sure; owners hear of it after the undo hour, or later. Raises UnderWay, NothingSure."""
    if not batch.items.filter(state=State.SURE).exists():
        raise NothingSure
    after = max(announce_after or at, at + invoices.UNDO)
    return _begin(PUBLISHING, batch, {"announce_after": after}, by=by, at=at)


@transaction.atomic
def undo(*, batch: Batch, by: User, at: datetime) -> Job:
    """Takes back all that nobody was told of; what is being published stops. Raises TooLate."""
    made = Invoice.objects.standing().filter(batch_item__batch=batch, announced_at=None)
    if batch.announce_after is None or batch.announce_after <= at:
        raise TooLate
    if batch.publishing and batch.publishing.kind == UNDOING and batch.publishing.state not in ENDED:
        raise UnderWay
    job = jobs.start(UNDOING, params={"batch": str(batch.pk)}, by=by, at=at)
    changed = Batch.objects.filter(pk=batch.pk, round=batch.round)
    if not changed.update(round=F("round") + 1, publishing=job, announce_after=None):
        raise UnderWay
    made.update(announce_after=at + invoices.UNDO)  # while they are being taken back none of them is announced
    return job


def _begin(kind: str, batch: Batch, told: dict[str, Any], *, by: User | None, at: datetime) -> Job:
    params = {"batch": str(batch.pk), "round": batch.round + 1} | told
    job = jobs.start(kind, params=params, by=by, at=at)
    free = Batch.objects.filter(Q(publishing=None) | Q(publishing__state__in=ENDED), pk=batch.pk, round=batch.round)
    if not free.update(round=F("round") + 1, publishing=job, **told):
        raise UnderWay
    return job


def publish(job: Job) -> dict[str, Any]:
    """The work of publishing."""
    return _each(job, State.SURE, _publish_one)


def take_back(job: Job) -> dict[str, Any]:
    """The work of undoing."""
    return _each(job, State.PUBLISHED, _take_back_one)


def _each(job: Job, state: State, step: Callable[[Job, BatchItem], bool]) -> dict[str, Any]:
    """Does the step with every paper of the batch in this state, until none is left or the step says stop."""
    began, batch = time.monotonic(), job.parameters["batch"]
    rows = BatchItem.objects.filter(batch=batch, state=state).select_related("file", "owner", "lift__building")
    total = job.done + rows.count()
    last: Any = None
    with translation.override(job.created_by.language if job.created_by else None):
        while item := rows.filter(**({"pk__gt": last} if last else {})).order_by("pk").first():
            last = item.pk
            job.total = total
            if not step(job, item):
                break
    return {"papers": job.done, "seconds": round(time.monotonic() - began)}


class _Stopped(Exception):
    """Somebody undoes the batch, or settled the paper meanwhile."""


def _publish_one(job: Job, item: BatchItem) -> bool:
    """Publishes a paper, or refuses it in words; answers whether to go on."""
    done = job.done
    try:
        with transaction.atomic():
            _hold(job)
            _claim(item, State.SURE, State.PUBLISHED, **_made(job, item))
            _count(job, done)
    except _Stopped:
        job.done = done
        return False
    except _Gone:
        job.done = done
    except AlreadyPublished as there:
        job.done = done
        _refuse(job, item, already(there.standing, same_file=there.same_file), there.standing)
    except documents.SameFile as there:
        job.done = done
        _refuse(job, item, _("Este mismo fichero ya está publicado: «%(title)s».") % {"title": there.document.title})
    except Unpublishable as why:
        job.done = done
        _refuse(job, item, str(why))
    except invoices.ToCome as early:
        job.done = done
        _refuse(job, item, _("La lista dice que ya está cobrada, y el %(day)s no ha llegado.") % _day(early))
    except (CannotPublish, IntegrityError, DataError) as why:
        logger.warning("%s does not fit", item.pk, exc_info=why)
        job.done = done
        _refuse(job, item, _("Algún dato no puede ser así. Ábrala y revísela."))
    return True


def _day(early: invoices.ToCome) -> dict[str, str]:
    return {"day": written.day(early.day)}


class _Gone(Exception):
    """The paper is no longer in the state it was found in."""


def _hold(job: Job) -> None:
    """Holds the batch's row until the paper is done: an undoing waits for it, and what comes after sees the undoing."""
    params = job.parameters
    held = Batch.objects.filter(pk=params["batch"], round=params["round"])
    if not held.update(round=F("round")):
        raise _Stopped


def _claim(item: BatchItem, before: State, after: State, **columns: Any) -> None:
    if not BatchItem.objects.filter(pk=item.pk, state=before).update(state=after, **columns):
        raise _Gone


def _count(job: Job, done: int) -> None:
    jobs.advance(job, done=done + 1, total=job.total, words=_("Se publican") if job.kind == PUBLISHING else "")


def _refuse(job: Job, item: BatchItem, why: str, standing: Invoice | None = None) -> None:
    done = job.done
    with transaction.atomic():
        told = {"state": State.REFUSED, "why": why[:400], "standing": standing, "transcript": ""}
        BatchItem.objects.filter(pk=item.pk, state=State.SURE).update(**told)
        _count(job, done)


def _made(job: Job, item: BatchItem) -> dict[str, Any]:
    """The invoice or the document of a paper."""
    at, told = clock.now(), Understood.of(item.understood, item.mended)
    after = datetime.fromisoformat(job.parameters["announce_after"])
    if told.kind.is_invoice:
        return {"invoice": _invoice(item, told, after, job.created_by, at), "transcript": ""}
    return {"version": _document(item, told, job.created_by, at), "transcript": ""}


def _invoice(item: BatchItem, told: Understood, after: datetime, by: User | None, at: datetime) -> Invoice:
    if item.owner is None or item.file is None:
        raise Unpublishable(_("Falta de quién es"))
    drafted = drafting.draft(item, told)
    return invoices.publish(
        owner=item.owner,
        file=item.file,
        stated=drafted.stated,
        charges=drafted.charges,
        lifts=drafting.lifts(item, drafted, at),
        standing=drafted.standing,
        announce_after=after,
        by=by,
        at=at,
    )


def _document(item: BatchItem, told: Understood, by: User | None, at: datetime) -> DocumentVersion:
    money = told.kind is PaperKind.CONTRACT
    about = item.owner if money or item.lift is None else item.lift
    if about is None or item.file is None:
        raise Unpublishable(_("Falta de quién es, o de qué ascensor"))
    sheet = Sheet(file=item.file, valid_from=told.day(Fact.ISSUED_ON) or scope.today(at))
    title = f"{told.kind.label} {told.number}".strip()[:160]
    audience = Audience.BILLING if money else Audience.OWNER
    kind = DOCUMENTS[told.kind]
    return documents.publish(about=about, kind=kind, title=title, audience=audience, sheet=sheet, by=by, at=at)


def _take_back_one(job: Job, item: BatchItem) -> bool:
    """Withdraws what nobody was told of; what was announced stays. Answers True: it goes on with the others."""
    done, by, at = job.done, job.created_by, clock.now()
    words = _("Se ha deshecho la publicación de la tanda antes de avisar.")
    try:
        with transaction.atomic():
            _claim(item, State.PUBLISHED, State.WITHDRAWN)
            _withdraw(item, words, by, at)
            _count(job, done)
    except (_Gone, invoices.CannotWithdraw, documents.Overtaken):
        job.done = done
    return True


def _withdraw(item: BatchItem, why: str, by: User | None, at: datetime) -> None:
    if item.version_id:
        version = DocumentVersion.objects.select_related("document", "file").get(pk=item.version_id)
        if by:
            documents.withdraw(version=version, why=why, by=by, at=at)
        return
    waiting = Invoice.objects.standing().filter(pk=item.invoice_id, announced_at=None)
    if not waiting.update(announce_after=at + invoices.UNDO):
        raise _Gone
    invoices.withdraw(invoice=waiting.select_related("file").get(), why=why, by=by, at=at)
