"""The cast: the same people in every test, table and page (ARCHITECTURE, People)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as properties

from maintenance.actions import cards, lifts
from maintenance.enums import Drive
from maintenance.models import Building, Lift, PlanTemplate, Route, Technician
from owners.actions import owners as owning
from owners.models import Agency, Membership, Owner
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company.actions import open_company
from portal.lib import guards, translations
from tests import scratch as scratches
from tests import selection
from tests.scratch import Scratch

# A busy machine makes examples slowly, the first of all while it reads its table of letters; that is no fault of ours.
properties.register_profile("rellano", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("rellano")

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)


def pytest_sessionstart() -> None:
    """English is compiled before a test asks for it."""
    translations.compile_stale(Path(settings.BASE_DIR) / "locale")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = {item for item in items if selection.is_run(item, config.option.markexpr)}
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = [item for item in items if item in chosen]
    for item in items:
        if "scratch" in getattr(item, "fixturenames", ()):
            item.add_marker("django_db")  # its installation is a copy of the tests' database, which must be made


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """The clock starts at NOW and ticks, so that no test rots; a real browser keeps its own."""
    if "browser" in request.keywords:
        yield
        return
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_door(django_test_environment: Any) -> None:
    """Mail leaves through the house's own door here too; pytest-django would collect it elsewhere."""
    settings.EMAIL_BACKEND = "notifications.backends.Door"


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def _cellar(tmp_path_factory: Any) -> Iterator[Path]:
    """Rooms for files, a new one for each test; nobody makes one that nobody uses."""
    cellar = tmp_path_factory.mktemp("files")
    return (cellar / str(number) for number in count())


@pytest.fixture(autouse=True)
def private_files(settings: Any, _cellar: Iterator[Path]) -> Path:
    room: Path = next(_cellar)
    settings.PRIVATE_FILES = room
    return room


@pytest.fixture
def unguarded_flush(transactional_db: Any) -> Any:
    """For transactional tests: the guards go before the flush and come back for the next test."""
    guards.remake()
    yield
    guards.remove()


@pytest.fixture
def company(db: Any) -> Any:
    return open_company(
        name="Ascensores Duero",
        legal_name="Ascensores Duero, S. L.",
        nif="B47000001",
        emergency_phone="900 000 000",
        office_phone="983 000 000",
    )


def person(name: str, **fields: Any) -> User:
    email = fields.pop("email", f"{name.split(maxsplit=1)[0].lower()}@example.com")
    return User.objects.create_user(name=name, email=email, **fields)


@pytest.fixture
def technician(company: Any) -> Technician:
    who = person("Marta Gil")
    Post.objects.create(person=who, role=Role.TECHNICIAN, from_on=LONG_AGO)
    return Technician.objects.create(person=who)


@pytest.fixture
def route(technician: Technician) -> Route:
    return Route.objects.create(name="Centro", technician=technician)


@pytest.fixture
def building(db: Any) -> Building:
    return Building.objects.create(street="Calle Mayor 14", city="Valladolid", postcode="47001", region="ES-CL")


@pytest.fixture
def lift(company: Any, building: Building, route: Route) -> Lift:
    return lifts.enter(
        building=building,
        name="Ascensor principal",
        code="M14KAA",
        rae="47-003128",
        serial_number="OT-2008-4471",
        maker="Otis",
        year=2008,
        drive=Drive.TRACTION,
        stops=6,
        load_kg=450,
        route=route,
        entered_on=LONG_AGO,
        record_complete_since=LONG_AGO,
        by=None,
        at=NOW - timedelta(days=400),
    )


@pytest.fixture
def other_lift(company: Any) -> Lift:
    """A neighbour's lift: nothing of it may reach the chair of Calle Mayor 14."""
    house = Building.objects.create(street="Calle Santiago 21", city="Valladolid", region="ES-CL")
    return lifts.enter(
        building=house,
        name="Izquierdo",
        code="S21KBB",
        rae="47-001942",
        drive=Drive.HYDRAULIC,
        entered_on=LONG_AGO,
        by=None,
        at=NOW - timedelta(days=400),
    )


def _owner(name: str, nif: str, lift: Lift) -> Owner:
    owner = owning.prepare(name=name, nif=nif)
    owner.save(force_insert=True)
    owning.hold(owner=owner, lift=lift, from_on=LONG_AGO, by=None, at=NOW - timedelta(days=400))
    return owner


@pytest.fixture
def owner(lift: Lift) -> Owner:
    return _owner("C.P. Calle Mayor 14", "H47218306", lift)


