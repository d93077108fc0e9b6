import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from portal.accounts.actions import people
from portal.accounts.models import SignIn, User
from tests.portal.views.people.conftest import PASSWORD, come_in, text


@pytest.fixture
def signed_in(browser, chair):
    come_in(browser, chair.email)
    return browser


@pytest.fixture
def elsewhere(chair):
    """The same person in another browser."""
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0")
    come_in(other, chair.email)
    return other


def test_the_account_says_what_one_is_and_why(signed_in):
    page = text(signed_in.get("/account/"))

    assert [
        "pilar@example.com" in page,
        "Presidente/a de C.P. Calle Mayor 14" in page,
        "desde el 01/01/2020" in page,
    ] == [True] * 3


def test_name_phone_and_language_are_mended(signed_in, chair):
    signed_in.post("/account/", {"name": "Pilar Ortega Sanz", "phone": "600 11 22 33", "language": "en"})

    chair.refresh_from_db()
    assert (chair.name, chair.phone, chair.language) == ("Pilar Ortega Sanz", "600 11 22 33", "en")
    assert '<html lang="en"' in signed_in.get("/account/").content.decode()


def test_a_person_without_a_name_gets_words(signed_in, chair):
    page = text(signed_in.post("/account/", {"name": " ", "language": "es"}))

    chair.refresh_from_db()
    assert ("Escriba su nombre." in page, chair.name) == (True, "Pilar Ortega")


def test_nobody_changes_what_he_is_by_typing_more(signed_in, chair):
    signed_in.post("/account/", {"name": "Pilar", "language": "es", "email": "otra@example.com", "is_active": ""})

    chair.refresh_from_db()
    assert (chair.email, chair.is_active) == ("pilar@example.com", True)


def test_a_first_password_asks_for_none_and_lets_in(signed_in, browser):
    assert 'name="present"' not in signed_in.get("/account/password/").content.decode()

    signed_in.post("/account/password/", {"new": PASSWORD})

    answer = Client().post("/sign-in/password/", {"email": "pilar@example.com", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_a_new_password_asks_for_the_present_one(signed_in, chair):
    people.set_password(person=chair, password=PASSWORD)
    come_in(signed_in, chair.email)

    page = text(signed_in.post("/account/password/", {"present": "otra cosa", "new": "tres ventanas al patio"}))

    assert "No es la contraseña de ahora." in page
    assert User.objects.get(pk=chair.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("", "Escriba la contraseña nueva."),
        ("corta", "demasiado corta"),
        ("Contraseña2026", "Es de las primeras que probaría un desconocido."),
        ("password1234", "demasiado com"),
    ],
)
def test_a_poor_password_gets_words(signed_in, chair, new, said):
    page = text(signed_in.post("/account/password/", {"new": new}))

    assert said in page
    assert not User.objects.get(pk=chair.pk).has_usable_password()


def test_after_a_new_password_this_session_goes_on_and_the_others_end(signed_in, elsewhere):
    before = signed_in.session.session_key

    signed_in.post("/account/password/", {"new": PASSWORD})

    assert signed_in.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert signed_in.session.session_key != before
    open_ones = SignIn.objects.filter(ended_at=None).values_list("session_key", flat=True)
    assert list(open_ones) == [signed_in.session.session_key]


def test_sessions_are_told_in_words(signed_in, elsewhere):
    page = text(signed_in.get("/account/sessions/"))

    assert [
        "Chrome en Android este aparato" in page,
        "Firefox en Linux" in page,
        "con un código por correo" in page,
    ] == [True] * 3


def test_one_session_is_ended_and_is_out_at_the_next_page(signed_in, elsewhere):
    entry = SignIn.objects.get(session_key=elsewhere.session.session_key)

    signed_in.post(f"/account/sessions/{entry.pk}/end/")

    assert elsewhere.get("/account/").status_code == 302
    assert signed_in.get("/account/").status_code == 200
    assert not Session.objects.filter(session_key=entry.session_key).exists()


def test_all_other_sessions_are_ended_at_once(signed_in, elsewhere, chair):
    third = Client()
    come_in(third, chair.email)

    signed_in.post("/account/sessions/end/")

    assert [client.get("/account/").status_code for client in (signed_in, elsewhere, third)] == [200, 302, 302]


def test_nobody_ends_anothers_session(signed_in, neighbour):
    rosa = Client()
    come_in(rosa, neighbour.email)
    entry = SignIn.objects.get(person=neighbour)

    assert signed_in.post(f"/account/sessions/{entry.pk}/end/").status_code == 404
    assert rosa.get("/account/").status_code == 200


def test_the_roles_page_puts_ones_own_first(client_of, chair):
    page = client_of(chair).get("/roles/").content.decode()

    assert page.index("usted</span>") < page.index("Administración de la empresa")
    assert page.index("Presidente/a") < page.index("Administración de la empresa")


def test_the_account_costs_the_same_with_one_mandate_and_with_three(client_of, chair, other_owner, counting):
    from owners.actions import owners as owning
    from portal.access.roles import Role
    from tests.conftest import LONG_AGO, NOW

    client = client_of(chair)
    with counting() as one:
        client.get("/account/")
    for role in (Role.CHAIR, Role.BILLING):
        owning.give_mandate(owner=other_owner, role=role, person=chair, from_on=LONG_AGO, by=None, at=NOW)

    with counting() as three:
        client.get("/account/")

    assert len(three) == len(one)
