from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from portal.accounts.actions import people
from portal.accounts.models import SignIn
from tests.conftest import NOW
from tests.portal.views.people.conftest import PASSWORD, ask_for_code, come_in, sent_code, text


def test_a_code_from_the_mail_lets_in(browser, chair):
    answer = come_in(browser, "pilar@example.com")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert browser.get("/account/").status_code == 200


def test_the_sign_in_is_remembered_with_its_device(browser, chair):
    come_in(browser, "pilar@example.com")

    entry = SignIn.objects.get()
    assert (entry.person, entry.device, entry.how) == (chair, "Chrome/Android", "code")
    assert entry.session_key == browser.session.session_key


def test_the_session_gets_a_new_key_when_one_comes_in(browser, chair):
    ask_for_code(browser, "pilar@example.com")
    before = browser.session.session_key

    browser.post("/sign-in/code/", {"code": sent_code()})

    assert browser.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_fixed_by_another_lets_nobody_in(browser, chair):
    attacker = Client()
    ask_for_code(attacker, "pilar@example.com")
    browser.cookies["session"] = attacker.cookies["session"].value

    browser.post("/sign-in/code/", {"code": sent_code()})

    assert browser.get("/account/").status_code == 200
    assert attacker.get("/account/").status_code == 302


def test_a_code_is_worth_nothing_in_another_browser(browser, chair):
    ask_for_code(browser, "pilar@example.com")

    answer = Client().post("/sign-in/code/", {"code": sent_code()})

    assert answer.headers["Location"] == "/sign-in/"


def test_a_wrong_code_says_how_many_tries_are_left(browser, chair):
    ask_for_code(browser, "pilar@example.com")
    wrong = f"{(int(sent_code()) + 1) % 1_000_000:06d}"

    said = [text(browser.post("/sign-in/code/", {"code": wrong})) for _try in range(4)]

    assert ["Quedan 2 intentos" in said[0], "Queda 1 intento" in said[1], "Pida otro" in said[2]] == [True] * 3
    assert "Este código ya no vale." in said[3]


def test_the_code_page_is_nothing_without_having_asked(browser, company):
    assert browser.get("/sign-in/code/").headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("email", ["", "pilar", "pilar@", "@example.com", "pi\0lar@example.com", "ñ" * 300])
def test_an_address_that_is_none_gets_words(browser, company, email):
    answer = ask_for_code(browser, email)

    assert answer.status_code == 200
    assert "Escriba su correo." in text(answer) or "A este correo le falta algo" in text(answer)


