from datetime import timedelta

import pytest
from django.urls import reverse

from maintenance.actions import cards, joining
from maintenance.actions.visits import Reply
from maintenance.enums import Place, Result, Use
from maintenance.models import Finding, Lift, Visit
from portal.accounts.models import User
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

    assert "12 nov., 10:14–11:00 Mensual · 31 días después de la anterior" in page


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (41, "Plazo A tiempo"),
        (57, "Plazo 1 día tarde"),
        (60, "Plazo 4 días tarde"),
        (21, "Plazo Antes de tiempo: 10 días después de la anterior. No cuenta como revisión periódica."),
    ],
)
def test_a_visit_says_whether_it_was_in_time(chair, client_of, visited, carded, days, said):
    visited(days)
    visit = visited(11)

    assert said in text(client_of(chair).get(url(visit)))


def test_the_first_visit_on_record_is_not_rated(chair, client_of, visited, carded):
    assert "Plazo" not in text(client_of(chair).get(url(visited(11))))


def test_a_visit_is_rated_by_those_before_it_only(chair, client_of, visited, carded):
    visited(100)
    visit = visited(70)
    visited(1)

    assert "Plazo A tiempo" in text(client_of(chair).get(url(visit)))


def test_a_visit_is_not_rated_for_the_one_before_it(chair, client_of, visited, carded):
    visited(110)
    visited(50)
    visit = visited(11)

    assert "Plazo A tiempo" in text(client_of(chair).get(url(visit)))


def test_before_the_record_is_complete_no_visit_is_rated(chair, client_of, visited, lift, carded, now):
    visited(60)
    visit = visited(11)
    Lift.objects.filter(pk=lift.pk).update(record_complete_since=now.date() - timedelta(days=30))

    assert "Plazo" not in text(client_of(chair).get(url(visit)))


def test_the_list_says_what_every_box_of_its_strip_means(chair, client_of, visited, lift, carded, now):
    for days in (230, 200, 100, 70, 60, 30):
        visited(days)
    cards.refresh([lift.pk], at=now)

    answer = client_of(chair).get(reverse("owners:visits", args=[lift.pk]))

    told = "3 de 5 a tiempo · 1 tarde, 55 días · 1 sin hacer · 1 antes de tiempo, que no cuenta"
    assert f'aria-label="{told}"' in answer.content.decode()
    assert f"Revisiones {told} may. 2026 hoy" in text(answer)
    assert "a tiempo tarde sin hacer antes de tiempo, no cuenta por hacer La ley pide" in text(answer)
    assert "pasen de 20 a 45 días (ITC AEM 1 (RD 355/2024), art. 5.4.b); una que llega antes no cuenta." in text(answer)


def test_the_strip_is_told_in_english_too(chair, client_of, visited, lift, carded, now):
    User.objects.filter(pk=chair.pk).update(language="en")
    for days in (230, 200, 100, 70, 60, 30):
        visited(days)
    cards.refresh([lift.pk], at=now)

    answer = client_of(chair).get(reverse("owners:visits", args=[lift.pk]))

    told = "3 of 5 on time · 1 late, 55 days · 1 missed · 1 too soon, which does not count"
    assert f'aria-label="{told}"' in answer.content.decode()
    assert "on time late missed too soon, not counted due The law asks for 20 to 45 days" in text(answer)


def test_the_list_of_a_house_names_its_own_interval(chair, client_of, visited, lift, carded, now):
    Lift.objects.filter(pk=lift.pk).update(use=Use.SINGLE_FAMILY)
    visited(120)
    visited(11)
    cards.refresh([lift.pk], at=now)

    page = text(client_of(chair).get(reverse("owners:visits", args=[lift.pk])))

    assert "cada cuatro meses en un ascensor como este (ITC AEM 1 (RD 355/2024), art. 5.4.a)." in page
    assert "45 días" not in page


@pytest.fixture
def joined(visited, office, now):
    """Two records of one visit, eleven days ago, and one a month before; the second is joined to the first."""
    visited(42)
    stands, other = visited(11, words_for_owner="La buena."), visited(11, words_for_owner="La otra.")
    return joining.join(visit=other, to=stands, why="Iban juntos.", by=office, at=now), other


def test_two_records_of_one_visit_are_one_in_the_list(chair, client_of, joined, lift, carded, now):
    cards.refresh([lift.pk], at=now)

    answer = client_of(chair).get(reverse("owners:visits", args=[lift.pk]))

    assert answer.context["rows"][0]["pk"] == joined[0].pk
    assert len(answer.context["rows"]) == 2
    assert lift.__class__.objects.get(pk=lift.pk).card.visits_due == 1


def test_the_page_of_the_other_leads_to_the_one_that_stands(chair, client_of, joined, carded):
    answer = client_of(chair).get(url(joined[1]), follow=True)

    assert answer.redirect_chain == [(url(joined[0]), 302)]
    page = text(answer)
    assert "«La buena.»" in page
    assert "También la anotó Marta Gil, 12 nov., 10:14–11:00" in page


def test_what_the_other_record_found_stands_with_it(chair, client_of, joined, lift, now, carded):
    other = joined[1]
    Finding.objects.create(lift=lift, visit=other, words="Guía suelta.", severity="serious", found_at=other.finished_at)

    assert [one.words for one in client_of(chair).get(url(joined[0])).context["found"]] == ["Guía suelta."]


def test_the_timeline_tells_both_and_that_they_are_one(chair, client_of, joined, lift, carded):
    page = text(client_of(chair).get(reverse("owners:lift", args=[lift.pk])))

    assert "Dos anotaciones de la misma revisión, unidas en una" in page
    assert page.count("La misma revisión está anotada también por otro técnico: cuenta una sola vez.") == 1


@pytest.mark.parametrize("who", ["neighbour", "former", "resident"])
def test_a_joined_visit_leads_nobody_else_anywhere(cast, client_of, joined, carded, who):
    assert client_of(getattr(cast, who)).get(url(joined[1])).status_code == 404


def test_recorded_there_and_received_later_with_the_code_that_was_read(chair, client_of, visited, carded):
    visit = visited(11)
    ended = visit.finished_at
    Visit.objects.filter(pk=visit.pk).update(
        recorded_at=ended, received_at=ended + timedelta(minutes=148), scan_place=Place.CABINET, scan_code="X",
        scanned_at=ended - timedelta(minutes=40), clock_skew_seconds=3600,
    )  # fmt: skip

    page = text(client_of(chair).get(url(visit)))

    assert "Registro Anotado a las 11:00, recibido a las 13:28." in page
    assert "Código leído en el cuadro de maniobra, el 12 de noviembre a las 10:20" in page
    assert "Reloj El del teléfono iba 1 h atrasado; estas horas están corregidas." in page


@pytest.mark.parametrize(("minutes", "said"), [(4, False), (5, True)])
def test_received_some_minutes_later_is_not_said(chair, client_of, visited, carded, minutes, said):
    visit = visited(11)
    Visit.objects.filter(pk=visit.pk).update(received_at=visit.recorded_at + timedelta(minutes=minutes))

    assert ("Registro Anotado" in text(client_of(chair).get(url(visit)))) == said


def test_the_list_of_none_says_so(chair, client_of, lift, carded):
    assert "Todavía no hay revisiones anotadas." in text(client_of(chair).get(reverse("owners:visits", args=[lift.pk])))


@pytest.mark.parametrize("who", ["neighbour", "former", "billing", "resident", "technician", "colleague"])
def test_for_others_it_does_not_exist(cast, client_of, visited, carded, who):
    assert client_of(getattr(cast, who)).get(url(visited(11))).status_code == 404
