import pytest

from portal.accounts.actions import invitations, people
from portal.accounts.models import SignIn, User
from tests.conftest import NOW
from tests.portal.views.people.conftest import come_in, text


def rows(response):
    """The names on the list."""
    return [one["name"] for one in response.context["people"]]


@pytest.fixture
def desk(client_of, office):
    return client_of(office)


def test_the_list_says_what_people_are_and_whether_they_came_in(desk, chair, browser):
    come_in(browser, chair.email)

    page = text(desk.get("/office/people/"))

    assert "Presidente/a de C.P. Calle Mayor 14 Entró hoy a las 11:00" in page
    assert "Oficina Nunca ha entrado" in page


def test_who_was_invited_and_who_has_no_email_is_told(desk, chair):
    invitations.invite(person=chair, on_paper=False, by=None, at=NOW)
    people.enrol(name="Teresa Vela")

    page = text(desk.get("/office/people/"))

    assert ["Invitación hasta el 26/11/2026" in page, "Sin correo: falta su carta" in page] == [True, True]


def test_people_are_searched_for(desk, chair, manager):
    assert rows(desk.get("/office/people/", {"q": "ortéga"})) == ["Pilar Ortega"]


def test_nobody_found_gets_words(desk):
    assert "Nadie se llama así." in text(desk.get("/office/people/", {"q": "zzz"}))


def test_a_group_is_shown_alone(desk, chair):
    people.enrol(name="Teresa Vela")

    assert rows(desk.get("/office/people/", {"state": "no-email"})) == ["Teresa Vela"]


@pytest.mark.parametrize("wrong", [{"state": "nonsense"}, {"after": "nonsense"}, {"after": "../../"}])
def test_an_address_typed_wrong_shows_the_list(desk, wrong):
    assert rows(desk.get("/office/people/", wrong)) == ["Carmen Ruiz"]


def test_a_hundred_to_a_page_and_the_rest_on_the_next(desk):
    User.objects.bulk_create([User(name=f"Vecina {n:03}", search=f"vecina {n:03}") for n in range(120)])

    first = desk.get("/office/people/")
    second = desk.get("/office/people/", {"after": first.context["next"]})

    assert (len(rows(first)), len(rows(second)), second.context["next"]) == (100, 21, None)
    assert not set(rows(first)) & set(rows(second))


def test_the_list_alone_answers_a_search_while_typing(desk, chair):
    answer = desk.get("/office/people/", {"q": "pilar"}, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert ("<table" in page, "<html" in page) == (True, False)


def test_the_list_costs_the_same_with_one_person_and_with_all(desk, counting, cast):
    with counting() as one:
        desk.get("/office/people/", {"q": "carmen"})

    with counting() as all_of_them:
        desk.get("/office/people/")

    assert len(all_of_them) == len(one)


def test_a_person_is_written_down(desk):
    answer = desk.post(
        "/office/people/new/", {"name": "Teresa Vela", "email": "", "phone": "983 44", "language": "es"}, follow=True
    )

    teresa = User.objects.get(name="Teresa Vela")
    assert (teresa.email, teresa.phone, teresa.search) == (None, "983 44", "teresa vela")
    assert "Anotada." in text(answer)
    assert not SignIn.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Escriba el nombre."),
        ({"name": "Ana", "email": "ana"}, "A este correo le falta algo"),
        ({"name": "Ana", "email": "CARMEN@example.com"}, "Ese correo ya es de otra persona."),
    ],
)
def test_what_is_missing_of_a_person_gets_words(desk, typed, said):
    page = text(desk.post("/office/people/new/", {"email": "", "phone": "", "language": "es"} | typed))

    assert said in page
    assert User.objects.count() == 1
