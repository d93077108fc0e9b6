"""The works of a lift as its people read them: ahead first, then what was done; and what leads to each."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from maintenance.actions import works
from maintenance.enums import WorkKind
from owners.actions.invoices import Charge
from owners.queries import works as listed
from portal.accounts.models import User
from portal.web import pages
from tests.owners.conftest import text

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def done(ordered, office, now):
    """A work that took five hours of a day so long ago."""

    def finish(ago=20 * DAY, **more):
        work = ordered(ago=ago, **more)
        works.begin(work=work, begun_at=work.from_at, by=office, at=work.from_at)
        ended = work.from_at + 5 * HOUR
        return works.finish(work=work, ended_at=ended, words="Cables cambiados", by=office, at=ended)

    return finish


@pytest.fixture
def url(lift):
    return reverse("owners:works", args=[lift.pk])


def test_those_ahead_come_first_and_say_when_and_whether_the_lift_stands(chair, client_of, ordered, url, now):
    ordered()
    begun = ordered("Engrasar las guías", ago=HOUR, stops_service=False, technician=None)
    works.begin(work=begun, begun_at=now - HOUR, by=None, at=now)
    ordered("Cambiar la botonera", kind=WorkKind.UPGRADE, from_at=now + 9 * DAY, to_at=now + 11 * DAY)

    page = text(client_of(chair).get(url))

    assert re.search(
        r"Lo que se va a hacer "
        r"Engrasar las guías Desde las 10:00; se espera acabar hoy a las 15:00\. El ascensor sigue funcionando\. "
        r"Reparación T-2026-0002 · Preguntar : Engrasar las guías En marcha "
        r"Cambiar los cables de tracción Mañana, de 7:00 a 12:00\. El ascensor estará parado\. "
        r"Reparación T-2026-0001 · Marta Gil · Preguntar : Cambiar los cables de tracción Previsto "
        r"Cambiar la botonera Desde el 2 de diciembre a las 11:00 hasta el 4 de diciembre a las 11:00\. "
        r"El ascensor estará parado\. Mejora T-2026-0003 · Marta Gil · Preguntar : Cambiar la botonera Previsto",
        page,
    )
    assert "Lo que se ha hecho" not in page


def test_what_is_over_says_what_was_done_and_how_long_the_lift_stood(chair, client_of, done, ordered, url, now):
    done()
    called_off = ordered("Pintar la cabina", ago=10 * DAY)
    works.cancel(work=called_off, why="La junta dijo que no", by=None, at=called_off.from_at)
    ordered()

    page = text(client_of(chair).get(url))

    assert re.search(
        r"Lo que se va a hacer Cambiar los cables .* Lo que se ha hecho "
        r"T-2026-0002 · Pintar la cabina\. Anulado: La junta dijo que no "
        r"Cables cambiados 3 nov\., 11:00–16:00\. El ascensor estuvo parado 5 h\. Reparación T-2026-0001 · Marta Gil",
        page,
    )


def test_one_nobody_began_in_its_time_says_so(chair, client_of, ordered, url):
    ordered(ago=2 * DAY)

    page = text(client_of(chair).get(url))

    assert "El 21 de noviembre, de 11:00 a 16:00; aún no ha empezado." in page


def test_without_works_kind_words_stand_there(chair, client_of, url):
    page = text(client_of(chair).get(url))

    assert "Ningún trabajo anotado." in page
    assert "Lo que se va a hacer" not in page


def test_who_may_read_money_sees_what_it_cost_and_where(chair, client_of, done, published, quoted, url):
    work, other = done(), done(ago=40 * DAY)
    quote = quoted()
    type(quote).objects.filter(pk=quote.pk).update(state="accepted", work=other)
    published(charges=[Charge("Cables", Decimal(700), work=work), Charge("Mano de obra", Decimal(300), work=work)])
    published("F26-4128", charges=[Charge("Lo presupuestado", Decimal(1000), quote=quote)])
    published("F26-4129", announced=False, charges=[Charge("Aún no avisada", Decimal(1), work=work)])

    answer = client_of(chair).get(url)

    assert "Costó 1.000,00 €, sin impuestos. Factura F26-4127: Cables · Factura F26-4127: Mano de obra" in text(answer)
    assert "Factura F26-4128: Lo presupuestado" in text(answer)
    assert "Aún no avisada" not in text(answer)


def test_what_the_fee_covers_cost_nothing(chair, client_of, done, published, url):
    published(charges=[Charge("Cables", Decimal(0), work=done(), covered=True)])

    assert "No costó nada: va en la cuota." in text(client_of(chair).get(url))


def test_a_resident_reads_neither_money_nor_names(resident, client_of, done, ordered, published, url):
    published(charges=[Charge("Cables", Decimal(700), work=done())])
    ordered()

    page = text(client_of(resident).get(url))

    assert "Mañana, de 7:00 a 12:00. El ascensor estará parado." in page
    assert "Cables cambiados" in page
    assert [words in page for words in ("€", "F26-4127", "Marta")] == [False] * 3


def test_a_neighbour_of_elsewhere_finds_neither_list_nor_work(neighbour, client_of, ordered, url):
    work, client = ordered(), client_of(neighbour)

    assert [client.get(one).status_code for one in (url, pages.url_for(work))] == [404, 404]


def test_each_has_its_place_and_its_address_leads_there(chair, client_of, ordered, url):
    work, client = ordered(), client_of(chair)

    assert 'id="T-2026-0001"' in client.get(url).content.decode()
    assert client.get(pages.url_for(work)).headers["Location"] == f"{url}#T-2026-0001"


def test_older_ones_come_by_key_and_an_address_finds_its_page(chair, client_of, done, ordered, url, monkeypatch):
    monkeypatch.setattr(listed, "SIZE", 2)
    ordered()
    made = [done(ago=days * DAY) for days in (20, 30, 40, 50, 60)]
    client = client_of(chair)

    first = client.get(url)
    second = client.get(url, {"before": first.context["works"].older})
    oldest = client.get(client.get(pages.url_for(made[-1])).headers["Location"])
    newest = client.get(pages.url_for(made[1])).headers["Location"]

    shown = [[row.number for row in page.context["works"].past] for page in (first, second, oldest)]
    numbers = [work.number for work in made]
    assert shown == [numbers[:2], numbers[2:4], numbers[4:]]
    assert [len(page.context["works"].ahead) for page in (first, second, oldest)] == [1, 0, 0]
    assert newest == f"{url}#{made[1].number}"
    assert client.get(url, {"before": "x"}).context["works"].past == first.context["works"].past


def test_two_of_the_same_hour_stand_on_their_own_pages(chair, client_of, ordered, url, monkeypatch):
    monkeypatch.setattr(listed, "SIZE", 1)
    made = [ordered(ago=9 * DAY) for _number in range(3)]
    for one in made:
        works.cancel(work=one, why="Otro día", by=None, at=one.from_at)
    client = client_of(chair)

    seen, older = [], ""
    for _page in made:
        page = client.get(url, {"before": older}).context["works"]
        seen += [row.number for row in page.past]
        older = page.older

    assert (sorted(seen), older) == (sorted(one.number for one in made), "")


def test_many_ask_no_more_than_one(chair, client_of, done, ordered, published, url, counting):
    client = client_of(chair)
    client.get(url)
    published(charges=[Charge("Cables", Decimal(700), work=done())])
    ordered()
    with counting() as few:
        client.get(url)
    published("F26-4128", charges=[Charge("Cables", Decimal(700), work=done(ago=days * DAY)) for days in (30, 40)])
    ordered()

    with counting() as more:
        client.get(url)

    assert len(more) == len(few)


def test_the_lifts_page_tells_the_next_three_of_sixty_days(resident, client_of, ordered, carded, lift, url, now):
    for away in (61, 3, 2, 5, 4):
        ordered(f"Trabajo {away}", from_at=now + away * DAY, to_at=now + away * DAY + HOUR)

    page = client_of(resident).get(reverse("owners:lift", args=[lift.pk]))

    card = text(page).split("Trabajos previstos")[1].split("Hable con nosotros")[0]
    assert re.findall(r"Trabajo \d+", card) == ["Trabajo 2", "Trabajo 3", "Trabajo 4"]
    assert "El 25 de noviembre, de 11:00 a 12:00. El ascensor estará parado." in card
    assert f'href="{url}#T-2026-0003"' in page.content.decode()


def test_the_lifts_page_says_nothing_of_works_when_none_is_ahead(chair, client_of, done, ordered, carded, lift, now):
    done()
    ordered("Lejos", from_at=now + 70 * DAY, to_at=now + 71 * DAY)

    page = client_of(chair).get(reverse("owners:lift", args=[lift.pk]))

    assert "Trabajos previstos" not in text(page)


def test_the_timeline_tells_them_under_their_filter_and_leads_to_each(resident, client_of, done, ordered, carded, lift):
    finished = done()
    ahead = ordered("Cambiar la botonera")
    off = ordered("Pintar la cabina", ago=3 * DAY)
    works.cancel(work=off, why="La junta dijo que no", by=None, at=off.from_at)
    client = client_of(resident)

    shown = client.get(reverse("owners:lift", args=[lift.pk]), {"group": "works"})

    page, html = text(shown), shown.content.decode()
    assert "Trabajo hecho 3 nov., 11:00–16:00 Cables cambiados." in page
    assert re.search(
        r"Trabajo previsto \S+ nov\., \S+ Cambiar la botonera\. Previsto para mañana, de 7:00 a 12:00\.", page
    )
    assert re.search(r"Trabajo anulado .{0,20} Pintar la cabina\. La junta dijo que no\.", page)
    assert all(f'href="{pages.url_for(one)}"' in html for one in (finished, ahead, off))
    assert "Trabajos</a>" in html
    assert f'href="{reverse("owners:works", args=[lift.pk])}"' in html


def test_it_reads_in_english(chair, client_of, done, ordered, url):
    User.objects.filter(pk=chair.pk).update(language="en")
    done()
    ordered()

    page = text(client_of(chair).get(url))

    assert "Tomorrow, 7:00 to 12:00. The lift will be out of service." in page
    assert "The lift was out of service for 5 h." in page
    assert "Repair T-2026-0001" in page
