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
    """Writes that a person received these bulletins for these owners; those received before stay as they were.

    Of two presses at once the database takes one, and only that one becomes a fact.
    """
    asked = {
        bulletin.pk: Receipt(owner=owner, bulletin=bulletin, person=person, how=how, at=at)
        for bulletin, owner in received
    }
    return write(list(asked.values()), by=person, at=at)


@transaction.atomic
def write(asked: Sequence[Receipt], *, by: User, at: datetime) -> list[Receipt]:
    """The same of anybody's receipts, in a few statements however many; answers those that were not there yet."""
    Receipt.objects.bulk_create(asked, ignore_conflicts=True)
    written = set(Receipt.objects.filter(pk__in=[receipt.pk for receipt in asked]).values_list("pk", flat=True))
    new = [receipt for receipt in asked if receipt.pk in written]

    ledger.append(*(kinds.BULLETIN_RECEIVED.of(receipt, occurred_at=at) for receipt in new), by=by, at=at)
    return new
