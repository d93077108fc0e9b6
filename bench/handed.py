"""What `bench.downloads` makes in an installation of its own: an announced invoice and whoever may open it, as JSON."""

import json
import os
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import django


def main() -> None:
    octets = int(sys.argv[1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    sys.stdout.write(json.dumps(_made(octets)))


def _made(octets: int) -> dict[str, Any]:
    from django.urls import reverse

    from bench import batches, inside
    from owners.actions import invoices
    from owners.actions import owners as owning
    from owners.actions.invoices import Stated
    from portal.access.roles import Role
    from portal.accounts.models import User
    from portal.files import store
    from portal.lib import clock

    now = clock.now()
    (owner,) = batches.enter_owners(1)
    chair = User.objects.create_user(name="Pilar Ortega", email="pilar@example.com")
    owning.give_mandate(owner=owner, role=Role.CHAIR, from_on=date(2026, 1, 1), person=chair, by=None, at=now)
    file = store.put(b"%PDF-1.7 " + os.urandom(octets), media_type="application/pdf", at=now)
    money = {"base": Decimal(100), "tax": Decimal(21), "total": Decimal(121)}
    stated = Stated("F26-1", "B47000001", date(2026, 10, 31), **money)
    invoice = invoices.publish(owner=owner, file=file, stated=stated, by=None, at=now)
    invoices.announce(invoice=invoice, at=now)
    page = inside.opened(chair, reverse("owners:invoice-file", args=[invoice.pk]))
    return {"page": page, "file": str(store.path_of(file.sha256))}


if __name__ == "__main__":
    main()
