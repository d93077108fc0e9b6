"""Steps of a breakdown as phones tell them. Who takes a step has the breakdown from then on."""

from datetime import timedelta

from maintenance.actions import breakdowns
from maintenance.actions.breakdowns import Repair
from maintenance.actions.enclosures import Refused
from maintenance.actions.phone import telling
from maintenance.actions.phone.telling import Done, Told
from maintenance.enums import Objection
from maintenance.models import Breakdown
from maintenance.queries import workable

AT_ONCE = timedelta(seconds=60)


def taken(told: Told) -> Done:
    """It is this technician's now. Of two who tap at once because somebody is inside, the first one has it."""
    found = _found(told)
    if found.entrapment and not found.freed_at and _has_just_been_taken(found, told):
        raise Refused(Objection.TAKEN, found.technician.person.name if found.technician else "")
    breakdowns.take(breakdown=found, technician=told.technician, happened_at=told.payload["at"], by=told.by, at=told.at)
    return Done(found.pk)


def on_the_way(told: Told) -> Done:
    """The technician has left for the building."""
    found = _own(told)
    breakdowns.set_out(breakdown=found, happened_at=told.payload["at"], by=told.by, at=told.at)
    return Done(found.pk)


def arrived(told: Told) -> Done:
    """The technician is in the building."""
    found = _own(told)
    breakdowns.arrive(breakdown=found, happened_at=told.payload["at"], by=told.by, at=told.at)
    return Done(found.pk)


def freed(told: Told) -> Done:
    """Whoever was inside is out."""
    found = _own(told)
    breakdowns.free(breakdown=found, happened_at=told.payload["at"], by=told.by, at=told.at)
    return Done(found.pk)


def left(told: Told) -> Done:
    """The technician goes, and it is not over."""
    found, said = _own(told), told.payload
    breakdowns.leave(
        breakdown=found, because=said["why"], words=said["words"], happened_at=said["at"], by=told.by, at=told.at
    )
    return Done(found.pk)


def found(told: Told) -> Done:
    """The cause is known."""
    own, said = _own(told), told.payload
    breakdowns.find(
        breakdown=own, cause=said["cause"], words=said["words"], happened_at=said["at"], by=told.by, at=told.at
    )
    return Done(own.pk)


def promised(told: Told) -> Done:
    """News by another hour."""
    own, said = _own(told), told.payload
    breakdowns.promise(
        breakdown=own,
        next_update_by=said["next_update_by"],
        expected_back_at=said["expected_back_at"],
        words=said["words"],
        happened_at=said["at"],
        by=told.by,
        at=told.at,
    )
    return Done(own.pk)


def restored(told: Told) -> Done:
    """The lift runs again."""
    own, said = _own(told), told.payload
    repair = Repair(
        cause=said["cause"],
        cause_words=said["cause_words"],
        fix_words=said["fix_words"],
        attribution=said["attribution"],
        parts=telling.parts(said["parts"]),
        photos=telling.pictures(said["photos"]),
    )
    breakdowns.restore(breakdown=own, repair=repair, happened_at=said["at"], by=told.by, at=told.at)
    return Done(own.pk, telling.named_photos(said))


def _has_just_been_taken(row: Breakdown, told: Told) -> bool:
    """By another, so short a time ago that this phone cannot have known."""
    by_another = row.technician_id != told.technician.pk
    return by_another and row.taken_at is not None and told.payload["at"] - row.taken_at < AT_ONCE


def _found(told: Told) -> Breakdown:
    row = workable.breakdown(told.by, told.subject, at=told.at, since=told.payload["at"])
    if row is None:
        raise Refused(Objection.NO_BREAKDOWN)
    return row


def _own(told: Told) -> Breakdown:
    """The breakdown in this technician's hands: who acts on it has it."""
    row = _found(told)
    if row.taken_at is None or row.technician_id != told.technician.pk:
        breakdowns.take(
            breakdown=row, technician=told.technician, happened_at=told.payload["at"], by=told.by, at=told.at
        )
    return row
