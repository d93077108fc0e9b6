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
CABINET = 8


def new_code(letters: int = 6) -> str:
    """A code for the landing, read aloud without doubt."""
    return "".join(secrets.choice(LETTERS) for _ in range(letters))


def new_cabinet_code() -> str:
    """A code for inside the controller's cabinet: longer, so that nobody takes it for the landing's."""
    return new_code(CABINET)


def search_text(lift: Lift) -> str:
    """What a person may type to find a lift."""
    building = lift.building
    return fold(building.street, building.city, building.postcode, lift.name, lift.rae, lift.serial_number)


def prepare(*, building: Building, **sheet: Any) -> Lift:
    """A lift not yet stored, with its codes and search text."""
    codes = {"code": sheet.pop("code", None) or new_code(), "cabinet_code": new_cabinet_code()}
    lift = Lift(building=building, region=building.region, **codes | sheet)
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
