"""A visit whose bulletin was issued, and the fact that says so."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from maintenance.actions import bulletins, visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Result
from maintenance.models import Lift, PlanTemplate, Technician
from notifications import liveness
from notifications.actions import messages, subscriptions
from notifications.enums import Class
from notifications.models import Delivery, Message
from owners.models import Owner
from portal.files import store
from portal.ledger.models import Entry
from tests.notifications.push_service import PushService, Telephone
from tests.notifications.sink import Sink, started


@pytest.fixture
def told(
    lift: Lift, owner: Owner, plan: PlanTemplate, technician: Technician, now: datetime, private_files: Any
) -> Any:
    """Issues the bulletin of a visit of yesterday with these answers; answers the fact."""

    def issue(*replies: Reply, content: bytes = b"%PDF-1.7 " + b"x" * 148_000, **more: Any) -> Entry:
        ended = now - timedelta(days=1)
        work = CompletedWork(
            technician=technician,
            plan=plan,
            started_at=ended - timedelta(minutes=46),
            finished_at=ended,
            recorded_at=ended,
            **({"replies": replies or [Reply(37, Result.OK), Reply(46, Result.OK)]} | more),
        )
        visit = visits.record(lift=lift, work=work, by=technician.person, at=ended)
        bulletins.allot_number(visit)
        file = store.put(content, media_type="application/pdf", at=now)
        bulletins.issue(visit_id=visit.pk, file=file, at=now)
        return Entry.objects.get(kind="bulletin.issued")

    return issue


@pytest.fixture
def own_workers(settings: Any, tmp_path: Any, db: Any) -> Iterator[None]:
    """Workers' locks of this test alone: none before it, none left behind."""
    settings.DATA_DIR = tmp_path
    yield
    for _name, lock in liveness._held.values():
        lock.close()
    liveness._held.clear()


def text(page: Any) -> str:
    """What a page says, tags aside, white space folded."""
    html = page if isinstance(page, str) else page.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"(?s)<style.*?</style>|<[^>]+>", " ", html)).strip()


def life(*columns: str) -> Any:
    """How the one delivery stands: its state and reason, or these columns."""
    return Delivery.objects.values_list(*(columns or ("state", "reason"))).get()


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A mail server of this test alone, and SMTP to reach it."""
    box = Sink()
    controller = started(box)
    settings.EMAIL_SENDER = "notifications.channels.email.smtp.send"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 5
    yield box
    controller.stop()


@pytest.fixture
def posted(company: Any, lift: Lift, now: datetime) -> Any:
    """Writes a mail about a fact, or of the house itself; answers its delivery."""

    def post(address: str = "pilar@example.com", kind: Class = Class.SERVICE, *, is_fact: bool = True) -> Delivery:
        mail = {"subject": "Hola", "text": "x", "html": "", "address": address}
        message = messages.post(touchpoint=f"x{Message.objects.count()}", kind=kind, at=now, **mail)
        if is_fact:
            Message.objects.filter(pk=message.pk).update(entry=Entry.objects.order_by("pk").first())
        return message.deliveries.select_related("message").get()

    return post


VAPID = "AACy4KsJk4G2iABneoF_R-6qkRl0fNubDEe1FaZCRMs"  # of these tests alone


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    """A push service, and our own keys to send with."""
    settings.VAPID_PRIVATE_KEY = VAPID
    running = PushService()
    settings.PUSH_HOSTS = (running.origin,)
    settings.PUSH_TIMEOUT = 3
    yield running
    running.stop()


@pytest.fixture
def telephone(service: PushService, technician: Technician, now: datetime) -> Telephone:
    """Marta's, on which she wants notices."""
    hers = service.telephone()
    subscriptions.keep(person=technician.person, address=hers.address, at=now - timedelta(days=1))
    return hers
