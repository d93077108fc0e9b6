"""Workers killed at random while visits are written down: nothing lost, nothing twice, and what is in doubt is listed.

A parent process that has everything loaded forks the workers, so that a kill costs milliseconds and may strike anywhere
in a worker's work. The mail server is ours and never dies.
"""

import json

import pytest

from tests.notifications.sink import Sink, started

FOUND = """
from datetime import date, time, timedelta
from maintenance.models import Lift, PlanTemplate, Technician
from notifications.models import Preference
from owners.actions import owners as owning
from portal.access.roles import Role
from portal.accounts.models import User
from portal.lib import clock
now = clock.now()
Technician.objects.create(person=User.objects.create_user(name="Marta Gil"))
PlanTemplate.objects.create(slug="p", version=1, name="Plan", items="[]", published_at=now)
for number, lift in enumerate(Lift.objects.order_by("name")):
    owner = owning.prepare(name=f"C.P. {number}", speaking_since=now - timedelta(days=30))
    owner.save(force_insert=True)
    owning.hold(owner=owner, lift=lift, from_on=date(2026, 1, 1), by=None, at=now)
    chair = User.objects.create_user(name=f"Chair {number}", email=f"chair{number}@example.com")
    Preference.objects.create(person=chair, quiet_to=time(22, 0), changed_at=now)  # told at night too
    owning.give_mandate(owner=owner, role=Role.CHAIR, person=chair, from_on=date(2026, 1, 1), by=None, at=now)
"""
FIRE = """
import json, os, random, signal, time
from datetime import timedelta
from maintenance.actions import cards, visits
from maintenance.actions.visits import CompletedWork
from maintenance.models import Bulletin, Lift, PlanTemplate, Technician, Visit
from notifications import liveness
from notifications.actions import deliveries
from notifications.models import Delivery, Message
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from portal.ledger.verification import streams, verify
from portal.lib import clock, pdf
from django.db import connection

written, kills, seed = map(int, sys.argv[1:])
chance = random.Random(seed)
following.HOLD = timedelta(seconds=1.5)
pdf.render('<html lang="es"><title>x</title></html>', stylesheets=("web/documents/letterhead.css",))
connection.close()

def work():
    while True:
        following.work(limit=5)
        deliveries.sweep(liveness.name())
        time.sleep(0.005)

def write():
    lifts, plan, marta = list(Lift.objects.all()), PlanTemplate.objects.get(), Technician.objects.get()
    for number in range(written):
        now = clock.now()
        told = CompletedWork(technician=marta, plan=plan, started_at=now - timedelta(minutes=40), finished_at=now,
            recorded_at=now, replies=[])
        visits.record(lift=lifts[number % 3], work=told, by=None, at=now)
        time.sleep(0.02)

def fork(job):
    child = os.fork()
    if not child:
        job()
        os._exit(0)
    return child

def kill(worker):
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)

writer, workers = fork(write), [fork(work), fork(work)]
for _ in range(kills):
    time.sleep(chance.uniform(0.02, 0.5))
    kill(workers.pop(chance.randrange(2)))
    workers.append(fork(work))
os.waitpid(writer, 0)
ends_at = time.monotonic() + 90
unrest = lambda: Pending.objects.exists() or Delivery.objects.filter(
    state__in=["queued", "claimed", "handoff", "retry_wait"]).exists()
while unrest() and time.monotonic() < ends_at:
    time.sleep(0.1)
for worker in workers:
    kill(worker)
told = Delivery.objects.filter(message__touchpoint="bulletin_issued")
print(json.dumps({
    "visits": Visit.objects.count(),
    "bulletins": Bulletin.objects.count(),
    "messages": Message.objects.filter(touchpoint="bulletin_issued").count(),
    "pending": Pending.objects.count(),
    "states": dict.fromkeys(sorted(set(told.values_list("state", flat=True)))),
    "accepted": [str(key) for key in told.filter(state="accepted").values_list("pk", flat=True)],
    "uncertain": [str(key) for key in told.filter(state="uncertain").values_list("pk", flat=True)],
    "numbers": sorted(Bulletin.objects.values_list("number", flat=True)),
    "holds": all(verify(stream).holds for stream in streams()),
    "cards": len(cards.differing(Lift.objects.values_list("pk", flat=True), at=clock.now())),
    "entries": Entry.objects.filter(kind="bulletin.issued").count(),
}))
"""


def _under_fire(scratch, visits, kills, seed):
    """What the books say after the fire, and the Message-IDs that arrived."""
    sink = Sink()
    server = started(sink)
    try:
        scratch.run(FOUND)
        outside = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port)}
        (books,) = scratch.run(FIRE, visits, kills, seed, **outside)
    finally:
        server.stop()
    return json.loads(books), [name.strip("<>").partition("@")[0] for name in sink.message_ids]


def _balance(visits, books, arrived):
    """Every visit has one bulletin and one message, told once; what is not known to have arrived is listed."""
    assert len(arrived) == len(set(arrived))
    assert (books["visits"], books["bulletins"], books["entries"], books["messages"], books["pending"]) == (
        visits,
        visits,
        visits,
        visits,
        0,
    )
    assert set(books["states"]) <= {"accepted", "uncertain"}
    assert len(books["accepted"]) + len(books["uncertain"]) == visits
    assert set(books["accepted"]) <= set(arrived) <= set(books["accepted"]) | set(books["uncertain"])
    assert (books["holds"], books["cards"]) == (True, 0)


def test_a_few_kills_lose_nothing_and_double_nothing(scratch):
    books, arrived = _under_fire(scratch, visits=8, kills=5, seed=1)

    _balance(8, books, arrived)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(3))
def test_many_kills_lose_nothing_and_double_nothing(scratch, seed):
    books, arrived = _under_fire(scratch, visits=40, kills=40, seed=seed)

    _balance(40, books, arrived)
