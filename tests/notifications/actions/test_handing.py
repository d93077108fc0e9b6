"""Letters printed, handed over once, or left; and what the owner's papers know of it."""

from datetime import timedelta

import pytest
from pypdf import PdfReader

from notifications.actions import handing, messages
from notifications.enums import Channel, Handing, Why
from notifications.models import Delivery, PaperLetter
from notifications.queries import deliveries, paper
from owners.models import Owner, PostedPaper, Posting, Receipt
from owners.queries import posting_runs, postings, receipts
from portal.access.roles import Role
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.ledger.models import Entry
from portal.lib import pdf
from tests.conftest import mandate
from tests.conftest import person as somebody
from tests.portal.files.test_bundles import drawn

needs_pango = pytest.mark.skipif(not pdf.is_available(), reason="no Pango here")
DAY = timedelta(days=1)


@pytest.fixture
def letter(owner, chair, told, now):
    """A bulletin for Pilar, who has no mail."""
    address = "Calle Mayor 14, 47001 Valladolid"
    Owner.objects.filter(pk=owner.pk).update(speaking_since=now - 30 * DAY, address=address)
    User.objects.filter(pk=chair.pk).update(email=None)
    messages.tell(entry=told(content=drawn("DE LA VISITA")), at=now)
    return PaperLetter.objects.get()


def _hand(letter, how, office, now, *, days=0):
    return handing.hand_over(keys=[letter.pk], how=how, on=(now + days * DAY).date(), by=office, at=now + 2 * DAY)


def test_in_hand_is_a_receipt_and_written_once(letter, office, now, chair):
    handed = [_hand(letter, Handing.BY_HAND, office, now, days=1) for _press in range(2)]

    letter.refresh_from_db()
    (receipt,) = Receipt.objects.all()
    delivery = Delivery.objects.get(channel=Channel.PAPER)
    assert (handed, delivery.state, str(letter.handed_on)) == ([1, 0], "delivered", "2026-11-24")
    assert (receipt.person, receipt.how, Posting.objects.count()) == (chair, "on_paper", 0)
    assert [one.how for one in receipts.of(receipt.bulletin, now)] == ["entregado en papel"]
    assert Entry.objects.get(kind="bulletin.received").text["actor"]["id"] == str(office.pk)
    assert paper.told(delivery, now) == "Entregado en papel, en mano, el 24 de noviembre; lo anotó Carmen Ruiz."


def test_posted_is_no_receipt_and_the_months_post_leaves_it_out(letter, office, now):
    first = now.date().replace(day=1)
    before = postings.month(first, now + 2 * DAY).papers

    _hand(letter, Handing.REGISTERED, office, now)

    (posted,) = PostedPaper.objects.select_related("posting", "bulletin")
    assert (before, postings.month(first, now + 2 * DAY).papers, Receipt.objects.count()) == (1, 0, 0)
    assert Delivery.objects.get(channel=Channel.PAPER).state == "accepted"
    assert Entry.objects.get(kind="papers.posted").facts["how"] == "registered"
    assert postings.told_of_bulletin(posted.bulletin, now) == ["Enviado por correo certificado el 23 de noviembre."]


@pytest.mark.parametrize("days", [-1, 3])
def test_no_letter_went_before_it_was_written_or_on_a_day_to_come(letter, office, now, days):
    with pytest.raises(handing.CannotHandOver):
        _hand(letter, Handing.POST, office, now, days=days)

    assert paper.waiting().count() == 1


def test_one_that_nobody_needs_ends_with_its_reason_and_the_books_balance(letter, office, now):
    left = [handing.leave(keys=[letter.pk], why=Why.KNOWS, by=office, at=now) for _press in range(2)]

    delivery = Delivery.objects.get(channel=Channel.PAPER)
    assert (left, delivery.state, _hand(letter, Handing.POST, office, now)) == ([1, 0], "cancelled", 0)
    assert paper.told(delivery, now) == "Ya no se entrega en papel: Ya lo sabe: se le dijo de palabra."
    assert sum(deliveries.books().values()) == Delivery.objects.count()


@needs_pango
def test_they_are_printed_in_the_order_of_the_streets_each_with_its_paper_behind(letter, owner, office, told, now):
    ana = somebody("Ana Ruiz", language="en", email=None)
    mandate(owner, Role.CHAIR, ana)
    entry = Entry.objects.get(kind="bulletin.issued")
    messages.tell(entry=entry, at=now)
    moved = "Plaza Mayor 2, 47001 Valladolid"
    Owner.objects.filter(pk=owner.pk).update(address=moved)

    keys = list(paper.waiting().values_list("pk", flat=True))
    job = handing.print_letters(keys=keys, even=True, by=office, at=now)
    jobs.run(job.pk)

    job.refresh_from_db()
    printed = PdfReader(posting_runs.folder_of(job) / posting_runs.PRINTED)
    said = [page.extract_text() for page in printed.pages]
    assert (len(said), job.outcome["envelopes"], job.outcome["papers"]) == (6, 2, 2)
    assert ("Pilar Ortega" in said[0], "Ana Ruiz" in said[0], said[3], said[5]) == (True, True, *["DE LA VISITA 1"] * 2)
    assert ("Plaza Mayor 2" in said[2], "porque no tenemos su correo electrónico" in said[2]) == (True, True)
    assert "The service bulletin of your November visit" in said[4]
    assert set(PaperLetter.objects.values_list("address", "run")) == {(moved, job.pk)}


@needs_pango
def test_what_is_needed_no_more_is_not_printed(letter, chair, office, now):
    chair.mandates.update(to_on=now.date())

    job = handing.print_letters(keys=[letter.pk], even=False, by=office, at=now)
    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.outcome["error"], paper.waiting().count()) == ("No queda ninguna carta por imprimir.", 0)
