"""/office/visits/<visit>/joining/: two records side by side, and the form that makes them one."""

from datetime import timedelta

import pytest

from maintenance.actions import joining, visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Result, VisitState
from maintenance.models import Technician, Visit
from maintenance.queries import phones
from tests.conftest import NOW
from tests.maintenance.conftest import errors, text

ENDED = NOW - timedelta(hours=3)


@pytest.fixture
def pair(lift, plan, technician, colleague):
    ivan = Technician.objects.get(person=colleague)
    return [_record(lift, plan, technician, ENDED), _record(lift, plan, ivan, ENDED + timedelta(minutes=10))]


def _record(lift, plan, who, ended, **more):
    replies = [Reply(37, Result.OK), Reply(46, Result.PENDING if who.person.name == "Iván Prado" else Result.OK)]
    work = CompletedWork(who, plan, ended - timedelta(minutes=30), ended, ended, replies)
    return visits.record(lift=lift, work=work, by=who.person, at=NOW, **more)


def page_of(visit, leaf="joining/"):
    return f"/office/visits/{visit.pk}/{leaf}"


def test_each_of_the_two_pages_leads_to_the_comparison(desk, pair):
    for visit, other in (pair, pair[::-1]):
        page = desk.get(page_of(visit, ""))

        assert "Hay otra anotación de este ascensor con menos de un día entre una y otra" in text(page)
        assert f"{page_of(visit)}?with={other.pk}" in page.content.decode()


def test_what_differs_is_said_and_what_does_not_is_not(desk, pair):
    lines = {line.label: (line.one, line.other, line.differs) for line in desk.get(page_of(pair[0])).context["lines"]}

    assert lines["Visita"] == ("23 nov., 7:30–8:00", "23 nov., 7:40–8:10", True)
    assert lines["Puntos"] == ("2 correctos", "1 correcto · 1 pendiente", True)
    assert lines["Alcance"] == ("Mensual", "Mensual", False)
    assert lines["Protección de puertas"] == ("Correcto", "Pendiente", True)
    assert "Iluminación de emergencia" not in lines


@pytest.mark.parametrize("stands", [0, 1])
def test_the_form_joins_in_either_order(desk, pair, stands):
    answer = desk.post(page_of(pair[0]), {"stands": pair[stands].pk, "why": "Iban juntos."}, follow=True)

    other = Visit.objects.get(pk=pair[1 - stands].pk)
    assert (other.state, other.joined_to) == (VisitState.JOINED, pair[stands])
    assert answer.redirect_chain[0][0] == page_of(pair[stands], "")
    assert "Unidas: cuenta una sola revisión" in text(answer)
    assert "También la anotó" in text(answer)


def test_the_joined_ones_page_says_where_it_counts(desk, pair, office):
    joining.join(visit=pair[1], to=pair[0], why="Iban juntos.", by=office, at=NOW)

    page = desk.get(page_of(pair[1], ""))

    assert "Esta anotación está unida a otra de la misma revisión y ya no cuenta." in text(page)
    assert "Unida a la de Marta Gil, hoy a las 11:00: Iban juntos." in text(page)
    assert f'href="{page_of(pair[0], "")}"' in page.content.decode()
    assert "hx-trigger" not in page.content.decode()


def test_without_a_reason_or_a_choice_there_are_words(desk, pair):
    assert errors(desk.post(page_of(pair[0]), {"why": " "})) == {
        "stands": ["Elija cuál vale."],
        "why": ["Escriba por qué es la misma revisión."],
    }
    assert errors(desk.post(page_of(pair[0]), {"stands": "x", "why": "y"})) == {"stands": ["Elija una de las dos."]}
    assert Visit.objects.completed().count() == 2


def test_one_joined_meanwhile_has_nothing_to_join(desk, pair, office):
    joining.join(visit=pair[1], to=pair[0], why="Iban juntos.", by=office, at=NOW)

    page = desk.post(page_of(pair[0]), {"stands": pair[1].pk, "why": "x"})

    assert "No hay otra anotación de este ascensor" in text(page)


def test_a_third_may_be_chosen(desk, pair, lift, plan, technician):
    third = _record(lift, plan, technician, ENDED + timedelta(hours=2))

    page = desk.get(page_of(pair[0]), {"with": str(third.pk)})

    assert page.context["other"] == third
    assert [one.visit for one in page.context["others"]] == [pair[1], third]


def test_a_record_alone_has_no_double(desk, pair):
    Visit.objects.filter(pk=pair[1].pk).update(started_at=ENDED - timedelta(days=3))

    assert "Hay otra anotación" not in text(desk.get(page_of(pair[0], "")))
    assert desk.get(page_of(pair[0])).context["other"] is None


def test_the_day_leads_there_until_they_are_joined(desk, pair, office):
    Visit.objects.filter(pk=pair[1].pk).update(beside=pair[0])
    (doubt,) = [phones.told(row, NOW) for row in phones.doubtful(NOW)]
    assert (doubt.do, doubt.do_url) == ("Compararlas y unirlas", f"{page_of(pair[1])}?with={pair[0].pk}")

    joining.join(visit=pair[0], to=Visit.objects.get(pk=pair[1].pk), why="Iban juntos.", by=office, at=NOW)

    assert list(phones.doubtful(NOW)) == []


def test_only_the_desk_opens_it(cast, client_of, pair):
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]

    assert {client_of(getattr(cast, who)).get(page_of(pair[0])).status_code for who in others} == {404}


def test_the_pages_ask_as_often_for_two_records_as_for_four(desk, pair, lift, plan, technician, office, counting):
    desk.get(page_of(pair[0]))
    with counting() as few:
        desk.get(page_of(pair[0]))
    for hours in (1, 2):
        _record(lift, plan, technician, ENDED + timedelta(hours=hours))

    with counting() as many:
        desk.get(page_of(pair[0]))

    assert len(many) == len(few)
