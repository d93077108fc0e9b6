from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from maintenance.enums import Answer, How
from maintenance.models import Breakdown, Call, Technician
from portal.lib.keys import new_key
from tests.maintenance.conftest import HTMX, errors, text

URL = "/office/calls/new/"


def filled(**said):
    """The form as the office sends it, given to the route's technician with the usual promise."""
    return {
        "key": str(new_key()),
        "known": "",
        "caller_name": "Luis Herrero",
        "caller_phone": "983 55 01 27",
        "how": "phone",
        "anyone_inside": "no",
        "stopped": "yes",
        "where": "Entre plantas",
        "words": "Se para entre plantas.",
        "giving": "route",
        "promise": "usual",
    } | said


@pytest.fixture
def form_url(lift):
    return f"{URL}?lift={lift.pk}"


def test_it_opens_with_the_search(desk):
    page = desk.get(URL)

    assert page.status_code == 200
    assert "¿De qué ascensor llaman?" in text(page)
    assert 'type="search"' in page.content.decode()


def test_typing_finds_lifts_with_their_state(desk, lift, other_lift):
    page = desk.get(URL, {"q": "mayor"})

    assert "Calle Mayor 14 , Ascensor principal · RAE 47-003128 · 6 paradas" in text(page)
    assert "Calle Santiago 21" not in text(page)
    assert f'href="?lift={lift.pk}"' in page.content.decode()


def test_nothing_found_says_what_else_to_type(desk, lift):
    assert "Ningún ascensor con «gran vía»." in text(desk.get(URL, {"q": "gran vía"}))


def test_what_is_typed_is_shown_as_typed_and_never_as_markup(desk, lift):
    page = desk.get(URL, {"q": "<b>mayor"}).content.decode()

    assert "<b>mayor" not in page


def test_the_findings_come_as_a_fragment(desk, lift):
    part = desk.get(URL, {"q": "mayor"}, headers=HTMX).content.decode()

    assert "<html" not in part
    assert "Calle Mayor 14" in part
    assert 'data-words="mayor"' in part


def test_the_form_knows_the_lift_its_technician_and_who_called_before(desk, form_url, taken, lift):
    taken(to=None, stopped=Answer.NO, caller_name="Ana Marcos", words="Hace ruido")

    page = text(desk.get(form_url))

    assert "Calle Mayor 14, Ascensor principal" in page
    assert "Marta Gil, ruta Centro" in page
    assert "Ana Marcos" in page
    assert "«Hace ruido»" in page


@pytest.mark.parametrize("lift_key", ["nonsense", "01a20d70-0000-7000-8000-000000000000"])
def test_a_lift_that_is_not_there_is_not_found(desk, lift_key):
    assert desk.get(URL, {"lift": lift_key}).status_code == 404


def test_a_lift_that_left_takes_no_calls(desk, lift, form_url, now):
    lift.left_on = now.date()
    lift.save()

    assert desk.get(form_url).status_code == 404


def test_a_call_is_written_confirmed_given_and_promised(desk, form_url, office, technician, now):
    sent = filled()

    answer = desk.post(form_url, sent)

    call = Call.objects.get()
    assert answer.headers["Location"] == reverse("maintenance:call", args=[call.pk])
    assert (str(call.pk), call.caller_name, call.caller_phone) == (sent["key"], "Luis Herrero", "983 55 01 27")
    assert (call.where, call.words, call.taken_by) == ("Entre plantas", "Se para entre plantas.", office)
    breakdown = call.breakdown
    assert breakdown.technician == technician
    assert timedelta(hours=2) <= breakdown.next_update_by - now < timedelta(hours=2, minutes=1)


def test_sent_twice_it_is_one_call_and_the_same_page(desk, form_url):
    sent = filled()
    first = desk.post(form_url, sent)

    second = desk.post(form_url, sent)

    assert second.headers["Location"] == first.headers["Location"]
    assert (Call.objects.count(), Breakdown.objects.count()) == (1, 1)


def test_somebody_inside_is_an_alarm_promised_within_half_an_hour(desk, form_url, now):
    desk.post(form_url, filled(anyone_inside="yes", stopped=""))

    breakdown = Breakdown.objects.get()
    assert breakdown.entrapment
    assert timedelta(minutes=30) <= breakdown.next_update_by - now < timedelta(minutes=31)


