from datetime import date

import pytest
from django.test import Client

from maintenance.queries import technicians
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import Invitation, SignIn, User
from tests.portal.views.people.conftest import come_in, text

TODAY = "2026-11-23"
DAY = date(2026, 11, 23)


@pytest.fixture
def desk(client_of, office):
    return client_of(office)


@pytest.fixture
def top(client_of, admin):
    return client_of(admin)


def test_the_page_says_all_there_is(desk, chair, former, browser):
    come_in(browser, chair.email)

    page = text(desk.get(f"/office/people/{chair.pk}/"))

    wanted = ["pilar@example.com", "Presidente/a de C.P. Calle Mayor 14", "desde el 01/01/2020", "Chrome en Android"]
    assert [words for words in wanted if words not in page] == []


def test_an_ended_mandate_is_told_with_its_last_hour(desk, former):
    assert "desde el 01/01/2020 hasta las 00:00 del 22/11/2026" in text(desk.get(f"/office/people/{former.pk}/"))


def test_details_are_changed(desk, chair):
    typed = {"name": "Pilar Ortega Sanz", "email": "P.Ortega@example.com", "phone": "600", "language": "en"}

    desk.post(f"/office/people/{chair.pk}/details/", typed)

    chair.refresh_from_db()
    assert (chair.name, chair.email, chair.phone, chair.language) == (
        "Pilar Ortega Sanz",
        "p.ortega@example.com",
        "600",
        "en",
    )


def test_an_address_of_another_gets_words(desk, chair, neighbour):
    typed = {"name": "Pilar", "email": "rosa@example.com", "phone": "", "language": "es"}

    page = text(desk.post(f"/office/people/{chair.pk}/details/", typed))

    chair.refresh_from_db()
    assert ("Ese correo ya es de otra persona." in page, chair.email) == (True, "pilar@example.com")


def test_all_sessions_of_a_person_are_ended(desk, chair, browser):
    come_in(browser, chair.email)

    desk.post(f"/office/people/{chair.pk}/sign-ins/end/")

    assert browser.get("/account/").status_code == 302
    come_in(browser, chair.email)
    assert browser.get("/account/").status_code == 200


def test_a_closed_account_is_out_and_comes_in_no_more(desk, chair, browser):
    come_in(browser, chair.email)

    desk.post(f"/office/people/{chair.pk}/closure/")

    chair.refresh_from_db()
    assert (chair.is_active, browser.get("/account/").status_code) == (False, 302)
    assert desk.post(f"/office/people/{chair.pk}/invitation/").status_code == 404


def test_a_closed_account_is_opened_again(desk, chair):
    desk.post(f"/office/people/{chair.pk}/closure/")

    desk.post(f"/office/people/{chair.pk}/reopening/")

    chair.refresh_from_db()
    assert chair.is_active


def test_the_page_says_who_closed_the_account_and_who_opened_it_again(desk, top, chair):
    desk.post(f"/office/people/{chair.pk}/closure/")
    top.post(f"/office/people/{chair.pk}/reopening/")

    page = text(desk.get(f"/office/people/{chair.pk}/"))

    assert "Abierta otra vez hoy a las 11:00 por Nuria Vega. Cerrada hoy a las 11:00 por Carmen Ruiz." in page


def test_who_gets_the_post_of_technician_can_be_given_work(desk, chair):
    before = set(technicians.working(DAY))

    desk.post(f"/office/people/{chair.pk}/posts/", {"role": "technician", "from_on": TODAY, "evidence": "Contrato"})

    (made,) = set(technicians.working(DAY)) - before
    assert (made.person, made.since_on) == (chair, DAY)


def test_who_gets_the_post_again_is_the_same_technician(desk, technician):
    post = Post.objects.get(person=technician.person)
    desk.post(f"/office/posts/{post.pk}/end/", {"to_on": TODAY})

    desk.post(
        f"/office/people/{technician.person.pk}/posts/", {"role": "technician", "from_on": TODAY, "evidence": "Vuelve"}
    )

    assert list(technicians.working(DAY)) == [technician]


def test_nobody_closes_his_own_account_here(top, admin):
    page = text(top.post(f"/office/people/{admin.pk}/closure/", follow=True))

    admin.refresh_from_db()
    assert ("Su propia cuenta la cierra otra persona." in page, admin.is_active) == (True, True)


