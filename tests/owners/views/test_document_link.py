import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from owners.actions import documents, links
from owners.enums import DocumentKind
from owners.models import DocumentReceipt
from owners.queries import links as queries
from portal.files import store
from portal.ledger.models import Entry
from tests.owners.conftest import text


@pytest.fixture
def manual(filed, owner):
    return filed(DocumentKind.MANUAL)


@pytest.fixture
def url(manual, chair, now):
    return reverse("owners:document-link", args=[links.give(version=manual, person=chair, at=now)])


def test_seeing_it_opens_nothing(client, url):
    page = text(client.get(url))

    assert "Manual de funcionamiento Publicado por Carmen Ruiz el 23 de noviembre" in page
    assert "Este enlace abre este documento y nada más." in page
    assert DocumentReceipt.objects.count() == 0


def test_the_button_hands_it_out_and_says_that_it_was_by_link(client, url, manual, chair):
    answer = client.post(url)

    assert answer.content == store.read(manual.file)
    assert answer.headers["Content-Disposition"] == 'inline; filename="H47218306_2026-08-15_manual.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert [(one.person, one.how) for one in DocumentReceipt.objects.all()] == [(chair, "by_link")]
    assert Entry.objects.get(kind="document.received").facts["how"] == "by_link"


def test_it_opens_no_other_door(client, url, manual):
    client.get(url)
    client.post(url)

    assert client.get(reverse("owners:document-file", args=[manual.pk])).status_code == 302
    assert client.get(reverse("owners:document", args=[manual.document_id])).status_code == 302


def test_one_that_is_over_says_so_and_shows_the_door(client, url, time_machine, now):
    time_machine.move_to(now + timedelta(days=31))

    for answer in (client.get(url), client.post(url), client.get(url[:-3] + "xx/")):
        assert answer.status_code == 410
        assert "Este enlace ya no abre nada" in text(answer)
        assert reverse("owners:papers") in answer.content.decode()
    assert DocumentReceipt.objects.count() == 0


def test_an_older_version_says_that_there_is_a_newer(client, url, manual, office, now):
    newer = store.put(b"%PDF-1.7 newer", media_type="application/pdf", at=now)
    documents.supersede(replaced=manual, sheet=documents.Sheet(newer, now.date()), by=office, at=now)

    assert "Hay una versión más nueva: entre para verla." in text(client.get(url))


def test_the_page_speaks_the_persons_language(client, url, chair):
    chair.__class__.objects.filter(pk=chair.pk).update(language="en")

    assert "Open the document" in text(client.get(url))


def test_a_link_made_after_midnight_ends_on_a_day_of_ours(manual, chair):
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past midnight of the 24th
    links.give(version=manual, person=chair, at=late)

    assert [one.until for one in queries.sent(manual, late)] == ["24 de diciembre"]


def test_the_office_sees_whose_links_open_it_and_ends_one(client, office, client_of, url, manual):
    page = client_of(office).get(reverse("owners:document", args=[manual.document_id]))
    assert "Pilar Ortega hasta el 23 de diciembre Anularlo" in text(page)

    ended = client_of(office).post(re.search(r"/papers/links/[^/]+/end/", page.content.decode()).group(), follow=True)

    assert "Anulado: ese enlace ya no abre nada." in text(ended)
    assert client.get(url).status_code == 410
