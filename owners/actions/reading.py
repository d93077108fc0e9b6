"""Reading a batch, as a job in pieces: the words of each PDF in a process apart, then what they say, all together.

The words are kept until the paper is settled, so that a list that comes later is compared without reading the PDFs
again. What a person has confirmed is not read anew.
"""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from owners.actions.comparing import Bench, kept, spoilt
from owners.enums import BatchItemState as State
from owners.enums import BatchSort
from owners.models import Batch, BatchItem
from owners.models.batch import UNSETTLED
from owners.rules.einvoices import codes
from portal.accounts.models import User
from portal.files import readings, store
from portal.files.papers import NoPaper
from portal.files.readings import Reading
from portal.jobs import actions as jobs
from portal.jobs.models import ENDED, Job
from portal.lib import clock

KIND = "owners.reading"
PIECE, AT_ONCE = 8, 2  # papers a transaction, and processes side by side
UNDERSTOOD = 25  # papers a transaction


class UnderWay(Exception):
    """It is being read already."""


@transaction.atomic
def start(*, batch: Batch, by: User | None, at: datetime) -> Job:
    """Begins to read what is unread, and to compare everything anew; raises UnderWay."""
    job = jobs.start(KIND, params={"batch": str(batch.pk)}, by=by, at=at)
    free = Batch.objects.filter(Q(reading=None) | Q(reading__state__in=ENDED), pk=batch.pk)
    if not free.update(reading=job):
        raise UnderWay
    return job


def work(job: Job) -> dict[str, Any]:
    """The job's work."""
    began, batch = time.monotonic(), Batch.objects.get(pk=job.parameters["batch"])
    with translation.override(job.created_by.language if job.created_by else None):
        while True:
            while _piece(job, batch):
                pass
            _understand(job, batch)
            if not batch.items.unread().exists():
                break
    return {"papers": batch.items.papers().count(), "seconds": max(1, round(time.monotonic() - began))}


def _piece(job: Job, batch: Batch) -> bool:
    """The words of the next papers; answers whether there were any."""
    items = list(batch.items.unread().select_related("file").order_by("pk")[:PIECE])
    if not items:
        return False
    with ThreadPoolExecutor(AT_ONCE) as side_by_side:
        found = list(side_by_side.map(_words, items))
    at = clock.now()
    with transaction.atomic():
        for item, read in zip(items, found, strict=True):
            unread = BatchItem.objects.filter(pk=item.pk, state=State.READING, read_at=None)
            unread.update(read_at=at, **_told(read))
        done = batch.items.papers().exclude(read_at=None).count()
        total = done + batch.items.unread().count()
        jobs.advance(job, done=done, total=total, words=_("Se leen los ficheros"))
    return True


def _words(item: BatchItem) -> Reading | NoPaper | store.Altered:
    """What its pages and its XML within say. Runs beside others, so it asks no database and words nothing."""
    held = json.loads(item.transcript)["held"] if item.transcript else None
    try:
        content = store.read(kept(item))
        pages, einvoice = readings.words(content), readings.einvoice(content, held)
        is_drawn = einvoice is None and codes.may_be_printed(pages)
        return Reading(pages, einvoice, readings.codes(content) if is_drawn else ())
    except (NoPaper, store.Altered) as unfit:
        return unfit


def _told(read: Reading | NoPaper | store.Altered) -> dict[str, Any]:
    if isinstance(read, NoPaper):
        return {"state": State.REFUSED, "why": str(read)}
    if isinstance(read, store.Altered):
        return {"state": State.REFUSED, "why": spoilt()}
    enclosed = read.einvoice.decode("latin-1") if read.einvoice else None
    tax_link = codes.tax_link(read.codes)
    return {"transcript": json.dumps({"pages": read.pages, "einvoice": enclosed, "tax_link": tax_link})}


def _understand(job: Job, batch: Batch) -> None:
    """What every paper nobody has confirmed says, beside the lists and the XML of the batch."""
    bench = Bench.of(batch)
    rows = batch.items.unsettled().filter(confirmed_at=None).exclude(read_at=None).order_by("pk")
    keys = iter(list(rows.values_list("pk", flat=True)))
    while some := list(islice(keys, UNDERSTOOD)):
        told = [(item, bench.look(item)) for item in rows.filter(pk__in=some).select_related("file")]
        with transaction.atomic():
            for item, columns in told:
                open_ones = BatchItem.objects.filter(pk=item.pk, state__in=UNSETTLED, confirmed_at=None)
                open_ones.update(**columns)
            jobs.advance(job, done=job.done, words=_("Se comparan"))
    bench.compare_lists()
    _say_alone(batch, bench)


def _say_alone(batch: Batch, bench: Bench) -> None:
    """An XML that no PDF goes with says so."""
    for item in batch.items.filter(sort=BatchSort.EINVOICE, state=State.BESIDE):
        why = "" if item.name in bench.used else _("No hay ningún PDF con su nombre ni con su número: no se publica.")
        BatchItem.objects.filter(pk=item.pk).update(why=why)
