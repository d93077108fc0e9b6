import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maintenance.actions import breakdowns, bulletins, calls, cards, lifts, ringing, visits
from maintenance.actions.calls import Care, Told
from maintenance.actions.visits import Arrival, CompletedWork, Reply
from maintenance.enums import Answer, Result
from notifications.enums import Channel, Class, DeliveryState
from notifications.models import Delivery, Message
from owners.models import Receipt
from portal.files import store
from portal.ledger.models import Pending
from portal.lib.keys import new_key

URL = "/office/today/"
HTMX = {"HX-Request": "true"}


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()


@pytest.fixture
def desk(client_of, office):
    return client_of(office)


@pytest.fixture
def taken(lift, office, now):
    def take(minutes=20, *, to=None, about=None, within=60, **told):
        said = Told(**({"anyone_inside": Answer.NO, "stopped": Answer.YES, "words": "No cierra la puerta"} | told))
        care = Care(to, now + timedelta(minutes=within))
        at = now - timedelta(minutes=minutes)
        return calls.take(key=new_key(), lift=about or lift, told=said, care=care, by=office, at=at)

    return take


@pytest.fixture
def issued(lift, technician, plan, now, private_files):
    """A visit so many days ago and its bulletin, not acknowledged."""

    def issue(days, about=None):
        ended = now - timedelta(days=days)
        replies = [Reply(37, Result.OK)]
        work = CompletedWork(technician, plan, ended - timedelta(minutes=40), ended, ended, replies)
        visit = visits.record(lift=about or lift, work=work, by=None, at=ended)
        bulletins.allot_number(visit)
        file = store.put(f"%PDF {visit.pk}".encode(), media_type="application/pdf", at=now)
        bulletin = bulletins.issue(visit_id=visit.pk, file=file, at=ended)
        Pending.objects.filter(set_aside_at=None).delete()
        cards.roll(at=now)
        return bulletin

    return issue


@pytest.fixture
def undelivered(db, now):
    def deliver(state=DeliveryState.FAILED, address="pilar@example.com", reason="buzón lleno"):
        message = Message.objects.create(
            touchpoint="bulletin_issued", kind=Class.LEGAL, title="Su boletín", created_at=now
        )
        return Delivery.objects.create(
            message=message,
            channel=Channel.EMAIL,
            address=address,
            state=state,
            reason=reason,
            next_at=now,
            expires_at=now,
            created_at=now,
        )

    return deliver


@pytest.fixture
def stuck(lift, now):
    """Work that failed five times."""

    def stick(follower="bulletins"):
        entry = Pending.objects.order_by("pk").values_list("entry", "stream").first()
        return Pending.objects.create(
            follower=follower, entry_id=entry[0], stream_id=entry[1], attempts=5, next_at=now, set_aside_at=now,
            error="PdfUnavailable: sin Pango",
        )  # fmt: skip

    return stick


def test_a_quiet_day_says_so(desk, lift):
    Pending.objects.all().delete()

    page = text(desk.get(URL))

    assert "Ningún ascensor parado y ninguna revisión fuera de plazo." in page
    assert "Nada espera ahora mismo" in page
    assert "Lunes, 23 de noviembre · 11:00" in page


def test_somebody_inside_comes_first_and_whole(desk, taken, technician):
    taken(
        2, to=technician, within=28, anyone_inside=Answer.YES, where="Entre la 2.ª y la 3.ª", caller_name="Luis Herrero"
    )

    page = text(desk.get(URL))

    assert "Alguien dentro y un ascensor parado." in page
    assert "2 min, desde las 10:58 Calle Mayor 14, Ascensor principal" in page
    assert "Entre la 2.ª y la 3.ª. No cierra la puerta. Aviso 1, Luis Herrero." in page
    assert "La tiene Marta Gil Prometido antes de las 11:28" in page


