"""Writing the world down: the company, its people and plans, its lifts and whose they are. Old facts, so silent."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from maintenance.actions import lifts as entering
from maintenance.actions import plans
from maintenance.models import Building, Lift, Route, Technician
from owners import kinds
from owners.actions import owners as owning
from owners.models import Agency, Mandate, Membership, Owner, Tenure
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.demo import PASSWORD
from portal.accounts.models import User
from portal.company.actions import open_company
from portal.demo.cast import CAST, ROUTES, YEARS_IN_THE_HOUSE
from portal.demo.names import nif
from portal.demo.world import REGION, ZONE, Holder, House, Person, Term, World
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin, Record
from portal.lib import clock
from portal.lib.text import fold

NAME = "Ascensores Duero"
PIECE = 2000


@transaction.atomic
def write(world: World, *, brought_in_at: datetime) -> None:
    """Everything that was there before the first visit of the story; lifts were brought in when the portal began."""
    open_company(
        name=NAME,
        legal_name="Ascensores Duero, S. L.",
        nif=nif("B", 4700001),
        register_number="47/EC-0128",
        address="Calle del Torno 8, Polígono de Argales, 47008 Valladolid",
        emergency_phone="900 000 000",
        office_phone="983 000 000",
        email="oficina@example.com",
        hours="De lunes a viernes, de 8:00 a 18:00",
        region=REGION,
        time_zone=ZONE,
        iban="ES9121000418450200051332",
        payment_hosts="pagos.example.com",
    )
    plans.publish_library(at=clock.midnight(world.began_on, ZONE))
    people = _write_people(world)
    _write_posts(world, people)
    routes = _write_routes(world, people)
    entered = _write_lifts(world, routes)
    append_all([entering.entered(lift, origin=Origin.HISTORY) for lift in entered.values()], at=brought_in_at)
    append_all(_write_owners(world, people, entered), at=world.made_at)


def append_all(records: list[Record], *, at: datetime) -> None:
    """Appends facts in the order in which they occurred, so many at a time."""
    records.sort(key=lambda record: record.occurred_at)
    for start in range(0, len(records), PIECE):
        ledger.append(*records[start : start + PIECE], by=None, at=at)


def _write_people(world: World) -> dict[str, User]:
    """The cast comes in with the demo's password; nobody else can."""
    known, unusable = make_password(PASSWORD), make_password(None)
    cast = {person.key for person in CAST}
    made = {one.key: _person(one, known if one.key in cast else unusable) for one in world.people}
    User.objects.bulk_create(made.values())
    return made


def _person(one: Person, password: str) -> User:
    search = fold(one.name, one.email or "")
    return User(name=one.name, email=one.email, phone=one.phone, password=password, search=search)


def _write_posts(world: World, people: dict[str, User]) -> None:
    since = world.began_on - timedelta(days=900)
    posts = {"admin": Role.ADMIN, "office": Role.OFFICE} | dict.fromkeys(ROUTES.values(), Role.TECHNICIAN)
    Post.objects.bulk_create(
        Post(person=people[key], role=role, from_on=since, given_at=clock.midnight(since, ZONE))
        for key, role in posts.items()
    )


def _write_routes(world: World, people: dict[str, User]) -> dict[str, Route]:
    technicians = {
        key: Technician(
            person=people[key],
            licence=f"CL-47-{187 + 31 * place:04d}",
            since_on=world.made_on - timedelta(days=365 * YEARS_IN_THE_HOUSE[key] + 90),
        )
        for place, key in enumerate(ROUTES.values())
    }
    Technician.objects.bulk_create(technicians.values())
    routes = {name: Route(name=name, technician=technicians[key]) for name, key in ROUTES.items()}
    Route.objects.bulk_create(routes.values())
    return routes


