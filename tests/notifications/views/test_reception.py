"""The office's page of how what we tell is received."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from owners.models import Owner
from tests.notifications.conftest import text

URL = "/office/reception/"


@pytest.fixture
def dark(owner, chair, now):
    Owner.objects.filter(pk=owner.pk).update(speaking_since=now - timedelta(days=100))
    return owner


def test_before_anything_was_told_it_says_so(client_of, office):
    page = text(client_of(office).get(URL))

    assert "Aún no hay nada que medir." in page
    assert "No ha habido averías." in page
    assert "De todos los titulares hay señales." in page
    assert "Todavía no se ha escrito a nadie." in page


def test_who_is_in_the_dark_is_named_with_why(client_of, office, dark):
    page = text(client_of(office).get(URL))

    assert "C.P. Calle Mayor 14 Nadie suyo ha entrado, abierto un papel ni preguntado nunca." in page


def test_today_names_them_too(client_of, office, dark):
    page = text(client_of(office).get("/office/today/"))

    assert "A oscuras Cómo llega C.P. Calle Mayor 14" in page


def test_more_owners_are_no_more_queries(client_of, office, dark, now):
    client = client_of(office)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(5):
        Owner.objects.create(name=f"C.P. {number}", search="x", speaking_since=now - timedelta(days=100))

    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
