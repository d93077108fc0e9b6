from datetime import timedelta

import pytest

from maintenance.actions import duty as duties
from maintenance.models import Breakdown, Duty
from maintenance.views import duty as views
from portal.lib.keys import new_key
from tests.maintenance.conftest import errors, text

URL = "/office/duty/"


@pytest.fixture
def give(technician, now):
    def given(first, last, **more):
        hours = {"from_at": now + timedelta(hours=first), "to_at": now + timedelta(hours=last)}
        return duties.give(**({"technician": technician, "route": None, "by": None, "at": now} | hours | more))

    return given


@pytest.fixture
def typed(technician):
    asked = {"technician": str(technician.pk), "from_at": "2026-11-23T18:00", "to_at": "2026-11-24T08:00"}
    return lambda **said: asked | said


def test_with_nobody_on_duty_the_page_says_so(desk, route):
    page = text(desk.get(URL))

    assert "Ahora mismo no hay nadie de guardia" in page
    assert "Nadie de guardia del lunes 23, 11:00, al lunes 30, 0:00." in page


def test_who_answers_now_and_hour_by_hour(desk, give, route):
    give(-2, 8)

    page = text(desk.get(URL))

    assert "Marta Gil está de guardia hasta las 19:00" in page
    assert "9:00–19:00 Marta Gil todas las rutas · ahora" in page


def test_a_duty_is_given_by_the_clock_of_the_company(desk, technician, typed):
    answer = desk.post(URL, typed())

    given = Duty.objects.get()
    assert (given.technician, f"{given.from_at:%d %H:%M}", f"{given.to_at:%d %H:%M}") == (
        technician,
        "23 17:00",
        "24 07:00",
    )
    assert answer.url == f"{URL}?week=2026-W48"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"technician": ""}, {"technician": ["Elija quién."]}),
        ({"from_at": ""}, {"from_at": ["Escriba el día y la hora."]}),
        ({"to_at": "2026-11-23T17:00"}, {"to_at": ["Termina antes de empezar."]}),
        ({"from_at": "2026-11-20T08:00", "to_at": "2026-11-21T08:00"}, {"to_at": ["Lo que ya pasó no se cambia."]}),
    ],
)
def test_what_cannot_be_gets_words(desk, typed, said, wrong):
    assert errors(desk.post(URL, typed(**said))) == wrong
    assert not Duty.objects.exists()


def test_twice_at_once_gets_words(desk, give, typed):
    give(0, 48)

    assert errors(desk.post(URL, typed())) == {"technician": ["Ya está de guardia parte de ese tiempo."]}


def test_a_duty_ends_earlier(desk, give):
    given = give(-2, 8)

    desk.post(f"{URL}{given.pk}/", {"to_at": "2026-11-23T15:00"})

    given.refresh_from_db()
    assert f"{given.to_at:%H:%M}" == "14:00"


def test_a_duty_does_not_end_in_the_past(desk, give):
    given = give(-2, 8)

    answer = desk.post(f"{URL}{given.pk}/", {"to_at": "2026-11-23T10:00"})

    assert errors(answer) == {"to_at": ["Lo que ya pasó no se cambia."]}


def test_what_has_not_begun_can_be_taken_away(desk, give):
    given = give(2, 8)

    assert "Quitar la guardia" in text(desk.get(f"{URL}{given.pk}/"))
    desk.post(f"{URL}{given.pk}/removal/")
    assert not Duty.objects.standing().exists()
    assert desk.get(f"{URL}{given.pk}/").status_code == 404


def test_what_has_begun_can_only_be_shortened(desk, give):
    given = give(-1, 8)

    assert "Quitar la guardia" not in text(desk.get(f"{URL}{given.pk}/"))
    answer = desk.post(f"{URL}{given.pk}/removal/", follow=True)
    assert "Ya empezó: puede acortarla, pero no quitarla." in text(answer)
    assert Duty.objects.standing().exists()


def test_what_is_over_is_only_looked_at(desk, give, technician, now):
    hours = {"from_at": now - timedelta(hours=9), "to_at": now - timedelta(hours=1)}
    over = Duty.objects.create(technician=technician, given_at=now, **hours)

    assert "lo que ya pasó no se cambia" in text(desk.get(f"{URL}{over.pk}/"))


def test_the_week_asks_as_often_for_one_duty_as_for_three(desk, give, route, colleague, counting):
    give(0, 4)
    desk.get(URL)
    with counting() as few:
        desk.get(URL)
    give(5, 8)
    give(0, 4, technician=colleague.technician, route=route)
    with counting() as many:
        desk.get(URL)

    assert len(few) == len(many)


def test_the_call_goes_first_to_who_is_on_duty(desk, lift, give, colleague):
    give(-1, 8, technician=colleague.technician)

    form = desk.get("/office/calls/new/", {"lift": lift.pk}).context["form"]

    assert [str(words) for _code, words in form.fields["giving"].choices] == [
        "Iván Prado, de guardia hasta las 19:00",
        "Marta Gil, ruta Centro",
        "Otro técnico",
        "Nadie aún",
    ]
    assert form["giving"].value() == "duty-0"


def test_the_call_is_given_to_who_is_on_duty(desk, lift, give, colleague):
    give(-1, 8, technician=colleague.technician)
    said = {"key": str(new_key()), "anyone_inside": "no", "stopped": "yes", "giving": "duty-0", "promise": "usual"}

    desk.post(f"/office/calls/new/?lift={lift.pk}", said | {"how": "phone"})

    assert Breakdown.objects.get().technician == colleague.technician


def test_the_routes_technician_on_duty_is_named_once(desk, lift, give, route):
    give(-1, 8, route=route)

    form = desk.get("/office/calls/new/", {"lift": lift.pk}).context["form"]

    assert [code for code, _words in form.fields["giving"].choices] == ["duty-0", "other", "nobody"]


def test_a_contractor_on_duty_is_not_offered_without_the_owners_paper(desk, lift, give, theirs, authorise):
    give(-1, 8, technician=theirs)

    form = desk.get("/office/calls/new/", {"lift": lift.pk}).context["form"]
    assert [code for code, _words in form.fields["giving"].choices] == ["route", "other", "nobody"]

    authorise(lift)
    form = desk.get("/office/calls/new/", {"lift": lift.pk}).context["form"]
    assert form["giving"].value() == "duty-0"


def test_a_call_is_not_given_to_a_contractor_without_the_owners_paper(desk, lift, theirs):
    said = {"key": str(new_key()), "anyone_inside": "no", "stopped": "yes", "giving": "other", "promise": "usual"}

    answer = desk.post(f"/office/calls/new/?lift={lift.pk}", said | {"how": "phone", "technician": str(theirs.pk)})

    assert "art. 7" in errors(answer)["technician"][0]
    assert not Breakdown.objects.exists()


def test_a_breakdown_is_offered_to_who_is_on_duty_first(desk, opened, give, colleague):
    give(-1, 8, technician=colleague.technician)

    offers = desk.get(f"/office/breakdowns/{opened.pk}/").context["offers"]

    first, second = offers[0].form.fields["technician"].choices[1:]
    assert first == ("De guardia ahora", [(colleague.technician.pk, "Iván Prado, de guardia hasta las 19:00")])
    assert [name for _key, name in second[1]] == ["Marta Gil"]


def test_the_form_begins_with_this_night(desk, company, now):
    initial = views._tonight(now)

    assert (f"{initial['from_at']:%d %H:%M}", f"{initial['to_at']:%d %H:%M}") == ("23 18:00", "24 08:00")
