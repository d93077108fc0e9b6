"""What is downloaded is what was uploaded, byte for byte, from the page the office drops files on to its owner's."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from owners.actions import invoices
from owners.actions.invoices import Stated
from owners.models import BatchItem, Invoice
from portal.files.models import AccessLog
from portal.lib.keys import new_key
from tests.papers import pdf

A_BATCH = 500


@pytest.mark.parametrize("files", [2, pytest.param(1_000, marks=pytest.mark.prove)])
def test_what_is_downloaded_is_what_was_uploaded(client_of, office, chair, owner, now, private_files, files):
    sent = {f"F26-{n}.pdf": _paper(n) for n in range(files)}

    taken = _upload(client_of(office), sent)
    for item in BatchItem.objects.select_related("file").order_by("pk"):
        _publish(owner, item, now)

    assert {answer["state"] for answer in taken} == {"reading"}
    assert _digests(client_of(office), "batch-item-file", BatchItem.objects.values_list("name", "pk")) == _of(sent)
    assert _digests(client_of(chair), "invoice-file", Invoice.objects.values_list("number", "pk")) == _of(sent)
    assert AccessLog.objects.count() == 2 * files


def _paper(number):
    """A small PDF like no other: its title and its length are its own."""

    def fill(made):
        made.add_blank_page()
        made.docinfo["/Title"] = f"Factura {number} " + "x" * (number % 97)

    return pdf(fill)


def _upload(desk, sent):
    """Each as the page's script sends it, in batches of as many as one may have."""
    names = list(sent)
    keys = {name: str(new_key()) for name in names[::A_BATCH]}
    answers = []
    for place, name in enumerate(names):
        batch = keys[names[place - place % A_BATCH]]
        body = {"batch": batch, "files": SimpleUploadedFile(name, sent[name])}
        answers.append(desk.post(reverse("owners:publish"), body, headers={"accept": "application/json"}).json())
    return answers


def _publish(owner, item, now):
    money = {"base": Decimal(100), "tax": Decimal(21), "total": Decimal(121)}
    stated = Stated(item.name, "B47000001", date(2026, 10, 31), **money)
    made = invoices.publish(owner=owner, file=item.file, stated=stated, by=None, at=now)
    invoices.announce(invoice=made, at=now)


def _digests(client, route, rows):
    """The SHA-256 of what each address hands out, by name."""
    urls = {name: reverse(f"owners:{route}", args=[key]) for name, key in rows}
    return {name: hashlib.sha256(client.get(url).content).hexdigest() for name, url in urls.items()}


def _of(sent):
    return {name: hashlib.sha256(content).hexdigest() for name, content in sent.items()}
