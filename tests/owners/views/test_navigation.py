import re

import pytest
from django.urls import reverse


def current(answer):
    """The place the page says one is in, in the bar and in the tabs."""
    return re.findall(r'<a href="([^"]+)" aria-current="page"', answer.content.decode())


def test_a_visit_belongs_to_the_lifts_though_its_address_does_not(chair, client_of, visited, carded):
    answer = client_of(chair).get(reverse("owners:visit", args=[visited(11).pk]))

    assert current(answer) == [reverse("owners:lifts")] * 2


@pytest.mark.parametrize("name", ["agencies", "agency-new"])
def test_a_firm_belongs_to_the_people(office, client_of, name):
    answer = client_of(office).get(reverse(name))

    assert current(answer) == [reverse("people")] * 2


def test_bulletins_belong_to_the_papers(chair, client_of):
    assert current(client_of(chair).get(reverse("owners:bulletins"))) == [reverse("owners:papers")] * 2


def test_what_nobody_holds_is_where_its_address_begins(office, client_of):
    assert current(client_of(office).get(reverse("owners:invoice-new"))) == [reverse("owners:publish")] * 2


def test_who_keeps_the_accounts_comes_in_at_the_invoices(billing, client_of):
    assert client_of(billing).get("/").headers["Location"] == "/invoices/"
