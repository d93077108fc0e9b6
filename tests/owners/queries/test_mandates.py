from datetime import date

import pytest

from owners.models import Agency, Owner
from owners.queries import mandates

TODAY = date(2026, 11, 23)


def test_what_people_are_to_owners_is_told_in_words(cast):
    said = mandates.spoken_for_by([cast.chair.pk, cast.manager.pk, cast.former.pk, cast.office.pk], TODAY)

    assert said == {cast.chair.pk: ["Presidente/a de C.P. Calle Mayor 14"], cast.manager.pk: ["Fincas Pisuerga"]}


def test_firms_say_how_many_work_there_and_for_how_many_they_speak(manager):
    Agency.objects.create(name="Fincas Vacías")

    rows = mandates.agencies(TODAY).values_list("name", "members_today", "owners_today")
    assert list(rows) == [("Fincas Pisuerga", 1, 1), ("Fincas Vacías", 0, 0)]


@pytest.mark.parametrize("wanted", ["mayor 14", "MÁYOR", "h47218306", "calle mayor"])
def test_an_owner_is_found_by_street_or_nif(owner, other_owner, wanted):
    assert list(mandates.owners_called(wanted)) == [owner]


def test_a_letter_goes_to_an_owners_address(chair, neighbour):
    Owner.objects.filter(name="C.P. Calle Mayor 14").update(address="Calle Mayor 14, 47001 Valladolid")

    assert mandates.street_of(chair, TODAY) == "Calle Mayor 14, 47001 Valladolid"
    assert mandates.street_of(neighbour, TODAY) == ""


def test_who_speaks_for_nobody_any_more_gets_no_letter_there(former):
    Owner.objects.update(address="Calle Mayor 14, 47001 Valladolid")

    assert mandates.street_of(former, TODAY) == ""


def test_running_mandates_stand_before_those_that_ended(chair, former, owner):
    assert [row.person for row in mandates.mandates()] == [chair, former]
