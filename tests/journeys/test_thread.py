"""The thread: a visit is written, and its bulletin is in the owner's mail. Wherever it breaks it is taken up, once."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from pypdf import PdfReader

from maintenance.actions import bulletins, visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.documents import bulletin as document
from maintenance.enums import Result
from maintenance.models import Bulletin
from notifications.actions import deliveries, messages
from notifications.channels import email as channel
from notifications.models import Delivery, Message
from portal.files.models import File
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from portal.ledger.verification import verify
from portal.lib import clock
from tests.notifications.sink import Sink, started


class Killed(BaseException):
    """What a killed process looks like from inside: nothing catches it."""


@pytest.fixture
def sink(settings, tmp_path):
    box = Sink()
    controller = started(box)
    settings.DATA_DIR = tmp_path
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 5
    yield box
    controller.stop()


@pytest.fixture
def recorded(lift, owner, chair, plan, technician, office, now):
    """The office writes a visit down for an owner it speaks to."""
    owner.speaking_since = now - timedelta(days=30)
    owner.save()

    def record():
        work = CompletedWork(
            technician=technician,
            plan=plan,
            started_at=now - timedelta(hours=2),
            finished_at=now - timedelta(hours=1),
            recorded_at=now,
            replies=[Reply(37, Result.OK), Reply(46, Result.ADJUSTED, "El cierre de la 3.ª planta.")],
        )
        return visits.record(lift=lift, work=work, by=office, at=now)

    return record


def _work() -> None:
    """What a worker does in its next turn, after every hold and wait is over."""
    past = clock.now() - timedelta(seconds=1)
    Pending.objects.filter(taken_until__isnull=False).update(taken_until=past)
    Pending.objects.update(next_at=past)
    Delivery.objects.update(next_at=past)
    following.work()
    deliveries.sweep("worker-1-0")


def _books(sink):
    """Of the visit: what is said of the owner's beginning is nobody's matter here."""
    return (Bulletin.objects.count(), _messages().count(), len(sink.taken))


def _messages():
    return Message.objects.filter(touchpoint="bulletin_issued")


def test_a_visit_becomes_a_mail_with_its_bulletin(sink, recorded, chair, company):
    visit = recorded()

    _work()

    (mail,) = sink.taken
    (paper,) = mail.iter_attachments()
    words = PdfReader(io.BytesIO(paper.get_content())).pages[0].extract_text()
    assert (mail["To"], mail["Subject"]) == ("pilar@example.com", "El boletín de su revisión de noviembre")
    assert paper.get_filename() == "H47218306_2026-11-23_boletin.pdf"
    visit.refresh_from_db()
    assert f"Boletín {visit.bulletin_number}" in words


def test_the_mailed_paper_is_the_kept_one_and_the_ledgers(sink, recorded):
    recorded()

    _work()

    (paper,) = sink.taken[0].iter_attachments()
    file = File.objects.get(size=len(paper.get_content()))
    assert Entry.objects.get(kind="bulletin.issued").facts["sha256"] == file.sha256
    assert Bulletin.objects.get().file == file


def test_the_paper_names_the_visits_place_in_the_chain(sink, recorded):
    recorded()

    _work()

    (paper,) = sink.taken[0].iter_attachments()
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.get_content())).pages)
    assert Entry.objects.get(kind="visit.completed").hash in words


def test_facts_follow_one_another(sink, recorded, lift):
    recorded()

    _work()

    kinds = list(Entry.objects.of_stream(lift.pk).order_by("number").values_list("kind", flat=True))
    assert kinds == ["lift.entered", "visit.completed", "bulletin.issued"]
    assert verify(lift.pk).holds


def test_work_done_twice_is_done_once(sink, recorded):
    recorded()
    for _ in range(3):
        _work()

    assert _books(sink) == (1, 1, 1)


def test_nothing_follows_a_visit_that_was_not_written(sink, recorded):
    with pytest.raises(RuntimeError), transaction.atomic():
        recorded()
        raise RuntimeError
    _work()

    assert _books(sink) == (0, 0, 0)


POINTS = [
    (document, "render", "before"),
    (document, "render", "after"),
    (bulletins, "prepare", "after"),
    (bulletins, "issue", "before"),
    (bulletins, "issue", "after"),
    (messages, "tell", "before"),
    (messages, "deliver_to", "before"),
    (messages, "tell", "after"),
    (channel, "pack", "before"),
    (channel, "pack", "after"),
]


def _broken(monkeypatch, module, name, when, how):
    """Makes a step fall the first time it is taken."""
    step, faults = getattr(module, name), [how]

    def taken(*args, **kwargs):
        if when == "before" and faults:
            raise faults.pop()
        done = step(*args, **kwargs)
        if faults:
            raise faults.pop()
        return done

    monkeypatch.setattr(module, name, taken)
    if (module, name) == (bulletins, "prepare"):  # which its follower holds since the house was built
        follower = replace(following.follower("bulletins"), prepare=taken)
        monkeypatch.setitem(following._followers, "bulletins", follower)


@pytest.mark.parametrize(("module", "name", "when"), POINTS, ids=[f"{when} {name}" for _, name, when in POINTS])
def test_killed_at_any_step_it_is_taken_up_once(sink, recorded, lift, monkeypatch, module, name, when):
    recorded()
    _broken(monkeypatch, module, name, when, Killed())

    with pytest.raises(Killed):
        _work()
    for _ in range(3):
        _work()

    assert _books(sink) == (1, 1, 1)
    assert (Pending.objects.count(), Delivery.objects.get(message__in=_messages()).state) == (0, "accepted")
    assert verify(lift.pk).holds


STUMBLES = [point for point in POINTS if point[0] is not channel]


@pytest.mark.parametrize(("module", "name", "when"), STUMBLES, ids=[f"{when} {name}" for _, name, when in STUMBLES])
def test_stumbling_at_any_step_it_is_taken_up_once(sink, recorded, monkeypatch, module, name, when):
    recorded()
    _broken(monkeypatch, module, name, when, OSError("no space"))

    for _ in range(3):
        _work()

    assert _books(sink) == (1, 1, 1)
    assert Pending.objects.count() == 0


@pytest.mark.parametrize(("when", "arrived"), [("before", 0), ("after", 1)])
def test_killed_while_handing_over_it_is_held_and_never_doubled(sink, recorded, monkeypatch, when, arrived):
    recorded()
    _broken(monkeypatch, channel, "send", when, Killed())

    with pytest.raises(Killed):
        _work()
    for _ in range(3):
        _work()

    assert _books(sink) == (1, 1, arrived)
    assert Delivery.objects.get(message__in=_messages()).state == "uncertain"
