"""`python -m bench.crowd N`: one fact told to N neighbours, inside the installation of `bench.delivering`. Prints JSON.

From the entry in the ledger to mails the server has taken: the follower writes a message and a delivery for each, a
group a transaction; then they are delivered by one worker.
"""

import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

import django

from bench.mails import worked
from bench.printing import resident


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from notifications.actions import messages
    from notifications.models import Message
    from portal.company.actions import open_company

    neighbours = int(sys.argv[1])
    open_company(name="Duero", legal_name="Duero, S. L.", nif="B47000001", emergency_phone="900 000 000")
    _stopped(neighbours)
    held, longest, tell = [], [0.0], messages.tell

    def timed(**told: Any) -> Any:
        began = time.perf_counter()
        written = tell(**told)
        longest.append(time.perf_counter() - began)
        held.append(resident())
        return written

    messages.tell = timed
    began, before = time.perf_counter(), time.process_time()
    _follow()
    told, cpu = time.perf_counter() - began, time.process_time() - before
    sent = worked()
    print(
        json.dumps(
            {
                "messages": Message.objects.count(),
                "told": told,
                "cpu": cpu,
                "longest": max(longest),
                "held": [held[min(2, len(held) - 1)], held[-1]],
                "whole": time.perf_counter() - began,
                "sent_cpu": sent["cpu"],
            }
        )
    )


def _stopped(neighbours: int) -> None:
    """A house of so many neighbours whose lift has just been confirmed as stopped."""
    from maintenance.actions import breakdowns, calls, lifts
    from maintenance.enums import Answer, Drive
    from maintenance.models import Building
    from owners.actions import owners
    from owners.models import Mandate
    from portal.access.roles import Role
    from portal.accounts.models import User
    from portal.ledger.models import Pending
    from portal.lib import clock

    at, since = clock.now(), clock.now().date() - timedelta(days=400)
    house = Building.objects.create(street="Calle Mayor 14", city="Valladolid", postcode="47001", region="ES-CL")
    lift = lifts.enter(
        building=house, name="Principal", code="M14KAA", drive=Drive.TRACTION, entered_on=since, by=None, at=at
    )
    owner = owners.prepare(name="C.P. Calle Mayor 14", speaking_since=at - timedelta(days=90))
    owner.save(force_insert=True)
    owners.hold(owner=owner, lift=lift, from_on=since, by=None, at=at)
    people = [User(name=f"Vecino {n}", email=f"v{n}@example.com") for n in range(neighbours)]
    User.objects.bulk_create(people, batch_size=500)
    held = [Mandate(owner=owner, role=Role.RESIDENT, person=one, from_on=since) for one in people]
    Mandate.objects.bulk_create(held, batch_size=500)
    Pending.objects.all().delete()
    call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.NO, words="No anda"), by=None, at=at)
    breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=at)
    Pending.objects.exclude(follower="messages").delete()


def _follow() -> None:
    from portal.ledger import following

    while following.work():
        pass


if __name__ == "__main__":
    main()
