from datetime import timedelta

import pytest
from django.urls import reverse

from maintenance.actions import breakdowns, calls, cards, lifts
from maintenance.enums import Answer, Drive
from maintenance.models import Building, Lift
from owners.actions import owners as owning
from owners.queries import portfolio, reach
from owners.queries.portfolio import View
from tests.conftest import LONG_AGO
from tests.owners.conftest import text

URL = reverse("owners:lifts")


@pytest.fixture
def three(lift, owner, now):
    """Two more lifts of the same owner; the lift's own card is made too."""
    for number in (2, 3):
        house = Building.objects.create(street=f"Calle Nueva {number}", city="Valladolid", region="ES-CL")
        more = lifts.enter(
            building=house, name="Único", rae=f"47-{number}", drive=Drive.TRACTION, entered_on=LONG_AGO, by=None, at=now
        )
        owning.hold(owner=owner, lift=more, from_on=LONG_AGO, by=None, at=now)
    cards.refresh(Lift.objects.values_list("pk", flat=True), at=now)
    return owner


def test_who_has_one_lift_goes_straight_to_it(chair, client_of, lift, carded):
    answer = client_of(chair).get(URL)

    assert answer.headers["Location"] == reverse("owners:lift", args=[lift.pk])


def test_what_stands_still_comes_first(manager, client_of, three, standing):
    page = text(client_of(manager).get(URL))

    assert "1 titular, 3 ascensores" in page
    assert "Parado ahora 1 de 3, y 0 sin confirmar" in page
    assert "Parado desde las 9:00: el motor de las puertas se ha quemado" in page
    assert page.index("Parado Calle Mayor 14") < page.index("Calle Nueva 2")


def test_a_late_visit_is_said_before_it_is_asked_for(manager, client_of, three, visited, lift, now):
    visited(48)
    cards.refresh([lift.pk], at=now)

    page = text(client_of(manager).get(URL))

    assert "3 días tarde Revisión de Calle Mayor 14" in page
    assert "3 días tarde" in page


@pytest.mark.parametrize(("days", "word"), [(41, "a tiempo"), (60, "tarde"), (21, "antes de tiempo")])
def test_how_punctual_the_last_visit_was_stands_beside_it(manager, three, visited, lift, now, days, word):
    visited(days)
    visited(11)
    cards.refresh([lift.pk], at=now)

    rows = portfolio.table(reach.seen(manager, now), view=View.ALL, wanted="47-003128", after="").rows

    assert [(row.last_words, row.last_is_late) for row in rows] == [(word, word == "tarde")]


@pytest.mark.parametrize(
    ("wanted", "found"), [("nueva 3", ["Calle Nueva 3"]), ("47-003128", ["Calle Mayor 14"]), ("xyz", [])]
)
def test_search_reads_street_and_rae(manager, three, wanted, found, now):
    rows = portfolio.table(reach.seen(manager, now), view=View.ALL, wanted=wanted, after="").rows

    assert [row.street for row in rows] == found


def test_search_reads_the_owner_too(manager, three, now):
    rows = portfolio.table(reach.seen(manager, now), view=View.ALL, wanted="c.p. calle mayor", after="").rows

    assert len(rows) == 3


def test_a_filter_keeps_its_own_and_says_how_many(manager, three, standing, now):
    counts = portfolio.counts(reach.seen(manager, now))

    assert (counts.total, counts.stopped, counts.unknown, counts.quiet) == (3, 1, 2, 0)
    for view in (View.STOPPED, View.UNKNOWN):
        assert len(portfolio.table(reach.seen(manager, now), view=view, wanted="", after="").rows) == counts.of(view)


def test_pages_follow_by_key_without_a_gap_or_a_repeat(manager, three, now, monkeypatch):
    monkeypatch.setattr(portfolio, "SIZE", 1)
    seen, after = [], ""
    for _page in range(3):
        page = portfolio.table(reach.seen(manager, now), view=View.ALL, wanted="", after=after)
        seen += [row.street for row in page.rows]
        after = page.after

    assert sorted(seen) == ["Calle Mayor 14", "Calle Nueva 2", "Calle Nueva 3"]
    assert after == ""


def test_the_next_rows_come_as_a_fragment(manager, client_of, three, monkeypatch):
    monkeypatch.setattr(portfolio, "SIZE", 2)
    seen = reach.seen(manager, three.tenures.first().lift.card.made_at)
    after = portfolio.table(seen, view=View.ALL, wanted="", after="").after

    answer = client_of(manager).get(URL, {"after": after}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in answer
    assert answer.count("<tr>") == 1


@pytest.mark.parametrize("after", ["x", "1_2_3", "0_2026-13-01_x", "9_9999-12-31_0198"])
def test_a_key_that_is_none_shows_the_first_page(manager, client_of, three, after):
    assert client_of(manager).get(URL, {"after": after, "view": "nada"}).status_code == 200


def test_the_table_holds_nothing_of_others(manager, client_of, three, other_lift, other_owner, now):
    cards.refresh([other_lift.pk], at=now)

    assert "Calle Santiago 21" not in text(client_of(manager).get(URL))


def test_nobody_without_lifts_is_told_a_story(neighbour, client_of, other_lift, now):
    other_lift.tenures.update(to_on=now.date() - timedelta(days=3))

    assert "Aquí no hay ningún ascensor ahora." in text(client_of(neighbour).get(URL))


def test_queries_are_the_same_with_one_row_and_three(manager, client_of, three, counting):
    client = client_of(manager)
    client.get(URL, {"q": "mayor"})
    with counting() as one:
        client.get(URL, {"q": "mayor"})
    with counting() as many:
        client.get(URL, {"q": "calle"})

    assert len(one) == len(many)


def test_queries_are_the_same_with_one_standing_lift_and_three(manager, client_of, three, standing, counting, now):
    client = client_of(manager)
    client.get(URL)
    with counting() as one:
        client.get(URL)
    for lift in Lift.objects.exclude(pk=standing.lift_id):
        call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.NO), by=None, at=now)
        breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=now)
    cards.refresh(Lift.objects.values_list("pk", flat=True), at=now)
    with counting() as many:
        client.get(URL)

    assert len(many) == len(one)


@pytest.mark.parametrize("who", ["billing", "former", "technician", "colleague", "office", "admin"])
def test_for_who_speaks_for_no_owner_the_page_does_not_exist(cast, client_of, who):
    assert client_of(getattr(cast, who)).get(URL).status_code == 404
