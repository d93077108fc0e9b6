"""What the office keeps besides the rounds: who is on duty, and one contractor with its owner's authorisation."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from maintenance.actions import contractors
from maintenance.models import Duty, Lift, Route, Technician
from maintenance.rules import workdays
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import User
from portal.demo import bills
from portal.demo.cast import ROUTES
from portal.demo.known import Known
from portal.demo.names import nif
from portal.demo.world import ZONE, World
from portal.files import store
from portal.lib import clock
from portal.lib.text import fold

OPENS, CLOSES = time(8), time(18)
TWO, EIGHT = time(2), time(8)
CONTRACTOR = "Elevadores del Esla, S. L."
THEIRS, THEIR_EMAIL = "Óscar Vidal", "oscar.vidal@example.com"
AUTHORISED = ("Calle Tórtola 5", "Calle Cervantes 18")
Span = tuple[str, str | None, datetime, datetime]


def take_on_contractor(world: World, *, at: datetime) -> None:
    """A contractor that has worked for the company since last year, on the lifts whose owners wrote that it may."""
    began_on = world.made_on - timedelta(days=320)
    made = contractors.enter(name=CONTRACTOR, nif=nif("B", 2409117), register_number="24/EC-0061", began_on=began_on)
    person = User.objects.create(
        name=THEIRS, email=THEIR_EMAIL, password=make_password(None), search=fold(THEIRS, THEIR_EMAIL)
    )
    given_at = clock.midnight(began_on, ZONE)
    Post.objects.create(person=person, role=Role.TECHNICIAN, from_on=began_on, given_at=given_at)
    Technician.objects.create(person=person, licence="LE-24-0093", since_on=began_on, contractor=made)
    for lift in Lift.objects.filter(building__street__in=AUTHORISED).select_related("building").order_by("code"):
        file = store.put(_letter(lift.building.street), media_type="application/pdf", at=at)
        contractors.authorise(contractor=made, lift=lift, file=file, from_on=began_on, to_on=None, by=None, at=at)


def keep_duty(known: Known, *, at: datetime) -> None:
    """The rota of this week and the next, each written once."""
    this = workdays.monday(clock.day_in(ZONE, at))
    routes = {route.name: route for route in Route.objects.all()}
    for monday in (this, this + timedelta(days=7)):
        first, last = clock.midnight(monday, ZONE), clock.midnight(monday + timedelta(days=7), ZONE)
        if Duty.objects.filter(from_at__gte=first, from_at__lt=last).exists():
            continue
        Duty.objects.bulk_create(
            Duty(
                technician=known.technicians[who],
                route=routes.get(route or ""),
                from_at=from_at,
                to_at=to_at,
                given_by=known.people.get("office"),
                given_at=at,
            )
            for who, route, from_at, to_at in _week(monday, has_gap=monday != this)
            if who in known.technicians
        )


def _week(monday: date, *, has_gap: bool) -> Iterator[Span]:
    """By day each on his own route; at night and at weekends one after the other, a week each, for all."""
    team = list(ROUTES.values())
    night = team[monday.isocalendar().week % len(team)]
    days = workdays.week(monday)
    yield night, None, _at(monday, time(0)), _at(monday, OPENS)
    for day in days[:5]:
        for route, who in ROUTES.items():
            yield who, route, _at(day, OPENS), _at(day, CLOSES)
    for day in days[:4]:
        yield night, None, _at(day, CLOSES), _at(day + timedelta(days=1), OPENS)
    friday, saturday, after = days[4], days[5], monday + timedelta(days=7)
    if has_gap:
        yield night, None, _at(friday, CLOSES), _at(saturday, TWO)
        yield night, None, _at(saturday, EIGHT), _at(after, time(0))
    else:
        yield night, None, _at(friday, CLOSES), _at(after, time(0))


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, ZoneInfo(ZONE))


def _letter(street: str) -> bytes:
    """A page that says what such a letter says."""
    lines = (
        "AUTORIZACION DE SUBCONTRATACION (ITC AEM 1, art. 7)",
        f"El titular del ascensor de {street} autoriza a Ascensores Duero, S. L.,",
        f"a encargar parte del mantenimiento a {CONTRACTOR}",
        "Firmado por el titular.",
    )
    return bills.draw(lines)
