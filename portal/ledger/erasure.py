"""The last resort: one entry's text blanked for good, which is itself an entry.

The chain still holds, since links are made of seals; the entry reads "erased on … because …". Why is a code: a free
text would bring back what had to go.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.ledger import actions
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Entry, Stream


class Reason(models.TextChoices):
    """Why a text had to go."""

    PERSONAL = "personal", _("contenía datos de una persona")
    AUTHORITY = "authority", _("lo ordenó una autoridad")
    MISPLACED = "misplaced", _("se anotó en un historial que no era el suyo")


class CannotErase(Exception):
    """The text is gone already, or the entry only tells of another's end."""


# Streams of both sorts have it, and whoever could read the entry reads that it is gone: see `erase`.
ERASED = Kind(
    name="entry.erased",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Texto borrado para siempre"),
    stream_of=lambda stream: UUID(str(stream.pk)),
    facts={},
    group=Group.PAPERS,
    shown=Shown.STORY,
)


@dataclass(frozen=True)
class Erasure:
    """When a text went, and why."""

    at: datetime
    reason: Reason


@transaction.atomic
def erase(entry: Entry, *, reason: Reason, by: User | None, at: datetime) -> Entry:
    """Blanks one entry's text for good and writes that it was, and why, as a new entry. The chain still holds."""
    if entry.kind == ERASED.name:
        raise CannotErase
    if not Entry.objects.filter(pk=entry.pk).exclude(body="").update(body="", salt=b""):
        raise CannotErase

    kind = replace(ERASED, audience=Audience(entry.audience), stream=Stream.Of(entry.stream.of))
    facts: dict[str, Any] = {"number": entry.number, "reason": reason}
    (written,) = actions.append(kind.of(entry.stream, occurred_at=at, corrects=entry.number, more=facts), by=by, at=at)
    return written


def of(entries: Iterable[Entry]) -> dict[int, Erasure]:
    """For erased entries, by their keys: when each went and why."""
    gone = {(entry.stream_id, entry.number): entry.pk for entry in entries if entry.is_erased}
    if not gone:
        return {}
    told = Entry.objects.filter(
        kind=ERASED.name, stream__in={stream for stream, _number in gone}, corrects__in={number for _, number in gone}
    )
    return {
        gone[stream_number]: Erasure(one.occurred_at, Reason(one.facts["reason"]))
        for one in told
        if (stream_number := (one.stream_id, one.corrects or 0)) in gone
    }


def sentence(erasure: Erasure, *, day: str) -> str:
    """What stands where the text stood; `day` is the moment as its reader's place writes it."""
    return gettext("Texto borrado el %(day)s porque %(reason)s.") % {"day": day, "reason": erasure.reason.label}
