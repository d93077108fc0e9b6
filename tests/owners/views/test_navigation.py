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


def test_what_nobody_holds_is_where_its_address_begins(chair, client_of):
    assert current(client_of(chair).get(reverse("owners:bulletins"))) == [reverse("owners:bulletins")] * 2
