"""`python -m tests.services.one_visit`: a visit completed by a real process; prints its key.

The first time it also opens the company and lets in Pilar Ortega, chair of Calle Mayor 14.
"""

import json
import sys
from contextlib import suppress
from datetime import date, timedelta

import django

django.setup()

from maintenance.actions import lifts, visits  # noqa: E402
from maintenance.enums import Drive, Result  # noqa: E402
from maintenance.models import Building, Lift, PlanTemplate, Technician  # noqa: E402
from owners.actions import owners  # noqa: E402
from portal.access.models import Post  # noqa: E402
from portal.access.roles import Role  # noqa: E402
from portal.accounts.models import User  # noqa: E402
from portal.company.actions import AlreadyOpen, open_company  # noqa: E402
from portal.lib import clock  # noqa: E402

LONG_AGO = date(2020, 1, 1)
AT = clock.now()


def main() -> None:
    if not Lift.objects.exists():
        _open()
    work = visits.CompletedWork(
        technician=Technician.objects.get(),
        plan=PlanTemplate.objects.get(slug="prueba"),
        started_at=AT - timedelta(hours=1),
        finished_at=AT,
        recorded_at=AT,
        replies=[visits.Reply(37, Result.OK)],
        words_for_owner="Todo en orden.",
    )
    visit = visits.record(lift=Lift.objects.get(), work=work, by=None, at=AT)
    sys.stdout.write(str(visit.pk))


def _open() -> None:
    with suppress(AlreadyOpen):  # the house is that of several tests, and whoever comes first opens it
        open_company(
            name="Ascensores Duero",
            legal_name="Ascensores Duero, S. L.",
            nif="B47000001",
            emergency_phone="900 000 000",
            office_phone="983 000 000",
        )
    marta = User.objects.create_user(name="Marta Gil", email="marta.gil@example.com")
    Post.objects.create(person=marta, role=Role.TECHNICIAN, from_on=LONG_AGO)
    Technician.objects.create(person=marta)
    text = {"es": "Luz", "en": "Light"}
    items = json.dumps([{"number": 37, "group": text, "text": text, "drives": "B", "frequency": "M"}])
    PlanTemplate.objects.create(slug="prueba", version=1, name="Plan de prueba", items=items, published_at=AT)
    house = Building.objects.create(street="Calle Mayor 14", city="Valladolid", postcode="47001", region="ES-CL")
    named = {"name": "Principal", "code": "M14KAA", "rae": "47-003128", "drive": Drive.TRACTION}
    lift = lifts.enter(building=house, entered_on=LONG_AGO, by=None, at=AT, **named)
    owner = owners.prepare(name="C.P. Calle Mayor 14", nif="H47218306")
    owner.save(force_insert=True)
    owners.hold(owner=owner, lift=lift, from_on=LONG_AGO, by=None, at=AT)
    pilar = User.objects.create_user(name="Pilar Ortega", email="pilar.ortega@example.com")
    owners.give_mandate(owner=owner, role=Role.CHAIR, person=pilar, from_on=LONG_AGO, by=None, at=AT)


main()
