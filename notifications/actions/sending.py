"""Whether the house sends. A restored backup does not, until somebody says what is to become of what waited in it:
much of it left after the backup was made, and would leave again.

What is asked for after the pause began (a code to sign in) leaves all the same.
"""

from datetime import datetime, timedelta

from django.db import models, transaction

from notifications import mark
from notifications.actions.moving import note
from notifications.enums import WAITING, Channel, DeliveryState, Paused, Verdict, Why
from notifications.models import Delivery, Sending
from notifications.models.delivery import DeliveryQuerySet
from notifications.queries import sending
from portal.accounts.models import User

PULSE = timedelta(seconds=30)  # between two signs of life in the row
STILL_RUNS = timedelta(minutes=5)  # a folder that is new beside workers of the last minutes is another machine's


def allowed(due: DeliveryQuerySet, *, at: datetime) -> DeliveryQuerySet:
    """What may leave now."""
    paused_at = _looked(at).paused_at
    return due if paused_at is None else due.filter(message__entry=None, created_at__gte=paused_at)


def _looked(at: datetime) -> Sending:
    """The row, after a look at whether this database was restored."""
    here = mark.read()  # before the row: the other workers write the row first, so it is never behind what we read
    row, _is_new = Sending.objects.get_or_create(pk=1)
    if here.name in row.folders.split() and here.turns <= row.turns:
        return row
    joins = here.is_new and row.worked_at is not None and at - STILL_RUNS < row.worked_at
    if not row.folders or (joins and row.paused_at is None):
        _know(here)
    elif row.paused_at is None:
        pause(because=Paused.RESTORED, at=at)
    row.refresh_from_db()
    return row


def _know(here: mark.Mark) -> None:
    with transaction.atomic():
        row = Sending.objects.select_for_update().get(pk=1)
        names = list(dict.fromkeys([*row.folders.split(), here.name]))
        Sending.objects.filter(pk=1).update(folders=" ".join(names), turns=max(row.turns, here.turns))


def worked(taken: int, *, at: datetime) -> None:
    """A turn is over, in which so many were taken; the file is written after the row, so it is never ahead of it."""
    row = Sending.objects.filter(pk=1)
    if taken:
        row.update(turns=models.F("turns") + 1, worked_at=at)
        mark.count(row.values_list("turns", flat=True).get())
    else:
        tired = models.Q(worked_at=None) | models.Q(worked_at__lt=at - PULSE) | models.Q(worked_at__gt=at)
        row.filter(tired).update(worked_at=at)


def pause(*, because: Paused, at: datetime) -> None:
    """Nothing that waits leaves any more."""
    Sending.objects.get_or_create(pk=1)
    Sending.objects.filter(pk=1, paused_at=None).update(paused_at=at, paused_because=because)


@transaction.atomic
def resume(*, releases: bool, by: User | None, at: datetime) -> int:
    """Sends again. What waited when the pause began leaves too (`releases`), or is in doubt; answers how many.

    What is held goes only when a person says so, however urgent it was.
    """
    row = sending.current()
    if row.paused_at is None:
        return 0
    waited = Delivery.objects.filter(state__in=WAITING, created_at__lt=row.paused_at).exclude(channel=Channel.PAPER)
    held = 0 if releases else _hold(waited, by, at)
    _know(mark.read())
    Sending.objects.filter(pk=1).update(paused_at=None, paused_because="", resumed_at=at, resumed_by=by)
    return waited.count() if releases else held


def _hold(waited: models.QuerySet[Delivery], by: User | None, at: datetime) -> int:
    waited.filter(channel=Channel.PUSH).update(state=DeliveryState.EXPIRED, reason=Why.RESTORED)
    doubtful = list(waited.exclude(channel=Channel.PUSH))
    for one in doubtful:
        note(one, Verdict.DOUBTED, said=Why.RESTORED, by=by, at=at)
    held = Delivery.objects.filter(pk__in=[one.pk for one in doubtful], state__in=WAITING)
    return held.update(
        state=DeliveryState.UNCERTAIN, reason=Why.RESTORED, doubtful_at=at, resent_at=at, known_by="", looks=0
    )
