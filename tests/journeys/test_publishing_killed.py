"""Workers killed at random while a batch is published: every paper once, each with its fact, and none left out."""

import json

import pytest

FIRE = """
import json, os, random, signal, time
from datetime import date, timedelta
from django.db import connection
from owners.actions import batches, owners as owning, publishing, reading
from owners.models import Batch, BatchItem, Invoice
from maintenance.models import Lift
from portal.files import store
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.ledger.models import Entry
from portal.ledger.verification import streams, verify
from portal.lib import clock
from tests.owners.batches import words

papers, kills, seed = map(int, sys.argv[1:])
chance, now = random.Random(seed), clock.now()
owner = owning.prepare(name="C.P. Calle Mayor 14", nif="H47218306")
owner.save(force_insert=True)
owning.hold(owner=owner, lift=Lift.objects.order_by("name").first(), from_on=date(2026, 1, 1), by=None, at=now)
batch = batches.begin(by=None, at=now)
for n in range(papers):
    number = f"F26-{1000 + n}"
    file = store.put(b"%PDF-1.7 " + number.encode(), media_type="application/pdf", at=now)
    item = BatchItem.objects.create(batch=batch, name=f"{number}.pdf", sha256=file.sha256, file=file, read_at=now,
        transcript=json.dumps({"pages": [words(number)], "einvoice": None}))
reading.start(batch=batch, by=None, at=now)
jobs.sweep()
BatchItem.objects.filter(batch=batch, state="doubtful", owner=owner).update(state="sure")  # nobody is told of it here
batch.refresh_from_db()
job = publishing.start(batch=batch, by=None, at=now)

def work():
    jobs.run(job.pk)

def killed():
    connection.close()
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    before = Job.objects.get(pk=job.pk).done  # who gets nowhere five times is left to a person
    while Job.objects.get(pk=job.pk).done == before and os.waitpid(child, os.WNOHANG) == (0, 0):
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.1))
    try:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        pass  # it had come to its end
    Job.objects.filter(pk=job.pk, state="running").update(beat_at=clock.now() - timedelta(minutes=5))

for _ in range(kills):
    killed()
work()
job.refresh_from_db()
print(json.dumps({
    "state": job.state,
    "done": job.done,
    "invoices": Invoice.objects.count(),
    "numbers": Invoice.objects.values("number").distinct().count(),
    "published": BatchItem.objects.filter(state="published", invoice__isnull=False).count(),
    "others": BatchItem.objects.exclude(state="published").count(),
    "entries": Entry.objects.filter(kind="invoice.published").count(),
    "holds": all(verify(stream).holds for stream in streams()),
}))
"""


def _balance(scratch, papers, kills, seed):
    (books,) = scratch.run(FIRE, papers, kills, seed)
    assert json.loads(books) == {
        "state": "done",
        "done": papers,
        "invoices": papers,
        "numbers": papers,
        "published": papers,
        "others": 0,
        "entries": papers,
        "holds": True,
    }


def test_a_batch_whose_worker_is_killed_is_published_once(scratch):
    _balance(scratch, 25, 4, seed=1)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(2))
def test_five_hundred_papers_are_published_once_however_often_the_worker_dies(scratch, seed):
    _balance(scratch, 500, 40, seed)