def test_a_second_caller_is_told_of_the_open_breakdown_and_joins_it(desk, form_url, taken):
    breakdown = taken().breakdown

    page = desk.get(form_url)
    desk.post(form_url, filled(caller_name="Rosa Vela"))

    assert f"Ya hay una avería abierta, {breakdown.number} : este aviso se une a ella." in text(page)
    assert "giving" not in page.context["form"].fields
    assert Call.objects.get(caller_name="Rosa Vela").breakdown == breakdown


def test_a_remembered_caller_needs_no_typing(desk, form_url, taken):
    before = taken(stopped=Answer.NO, caller_name="Ana Marcos", caller_phone="600 111 222")

    desk.post(form_url, filled(known=str(before.pk), caller_name="", caller_phone=""))

    call = Call.objects.order_by("-number").first()
    assert (call.caller_name, call.caller_phone) == ("Ana Marcos", "600 111 222")


def test_it_can_be_given_to_another_technician(desk, form_url, colleague):
    other = Technician.objects.get(person=colleague)

    desk.post(form_url, filled(giving="other", technician=str(other.pk)))

    assert Breakdown.objects.get().technician == other


def test_nobody_sent_and_nothing_standing_waits_to_be_confirmed(desk, form_url):
    desk.post(form_url, filled(giving="nobody", stopped="unknown"))

    assert Call.objects.unconfirmed().count() == 1
    assert not Breakdown.objects.exists()


def test_an_hour_of_the_buildings_clock_can_be_promised(desk, form_url, building):
    building.time_zone = "Atlantic/Canary"
    building.save()

    desk.post(form_url, filled(promise="at", promise_at="2026-11-23T13:00"))

    promised = datetime(2026, 11, 23, 13, 0, tzinfo=ZoneInfo("Atlantic/Canary"))
    assert Breakdown.objects.get().next_update_by == promised


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"anyone_inside": ""}, {"anyone_inside": ["Pregunte siempre si hay alguien dentro."]}),
        ({"stopped": ""}, {"stopped": ["Diga si está parado; «No lo sabe» también vale."]}),
        ({"giving": "other"}, {"technician": ["Elija a quién se lo damos."]}),
        ({"promise": "at"}, {"promise_at": ["Escriba el día y la hora."]}),
        (
            {"promise": "at", "promise_at": "2026-11-23T10:00"},
            {"promise_at": ["Lo prometido tiene que ser más tarde que ahora."]},
        ),
        (
            {"promise": "at", "promise_at": "mañana"},
            {"promise_at": ["Escriba el día y la hora así: 23/11/2026 10:24."]},
        ),
        ({"promise": ""}, {"promise": ["Diga para cuándo habrá noticia."]}),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, form_url, wrong, said):
    page = desk.post(form_url, filled(**wrong))

    assert errors(page) == said
    assert 'value="Luis Herrero"' in page.content.decode()
    assert "Se para entre plantas." in page.content.decode()
    assert not Call.objects.exists()


def test_a_key_that_is_none_is_refused(desk, form_url):
    assert "key" in errors(desk.post(form_url, filled(key="x")))


def test_a_visit_that_left_the_lift_standing_has_filled_it_in(desk, lift):
    page = desk.get(URL, {"lift": lift.pk, "stopped": "yes", "how": "technician"})

    form = page.context["form"]
    assert (form["stopped"].value(), form["how"].value()) == (Answer.YES, How.TECHNICIAN)


def test_only_the_desk_takes_calls(cast, client_of, form_url, taken):
    taken()
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]

    seen = {who: client_of(getattr(cast, who)).get(form_url).status_code for who in others}
    sent = {who: client_of(getattr(cast, who)).post(form_url, filled()).status_code for who in others}

    assert set(seen.values()) == set(sent.values()) == {404}
    assert client_of(None).get(form_url).headers["Location"].startswith("/sign-in/")
    assert Call.objects.count() == 1


def test_the_form_costs_the_same_with_one_call_and_with_three(desk, form_url, taken, counting):
    taken(stopped=Answer.NO)
    desk.get(form_url)
    with counting() as one:
        desk.get(form_url)
    for number in range(2):
        taken(stopped=Answer.NO, caller_name=f"Vecino {number}")

    with counting() as three:
        desk.get(form_url)

    assert len(three) == len(one)


def test_a_search_costs_the_same_with_one_lift_and_with_two(desk, lift, counting, request):
    desk.get(URL, {"q": "valladolid"})
    with counting() as one:
        desk.get(URL, {"q": "valladolid"})
    request.getfixturevalue("other_lift")

    with counting() as two:
        desk.get(URL, {"q": "valladolid"})

    assert len(two) == len(one)
