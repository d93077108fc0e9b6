import re
from dataclasses import replace

import pytest
from django.utils import translation

from notifications.channels.email import layout
from notifications.letter import Attachment, Contact, Count, Letter
from portal.files.models import File
from tests.notifications.conftest import text

LETTER = Letter(
    title="El boletín de su revisión de noviembre",
    what_happened="Pilar Ortega: Marta Gil revisó el ascensor.",
    what_it_means="Quedó en servicio.",
    what_next="La próxima revisión, entre el 2/12 y el 20/12/2026.",
    where="Calle Mayor 14",
    why="Le escribimos porque representa a C.P. Calle Mayor 14.",
    action_words="Abrir el boletín",
    action_url="https://example.com/bulletins/1/",
    action_note="Al abrirlo queda constancia.",
    details=(("Ajustado", "El cierre de la puerta <3.ª>."), ("Pendiente", "La luz del foso.")),
    attachment=Attachment(File(size=148_200, media_type="application/pdf"), "H47218306_2026-11-12_boletin.pdf"),
    counts=(Count("ok", 32, "puntos correctos"), Count("adjusted", 1, "ajustado"), Count("pending", 1, "pendiente")),
    contact=Contact("Carmen Ruiz", "CR"),
    links=(("Ver en el portal", "https://example.com/visits/1/"),),
)


@pytest.fixture
def page(company):
    return layout.html(LETTER)


def test_the_page_says_everything_the_letter_says(page):
    said = text(page)

    wanted = [
        LETTER.title,
        LETTER.what_happened + " " + LETTER.what_it_means,
        "32 puntos correctos",
        "1 ajustado",
        "1 pendiente",
        "La luz del foso.",
        "Lo siguiente " + LETTER.what_next,
        LETTER.action_words,
        LETTER.action_note,
        "H47218306_2026-11-12_boletin.pdf 148 kB",
        "Carmen Ruiz , su persona en la oficina",
        "983 000 000",
        "900 000 000",
        LETTER.why,
    ]
    assert [words for words in wanted if words not in said] == []


def test_there_is_a_box_for_every_point(page):
    row = re.search(r'(?s)class="boxes".*?</table>', page).group()

    assert [row.count(f'class="{tone}"') for tone in ("ok", "adjusted", "pending")] == [32, 1, 1]


def test_too_many_points_are_said_and_not_drawn(company):
    page = layout.html(replace(LETTER, counts=(Count("ok", 61, "puntos correctos"),)))

    assert ('class="boxes"' in page, "61 puntos correctos" in text(page)) == (False, True)


def test_the_page_draws_nothing_from_anywhere(page):
    assert re.findall(r"<(?:img|link|script|iframe)\b|url\(|@import|@font-face", page) == []
    assert set(re.findall(r'href="(\w+):', page)) == {"https", "tel"}


def test_what_people_typed_stays_words(page):
    assert "&lt;3.ª&gt;" in page


def test_every_table_is_for_looks_only(page):
    assert page.count("<table") == page.count('<table role="presentation"')


def test_light_and_dark_are_both_asked_for(page):
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "@media (prefers-color-scheme:dark)" in page


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_says_its_language(company, language):
    with translation.override(language):
        assert f'<html lang="{language}">' in layout.html(LETTER)


def test_a_letter_without_the_rest_has_no_empty_places(company):
    page = layout.html(Letter(title="Hola", what_happened="Algo pasó.", why="Porque sí."))

    assert [part for part in ("None", 'class="act"', "PDF", 'class="boxes"', "initials") if part in page] == []


def test_the_text_part_can_be_read_aloud(company):
    assert layout.text(LETTER).strip() == (
        "El boletín de su revisión de noviembre\n"
        "Calle Mayor 14\n\n"
        "Pilar Ortega: Marta Gil revisó el ascensor. Quedó en servicio.\n\n"
        "32 puntos correctos, 1 ajustado, 1 pendiente.\n\n"
        "Ajustado: El cierre de la puerta <3.ª>.\n"
        "Pendiente: La luz del foso.\n\n"
        "La próxima revisión, entre el 2/12 y el 20/12/2026.\n\n"
        "Abrir el boletín:\n"
        "https://example.com/bulletins/1/\n"
        "Al abrirlo queda constancia.\n\n"
        "Va adjunto: H47218306_2026-11-12_boletin.pdf\n\n"
        "Carmen Ruiz, su persona en la oficina\n"
        "Ascensores Duero\n"
        "Responda a este correo o llame al 983 000 000.\n"
        "¿Alguien dentro? A cualquier hora: 900 000 000.\n\n"
        "Le escribimos porque representa a C.P. Calle Mayor 14.\n"
        "Ver en el portal: https://example.com/visits/1/"
    )
