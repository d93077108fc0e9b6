"""A company of a size: its lifts with their owners and their last quarter, and one lift with a long history.

The same size makes the same rows, keys and seals aside; no name in it is anybody's. Rows are written in bulk, cards by
the action that always writes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import models

from bench import past
from bench.past import House, Past
from maintenance.actions import cards, lifts
from maintenance.enums import Drive
from maintenance.models import Building, Lift, Route, Technician
from owners.actions import owners
from owners.models import Agency, Mandate, Membership, Owner, Tenure
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company.actions import open_company

LONG_AGO = date(2020, 1, 1)
AT_ONCE = 500  # lifts written together
FEW = 74  # lifts of an ordinary property manager: the first ones but that with the long history
EVERY = timedelta(hours=8)  # between two entries of the long history
STOPPED, REPORTED, UNSEEN, DUE = "stopped", "reported", "unseen", "due"
FIRST_TROUBLES = (*[STOPPED] * 8, *[REPORTED] * 5, UNSEEN, *[DUE] * 8)

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class World:
    """Whose pages are measured: the chair of one lift with a long history, and two managers."""

    lift: Lift
    chair: User
    manager_of_all: User
    manager_of_few: User


def make(*, lift_count: int, entries: int, at: datetime) -> World:
    """The company as it stands at a moment."""
    open_company(name="Ascensores de Prueba", legal_name="Ascensores de Prueba, S. L.", nif="B00000000",
                 emergency_phone="900 000 000", office_phone="983 000 000")  # fmt: skip
    technician, chair = _technician(), _person("Persona Presidenta")
    everything, few = _firm("Todas"), _firm("Pocas")
    houses: list[House] = []
    for numbers in _slices(range(lift_count), AT_ONCE):
        houses += _houses(numbers, technician, chair, at)
    _mandates([house.owner for house in houses], everything.agency)
    _mandates([house.owner for house in houses[1 : FEW + 1]], few.agency)
    Mandate.objects.create(owner=houses[0].owner, person=chair, role=Role.CHAIR, from_on=LONG_AGO)
    _long_history(houses[0], entries, at)
    for some in _slices(houses, AT_ONCE):
        cards.refresh([house.lift.pk for house in some], at=at)
    return World(houses[0].lift, chair, everything.person, few.person)


def _person(name: str) -> User:
    _first, last = name.lower().split()
    return User.objects.create_user(name=name, email=f"{last}@example.com")


def _technician() -> Technician:
    person = _person("Persona Conservadora")
    Post.objects.create(person=person, role=Role.TECHNICIAN, from_on=LONG_AGO)
    technician = Technician.objects.create(person=person, since_on=LONG_AGO)
    Route.objects.create(name="Ruta de prueba", technician=technician)
    return technician


def _firm(name: str) -> Membership:
    agency = Agency.objects.create(name=f"Fincas {name}")
    return Membership.objects.create(agency=agency, person=_person(f"Persona {name}"), from_on=LONG_AGO)


def _houses(numbers: list[int], technician: Technician, reader: User, at: datetime) -> list[House]:
    """Buildings of one lift and one owner each, with their last quarter."""
    route = technician.routes.get()
    buildings = _stored(
        Building(street=f"Calle de Prueba {number}", city="Valladolid", postcode="47001", region="ES-CL")
        for number in numbers
    )
    entered = _stored(
        lifts.prepare(
            building=building, name="Ascensor único", code=f"P{number:06d}", rae=f"47-{number:06d}", maker="Prueba",
            year=2008, drive=Drive.TRACTION, stops=6, load_kg=450, route=route, entered_on=LONG_AGO,
            record_complete_since=LONG_AGO,
        )
        for number, building in zip(numbers, buildings, strict=True)
    )  # fmt: skip
    held_by = _stored(owners.prepare(name=f"C.P. {building.street}") for building in buildings)
    _stored(Tenure(owner=owner, lift=lift, from_on=LONG_AGO) for owner, lift in zip(held_by, entered, strict=True))
    houses = [House(lift, owner, technician, reader) for lift, owner in zip(entered, held_by, strict=True)]
    known = Past(records=[lifts.entered(lift) for lift in entered])
    for number, house in zip(numbers, houses, strict=True):
        _last_quarter(known, number, house, at)
    known.write(at=at)
    return houses


def _last_quarter(known: Past, number: int, house: House, at: datetime) -> None:
    """Three monthly visits, one bulletin in four unread, and what is the matter with a few."""
    trouble = _trouble(number)
    days = {UNSEEN: 80, DUE: 39 + number % 6}.get(trouble, 1 + number * 7 % 33)
    last = at - timedelta(days=days, minutes=number % 400)
    for months in (2, 1, 0):
        past.visit(known, house, last - timedelta(days=30 * months), opened=months > 0 or number % 4 > 0)
    if trouble == STOPPED:
        past.breakdown(known, house, at - timedelta(hours=2, minutes=number % 60), restored_at=None)
    elif trouble == REPORTED:
        past.call(known, house, at - timedelta(minutes=20 + number % 30))


def _trouble(number: int) -> str:
    """The first hundred lifts fill every list of the page, so that pages of small and large companies print as much;
    of 200 others two stand still, one was reported, one has not been visited for long, eight are near their last day.
    """
    if number < len(FIRST_TROUBLES) * 2:
        return FIRST_TROUBLES[number // 2] if number % 2 else ""
    if number < 100:
        return ""
    turn = number % 200
    return {1: STOPPED, 101: STOPPED, 2: REPORTED, 3: UNSEEN}.get(turn, DUE if 10 <= turn < 18 else "")


def _long_history(house: House, entries: int, at: datetime) -> None:
    """Three visits, opened, then a breakdown, over and over: twelve entries a turn, so many hours apart."""
    known = Past()
    for turn in range(entries // 12, 0, -1):
        began = at - 12 * turn * EVERY
        for number in range(3):
            past.visit(known, house, began + (3 * number + 1) * EVERY, opened=True)
        past.breakdown(known, house, began + 10 * EVERY, restored_at=began + 10 * EVERY + timedelta(minutes=95))
        if len(known.records) >= past.AT_ONCE:
            known.write(at=at)
    known.write(at=at)


def _mandates(held_by: list[Owner], agency: Agency) -> None:
    _stored(Mandate(owner=owner, agency=agency, role=Role.MANAGER, from_on=LONG_AGO) for owner in held_by)


def _stored(rows: Iterator[Row]) -> list[Row]:
    made = list(rows)
    type(made[0])._default_manager.bulk_create(made, batch_size=AT_ONCE)
    return made


def _slices(things: list[Row] | range, size: int) -> Iterator[list]:
    for start in range(0, len(things), size):
        yield list(things[start : start + size])
