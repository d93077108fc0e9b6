"""The office begins to write to owners: the list, what would go out, the press, and how far it is."""

import pytest

from notifications.models import Message
from owners.models import Owner, Wave
from portal.jobs.models import Job
from portal.ledger.models import Pending
from tests.conftest import NOW
from tests.notifications.conftest import text

LIST = "/office/speaking/"


@pytest.fixture
def desk(client_of, office, owner, other_owner, chair, manager):
    """Carmen, signed in; two owners to whom nobody writes."""
    Pending.objects.all().delete()
    return client_of(office)


def _chosen(desk, *owners):
    answer = desk.post(LIST, {"owner": [str(one.pk) for one in owners]})
    return answer.headers["Location"]


def test_the_list_names_who_would_read_and_who_has_nobody(desk):
    page = text(desk.get(LIST))

    assert "C.P. Calle Mayor 14 1 Presidente/a" not in page
    assert ("Pilar Ortega" in page, "Fincas Pisuerga" in page, "nadie todavía" in page) == (True, True, True)


def test_the_list_is_narrowed_by_words_and_by_firm(desk, manager):
    agency = manager.memberships.get().agency

    found = [text(desk.get(LIST, query)) for query in ({"q": "santiago"}, {"firm": str(agency.pk)}, {"firm": "x"})]

    names = [("C.P. Calle Mayor 14" in page, "C.P. Calle Santiago 21" in page) for page in found]
    assert names == [(False, True), (True, False), (True, True)]


def test_choosing_shows_each_letter_and_sends_none(desk, owner):
    page = text(desk.get(_chosen(desk, owner)))

    assert "Saldrían 2 cartas" in page
    assert "Le contaremos lo que pase en C.P. Calle Mayor 14" in page
    assert (Message.objects.count(), Owner.objects.exclude(speaking_since=None).count()) == (0, 0)


def test_choosing_nobody_is_said_in_words(desk):
    desk.post(LIST, {})

    assert "Marque al menos un titular." in text(desk.get(LIST))


def test_the_press_begins_a_job_once(desk, owner):
    page = _chosen(desk, owner)

    answers = [desk.post(f"{page}start/") for _press in range(2)]

    assert ([one.headers["Location"] for one in answers], Job.objects.count()) == ([page, page], 1)
    assert "0 de 1" in text(desk.get(page))


def test_a_wave_whose_owners_hear_from_us_already_leads_back(desk, owner):
    page = _chosen(desk, owner)
    Owner.objects.update(speaking_since=NOW)

    answer = desk.post(f"{page}start/")

    assert (answer.headers["Location"], Wave.objects.get().started_at) == (LIST, None)


def test_how_far_it_is_renews_itself_and_ends(desk, owner):
    page = _chosen(desk, owner)
    desk.post(f"{page}start/")
    before = desk.get(page, headers={"HX-Request": "true"}).content.decode()
    Wave.objects.get().beginnings.update(begun_at=NOW)

    after = desk.get(page, headers={"HX-Request": "true"}).content.decode()

    assert ("every 2s" in before, "every 2s" in after, "<h1" in after) == (True, False, False)


def test_the_list_asks_as_much_of_the_database_with_more_owners(desk, owner, other_owner, django_assert_num_queries):
    with django_assert_num_queries(12):
        desk.get(LIST, {"q": "mayor"})
    with django_assert_num_queries(12):
        desk.get(LIST)
