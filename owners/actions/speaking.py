"""Beginning to write to owners: chosen, looked at, and begun once, an owner a transaction.

Owners start silent. Who presses twice, or whose worker dies, begins nothing twice: an owner is taken by one wave only,
and is spoken to from one moment on.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from owners.kinds import speaking as kinds
from owners.models import Beginning, Owner, Wave
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.ledger import actions as ledger
from portal.ledger.models import Entry
from portal.lib import clock

KIND = "owners.speaking"
MOST = 100  # owners a wave: its preview writes each letter, and takes it back


class CannotStart(Exception):
    """It was started already, or nobody of it is left to begin with."""


class TooMany(Exception):
    """More than a wave takes."""


@transaction.atomic
def choose(*, owners: Collection[UUID], by: User, at: datetime) -> Wave:
    """Puts down whom we would begin to write to; nothing begins. Raises TooMany; CannotStart when none is silent."""
    silent = list(Owner.objects.filter(pk__in=owners, speaking_since=None).order_by("name", "pk"))
    if len(silent) > MOST:
        raise TooMany
    if not silent:
        raise CannotStart
    wave = Wave.objects.create(chosen_by=by, chosen_at=at)
    Beginning.objects.bulk_create([Beginning(wave=wave, owner=owner) for owner in silent])
    return wave


@transaction.atomic
def start(*, wave: Wave, by: User, at: datetime) -> Job:
    """Begins it: its owners are taken now, and a worker goes through them. Raises CannotStart."""
    if not Wave.objects.filter(pk=wave.pk, started_at=None).update(started_at=at, started_by=by):
        raise CannotStart
    take(wave, at=at)
    job = jobs.start(KIND, params={"wave": str(wave.pk)}, by=by, at=at)
    Wave.objects.filter(pk=wave.pk).update(job=job)
    return job


@transaction.atomic
def put_back(*, wave: Wave) -> None:
    """Forgets a choice that began nothing; its owners wait as before. Raises CannotStart for one that was started."""
    if not Wave.objects.select_for_update().filter(pk=wave.pk, started_at=None).exists():
        raise CannotStart
    wave.beginnings.all().delete()
    Wave.objects.filter(pk=wave.pk, started_at=None).delete()


def take(wave: Wave, *, at: datetime) -> None:
    """Takes those of it to whom nobody has begun to write; raises CannotStart."""
    free = wave.beginnings.filter(owner__speaking_since=None).exclude(owner__beginnings__taken_at__isnull=False)
    try:
        with transaction.atomic():
            if not Beginning.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(taken_at=at):
                raise CannotStart
    except IntegrityError as taken:
        raise CannotStart from taken


def work(job: Job) -> dict[str, Any]:
    """The work of it, an owner after the other; one that died goes on with those that are left."""
    wave = Wave.objects.select_related("started_by").get(pk=job.parameters["wave"])
    rows = wave.beginnings.filter(taken_at__isnull=False)
    total = rows.count()
    while row := rows.filter(begun_at=None).select_related("owner").order_by("pk").first():
        with transaction.atomic():
            begin(row, by=wave.started_by, at=clock.now())
            jobs.advance(job, done=total - rows.filter(begun_at=None).count(), total=total, words=row.owner.name)
    return {"owners": total}


@transaction.atomic
def begin(row: Beginning, *, by: User | None, at: datetime) -> Entry | None:
    """We write to this owner from now on; None when somebody was faster."""
    if not Beginning.objects.filter(pk=row.pk, begun_at=None, taken_at__isnull=False).update(begun_at=at):
        return None
    if not Owner.objects.filter(pk=row.owner_id, speaking_since=None).update(speaking_since=at):
        return None
    owner = Owner.objects.get(pk=row.owner_id)

    told = kinds.BEGAN.of(owner, occurred_at=at, more={"wave": row.wave_id})
    return ledger.append(told, by=by, at=at)[0]
