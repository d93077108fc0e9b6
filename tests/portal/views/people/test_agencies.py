from datetime import date

import pytest

from owners.models import Agency, Membership
from tests.conftest import person as made
from tests.portal.views.people.conftest import text

TODAY = "2026-11-23"


@pytest.fixture
def desk(client_of, office):
    return client_of(office)


def test_firms_are_listed_with_their_figures(desk, manager):
    assert "Fincas Pisuerga sin NIF 1 1" in text(desk.get("/office/agencies/"))


def test_without_firms_the_list_says_so(desk):
    assert "Todavía no hay ninguna administración anotada." in text(desk.get("/office/agencies/"))


def test_a_firm_is_written_down(desk):
    typed = {"name": "Fincas Duero", "nif": "b-47000005", "email": "hola@example.com", "phone": "983"}

    answer = desk.post("/office/agencies/new/", typed)

    firm = Agency.objects.get()
    assert (firm.name, firm.nif, firm.email) == ("Fincas Duero", "B47000005", "hola@example.com")
    assert answer.headers["Location"] == f"/office/agencies/{firm.pk}/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"name": ""}, "Escriba el nombre."), ({"name": "X", "nif": "B47000001"}, "A este NIF le falla la letra")],
)
def test_what_is_wrong_with_a_firm_gets_words(desk, typed, said):
    assert said in text(desk.post("/office/agencies/new/", typed))
    assert not Agency.objects.exists()


def test_a_firms_page_shows_who_works_there_and_for_whom_it_speaks(desk, manager):
    page = text(desk.get(f"/office/agencies/{Agency.objects.get().pk}/"))

    assert ("Raquel Santos" in page, "Administrador/a de fincas de C.P. Calle Mayor 14" in page) == (True, True)


def test_a_firms_details_are_changed(desk, manager):
    firm = Agency.objects.get()

    desk.post(
        f"/office/agencies/{firm.pk}/", {"name": "Fincas Pisuerga, S. L.", "nif": "", "email": "", "phone": "983"}
    )

    firm.refresh_from_db()
    assert (firm.name, firm.phone) == ("Fincas Pisuerga, S. L.", "983")


def test_a_person_is_added_to_a_firm(desk, client_of, manager, carded):
    firm, ana = Agency.objects.get(), made("Ana Díez")

    desk.post(f"/office/agencies/{firm.pk}/members/?q=ana", {"person": str(ana.pk), "from_on": TODAY, "is_head": "yes"})

    assert Membership.objects.get(person=ana).is_head
    assert client_of(ana).get(f"/lifts/{carded.pk}/").status_code == 200


def test_a_firm_is_chosen_on_the_persons_page(desk, client_of, manager, carded):
    firm, ana = Agency.objects.get(), made("Ana Díez")

    desk.post(f"/office/people/{ana.pk}/memberships/", {"agency": str(firm.pk), "from_on": TODAY, "is_head": ""})

    assert Membership.objects.get(person=ana).is_head is False
    assert client_of(ana).get(f"/lifts/{carded.pk}/").status_code == 200


def test_nobody_is_added_twice(desk, manager):
    firm = Agency.objects.get()

    said = [
        text(desk.post(f"/office/agencies/{firm.pk}/members/?q=raquel", {"person": str(manager.pk), "from_on": TODAY})),
        text(desk.post(f"/office/people/{manager.pk}/memberships/", {"agency": str(firm.pk), "from_on": TODAY})),
    ]

    assert ["Ya trabaja en ella." in page for page in said] == [True, True]
    assert Membership.objects.count() == 1


def test_who_runs_the_company_is_not_added_by_the_office(desk, manager, admin):
    firm = Agency.objects.get()

    page = desk.post(f"/office/agencies/{firm.pk}/members/?q=nuria", {"person": str(admin.pk), "from_on": TODAY})

    assert page.status_code == 200
    assert not Membership.objects.filter(person=admin).exists()


def test_who_leaves_a_firm_loses_its_lifts_at_once(desk, client_of, manager, lift):
    membership = Membership.objects.get()

    answer = desk.post(f"/office/memberships/{membership.pk}/end/", {"to_on": TODAY})

    membership.refresh_from_db()
    assert (answer.headers["Location"], membership.to_on) == (
        f"/office/agencies/{membership.agency_id}/",
        date(2026, 11, 23),
    )
    assert client_of(manager).get(f"/lifts/{lift.pk}/").status_code == 404


def test_nobody_leaves_before_he_came(desk, manager):
    page = text(desk.post(f"/office/memberships/{Membership.objects.get().pk}/end/", {"to_on": "2019-12-31"}))

    assert "Empezó el 01/01/2020: no puede terminar antes." in page


def test_the_firms_cost_the_same_with_one_and_with_three(desk, manager, counting):
    with counting() as one:
        desk.get("/office/agencies/")
    Agency.objects.bulk_create([Agency(name="Fincas Duero"), Agency(name="Fincas Esgueva")])

    with counting() as three:
        desk.get("/office/agencies/")

    assert len(three) == len(one)
