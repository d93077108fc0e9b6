"""The ERP's list as it is dropped into a batch, and a number that two issuers share."""

import pytest

from owners.actions import batches
from owners.actions.batches import Dropped
from owners.models import StandingList
from tests.owners.batches import NOW, read

HEAD = "Factura;Estado;Fecha devolución;Motivo;Fecha pago"


@pytest.fixture
def batch(office, owner, now):
    return batches.begin(by=office, at=now)


@pytest.fixture
def listed(batch, office):
    """Drops a list into the batch and has it read; answers what it says of standing invoices, if anything."""

    def drop(*lines, head=HEAD, name="estados.csv", content=None, into=None):
        content = "\n".join([head, *lines]).encode() if content is None else content
        item = batches.take(batch=into or batch, dropped=Dropped(name, content), at=NOW)
        read(into or batch, office)
        return StandingList.objects.filter(item=item).first()

    return drop


@pytest.fixture
def shared(published, other_owner):
    """One number of two issuers, each to another owner."""
    return published("F26-1"), published("F26-1", content=b"%PDF-1.7 b", owner=other_owner, issuer_nif="B09000002")
