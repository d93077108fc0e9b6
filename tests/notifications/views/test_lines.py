"""The catalogue as the company has it: read by the office, changed by who leads the company."""

import pytest

from notifications.models import LineVersion
from tests.notifications.conftest import text

EVERY = "/office/touchpoints/"
ONE = "/office/touchpoints/breakdown_received/"
LEGAL = "/office/touchpoints/bulletin_issued/"
WORDS = {
    "title_es": "Novedades: {asunto}",
    "title_en": "News: {asunto}",
    "opening_es": "Hola {nombre}. {hecho}",
    "opening_en": "Hello {nombre}. {hecho}",
    "seen": "0",
}


@pytest.fixture
def head(client_of, admin):
    return client_of(admin)


def test_the_list_says_whom_each_tells_and_that_the_law_is_always_told(head):
    page = text(head.get(EVERY))

    assert "El boletín de una revisión Junto, en un resumen: Administrador/a de fincas." in page
    assert "Se manda siempre · Legal" in page


def test_the_office_reads_a_line_and_changes_none(client_of, office):
    desk = client_of(office)

    page = text(desk.get(ONE))

    assert ("Dejar de mandarlo" in page, "Una avería nueva" in page) == (False, True)
    assert [desk.post(f"{ONE}switch/", {"seen": "0"}).status_code, desk.get(f"{ONE}words/").status_code] == [404, 404]


def test_a_press_switches_it_off_and_another_on(head):
    head.post(f"{ONE}switch/", {"seen": "0"})
    off = text(head.get(ONE))
    head.post(f"{ONE}switch/", {"seen": "1", "is_on": "1"})

    assert ("La empresa no lo manda." in off, "La empresa no lo manda." in text(head.get(ONE))) == (True, False)
    assert list(LineVersion.objects.order_by("number").values_list("is_on", flat=True)) == [False, True]


def test_a_press_on_an_old_page_changes_nothing_and_says_so(head):
    head.post(f"{ONE}switch/", {"seen": "0"})

    head.post(f"{ONE}switch/", {"seen": "0", "is_on": "1"})

    assert "Alguien lo cambió mientras lo miraba" in text(head.get(ONE))


@pytest.mark.parametrize("path", ["switch/", "words/", "words/ours/"])
def test_the_law_has_no_switch_and_no_words_of_the_companys(head, path):
    assert head.post(f"{LEGAL}{path}", WORDS | {"keep": "1"}).status_code == 404
    assert LineVersion.objects.count() == 0


def test_words_are_looked_at_in_both_languages_before_they_are_kept(head):
    looked = head.post(f"{ONE}words/", WORDS).content.decode()

    assert (looked.count("<iframe"), "Guardar estas palabras" in looked) == (2, True)
    assert LineVersion.objects.count() == 0


def test_words_are_kept_and_shown_with_who_and_go_back_to_ours(head):
    head.post(f"{ONE}words/", WORDS | {"keep": "1"})
    kept = text(head.get(ONE))
    head.post(f"{ONE}words/ours/", {"seen": "1"})

    assert ("Novedades: {asunto} — Hola {nombre}. {hecho}" in kept, "Nuria Vega" in kept) == (True, True)
    assert [one.is_worded for one in LineVersion.objects.order_by("number")] == [True, False]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title_es": "{asunto} {piso}"}, "No sabemos qué poner en {piso}."),
        ({"title_en": "{hecho}"}, "No sabemos qué poner en {hecho}."),
        ({"opening_es": "Hola {nombre}."}, "Falta {hecho}, una sola vez"),
        ({"opening_en": ""}, "Falta en este idioma: hacen falta los dos."),
    ],
)
def test_what_is_wrong_with_words_is_said_where_it_is(head, changed, said):
    page = text(head.post(f"{ONE}words/", WORDS | changed | {"keep": "1"}))

    assert (said in page, LineVersion.objects.count()) == (True, 0)


def test_a_draft_is_shown_as_a_mail_in_the_asked_language(head):
    asked = {"language": "en", "title": "News: {asunto}", "opening": "Hello. {hecho}"}

    page = text(head.get(f"{ONE}mail/", asked))

    assert ("News: A new breakdown" in page, "Hello. Here goes" in page) == (True, True)


@pytest.mark.parametrize("path", ["/office/touchpoints/none/", f"{ONE}mail/?language=fr"])
def test_what_is_not_there_is_not_found(head, path):
    assert head.get(path).status_code == 404