def test_an_address_longer_than_any_gets_words(browser, company):
    answer = ask_for_code(browser, f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example.com")

    assert (answer.status_code, "Falta algo" in text(answer) or "caracteres" in text(answer)) == (200, True)


def test_looking_at_the_first_page_leaves_no_session(browser, company):
    browser.get("/sign-in/?next=/account/")

    assert not Session.objects.exists()


@pytest.mark.parametrize("onward", ["/account/sessions/", "/lifts/?q=mayor"])
def test_one_arrives_where_one_wanted_to_go(browser, chair, onward):
    assert come_in(browser, "pilar@example.com", onward).headers["Location"] == onward


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_out_of_the_house(browser, chair, onward):
    assert come_in(browser, "pilar@example.com", onward).headers["Location"] == "/"


def test_a_page_one_may_not_see_yet_is_asked_for_again_after_signing_in(browser, chair):
    answer = browser.get("/account/", follow=True)

    assert answer.redirect_chain == [("/sign-in/?next=/account/", 302)]
    assert 'name="next" value="/account/"' in answer.content.decode()


def test_who_is_in_already_is_not_asked_again(client_of, chair):
    assert client_of(chair).get("/sign-in/?next=/account/").headers["Location"] == "/account/"


def test_a_password_lets_in(browser, chair):
    people.set_password(person=chair, password=PASSWORD)

    answer = browser.post(
        "/sign-in/password/", {"email": "Pilar@Example.com", "password": PASSWORD, "next": "/account/"}
    )

    assert answer.headers["Location"] == "/account/"
    assert SignIn.objects.get().how == "password"


def test_who_has_no_password_does_not_come_in_with_an_empty_one(browser, chair):
    answer = browser.post("/sign-in/password/", {"email": "pilar@example.com", "password": " "})

    assert "no van juntos" in text(answer)


@pytest.mark.parametrize(
    ("who", "lasts"),
    [("chair", 30 * 24), ("manager", 30 * 24), ("technician", 90 * 24), ("office", 12), ("admin", 12)],
)
def test_a_session_lasts_as_long_as_the_role_lets_it(cast, browser, who, lasts):
    person = getattr(cast, who)
    come_in(browser, person.email)
    begun, limit = SignIn.objects.get(person=person).began_at, timedelta(hours=lasts)

    with time_machine.travel(begun + limit - timedelta(minutes=1), tick=False):
        assert browser.get("/account/").status_code == 200
    with time_machine.travel(begun + limit + timedelta(minutes=1), tick=False):
        assert browser.get("/account/").headers["Location"] == "/sign-in/?next=/account/"


def test_who_is_nothing_yet_stays_for_a_days_work(browser, company):
    ana = people.enrol(name="Ana Díez", email="ana@example.com")
    come_in(browser, ana.email)

    entry = SignIn.objects.get(person=ana)
    assert entry.expires_at - entry.began_at == timedelta(hours=12)


def test_work_in_between_does_not_make_a_session_longer(browser, office):
    come_in(browser, office.email)

    with time_machine.travel(NOW + timedelta(hours=11), tick=False):
        browser.post("/account/", {"name": "Carmen Ruiz", "language": "es"})
    with time_machine.travel(NOW + timedelta(hours=13), tick=False):
        assert browser.get("/account/").status_code == 302


def test_a_new_post_shortens_a_session_begun_without_it(browser, chair, admin):
    from portal.access import actions
    from portal.access.roles import Role

    come_in(browser, chair.email)
    actions.give_post(person=chair, role=Role.OFFICE, from_on=NOW.date(), by=admin, at=NOW)

    with time_machine.travel(NOW + timedelta(hours=13), tick=False):
        assert browser.get("/account/").headers["Location"] == "/sign-in/?next=/account/"


def test_a_closed_account_is_out_at_the_next_page(browser, chair):
    come_in(browser, chair.email)
    type(chair).objects.filter(pk=chair.pk).update(is_active=False)

    assert browser.get("/account/").headers["Location"] == "/sign-in/?next=/account/"


def test_signing_out_ends_the_session_for_good(browser, chair):
    come_in(browser, chair.email)
    key = browser.session.session_key

    assert browser.post("/sign-out/").headers["Location"] == "/sign-in/"

    assert SignIn.objects.get().ended_at is not None
    assert not Session.objects.filter(session_key=key).exists()


def test_going_out_never_empties_a_browser_in_which_work_may_wait(browser, chair):
    come_in(browser, chair.email)

    assert "Clear-Site-Data" not in browser.post("/sign-out/").headers


def test_a_link_cannot_sign_one_out(browser, chair):
    come_in(browser, chair.email)

    assert browser.get("/sign-out/").status_code == 405
    assert browser.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/sign-in/", "/sign-in/password/", "/sign-out/", "/language/", "/theme/", "/invitation/"]
)
def test_no_form_is_taken_from_another_site(company, path):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(path, {"email": "pilar@example.com"}).status_code == 403


def test_in_the_demo_there_is_a_button_for_each_of_the_cast(browser, company, settings):
    settings.DEMO = True
    people.enrol(name="Pilar Ortega", email="pilar.ortega@example.com")
    people.enrol(name="Carmen Ruiz", email="carmen.ruiz@example.com")

    page = browser.get("/sign-in/").content.decode()

    assert ["/demo/sign-in/chair/" in page, "/demo/sign-in/office/" in page, "/demo/sign-in/admin/" in page] == [
        True,
        True,
        False,
    ]


def test_in_the_demo_the_button_lets_in(browser, company, settings):
    settings.DEMO = True
    pilar = people.enrol(name="Pilar Ortega", email="pilar.ortega@example.com")

    answer = browser.post("/demo/sign-in/chair/", {"next": "/account/"})

    assert answer.headers["Location"] == "/account/"
    assert SignIn.objects.get(person=pilar).how == "demo"


@pytest.mark.parametrize("key", ["chair", "nobody"])
def test_outside_the_demo_there_is_no_such_button(browser, company, key):
    people.enrol(name="Pilar Ortega", email="pilar.ortega@example.com")

    assert browser.post(f"/demo/sign-in/{key}/").status_code == 404
    assert "/demo/sign-in/" not in browser.get("/sign-in/").content.decode()
    assert not SignIn.objects.exists()
