import pytest

from portal.accounts.models import User


def test_a_visitor_chooses_the_language(browser, company):
    answer = browser.post("/language/", {"language": "en", "next": "/sign-in/"})

    assert answer.headers["Location"] == "/sign-in/"
    assert '<html lang="en"' in browser.get("/sign-in/").content.decode()


def test_a_persons_choice_is_kept_with_the_person(client_of, chair):
    client_of(chair).post("/language/", {"language": "en"})

    assert User.objects.get(pk=chair.pk).language == "en"
    assert '<html lang="en"' in client_of(chair).get("/account/").content.decode()


@pytest.mark.parametrize("language", ["fr", "", "../en"])
def test_a_language_we_do_not_speak_is_spanish(browser, company, language):
    browser.post("/language/", {"language": language})

    assert browser.cookies["language"].value == "es"


@pytest.mark.parametrize(("theme", "html"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"')])
def test_a_theme_is_remembered(browser, company, theme, html):
    browser.post("/theme/", {"theme": theme, "next": "/sign-in/"})

    assert html in browser.get("/sign-in/").content.decode()


@pytest.mark.parametrize("theme", ["auto", "", 'x" onload="'])
def test_any_other_theme_is_the_devices(browser, company, theme):
    browser.post("/theme/", {"theme": theme})

    assert "data-theme" not in browser.get("/sign-in/").content.decode()


@pytest.mark.parametrize("path", ["/language/", "/theme/"])
def test_a_choice_sends_nobody_out_of_the_house(browser, company, path):
    assert browser.post(path, {"next": "https://evil.example/"}).headers["Location"] == "/"
