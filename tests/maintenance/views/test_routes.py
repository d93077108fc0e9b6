import pytest

from maintenance.actions import routes
from maintenance.models import Route, Technician
from maintenance.queries import routes as queries
from tests.maintenance.conftest import errors, text

URL = "/office/routes/"


@pytest.fixture
def ivan(colleague):
    return Technician.objects.get(person=colleague)


def one(route, more=""):
    return f"{URL}{route.pk}/{more}"


def test_without_routes_the_page_says_what_they_are_for(desk):
    assert "Con la primera, los ascensores llegan al teléfono de quien los cuida." in text(desk.get(URL))


def test_routes_are_listed_with_who_has_them_and_how_many_lifts(desk, lift, other_lift, ivan):
    Route.objects.create(name="Zaratán")

    page = desk.get(URL)

    rows = [
        (row.name, str(row.technician.person.name) if row.technician else None, row.many)
        for row in page.context["rows"]
    ]
    assert rows == [("Centro", "Marta Gil", 1), ("Delicias", "Iván Prado", 0), ("Zaratán", None, 0)]
    assert "1 ascensor no está en ninguna ruta. Nadie los ve en su teléfono." in text(page)


def test_a_route_is_opened_and_shows_where_its_lifts_come_from(desk, ivan):
    answer = desk.post(f"{URL}new/", {"name": "Parquesol", "technician": str(ivan.pk)})

    made = Route.objects.get(name="Parquesol")
    assert (answer.url, made.technician) == (one(made), ivan)
    assert "Sin ascensores todavía: páselos desde la ruta en la que están." in text(desk.get(one(made)))


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"name": ""}, {"name": ["Escriba un nombre."]}),
        ({"name": "Centro"}, {"name": ["Ya hay una ruta con ese nombre."]}),
        (
            {"technician": "01a20d70-0000-7000-8000-000000000000"},
            {"technician": ["Ya no trabaja aquí: elija a otra persona."]},
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(desk, route, said, wrong):
    answer = desk.post(f"{URL}new/", {"name": "Parquesol"} | said)

    assert errors(answer) == wrong
    assert answer.context["form"]["name"].value() == said.get("name", "Parquesol")
    assert Route.objects.count() == 1


def test_a_route_is_given_to_another(desk, route, lift, ivan):
    answer = desk.post(one(route), {"name": "Centro", "technician": str(ivan.pk)}, follow=True)

    route.refresh_from_db()
    assert route.technician == ivan
    assert "Guardado." in text(answer)


def test_lifts_are_marked_and_go_to_another_route(desk, route, lift, ivan):
    delicias = ivan.routes.get()

    answer = desk.post(f"{URL}transfer/", {"here": str(route.pk), "lifts": [str(lift.pk)], "to": str(delicias.pk)})

    lift.refresh_from_db()
    assert (answer.url, lift.route) == (one(route), delicias)


def test_all_of_the_list_go_and_only_those_that_were_looked_for(desk, route, lift, other_lift, office, now, ivan):
    routes.transfer(lifts=[other_lift.pk], route=route, by=office, at=now)
    delicias = ivan.routes.get()

    desk.post(f"{URL}transfer/", {"here": str(route.pk), "q": "santiago", "all": "1", "to": str(delicias.pk)})

    lift.refresh_from_db()
    other_lift.refresh_from_db()
    assert (lift.route, other_lift.route) == (route, delicias)


def test_those_on_no_route_are_given_one(desk, route, other_lift):
    page = desk.get(f"{URL}none/")
    assert [one.pk for one in page.context["lifts"]] == [other_lift.pk]

    answer = desk.post(f"{URL}transfer/", {"lifts": [str(other_lift.pk)], "to": str(route.pk)}, follow=True)

    assert "1 ascensor pasado." in text(answer)
    assert "Todos los ascensores están en una ruta." in text(answer)


@pytest.mark.parametrize(
    ("said", "words"), [({"all": ""}, "Marque los ascensores que pasan."), ({"to": ""}, "Elija a qué ruta pasan.")]
)
def test_what_is_missing_is_said_and_what_was_marked_stays(desk, route, lift, ivan, said, words):
    asked = {"here": str(route.pk), "all": "1", "to": str(ivan.routes.get().pk)}

    answer = desk.post(f"{URL}transfer/", asked | said)

    assert words in text(answer)
    assert answer.context["marked"] == ({str(lift.pk)} if "to" in said else set())
    lift.refresh_from_db()
    assert lift.route == route


def test_an_empty_route_goes_and_one_with_lifts_stays(desk, route, lift, ivan):
    gone = desk.post(one(ivan.routes.get(), "removal/"), follow=True)
    stays = desk.post(one(route, "removal/"), follow=True)

    assert "Ruta quitada." in text(gone)
    assert "pase antes los ascensores a otra ruta" in text(stays)
    assert list(Route.objects.values_list("name", flat=True)) == ["Centro"]


def test_a_long_route_has_pages(desk, route, lift, other_lift, office, now, monkeypatch):
    routes.transfer(lifts=[other_lift.pk], route=route, by=office, at=now)
    monkeypatch.setattr(queries, "PAGE", 1)

    first, second = desk.get(one(route)), desk.get(one(route), {"page": "2"})

    assert [one.pk for one in first.context["lifts"]] == [lift.pk]
    assert [one.pk for one in second.context["lifts"]] == [other_lift.pk]
    assert "Página 2 de 2" in text(second)


def test_the_lifts_page_leads_to_its_route(desk, lift, other_lift, route):
    assert one(route) in desk.get(f"/office/lifts/{lift.pk}/").content.decode()
    assert f"{URL}none/" in desk.get(f"/office/lifts/{other_lift.pk}/").content.decode()
