import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.company import queries
from portal.company.actions import AlreadyOpen, open_company
from portal.company.models import Company


def test_a_house_serves_one_company(company):
    with pytest.raises(AlreadyOpen):
        open_company(name="Otra", legal_name="Otra, S. A.", nif="A1", emergency_phone="1")

    assert Company.objects.get() == company


@pytest.mark.parametrize("key", [0, 2, 7])
def test_the_database_has_room_for_one_row_only(company, key):
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.create(id=key, name="Otra", legal_name="Otra, S. A.", nif="A1", emergency_phone="1")


def test_before_it_is_opened_there_is_nobody(db):
    with pytest.raises(queries.NotOpened):
        queries.current()


def test_who_it_is_is_asked_once_a_minute(company, django_assert_num_queries):
    queries.current()

    with django_assert_num_queries(0):
        assert queries.current() == company


def test_a_change_is_seen_at_once_by_who_makes_it(company):
    queries.current()
    Company.objects.update(name="Ascensores Pisuerga")

    queries.forget()

    assert queries.current().name == "Ascensores Pisuerga"


def test_opening_is_seen_at_once(db):
    cache.set(queries.KEY, None)

    opened = open_company(name="Duero", legal_name="Duero, S. L.", nif="B1", emergency_phone="1")

    assert queries.current() == opened


@pytest.mark.parametrize("accent", ["0b6478", "#0b647", "#0B6478", "red", "#0b6478;}", "#gggggg", "#0b6478\n"])
def test_a_colour_is_six_digits(company, accent):
    company.accent = accent

    with pytest.raises(ValidationError):
        company.full_clean()
