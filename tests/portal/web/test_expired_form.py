"""A form that waited too long is answered by a page of ours, never by the framework's."""

import pytest
from django.test import Client


@pytest.mark.parametrize(("language", "words"), [("es", "Esta página ha caducado"), ("en", "This page has run out")])
def test_a_form_without_its_token_is_told_in_words(company, language, words):
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", headers={"Accept-Language": language})

    assert (answer.status_code, f"<h1>{words}</h1>" in answer.content.decode()) == (403, True)
