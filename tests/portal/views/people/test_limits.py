from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from notifications.models import Message
from portal.accounts.actions import people
from portal.accounts.models import Tally
from tests.conftest import NOW
from tests.portal.views.people.conftest import PASSWORD, ask_for_code, come_in, text


@pytest.fixture
def spent(chair):
    """The address has had its five codes, from five places."""
    for number in range(5):
        ask_for_code(Client(), "pilar@example.com", REMOTE_ADDR=f"198.51.100.{number}")
    return chair


def test_the_sixth_code_in_ten_minutes_is_refused_in_words(spent, browser):
    with time_machine.travel(NOW + timedelta(minutes=4), tick=False):
        answer = ask_for_code(browser, "pilar@example.com")

    assert answer.status_code == 429
    assert "Vuelva a probar a partir de las 11:10." in text(answer)
    assert 350 <= int(answer.headers["Retry-After"]) <= 361
    assert Message.objects.count() == 5


def test_after_the_wait_there_is_a_code_again(spent, browser):
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        assert ask_for_code(browser, "pilar@example.com").status_code == 302


def test_an_unknown_address_is_limited_alike(company, browser):
    answers = [ask_for_code(browser, "nadie@example.com").status_code for _try in range(6)]

    assert answers == [302] * 5 + [429]


def test_a_place_is_limited_over_all_addresses(company, browser):
    answers = [ask_for_code(browser, f"uno{number}@example.com").status_code for number in range(61)]

    assert answers == [302] * 60 + [429]


def test_who_came_in_here_before_is_not_shut_out_by_strangers(chair, browser):
    come_in(browser, "pilar@example.com")
    browser.post("/sign-out/")
    for number in range(5):
        ask_for_code(Client(), "pilar@example.com", REMOTE_ADDR=f"198.51.100.{number}")

    assert ask_for_code(Client(), "pilar@example.com", REMOTE_ADDR="203.0.113.9").status_code == 429
    assert ask_for_code(browser, "pilar@example.com").status_code == 302


def test_a_known_browser_has_its_own_limit(chair, browser):
    come_in(browser, "pilar@example.com")
    browser.post("/sign-out/")

    assert [ask_for_code(browser, "pilar@example.com").status_code for _try in range(6)] == [302] * 5 + [429]


def test_a_browser_known_for_one_address_is_strange_to_another(chair, neighbour, browser):
    come_in(browser, "rosa@example.com")
    browser.post("/sign-out/")
    for number in range(5):
        ask_for_code(Client(), "pilar@example.com", REMOTE_ADDR=f"198.51.100.{number}")

    assert ask_for_code(browser, "pilar@example.com").status_code == 429


def test_a_made_up_mark_opens_no_count_of_its_own(spent, browser):
    browser.cookies["known"] = "made-up:by:a-stranger"

    assert ask_for_code(browser, "pilar@example.com").status_code == 429


def test_ten_wrong_passwords_and_not_even_the_right_one(chair, browser):
    people.set_password(person=chair, password=PASSWORD)
    for number in range(10):
        wrong = {"email": "pilar@example.com", "password": f"equivocada {number}"}
        assert Client().post("/sign-in/password/", wrong, REMOTE_ADDR=f"198.51.100.{number}").status_code == 200

    right = {"email": "pilar@example.com", "password": PASSWORD}
    assert browser.post("/sign-in/password/", right).status_code == 429


@pytest.mark.parametrize("header", ["203.0.113.{n}", "203.0.113.{n}, 10.0.0.1"])
def test_a_claimed_address_does_not_move_the_count_without_a_proxy(company, settings, header):
    settings.TRUSTED_PROXY = False
    for number in range(60):
        claimed = header.format(n=number)
        ask_for_code(Client(), f"uno{number}@example.com", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=claimed)

    last = ask_for_code(Client(), "otra@example.com", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=header.format(n=99))
    assert last.status_code == 429


def test_behind_a_proxy_what_the_client_claims_before_it_does_not_move_the_count(company, settings):
    settings.TRUSTED_PROXY = True
    for number in range(60):
        seen = f"203.0.113.{number}, 192.0.2.7"
        ask_for_code(Client(), f"uno{number}@example.com", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=seen)

    same = ask_for_code(
        Client(), "otra@example.com", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.99, 192.0.2.7"
    )
    other = ask_for_code(
        Client(), "otra@example.com", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.7, 192.0.2.8"
    )
    assert (same.status_code, other.status_code) == (429, 302)


def test_no_address_of_anybody_is_kept_in_the_counts(chair, browser):
    ask_for_code(browser, "pilar@example.com", REMOTE_ADDR="192.0.2.7")

    kept = " ".join(Tally.objects.values_list("key", flat=True))
    assert ("pilar" in kept, "192.0.2.7" in kept) == (False, False)
