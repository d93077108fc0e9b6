"""Lifts entering the company's care."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from maintenance import kinds
from maintenance.models import Building, Lift
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin, Record
from portal.lib import clock
from portal.lib.text import fold

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another on a worn sticker


def new_code() -> str:
    """A code for the landing: six letters read aloud without doubt."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def search_text(lift: Lift) -> str:
    """What a person may type to find a lift."""
    building = lift.building
    return fold(building.street, building.city, building.postcode, lift.name, lift.rae, lift.serial_number)


def prepare(*, building: Building, **sheet: Any) -> Lift:
    """A lift not yet stored, with its code and search text."""
    lift = Lift(building=building, region=building.region, code=sheet.pop("code", None) or new_code(), **sheet)
    lift.search = search_text(lift)
    return lift


@transaction.atomic
def enter(*, building: Building, by: User | None, at: datetime, origin: Origin = Origin.LIVE, **sheet: Any) -> Lift:
    """Takes a lift into care."""
    lift = prepare(building=building, **sheet)
    lift.save(force_insert=True)

    ledger.append(entered(lift, origin=origin), by=by, at=at)
    return lift


def entered(lift: Lift, *, origin: Origin = Origin.LIVE) -> Record:
    """The fact that a lift entered, at the beginning of its first day."""
    began_at = clock.midnight(lift.entered_on, lift.building.time_zone)
    return kinds.LIFT_ENTERED.of(lift, occurred_at=began_at, origin=origin)
