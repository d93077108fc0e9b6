"""Reading the mailbox answers come to. How far it was read is written after each mail, so a worker that dies reads the
last one again, which then is one row already.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import F

from notifications.actions import arrivals
from notifications.actions.moving import SAID
from notifications.channels.email import inbox
from notifications.models import InboxMark
from portal.lib import clock, heartbeat
from portal.lib.crash import crash_at

FIRST = timedelta(days=7)  # how far back a mailbox is read that never was
MOST_TRIES = 3
TURN = 40.0  # seconds; a beat comes every minute
logger = logging.getLogger(__name__)


def mailbox() -> str:
    """What the mailbox is called here."""
    return f"{settings.REPLIES_USER}@{settings.REPLIES_HOST}:{settings.REPLIES_PORT}"[:300]


def collect() -> int:
    """Takes in what came since; answers how many were read. A mailbox that does not answer is read at the next beat."""
    if not settings.REPLIES_HOST:
        return 0
    mark, _is_new = InboxMark.objects.get_or_create(mailbox=mailbox())
    end, read = monotonic() + TURN, 0
    try:
        with inbox.opened() as box:
            if box.numbering != mark.numbering:
                InboxMark.objects.filter(pk=mark.pk).update(numbering=box.numbering, number=0)
                mark.number = 0
            for post in box.after(mark.number, since=(clock.now() - FIRST).date()):
                _take(mark, post)
                crash_at("after-arrival")
                _read(mark, box.numbering, post.number)
                heartbeat.beat()
                read += 1
                if monotonic() > end:
                    break
    except OSError as unable:
        logger.warning("The mailbox of answers could not be read: %s", unable)
        _failed(mark, str(unable), clock.now())
        return read
    InboxMark.objects.filter(pk=mark.pk).update(read_at=clock.now(), failing_since=None, said="")
    return read


def _take(mark: InboxMark, post: inbox.Post) -> None:
    """Takes one in; one that fails each time is written down as nobody could open it, and keeps nobody else waiting.

    A database that is away is no fault of the mail, and not counted.
    """
    try:
        arrivals.take(post.content, at=clock.now(), is_cut=post.is_cut)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        tried = InboxMark.objects.filter(pk=mark.pk)
        tried.update(tries=F("tries") + 1)
        if tried.values_list("tries", flat=True).get() < MOST_TRIES:
            raise
        logger.exception("A mail could not be taken in, and is left to the office")
        arrivals.unreadable(post.content, at=clock.now())


def _read(mark: InboxMark, numbering: int, number: int) -> None:
    InboxMark.objects.filter(pk=mark.pk, numbering=numbering, number__lt=number).update(number=number, tries=0)


def _failed(mark: InboxMark, said: str, at: datetime) -> None:
    failing = InboxMark.objects.filter(pk=mark.pk)
    failing.filter(failing_since=None).update(failing_since=at)
    failing.update(said=said[:SAID])
