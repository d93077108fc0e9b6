"""The process that `bench.publishing` measures: so many papers hashed and stored, then published; seconds as JSON."""

import json
import os
import sys
import time
from datetime import date
from decimal import Decimal
from typing import Any

import django


def main() -> None:
    papers, octets = map(int, sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    owners = enter_owners(papers)
    contents = [os.urandom(octets) for _ in range(papers)]
    began = time.perf_counter()
    files = [_stored(content) for content in contents]
    stored = time.perf_counter() - began
    job = _batch(owners, files)
    began = time.perf_counter()
    _publish(job, papers)
    sys.stdout.write(json.dumps({"papers": papers, "stored": stored, "published": time.perf_counter() - began}))


def enter_owners(papers: int) -> list[Any]:
    """As many owners, each with a lift."""
    from maintenance.actions import lifts
    from maintenance.models import Building
    from owners.actions import owners as owning
    from portal.company.actions import open_company
    from portal.lib import clock

    now = clock.now()
    open_company(name="Duero", legal_name="Duero, S. L.", nif="B47000001", emergency_phone="900 000 000")
    house = Building.objects.create(street="Calle Mayor 14", city="Valladolid", region="ES-CL")
    found = []
    for number in range(papers):
        lift = lifts.enter(
            building=house, name=f"Ascensor {number}", drive="traction", rae=f"47-{number:06}",
            entered_on=date(2026, 1, 1), by=None, at=now,
        )  # fmt: skip
        owner = owning.prepare(name=f"C.P. {number}", nif=f"H{number:08}")
        owner.save(force_insert=True)
        owning.hold(owner=owner, lift=lift, from_on=date(2026, 1, 1), by=None, at=now)
        found.append(owner)
    return found


def _stored(content: bytes) -> Any:
    from portal.files import store
    from portal.lib import clock

    return store.put(content, media_type="application/pdf", at=clock.now())


def _batch(owners: list[Any], files: list[Any]) -> Any:
    """A batch in which every paper is sure; answers the job that publishes it."""
    from owners.actions import batches, publishing
    from owners.models import BatchItem
    from owners.rules.recognition import keeping
    from owners.rules.recognition.shapes import Fact
    from portal.lib import clock

    now = clock.now()
    batch = batches.begin(by=None, at=now)
    says = {Fact.KIND: "invoice", Fact.ISSUED_ON: date(2026, 10, 31), Fact.BASE: Decimal("100.00")}
    says |= {Fact.TAX: Decimal("21.00"), Fact.TOTAL: Decimal("121.00")}
    BatchItem.objects.bulk_create(
        BatchItem(
            batch=batch, name=f"F26-{place}.pdf", sha256=file.sha256, file=file, state="sure", owner=owner,
            read_at=now, confidence=4, mended=keeping.keep_values(says | {Fact.NUMBER: f"F26-{place}"}),
        )
        for place, (owner, file) in enumerate(zip(owners, files, strict=True))
    )  # fmt: skip
    return publishing.start(batch=batch, by=None, at=now)


def _publish(job: Any, papers: int) -> None:
    from owners.models import Invoice
    from portal.jobs import actions as jobs

    jobs.run(job.pk)
    if Invoice.objects.count() != papers:
        raise SystemExit("Not every paper was published.")


if __name__ == "__main__":
    main()
