"""`python -m bench.mails N`: what is done inside the installation of `bench.delivering`. Prints JSON."""

import json
import os
import smtplib
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

from bench.printing import resident

EARLY = 100  # mails after which what a worker holds is noted first
ROUNDS = 5  # of a tenth of the mails by one worker, and a tenth by two
TEXT = "La revisión de este mes está hecha.\n" * 20


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from portal.company.actions import open_company

    mails = int(sys.argv[1])
    open_company(name="Duero", legal_name="Duero, S. L.", nif="B47000001", emergency_phone="900 000 000")
    some = _write(200)
    told: dict[str, Any] = {"mails": mails, "built": _built(some), "raw": _raw(some)}
    _write(EARLY)
    worked()  # loads what the first mails load, so that each worker begins alike
    _write(mails)
    print(json.dumps(told | _by(1, worked) | {"rounds": [_round(some, mails // 10) for _turn in range(ROUNDS)]}))


def _round(some: list[Any], mails: int) -> dict[str, float]:
    """Processor seconds of so many mails by one and by two, ours and with nothing of ours, one right after the other;
    and the seconds ours took.
    """
    told = {}
    for name, workers in (("one", 1), ("two", 2)):
        _write(mails)
        ours = _by(workers, worked)
        bare = _by(workers, lambda share=mails // workers: _sent(some, share))
        told |= {name: ours["cpu"], f"{name}_seconds": ours["seconds"], f"{name}_bare": bare["cpu"]}
    return told


def _write(mails: int) -> list[Any]:
    from notifications.enums import Class
    from notifications.models import Delivery, Message
    from portal.lib import clock

    at = clock.now()
    message = {"touchpoint": "x", "kind": Class.SERVICE, "title": "Revisión de noviembre hecha", "created_at": at}
    told = Message.objects.bulk_create([Message(**message) for _mail in range(mails)], batch_size=500)
    rest = {"channel": "email", "address": "pilar@example.com", "text": TEXT, "html": f"<p>{TEXT}</p>"}
    times = {"next_at": at, "created_at": at, "expires_at": at + timedelta(hours=72)}
    return Delivery.objects.bulk_create([Delivery(message=one, **rest, **times) for one in told], batch_size=500)


def _built(some: list[Any]) -> float:
    """Mails a second, packed and serialised and nothing else."""
    from notifications.channels import email

    began = time.perf_counter()
    for delivery in some:
        email.pack(delivery)
    return len(some) / (time.perf_counter() - began)


def _raw(some: list[Any]) -> float:
    """Mails a second over one connection of smtplib; then they are out of the way."""
    from django.conf import settings

    from notifications.channels import email
    from notifications.models import Delivery

    parcels = [email.pack(delivery) for delivery in some]
    began = time.perf_counter()
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as server:
        for parcel in parcels:
            server.sendmail(parcel.sender, parcel.recipient, parcel.content)
    taken = time.perf_counter() - began
    Delivery.objects.update(state="cancelled")
    return len(some) / taken


def _sent(some: list[Any], many: int) -> dict[str, Any]:
    """Builds so many and sends them over one connection of smtplib; nothing is claimed or written down."""
    from django.conf import settings

    from notifications.channels import email

    before = time.process_time()
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as server:
        for number in range(many):
            parcel = email.pack(some[number % len(some)])
            server.sendmail(parcel.sender, parcel.recipient, parcel.content)
    return {"cpu": time.process_time() - before}


def _by(workers: int, job: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The job in so many forked processes at once: seconds, their processor time, and what the first says."""
    from django.db import connection

    connection.close()
    began, pipes = time.perf_counter(), []
    for _worker in range(workers):
        reads, writes = os.pipe()
        if not os.fork():
            os.write(writes, json.dumps(job()).encode())
            os._exit(0)
        os.close(writes)
        pipes.append(reads)
    said = [json.loads(os.fdopen(pipe).read()) for pipe in pipes]
    seconds = time.perf_counter() - began
    for _worker in range(workers):
        os.wait()
    return said[0] | {"seconds": seconds, "cpu": sum(one["cpu"] for one in said)}


def worked() -> dict[str, Any]:
    """Delivers until nothing waits: the processor time it took, and what this process held early and at the end."""
    from notifications import liveness
    from notifications.actions import deliveries
    from notifications.enums import WAITING
    from notifications.models import Delivery

    taken, early, before = 0, 0.0, time.process_time()
    while Delivery.objects.filter(state__in=WAITING).exists():
        taken += deliveries.work(liveness.name())
        if taken >= EARLY and not early:
            early = resident()
    return {"cpu": time.process_time() - before, "held": [early or resident(), resident()]}


if __name__ == "__main__":
    main()
