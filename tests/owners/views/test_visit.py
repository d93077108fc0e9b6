import pytest
from django.urls import reverse

from maintenance.actions.visits import Reply
from maintenance.enums import Result
from tests.owners.conftest import text


def url(visit):
    return reverse("owners:visit", args=[visit.pk])


def test_a_visit_says_what_was_mended_and_what_is_owed(chair, client_of, visited, carded):
    replies = [Reply(37, Result.PENDING, "No enciende."), Reply(46, Result.ADJUSTED, "El cierre.")]
    visit = visited(11, replies=replies, words_for_owner="Vuelvo con la pieza.")

    page = text(client_of(chair).get(url(visit)))

    assert "Revisión mensual del 12 de noviembre 12 nov., 10:14–11:00 · 46 min" in page
    assert "Marta Gil comprobó 2 puntos: 1 ajustado, 1 pendiente." in page
    assert "«Vuelvo con la pieza.»" in page
    assert "Pendiente Iluminación de emergencia No enciende." in page
    assert "Ajustado en la visita Protección de puertas El cierre." in page


def test_without_its_paper_yet_it_says_that_it_is_being_made(chair, client_of, visited, carded):
    assert "El boletín se está preparando" in text(client_of(chair).get(url(visited(1))))


def test_its_bulletin_is_opened_by_a_button(chair, client_of, visited, issued, carded):
    visit = visited(11)
    paper = issued(visit)

    page = client_of(chair).get(url(visit)).content.decode()

    assert f'<form method="post" action="{reverse("owners:bulletin-receipt", args=[paper.pk])}">' in page


def test_words_are_never_markup(chair, client_of, visited, carded):
    visit = visited(11, words_for_owner="<script>alert(1)</script>", signed_by="<b>x</b>")

    page = client_of(chair).get(url(visit)).content.decode()

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_the_list_counts_the_days_between(chair, client_of, visited, lift, carded):
    visited(42)
    visited(11)

    page = text(client_of(chair).get(reverse("owners:visits", args=[lift.pk])))

    assert "12 nov., 10:14–11:00 Mensual · Marta Gil · 31 días después de la anterior" in page


def test_the_list_of_none_says_so(chair, client_of, lift, carded):
    assert "Todavía no hay revisiones anotadas." in text(client_of(chair).get(reverse("owners:visits", args=[lift.pk])))


@pytest.mark.parametrize("who", ["neighbour", "former", "billing", "resident", "technician", "colleague"])
def test_for_others_it_does_not_exist(cast, client_of, visited, carded, who):
    assert client_of(getattr(cast, who)).get(url(visited(11))).status_code == 404