@pytest.fixture
def other_owner(other_lift: Lift) -> Owner:
    return _owner("C.P. Calle Santiago 21", "H47000021", other_lift)


def mandate(owner: Owner, role: Role, who: User, **dates: Any) -> User:
    owning.give_mandate(owner=owner, role=role, person=who, by=None, at=NOW, **({"from_on": LONG_AGO} | dates))
    return who


@pytest.fixture
def chair(owner: Owner) -> User:
    return mandate(owner, Role.CHAIR, person("Pilar Ortega"))


@pytest.fixture
def manager(owner: Owner) -> User:
    agency = Agency.objects.create(name="Fincas Pisuerga")
    who = person("Raquel Santos")
    Membership.objects.create(agency=agency, person=who, from_on=LONG_AGO)
    owning.give_mandate(owner=owner, role=Role.MANAGER, agency=agency, from_on=LONG_AGO, by=None, at=NOW)
    return who


@pytest.fixture
def billing(owner: Owner) -> User:
    return mandate(owner, Role.BILLING, person("Benito Cuentas"))


@pytest.fixture
def resident(owner: Owner) -> User:
    return mandate(owner, Role.RESIDENT, person("Luis Herrero"))


@pytest.fixture
def neighbour(other_owner: Owner) -> User:
    return mandate(other_owner, Role.CHAIR, person("Rosa Blanco"))


@pytest.fixture
def former(owner: Owner, now: datetime) -> User:
    who = mandate(owner, Role.CHAIR, person("Julián Arce"))
    owning.end_mandate(mandate=who.mandates.get(), to_on=datetime.now(UTC).date() - timedelta(days=1), by=None, at=NOW)
    return who


@pytest.fixture
def colleague(company: Any) -> User:
    who = person("Iván Prado")
    Post.objects.create(person=who, role=Role.TECHNICIAN, from_on=LONG_AGO)
    Route.objects.create(name="Delicias", technician=Technician.objects.create(person=who))
    return who


@pytest.fixture
def office(company: Any) -> User:
    who = person("Carmen Ruiz")
    Post.objects.create(person=who, role=Role.OFFICE, from_on=LONG_AGO)
    return who


@pytest.fixture
def admin(company: Any) -> User:
    who = person("Nuria Vega")
    Post.objects.create(person=who, role=Role.ADMIN, from_on=LONG_AGO)
    return who


@pytest.fixture
def cast(
    chair: User,
    manager: User,
    billing: User,
    resident: User,
    neighbour: User,
    former: User,
    technician: Technician,
    colleague: User,
    office: User,
    admin: User,
) -> SimpleNamespace:
    """Everybody at once; the stranger is None."""
    return SimpleNamespace(
        chair=chair,
        manager=manager,
        billing=billing,
        resident=resident,
        neighbour=neighbour,
        former=former,
        technician=technician.person,
        colleague=colleague,
        office=office,
        admin=admin,
        stranger=None,
    )


@pytest.fixture
def plan(db: Any) -> PlanTemplate:
    items = (
        '[{"number":37,"group":{"es":"Cabina","en":"Car"},"text":{"es":"Iluminación de emergencia","en":"Emergency '
        'lighting"},"drives":"B","frequency":"M"},{"number":46,"group":{"es":"Puertas de cabina","en":"Car doors"},'
        '"text":{"es":"Protección de puertas","en":"Door protection"},"drives":"B","frequency":"M"}]'
    )
    return PlanTemplate.objects.create(slug="prueba", version=1, name="Plan de prueba", items=items, published_at=NOW)


@pytest.fixture
def client_of(client: Client) -> Any:
    """A client signed in as a person, or nobody's for the stranger."""

    def sign_in(who: User | None) -> Client:
        fresh = Client()
        if who is not None:
            fresh.force_login(who, backend="portal.accounts.backends.Password")
        return fresh

    return sign_in


@pytest.fixture
def carded(lift: Lift) -> Lift:
    """The lift with its card made."""
    cards.refresh([lift.pk], at=NOW)
    return lift


@pytest.fixture(scope="session")
def founded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scratch]:
    """The installation of which all others are copies."""
    with django_db_blocker.unblock():
        first = scratches.found(tmp_path_factory.mktemp("scratch"))
        yield first
        first.mother.end()
        scratches.drop(first)


@pytest.fixture
def scratch(founded: Scratch, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """An installation of its own, with processes of its own, on the database these tests run on."""
    with django_db_blocker.unblock():
        own = scratches.another(founded, tmp_path_factory.mktemp("scratch"))
    yield own
    with django_db_blocker.unblock():
        scratches.drop(own)
