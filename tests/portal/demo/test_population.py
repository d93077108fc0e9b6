from collections import Counter
from datetime import timedelta

import pytest
from stdnum.es import nif

from maintenance.enums import Drive
from owners.models import Owner
from portal.accounts import demo
from portal.accounts.demo import PASSWORD
from portal.demo import population
from portal.demo.cast import CAST, ROUTES
from tests.conftest import NOW

KINDS = {Owner.Kind.COMMUNITY: 63, Owner.Kind.COMPANY: 25, Owner.Kind.PUBLIC: 3, Owner.Kind.PERSON: 3}


def test_the_company_looks_after_two_hundred_lifts(world):
    assert len(world.lifts) == 198
    assert Counter(holder.kind for holder in world.holders) == KINDS


def test_the_manager_has_sixty_communities_and_their_lifts(world):
    managed = [holder for holder in world.holders if holder.managed_since]

    assert len(managed) == 60
    assert len(world.managed) == 74


def test_every_tax_number_passes_its_check(world):
    numbers = [holder.nif for holder in world.holders]

    assert [number for number in numbers if not nif.is_valid(number)] == []
    assert len(set(numbers)) == len(numbers)


def test_communities_have_the_letter_of_communities(world):
    assert {holder.nif[0] for holder in world.holders if holder.kind == Owner.Kind.COMMUNITY} == {"H"}


def test_codes_and_register_numbers_are_single(world):
    lifts = list(world.lifts.values())

    assert len({lift.code for lift in lifts}) == len({lift.rae for lift in lifts}) == len(lifts)


def test_nobody_has_a_real_address(world):
    emails = [person.email for person in world.people if person.email]

    assert {email.partition("@")[2] for email in emails} == {"example.com"}
    assert len(set(emails)) == len(emails)


def test_the_cast_is_the_one_one_signs_in_as():
    assert {(person.key, person.email) for person in CAST} == {(role, email) for role, email, _words in demo.CAST}
    assert len(PASSWORD) >= 12


def test_the_chairs_lift_is_the_one_in_the_pictures(world):
    lift = world.lifts["M14KAA"]

    assert (lift.name, lift.rae, lift.maker, lift.year) == ("Ascensor principal", "47-003128", "Otis", 2008)
    assert (lift.stops, lift.load_kg, lift.drive) == (6, 450, Drive.TRACTION)
    assert world.places["M14KAA"].street == "Calle Mayor 14"


@pytest.mark.parametrize(("street", "chair"), [("Calle Mayor 14", "chair"), ("Calle Santiago 21", "neighbour")])
def test_who_chairs_a_house_now(world, street, chair):
    (holder,) = [one for one in world.holders if one.houses[0].street == street]

    assert [term.person for term in holder.terms if term.role == "chair" and term.to_on is None] == [chair]


def test_the_former_chair_held_it_until_today(world):
    (term,) = [term for holder in world.holders for term in holder.terms if term.person == "former"]

    assert (term.role, term.to_on) == ("chair", world.made_on)


def test_terms_follow_one_another(world):
    for holder in world.holders:
        chairs = [term for term in holder.terms if term.role == "chair"]
        assert [term.to_on for term in chairs[1:]] == [term.from_on for term in chairs[:-1]]


def test_routes_are_of_a_size(world):
    sizes = Counter(lift.route for lift in world.lifts.values())

    assert set(sizes) == set(ROUTES)
    assert max(sizes.values()) - min(sizes.values()) < 12


def test_few_owners_are_written_to_at_first(world):
    speaking = [holder.name for holder in world.holders if holder.speaks_since]

    assert len(speaking) == 6
    assert {"C.P. Calle Mayor 14", "C.P. Calle Santiago 21"} <= set(speaking)


def test_the_same_seed_makes_the_same_world_and_another_another(world):
    assert population.build(47, NOW) == world
    assert population.build(48, NOW) != world


def test_a_small_world_has_the_houses_one_meets_first():
    small = population.build(47, NOW, days=120, most=4)

    assert len(small.lifts) == 6
    assert small.began_on < small.made_on - timedelta(days=120)
