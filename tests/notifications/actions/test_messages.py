from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from maintenance.actions import bulletins
from maintenance.models import Visit
from notifications.actions import messages
from notifications.enums import Class
from notifications.models import Delivery, Message
from portal.access.roles import Role
from portal.files import store
from portal.ledger import following
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry, Pending
from portal.lib import clock
from tests.conftest import mandate, person

TELL = """
from notifications.actions import messages
from portal.ledger.models import Entry
from portal.lib import clock
messages.tell(entry=Entry.objects.get(kind="bulletin.issued"), at=clock.now())
"""
ISSUE = """
import json
from datetime import date, timedelta
from maintenance.actions import bulletins, visits
from maintenance.actions.visits import CompletedWork
from maintenance.models import Lift, PlanTemplate, Technician
from owners.actions import owners as owning
from owners.models import Owner
from portal.access.roles import Role
from portal.accounts.models import User
from portal.files import store
from portal.lib import clock
now, lift = clock.now(), Lift.objects.first()
owner = owning.prepare(name="C.P. Calle Mayor 14")
owner.speaking_since = now - timedelta(days=30)
owner.save(force_insert=True)
owning.hold(owner=owner, lift=lift, from_on=date(2026, 1, 1), by=None, at=now)
for name in ("Pilar", "Raquel"):
    who = User.objects.create_user(name=name, email=f"{name}@example.com")
    owning.give_mandate(owner=owner, role=Role.CHAIR, person=who, from_on=date(2026, 1, 1), by=None, at=now)
marta = Technician.objects.create(person=User.objects.create_user(name="Marta"))
plan = PlanTemplate.objects.create(slug="p", version=1, name="p", items="[]", published_at=now)
visit = visits.record(lift=lift, by=None, at=now, work=CompletedWork(technician=marta, plan=plan,
    started_at=now - timedelta(hours=1), finished_at=now, recorded_at=now, replies=[]))
bulletins.allot_number(visit)
bulletins.issue(visit_id=visit.pk, file=store.put(b"%PDF", media_type="application/pdf", at=now), at=now)
"""
COUNT = """
from notifications.models import Delivery, Message
print(Message.objects.count(), Delivery.objects.count())
"""


@pytest.fixture
def speaking(owner, now):
    """The office has begun to write to the owner."""
    owner.speaking_since = now - timedelta(days=30)
    owner.save()
    return owner


def _states():
    return sorted(Delivery.objects.values_list("address", "state", "reason"))


def test_chair_and_manager_are_told_and_nobody_else(speaking, cast, told, now):
    messages.tell(entry=told(), at=now)

    assert _states() == [("pilar@example.com", "queued", ""), ("raquel@example.com", "queued", "")]


def test_a_message_remembers_what_it_was_about_and_why(speaking, chair, told, now):
    entry = told()
    (message,) = messages.tell(entry=entry, at=now)

    assert (message.touchpoint, message.kind, message.person, message.entry, message.decision, message.created_at) == (
        "bulletin_issued",
        Class.LEGAL,
        chair,
        entry,
        "now",
        now,
    )


def test_the_paper_goes_with_the_message(speaking, chair, told, now):
    entry = told()
    messages.tell(entry=entry, at=now)

    delivery = Delivery.objects.get()
    assert (delivery.attachment.sha256, delivery.attachment_name) == (
        entry.facts["sha256"],
        "H47218306_2026-11-22_boletin.pdf",
    )
    assert (delivery.next_at, delivery.expires_at) == (now, now + timedelta(hours=72))


def test_a_fact_told_twice_is_told_once(speaking, chair, told, now):
    entry = told()
    messages.tell(entry=entry, at=now)

    messages.tell(entry=entry, at=now + timedelta(hours=1))

    assert (Message.objects.count(), Delivery.objects.count()) == (1, 1)


def test_two_facts_are_two_messages(speaking, chair, told, now):
    first = told()
    messages.tell(entry=first, at=now)
    told_again = Entry.objects.get(pk=first.pk)
    told_again.pk = Entry.objects.get(kind="visit.completed").pk

    messages.tell(entry=told_again, at=now)

    assert Message.objects.count() == 2


def test_whoever_speaks_again_after_a_fall_says_only_what_was_not_said(speaking, chair, manager, told, now):
    entry = told()
    with pytest.raises(RuntimeError), transaction.atomic():
        messages.tell(entry=entry, at=now)
        raise RuntimeError

    messages.tell(entry=entry, at=now)

    assert (Message.objects.count(), Delivery.objects.count()) == (2, 2)


def test_many_who_tell_the_same_fact_at_once_tell_it_once(scratch):
    scratch.run(ISSUE)

    scratch.run_at_once(TELL, *range(4))

    assert scratch.run(COUNT) == ["2 2"]


@pytest.mark.parametrize(
    ("silence", "reason"),
    [
        (lambda owner, chair: type(owner).objects.update(speaking_since=None), "owner_not_spoken_to"),
        (lambda owner, chair: type(chair).objects.filter(pk=chair.pk).update(is_active=False), "not_active"),
    ],
)
def test_who_is_not_written_to_has_the_message_and_the_reason(speaking, chair, told, now, silence, reason):
    entry = told()
    silence(speaking, chair)

    messages.tell(entry=entry, at=now)

    assert [(state, why) for _, state, why in _states()] == [("cancelled", reason)]
    assert Message.objects.get().decision == reason