def test_once_out_it_is_an_open_breakdown_like_another(desk, taken, office, now):
    call = taken(anyone_inside=Answer.YES)
    breakdowns.free(breakdown=call.breakdown, by=office, at=now)

    page = desk.get(URL)

    assert page.context["day"].inside == []
    assert [one.place for one in page.context["day"].open] == ["Calle Mayor 14, Ascensor principal"]


def test_the_board_says_on_whose_telephone_it_rings_until_somebody_goes(desk, taken, technician, admin, now):
    found = taken(2, anyone_inside=Answer.YES).breakdown
    ringing.ring(breakdown=found, at=now)
    before = [one.rings for one in desk.get(URL).context["day"].inside]
    breakdowns.take(breakdown=found, technician=technician, by=technician.person, at=now)

    assert before == ["Suena en el teléfono de Nuria Vega desde las 11:00; nadie la ha cogido."]
    assert [one.rings for one in desk.get(URL).context["day"].inside] == [""]


def test_a_call_of_somebody_inside_that_nobody_confirmed_is_as_loud(desk, lift, now):
    told = Told(anyone_inside=Answer.YES, how="portal")
    call = calls.receive(lift=lift, told=told, by=None, at=now - timedelta(minutes=1))

    page = desk.get(URL)

    assert [one.url for one in page.context["day"].inside] == [reverse("maintenance:call", args=[call.pk])]
    assert "nadie todavía" in text(page)


def test_open_breakdowns_stand_by_the_nearest_promise(desk, taken, lift, other_lift):
    taken(within=90)
    taken(about=other_lift, within=10)

    page = desk.get(URL)

    told = text(page)
    assert [one.place for one in page.context["day"].open] == [
        "Calle Santiago 21, Izquierdo",
        "Calle Mayor 14, Ascensor principal",
    ]
    assert "Noticia antes de las 11:10" in told
    assert "quedan 10 min" in told
    assert "sin asignar" in told


def test_a_broken_promise_is_red_and_says_since_when(desk, taken, now):
    taken(minutes=60, within=-12)

    page = desk.get(URL)

    (one,) = page.context["day"].open
    assert (one.promise.tone, one.promise.spent) == ("stop", 100)
    assert "pasó hace 12 min" in text(page)


def test_an_unconfirmed_call_is_due_within_a_day(desk, taken):
    taken(minutes=60, stopped=Answer.UNKNOWN)

    page = text(desk.get(URL))

    assert "Avisado, sin confirmar" in page
    assert "Técnico antes de mañana, 10:00" in page


def test_visits_that_are_late_and_due_this_week_are_drawn(desk, issued, other_lift):
    issued(48)
    issued(40, about=other_lift)

    page = desk.get(URL)

    told = text(page)
    assert "Una revisión fuera de plazo." in told
    assert "Calle Mayor 14, Ascensor principal RAE 47-003128 · ruta Centro 3 días tarde" in told
    assert "Calle Santiago 21, Izquierdo RAE 47-001942 5 días quedan" in told
    assert 'aria-label="3 días tarde"' in page.content.decode()


def test_a_visit_due_in_eight_days_is_not_yet_there(desk, issued):
    issued(37)

    assert desk.get(URL).context["day"].visits.total == 0


def test_bulletins_nobody_acknowledged_count_their_ten_days(desk, issued, owner):
    bulletin = issued(9)

    assert f"C.P. Calle Mayor 14 {bulletin.number} · del 14 nov. queda 1 día" in text(desk.get(URL))


def test_an_acknowledged_bulletin_waits_no_more(desk, issued, owner, chair, now):
    bulletin = issued(9)
    Receipt.objects.create(owner=owner, bulletin=bulletin, person=chair, how=Receipt.How.SIGNED_IN, at=now)

    assert desk.get(URL).context["day"].bulletins.total == 0


def test_what_did_not_arrive_is_named_with_its_reason(desk, undelivered):
    undelivered()
    undelivered(DeliveryState.ACCEPTED, address="otra@example.com")

    page = text(desk.get(URL))

    assert "pilar@example.com Su boletín · No lo aceptaron: buzón lleno no se pudo enviar" in page
    assert "otra@example.com" not in page


