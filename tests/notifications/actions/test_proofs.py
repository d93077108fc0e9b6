"""A proof to oneself is the very mail an owner would get, and goes to nobody else."""

import pytest
from django.urls import reverse

from notifications.actions import proofs
from notifications.models import Delivery
from owners.actions import batches, drafting
from owners.models import Invoice
from portal.ledger.models import Entry
from tests.owners.batches import dropped, read


@pytest.fixture
def batch(office, chair, owner, now):
    made = batches.begin(by=office, at=now)
    dropped(made)
    read(made)
    return made


def test_it_goes_to_who_asks_with_the_original_and_publishes_nothing(batch, office, client_of):
    before = Entry.objects.count()

    client_of(office).post(reverse("notifications:publishing-proof", args=[batch.pk]))

    sent = Delivery.objects.select_related("message", "attachment").get()
    item = batch.items.get()
    assert (sent.address, sent.attachment, sent.message.touchpoint) == (office.email, item.file, "publishing_proof")
    assert sent.message.title.startswith("Prueba: ")
    assert "Carmen Ruiz: ya está la factura F26-3001 de C.P. Calle Mayor 14, de 130,68\xa0€." in sent.text
    assert (Invoice.objects.count(), Entry.objects.count()) == (0, before)


def test_who_has_no_address_and_what_is_no_invoice_send_nothing(batch, office, owner, lift, now):
    item = batch.items.get()
    office.email = None
    with pytest.raises(proofs.NoAddress):
        proofs.send(item=item, to=office, at=now)

    office.email = "carmen@example.com"
    bulletin = dropped(batch, "bol.pdf", page="Boletín de mantenimiento 1\nRAE 47-003128")
    read(batch)
    bulletin.refresh_from_db()
    with pytest.raises(drafting.Unpublishable):
        proofs.send(item=bulletin, to=office, at=now)

    assert Delivery.objects.count() == 0
