"""RELIABILITY §1, N3, N8 and N11: one fact is told once, however often it is; and one that is taken back, never."""

import pytest
from django.db import transaction

from notifications.actions import messages
from notifications.enums import Class
from notifications.models import Delivery, Message
from portal.accounts.models import User
from portal.lib import nudge

FACT = """
from datetime import date, timedelta
from maintenance.models import Lift
from owners.actions import documents
from owners.actions import owners as owning
from owners.enums import DocumentKind
from portal.access.audiences import Audience
from portal.access.roles import Role
from portal.accounts.models import User
from portal.files import store
from portal.ledger.models import Entry
from portal.lib import clock
now = clock.now()
owner, lift = owning.prepare(name="C.P.", speaking_since=now - timedelta(days=30)), Lift.objects.first()
owner.save(force_insert=True)
owning.hold(owner=owner, lift=lift, from_on=date(2026, 1, 1), by=None, at=now)
chair = User.objects.create_user(name="Pilar", email="pilar@example.com")
owning.give_mandate(owner=owner, role=Role.CHAIR, person=chair, from_on=date(2026, 1, 1), by=None, at=now)
sheet = documents.Sheet(store.put(b"%PDF-1.7", media_type="application/pdf", at=now), now.date())
told = {"kind": DocumentKind.MANUAL, "title": "", "audience": Audience.OWNER, "by": None, "at": now}
documents.publish(about=lift, sheet=sheet, **told)
print(Entry.objects.get(kind="document.published").pk)
"""
TELL = """
import os, sys, time
from django.db import connection, transaction
from notifications.actions import messages
from portal.ledger.models import Entry
from portal.lib import clock
entry = Entry.objects.get(kind="document.published")
with transaction.atomic():
    messages.tell(entry=entry, at=clock.now())
    transaction.set_rollback(True)
connection.close()
begins_at, children = time.monotonic() + 1, []
for _ in range(int(sys.argv[1])):
    child = os.fork()
    if not child:
        time.sleep(max(0, begins_at - time.monotonic()))
        messages.tell(entry=entry, at=clock.now())
        os._exit(0)
    children.append(child)
print(sum(os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children))
"""
DIE = """
import os, sys
from django.db import connection
from notifications.actions import messages
from notifications.enums import Class
from notifications.models import Delivery
from portal.lib import clock, crash
mail = {"subject": "Hola", "text": "x", "html": "", "address": "pilar@example.com"}
ended = []
for _ in range(int(sys.argv[1])):
    connection.close()
    child = os.fork()
    if not child:
        crash.arm("after-commit")
        messages.post(touchpoint="x", kind=Class.SERVICE, at=clock.now(), **mail)
        os._exit(0)
    ended.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(set(ended), Delivery.objects.due(clock.now()).count())
"""
BOOKS = """
from notifications.models import Delivery, Message
print(Message.objects.count(), Delivery.objects.count())
"""


@pytest.mark.prove
def test_n8_one_fact_told_a_hundred_times_at_once_is_one_message(scratch):
    scratch.run(FACT)

    assert scratch.run(TELL, 100) == ["0"]
    assert scratch.run(BOOKS) == ["1 1"]


@pytest.mark.parametrize("times", [3, pytest.param(100, marks=pytest.mark.prove)])
def test_n3_who_dies_between_the_commit_and_the_nudge_leaves_a_row_that_a_sweep_finds(scratch, times):
    assert scratch.run(DIE, times) == [f"{{-9}} {times}"]


@pytest.mark.django_db
def test_n11_a_message_that_is_taken_back_leaves_neither_a_row_nor_a_nudge(company, now, monkeypatch):
    sent = []
    monkeypatch.setattr(nudge, "_send", lambda task, kwargs: sent.append(task))
    mail = {"subject": "Hola", "text": "x", "html": "", "address": "pilar@example.com"}

    with pytest.raises(RuntimeError), transaction.atomic():
        messages.post(touchpoint="x", kind=Class.SERVICE, at=now, **mail)
        raise RuntimeError

    assert (Message.objects.count(), Delivery.objects.count(), User.objects.count(), sent) == (0, 0, 0, [])