def _write_lifts(world: World, routes: dict[str, Route]) -> dict[str, Lift]:
    houses = [house for holder in world.holders for house in holder.houses]
    buildings = [_building(house) for house in houses]
    Building.objects.bulk_create(buildings)
    made = {
        lift.code: entering.prepare(
            building=building,
            name=lift.name,
            code=lift.code,
            rae=lift.rae,
            serial_number=lift.serial,
            maker=lift.maker,
            year=lift.year,
            drive=lift.drive,
            directive=lift.directive,
            stops=lift.stops,
            load_kg=lift.load_kg,
            speed=lift.speed,
            use=lift.use,
            dwellings=lift.dwellings,
            communication=lift.communication,
            route=routes[lift.route],
            entered_on=lift.entered_on,
            record_complete_since=lift.complete_since,
        )
        for house, building in zip(houses, buildings, strict=True)
        for lift in house.lifts
    }
    Lift.objects.bulk_create(made.values())
    return made


def _building(house: House) -> Building:
    return Building(
        street=house.street,
        city=house.city,
        postcode=house.postcode,
        region=REGION,
        time_zone=ZONE,
        access=_access(house),
    )


def _access(house: House) -> str:
    ways = ("Llave en la caja del portal.", "Pedir la llave en portería.", "Llave de la empresa, número del portal.")
    return ways[len(house.street) % len(ways)]


def _write_owners(world: World, people: dict[str, User], entered: dict[str, Lift]) -> list[Record]:
    agency = Agency.objects.create(
        name="Fincas Pisuerga", nif=nif("B", 4712008), email="fincas.pisuerga@example.com", phone="983 000 060"
    )
    Membership.objects.create(
        agency=agency, person=people["manager"], is_head=True, from_on=world.began_on - timedelta(days=3000)
    )
    owners = [_owner(holder, people["office"]) for holder in world.holders]
    Owner.objects.bulk_create(owners)
    tenures, mandates = [], []
    for holder, owner in zip(world.holders, owners, strict=True):
        tenures += [Tenure(owner=owner, lift=entered[one.code], from_on=one.entered_on) for one in holder.lifts]
        mandates += list(_mandates(holder, owner, people, agency))
    Tenure.objects.bulk_create(tenures)
    Mandate.objects.bulk_create(mandates)
    return [*_begun(tenures), *_given(mandates)]


def _owner(holder: Holder, contact: User) -> Owner:
    house = holder.houses[0]
    return owning.prepare(
        name=holder.name,
        kind=holder.kind,
        nif=holder.nif,
        address=f"{house.street}, {house.postcode} {house.city}",
        contact=contact,
        speaking_since=holder.speaks_since,
    )


def _mandates(holder: Holder, owner: Owner, people: dict[str, User], agency: Agency) -> Iterator[Mandate]:
    for term in holder.terms:
        yield Mandate(
            owner=owner,
            role=term.role,
            person=people[term.person],
            from_on=term.from_on,
            to_on=term.to_on,
            evidence=_evidence(term),
        )
    if holder.managed_since:
        yield Mandate(
            owner=owner,
            role=Role.MANAGER,
            agency=agency,
            from_on=holder.managed_since,
            evidence="Contrato de administración",
        )


def _evidence(term: Term) -> str:
    return f"Acta de la junta del {term.from_on:%d/%m/%Y}" if term.role == Role.CHAIR else ""


def _begun(tenures: list[Tenure]) -> Iterator[Record]:
    for tenure in tenures:
        yield kinds.TENURE_BEGAN.of(tenure, occurred_at=_midnight(tenure.from_on), origin=Origin.HISTORY)


def _given(mandates: list[Mandate]) -> Iterator[Record]:
    for mandate in mandates:
        yield kinds.MANDATE_GIVEN.of(mandate, occurred_at=_midnight(mandate.from_on), origin=Origin.HISTORY)
        if mandate.to_on:
            yield kinds.MANDATE_ENDED.of(mandate, occurred_at=_midnight(mandate.to_on), origin=Origin.HISTORY)


def _midnight(day: date) -> datetime:
    return clock.midnight(day, ZONE)