CHANGES = [
    "details",
    "invitation",
    "letter",
    "sign-ins/end",
    "closure",
    "reopening",
    "posts",
    "mandates",
    "memberships",
]


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("whose", ["admin", "office"])
def test_the_office_handles_nobody_who_runs_the_company(desk, cast, what, whose):
    person = getattr(cast, whose)
    data = {"name": "X", "email": "mine@example.com", "language": "es", "role": "admin", "from_on": TODAY}

    assert desk.post(f"/office/people/{person.pk}/{what}/", data).status_code == 404

    person.refresh_from_db()
    assert (person.email.startswith("mine"), person.is_active) == (False, True)
    assert not Invitation.objects.exists()


def test_the_office_reads_who_runs_the_company_and_is_told_who_may_change_it(desk, admin):
    page = text(desk.get(f"/office/people/{admin.pk}/"))

    assert "solo quien administra la empresa cambia su cuenta" in page
    assert "Dar un puesto" not in page


@pytest.mark.parametrize("role", ["office", "admin"])
def test_the_office_cannot_give_a_post_that_runs_the_company(desk, chair, role):
    page = text(desk.post(f"/office/people/{chair.pk}/posts/", {"role": role, "from_on": TODAY}))

    assert "Falta algo por mirar" in page
    assert not Post.objects.filter(person=chair).exists()


def test_the_office_gives_the_post_of_a_technician(desk, chair, office):
    typed = {"role": "technician", "from_on": TODAY, "evidence": "contrato del 20/11/2026"}

    desk.post(f"/office/people/{chair.pk}/posts/", typed)

    post = Post.objects.get(person=chair)
    assert (post.role, post.from_on, post.evidence, post.given_by) == (
        Role.TECHNICIAN,
        date(2026, 11, 23),
        "contrato del 20/11/2026",
        office,
    )


def test_who_administers_the_company_gives_any_post(top, chair):
    top.post(f"/office/people/{chair.pk}/posts/", {"role": "admin", "from_on": TODAY})

    assert Post.objects.get(person=chair).role == Role.ADMIN


def test_a_post_is_not_given_twice(top, office):
    page = text(top.post(f"/office/people/{office.pk}/posts/", {"role": "office", "from_on": TODAY}))

    assert "Ya tiene ese puesto." in page
    assert Post.objects.filter(person=office).count() == 1


@pytest.mark.parametrize("day", ["", "ayer", "31/31/2026", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_gets_words(desk, chair, day):
    page = text(desk.post(f"/office/people/{chair.pk}/posts/", {"role": "technician", "from_on": day}))

    assert "Falta algo por mirar" in page
    assert not Post.objects.filter(person=chair).exists()


def test_a_post_is_ended(desk, technician):
    post = technician.person.posts.get()

    page = text(desk.post(f"/office/posts/{post.pk}/end/", {"to_on": TODAY}, follow=True))

    post.refresh_from_db()
    assert (post.to_on, "termina el 23/11/2026 a las 00:00" in page) == (date(2026, 11, 23), True)


def test_a_post_that_would_end_before_it_began_gets_words(desk, technician):
    post = technician.person.posts.get()

    page = text(desk.post(f"/office/posts/{post.pk}/end/", {"to_on": "2019-12-31"}))

    post.refresh_from_db()
    assert ("Empezó el 01/01/2020: no puede terminar antes." in page, post.to_on) == (True, None)


def test_an_administrator_cannot_take_his_own_post(top, admin):
    post = admin.posts.get()

    page = text(top.post(f"/office/posts/{post.pk}/end/", {"to_on": TODAY}))

    post.refresh_from_db()
    assert ("La administración no se la quita uno a sí mismo" in page, post.to_on) == (True, None)


@pytest.mark.parametrize("whose", ["admin", "office"])
def test_the_office_ends_no_post_of_who_runs_the_company(desk, cast, whose):
    post = getattr(cast, whose).posts.get()

    assert desk.post(f"/office/posts/{post.pk}/end/", {"to_on": TODAY}).status_code == 404

    post.refresh_from_db()
    assert post.to_on is None


def test_the_page_costs_the_same_with_one_sign_in_and_with_three(desk, chair, browser, counting):
    come_in(browser, chair.email)
    with counting() as one:
        desk.get(f"/office/people/{chair.pk}/")
    for _again in range(2):
        come_in(Client(), chair.email)

    with counting() as three:
        desk.get(f"/office/people/{chair.pk}/")

    assert len(three) == len(one)
    assert SignIn.objects.count() == 3


def test_the_search_text_follows_a_new_name(desk, chair):
    typed = {"name": "Pilar Ñíguez", "email": "pilar@example.com", "phone": "", "language": "es"}

    desk.post(f"/office/people/{chair.pk}/details/", typed)

    assert User.objects.get(pk=chair.pk).search == "pilar niguez pilar example.com"