def test_old_news_is_shown_and_not_announced(speaking, chair, told, now):
    messages.tell(entry=told(), at=now + timedelta(days=10, seconds=1))

    assert [(state, why) for _, state, why in _states()] == [("cancelled", "stale")]


def test_history_is_silent(speaking, chair, told, now):
    entry = told()
    entry.origin = Origin.HISTORY

    messages.tell(entry=entry, at=now)

    assert [(state, why) for _, state, why in _states()] == [("cancelled", "history")]


def _again(entry, now, **photos):
    """The same visit's next bulletin; answers the fact."""
    visit = Visit.objects.get(pk=entry.facts["visit"])
    bulletins.allot_number(visit)
    file = store.put(b"%PDF-1.8", media_type="application/pdf", at=now)
    paper = bulletins.issue(visit_id=visit.pk, file=file, at=now, **photos)
    return Entry.objects.get(subject_id=paper.pk)


def test_photos_that_came_later_are_no_second_mail(speaking, chair, told, now):
    first = told()
    messages.tell(entry=first, at=now)

    messages.tell(entry=_again(first, now, photos=3, late_photos=3), at=now)

    assert [(state, why) for _, state, why in _states()] == [("cancelled", "told_before"), ("queued", "")]


def test_a_correction_is_told_again(speaking, chair, told, now):
    first = told()
    messages.tell(entry=first, at=now)

    messages.tell(entry=_again(first, now), at=now)

    assert [(state, why) for _, state, why in _states()] == [("queued", ""), ("queued", "")]


def test_each_is_written_to_in_their_own_language(speaking, chair, manager, told, now):
    type(manager).objects.filter(pk=manager.pk).update(language="en")

    messages.tell(entry=told(), at=now)

    titles = dict(Message.objects.values_list("person__name", "title"))
    assert titles == {
        "Pilar Ortega": "El boletín de su revisión de noviembre",
        "Raquel Santos": titles["Raquel Santos"],
    }
    assert "November" in titles["Raquel Santos"]


def test_a_fact_no_touchpoint_speaks_of_says_nothing(speaking, chair, now):
    assert messages.tell(entry=Entry.objects.get(kind="lift.entered"), at=now) == []


def test_the_database_refuses_the_same_message_again(speaking, chair, told, now):
    (message,) = messages.tell(entry=told(), at=now)
    message.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            touchpoint=message.touchpoint,
            kind=message.kind,
            person=message.person,
            entry=message.entry,
            title="x",
            created_at=now,
        )


def test_the_database_refuses_a_second_delivery_to_the_same_address(speaking, chair, told, now):
    (message,) = messages.tell(entry=told(), at=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        messages.deliver_to(message, address="pilar@example.com", text="", html="", at=now)


def test_a_safety_message_is_news_for_a_day(db, now):
    message = messages.post(
        touchpoint="x", kind=Class.SAFETY, subject="x", text="x", html="", address="a@example.com", at=now
    )

    assert message.deliveries.get().expires_at == now + timedelta(hours=24)


@pytest.fixture
def crowd(speaking, lift, technician, now, monkeypatch):
    """Five neighbours who follow a lift that has just stopped; more than a group."""
    from tests.notifications.touchpoints.conftest import Lived

    monkeypatch.setattr(messages, "GROUP", 2)
    for number in range(5):
        mandate(speaking, Role.RESIDENT, person(f"Vecino {number}", email=f"v{number}@example.com"))
    Pending.objects.all().delete()
    Lived(lift, technician).confirmed()
    return Entry.objects.get(kind="breakdown.confirmed")


def test_a_crowd_is_told_a_group_at_a_time_and_once(crowd, monkeypatch):
    groups, tell = [], messages.tell

    def counted(**told):
        written = tell(**told)
        groups.append(len(written))
        return written

    monkeypatch.setattr(messages, "tell", counted)
    following.work()
    told = sorted(Message.objects.values_list("person__name", flat=True))
    following.again("messages", crowd, at=clock.now())
    following.work()

    assert (groups[-8:-4], groups[-4:]) == ([2, 2, 1, 0], [0, 0, 0, 0])
    assert told == [f"Vecino {number}" for number in range(5)]
    assert Delivery.objects.count() == 5


def test_who_is_broken_off_amid_a_crowd_goes_on_with_those_that_are_left(crowd, monkeypatch):
    write, written = messages._message, []

    def falls(*told):
        if len(written) == 3:
            raise ValueError("bad")
        written.append(message := write(*told))
        return message

    monkeypatch.setattr(messages, "_message", falls)
    following.work()
    first = Message.objects.count()
    monkeypatch.setattr(messages, "_message", write)
    Pending.objects.update(next_at=clock.now())
    following.work()

    assert (first, Message.objects.count(), Pending.objects.count()) == (2, 5, 0)