def test_stuck_work_is_tried_again(desk, stuck, now):
    row = stuck()

    page = text(desk.get(URL))
    answer = desk.post(reverse("set-aside-attempt", args=[row.pk]), follow=True)

    row.refresh_from_db()
    assert "Trabajo que se atascó" in page
    assert "bulletins: PdfUnavailable: sin Pango" in page
    assert "Se intenta otra vez." in text(answer)
    assert (row.set_aside_at, row.attempts) == (None, 0)


def test_work_that_is_not_stuck_is_not_found(desk, stuck):
    row = stuck()
    Pending.objects.filter(pk=row.pk).update(set_aside_at=None)

    assert desk.post(reverse("set-aside-attempt", args=[row.pk])).status_code == 404


def test_the_day_is_looked_at_anew_every_half_minute(desk, lift):
    page = desk.get(URL).content.decode()
    part = desk.get(URL, headers=HTMX).content.decode()

    assert 'hx-get="/office/today/" hx-trigger="every 30s"' in page
    assert "<html" not in part
    assert part.strip().startswith('<div id="day"')


def test_only_the_desk_sees_the_day(cast, client_of, taken, stuck):
    taken(anyone_inside=Answer.YES, caller_name="Luis Vecino")
    row = stuck()
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]

    seen = [client_of(getattr(cast, who)).get(URL) for who in others]
    sent = [client_of(getattr(cast, who)).post(reverse("set-aside-attempt", args=[row.pk])) for who in others]

    assert {answer.status_code for answer in (*seen, *sent)} == {404}
    assert not any(b"Luis Vecino" in answer.content for answer in seen)
    row.refresh_from_db()
    assert row.attempts == 5


@pytest.fixture
def everything(taken, issued, undelivered, stuck, building, route, technician, now):
    """Makes one more of all that a day shows, each on a lift of its own."""

    def add(number):
        standing, noisy, trapped = (
            lifts.enter(
                building=building, name=f"{what} {number}", drive="traction", route=route, entered_on=now.date(),
                by=None, at=now,
            )
            for what in ("Parado", "Ruido", "Dentro")
        )  # fmt: skip
        issued(44, about=standing)
        taken(to=technician, about=standing)
        taken(to=technician, about=trapped, anyone_inside=Answer.YES)
        taken(about=noisy, stopped=Answer.NO)
        undelivered(address=f"{number}@example.com")
        stuck(f"seguidor {number}")

    return add


def test_it_costs_the_same_with_one_of_everything_and_with_three(desk, everything):
    everything(1)
    desk.get(URL)
    with CaptureQueriesContext(connection) as one:
        day = desk.get(URL).context["day"]
    everything(2)
    everything(3)

    with CaptureQueriesContext(connection) as three:
        more = desk.get(URL).context["day"]

    assert len(three) == len(one)
    assert (len(day.inside), len(day.open), day.visits.total, day.bulletins.total) == (1, 2, 1, 1)
    assert (len(more.inside), len(more.open), more.visits.total, more.bulletins.total) == (3, 6, 3, 3)
    assert (more.deliveries.total, more.aside.total) == (3, 3)


def test_a_phone_that_fell_silent_is_there(desk, lift, technician, now):
    began = now - timedelta(hours=25)
    arrival = Arrival(technician, began)
    visits.open_unplanned(lift=lift, arrival=arrival, key=new_key(), at=began)

    said = text(desk.get(URL))

    assert "Lo que los teléfonos dejan en duda 1 Calle Mayor 14, Ascensor principal" in said
    assert "Marta Gil la empezó y no ha llegado nada más: pregunte por su teléfono." in said


def test_with_no_phone_in_doubt_nothing_is_said_of_them(desk, lift):
    assert "teléfonos" not in text(desk.get(URL))
