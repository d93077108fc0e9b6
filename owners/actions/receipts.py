"""Reception of legal documents: the button that opens one is the receipt."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from maintenance.models import Bulletin
from owners import kinds
from owners.models import Owner, Receipt
from portal.accounts.models import User
from portal.ledger import actions as ledger


@transaction.atomic
def acknowledge(
    *, received: Sequence[tuple[Bulletin, Owner]], person: User, how: Receipt.How, at: datetime
) -> list[Receipt]:
    """Writes that a person received these bulletins for these owners; those received before stay as they were."""
    before = set(
        Receipt.objects.filter(person=person, bulletin__in=[b for b, _ in received]).values_list("bulletin", flat=True)
    )
    new = [
        Receipt(owner=owner, bulletin=bulletin, person=person, how=how, at=at)
        for bulletin, owner in received
        if bulletin.pk not in before
    ]
    Receipt.objects.bulk_create(new)

    ledger.append(*(kinds.BULLETIN_RECEIVED.of(receipt, occurred_at=at) for receipt in new), by=person, at=at)
    return new
