"""What a phone tells of breakdowns, step by step."""

from datetime import timedelta

import pytest

from maintenance.actions import breakdowns, routes
from maintenance.models import BreakdownStep, Part, Photo, Stop, Technician
from portal.ledger.models import Entry
from portal.lib.keys import new_key
from tests.conftest import NOW
from tests.maintenance.phone import iso, named

RESTORED = {"cause": "doors", "cause_words": "Contacto sucio", "fix_words": "Limpiado", "attribution": "wear"}


def test_who_was_given_it_takes_it_without_a_second_giving(phone, given):
    answer = phone.put("breakdown.taken", given.pk, {"at": iso(5)})

    given.refresh_from_db()
    assert (answer.json()["outcome"], answer.json()["subject"]) == ("done", str(given.pk))
    assert given.taken_at == NOW - timedelta(minutes=5)
    assert BreakdownStep.objects.filter(breakdown=given, step="assigned").count() == 1


def test_nobodys_breakdown_on_the_own_route_is_taken(phone, opened, technician):
    phone.put("breakdown.taken", opened.pk, {"at": iso(5)})

    opened.refresh_from_db()
    assert (opened.technician, opened.taken_at) == (technician, NOW - timedelta(minutes=5))


def test_given_to_another_it_waits_to_be_taken_again(phone, given, colleague):
    phone.put("breakdown.taken", given.pk, {"at": iso(5)})
    breakdowns.assign(breakdown=given, technician=colleague.technician, by=None, at=NOW)

    assert given.taken_at is None


def test_a_breakdown_is_climbed_to_its_end(phone, given):
    steps = [
        ("on_the_way", {"at": iso(20)}),
        ("arrived", {"at": iso(15)}),
        ("found", {"at": iso(12), "cause": "doors", "words": "El contacto de la 3.ª"}),
        ("left", {"at": iso(10), "why": "part", "words": ""}),
        ("promised", {"at": iso(9), "next_update_by": iso(-120), "expected_back_at": None, "words": "Viene la pieza"}),
        ("on_the_way", {"at": iso(8)}),
        ("arrived", {"at": iso(6)}),
        ("restored", RESTORED | {"at": iso(2), "parts": [], "photos": []}),
    ]

    told = [phone.put(f"breakdown.{step}", given.pk, payload).json() for step, payload in steps]

    given.refresh_from_db()
    assert [one["words"] for one in told] == [""] * 8
    assert (given.restored_at, given.cause, given.fix_words) == (NOW - timedelta(minutes=2), "doors", "Limpiado")
    assert Stop.objects.get().to_at == given.restored_at
    left = BreakdownStep.objects.get(step="left")
    assert (left.because, left.technician) == ("part", given.technician)
    assert Entry.objects.get(kind="breakdown.left").facts["because"] == "part"
    assert BreakdownStep.objects.get(step="promised").words == "Viene la pieza"


def test_parts_and_photos_come_with_the_repair(phone, given):
    part = {
        "name": "Contacto",
        "quantity": 1,
        "is_safety_component": True,
        "component_type": "AZ",
        "serial_number": "9",
    }

    answer = phone.put(
        "breakdown.restored", given.pk, RESTORED | {"at": iso(2), "parts": [part], "photos": [named("c" * 64)]}
    )

    assert answer.json()["photos_missing"] == ["c" * 64]
    assert (Part.objects.get().breakdown, Photo.objects.get().breakdown) == (given, given)


def test_people_are_freed_first(phone, taken, technician):
    inside = taken(to=technician, anyone_inside="yes").breakdown

    refused = phone.put("breakdown.restored", inside.pk, RESTORED | {"at": iso(4), "parts": [], "photos": []})
    freed = phone.put("breakdown.freed", inside.pk, {"at": iso(3)})

    inside.refresh_from_db()
    assert refused.json()["words"] == "Hay alguien dentro: anote primero que salió."
    assert (freed.json()["outcome"], inside.freed_at) == ("done", NOW - timedelta(minutes=3))


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        ("left", {"at": iso(5), "why": "help", "words": ""}, "No consta que haya nadie en el edificio."),
        ("arrived", {"at": iso(40)}, "Esa hora es anterior al paso de antes."),
        ("arrived", {"at": iso(-30)}, "Esa hora no ha llegado todavía."),
        ("freed", {"at": iso(5)}, "En esta avería no consta nadie dentro."),
        (
            "promised",
            {"at": iso(5), "next_update_by": iso(4), "expected_back_at": None, "words": ""},
            "Lo prometido tiene que ser más tarde que ahora.",
        ),
    ],
)
def test_a_step_it_cannot_take_is_refused_in_words(phone, given, kind, payload, words):
    answer = phone.put(f"breakdown.{kind}", given.pk, payload)

    assert (answer.json()["outcome"], answer.json()["words"]) == ("refused", words)
    assert BreakdownStep.objects.filter(breakdown=given).count() == 3


def test_what_is_over_is_over(phone, given):
    phone.put("breakdown.restored", given.pk, RESTORED | {"at": iso(2), "parts": [], "photos": []})

    answer = phone.put("breakdown.arrived", given.pk, {"at": iso(1)})

    assert answer.json()["words"] == "Esta avería ya está resuelta."


def test_anothers_breakdown_is_like_one_that_never_was(other_phone, given):
    theirs = other_phone.put("breakdown.arrived", given.pk, {"at": iso(1)}).json()["words"]
    never = other_phone.put("breakdown.arrived", new_key(), {"at": iso(1)}).json()["words"]

    assert theirs == never == "Esa avería no está entre las suyas."


@pytest.mark.parametrize(("minutes", "outcome"), [(1, "done"), (9, "refused")])
def test_a_breakdown_taken_before_the_route_went_to_another_is_taken(
    phone, opened, route, colleague, office, minutes, outcome
):
    """Five minutes ago, when the route went a minute ago or nine."""
    ivan = Technician.objects.get(person=colleague)
    routes.change(route=route, name="Centro", technician=ivan, by=office, at=NOW - timedelta(minutes=minutes))

    answer = phone.put("breakdown.taken", opened.pk, {"at": iso(5)})

    assert answer.json()["outcome"] == outcome
