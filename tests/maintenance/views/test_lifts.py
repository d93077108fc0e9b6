from datetime import timedelta

import pytest

from maintenance.actions import cards
from maintenance.actions import lifts as entering
from maintenance.enums import Drive
from maintenance.queries import lifts
from tests.maintenance.conftest import HTMX, text

URL = "/office/lifts/"


@pytest.fixture
def fleet(lift, other_lift, now):
    cards.roll(at=now)
    return lift, other_lift


def test_it_lists_every_lift_with_state_route_and_visits(desk, fleet):
    page = text(desk.get(URL))

    assert "2 en la cartera." in page
    assert "Sin datos Calle Mayor 14 Valladolid Ascensor principal 47-003128 Centro" in page
    assert "Calle Santiago 21" in page


def test_what_stands_comes_first(desk, fleet, taken, other_lift, now):
    taken(about=other_lift)
    cards.roll(at=now)

    page = text(desk.get(URL))

    assert page.index("Calle Santiago 21") < page.index("Calle Mayor 14")
    assert "Fuera de servicio 1" in page


def test_the_last_visit_and_the_next_window_are_told(desk, fleet, lift, now):
    lift.card.last_visit_at = now - timedelta(days=43)
    lift.card.last_visit_by = "Marta Gil"
    lift.card.window_opens_on = now.date() - timedelta(days=23)
    lift.card.window_closes_on = now.date() + timedelta(days=2)
    lift.card.save()

    page = desk.get(URL)

    assert "11 oct. Marta Gil 31 oct.–25 nov." in text(page)
    assert 'aria-label="quedan 2 días"' in page.content.decode()


def test_it_can_be_searched_and_narrowed_to_a_state(desk, fleet):
    assert [row.rae for row in desk.get(URL, {"q": "santiago"}).context["page"].rows] == ["47-001942"]
    assert desk.get(URL, {"status": "out_of_order"}).context["page"].rows == []
    assert "Ningún ascensor con «gran vía»." in text(desk.get(URL, {"q": "gran vía"}))


def test_the_rows_come_as_a_fragment(desk, fleet):
    part = desk.get(URL, {"q": "santiago"}, headers=HTMX).content.decode()

    assert "<html" not in part
    assert "Calle Santiago 21" in part


def test_a_full_page_leads_to_the_next_and_keeps_the_search(desk, fleet, monkeypatch):
    monkeypatch.setattr(lifts, "PAGE", 1)

    first = desk.get(URL, {"q": "valladolid"})
    after = first.context["page"].after
    second = desk.get(URL, {"q": "valladolid", "after": after})

    assert f"?q=valladolid&amp;after={after}" in first.content.decode()
    assert {row.key for page in (first, second) for row in page.context["page"].rows} == {one.pk for one in fleet}
    assert "Ver los siguientes" not in text(second)


def test_only_the_desk_sees_the_whole_fleet(cast, client_of, fleet):
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]

    answers = [client_of(getattr(cast, who)).get(URL) for who in others]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(b"47-00" in answer.content for answer in answers)


def test_it_costs_the_same_with_one_lift_and_with_four(desk, lift, building, now, counting):
    cards.roll(at=now)
    desk.get(URL)
    with counting() as one:
        desk.get(URL)
    for number in range(3):
        entering.enter(
            building=building, name=f"E{number}", drive=Drive.TRACTION, entered_on=now.date(), by=None, at=now
        )
    cards.roll(at=now)

    with counting() as four:
        desk.get(URL)

    assert len(four) == len(one)
