"""The office prints a month for the post, and says that it went."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from owners.actions import invoices
from owners.models import Owner, Posting
from portal.files.models import AccessLog
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.lib import pdf as drawing
from tests.owners.conftest import text
from tests.portal.files.test_bundles import drawn

needs_pango = pytest.mark.skipif(not drawing.is_available(), reason="no Pango here")


@pytest.fixture
def url():
    return reverse("owners:post", args=["2026-10"])


@pytest.fixture
def paper(published, owner):
    Owner.objects.filter(pk=owner.pk).update(address="Calle Mayor 14, 47001 Valladolid")
    return published("F26-1", content=drawn("F26-1", pages=2))


def test_before_it_starts_it_says_who_gets_what_and_how_many_sheets_that_is(office, client_of, url, paper):
    page = client_of(office)

    said = text(page.get(url))
    counted = text(page.get(reverse("owners:post-sheets", args=["2026-10"])))

    assert "Correo postal de octubre 1 sobre, 1 papel" in said
    assert "C.P. Calle Mayor 14 Calle Mayor 14, 47001 Valladolid factura F26-1" in said
    assert "2 hojas a dos caras (3 a una)" in counted


def test_what_is_lacking_is_said_before_anything_is_printed(office, client_of, url, published, other_owner):
    published("F26-1", owner=other_owner)
    published("F26-2", announced=False)

    said = text(client_of(office).get(url))

    assert "La dirección de 1 titular está incompleta" in said
    assert "1 factura publicada aún se puede deshacer" in said


@needs_pango
def test_it_is_printed_taken_away_and_said_to_have_gone_with_one_press(office, client_of, url, paper, now):
    page = client_of(office)

    waiting = text(page.post(url, {"even": "on"}, follow=True))
    run = Job.objects.get()
    jobs.run(run.pk)
    ready = text(page.get(url))
    answer = page.get(reverse("owners:post-file", args=[run.pk]))
    made = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    said = text(page.post(reverse("owners:post-posted", args=[run.pk]), {"posted_on": now.date()}, follow=True))
    again = text(page.post(reverse("owners:post-posted", args=[run.pk]), {"posted_on": now.date()}, follow=True))

    assert ("Empezamos enseguida." in waiting, "1 sobre, 1 papel, 2 hojas" in ready) == (True, True)
    assert (answer["Content-Type"], len(made.pages)) == ("application/pdf", 6)
    assert AccessLog.objects.get().file == paper.file
    assert "Anotado: 1 sobre enviado." in said
    assert "1 sobre enviado por correo postal el 23 de noviembre; lo anotó Carmen Ruiz." in again
    assert ("Ya constaba." in again, Posting.objects.count()) == (True, 1)
    assert "Todo lo de este mes se envió ya." in again


@needs_pango
def test_a_day_that_cannot_be_gets_words(office, client_of, url, paper):
    page = client_of(office)
    page.post(url, {"even": "on"})
    run = Job.objects.get()
    jobs.run(run.pk)

    for day in ("2026-11-22", "2026-11-24", "x"):
        page.post(reverse("owners:post-posted", args=[run.pk]), {"posted_on": day})

    assert Posting.objects.count() == 0
    assert "Ese día no puede ser" in text(
        page.post(reverse("owners:post-posted", args=[run.pk]), {"posted_on": "2026-11-24"}, follow=True)
    )


def test_what_is_not_printed_cannot_be_taken_away_nor_have_gone(office, client_of, url, paper, now):
    page = client_of(office)
    page.post(url, {})
    run = Job.objects.get()

    gone = text(page.post(reverse("owners:post-posted", args=[run.pk]), {"posted_on": now.date()}, follow=True))

    assert page.get(reverse("owners:post-file", args=[run.pk]))["Location"] == url
    assert ("Ya no está lo que se imprimió" in gone, Posting.objects.count()) == (True, 0)


@pytest.mark.parametrize("month", ["2026-13", "2027-01", "x"])
def test_a_month_that_is_none_or_has_not_begun_is_not_there(office, client_of, company, month):
    assert client_of(office).get(f"/office/post/{month}/").status_code == 404


def test_the_part_that_changes_renews_itself(office, client_of, url, paper):
    page = client_of(office)
    page.post(url, {})

    part = page.get(url, headers={"HX-Request": "true"}).content.decode()

    assert ("<h1" in part, 'hx-trigger="every 2s"' in part) == (False, True)


@needs_pango
def test_of_a_withdrawn_invoice_its_sheet_is_asked_back(office, client_of, url, paper, now):
    page = client_of(office)
    page.post(url, {})
    jobs.run(Job.objects.get().pk)
    invoices.withdraw(invoice=paper, why="Equivocada", by=office, at=now)

    assert "Retirada después de imprimir: F26-1." in text(page.get(url))


def test_the_last_month_that_is_over_is_the_one_shown(office, client_of, company):
    assert client_of(office).get(reverse("owners:post-last"))["Location"] == "/office/post/2026-10/"
