from datetime import timedelta

from maintenance.queries import readers as registered
from maintenance.queries.readers import Reader
from owners.actions import owners as owning
from owners.models import Mandate
from owners.queries import readers
from tests.conftest import NOW

PILAR = Reader("Pilar Ortega", "Presidente/a")


def test_the_chair_reads(lift, chair, manager, resident):
    assert readers.of([lift.pk], NOW) == {lift.pk: PILAR}


def test_without_a_chair_the_firm_that_manages_reads(lift, manager, resident):
    assert readers.of([lift.pk], NOW) == {lift.pk: Reader("Fincas Pisuerga", "Administrador/a de fincas")}


def test_a_chair_whose_term_is_over_reads_no_more(lift, chair):
    ended = Mandate.objects.get(person=chair)
    owning.end_mandate(mandate=ended, to_on=NOW.date(), by=None, at=NOW)

    assert readers.of([lift.pk], NOW) == {}


def test_a_lift_without_an_owner_has_no_reader(other_lift, lift, chair):
    assert readers.of([lift.pk, other_lift.pk], NOW) == {lift.pk: PILAR}


def test_maintenance_asks_by_what_was_registered(lift, chair):
    assert registered.of([lift.pk], NOW + timedelta(days=1)) == {lift.pk: PILAR}


def test_two_queries_whatever_the_lifts(lift, other_lift, chair, neighbour, django_assert_num_queries):
    readers.of([lift.pk], NOW)

    with django_assert_num_queries(2):
        readers.of([lift.pk, other_lift.pk], NOW)
