import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from maintenance.actions import visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Condition, Frequency, Result
from maintenance.models import PlanTemplate, Technician, Visit
from portal.lib.keys import new_key
from tests.maintenance.conftest import HTMX, errors, text

URL = "/office/visits/new/"
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def plan(db, now):
    """Two monthly items, one of each quarter, one only for hydraulic lifts."""
    rows = [("37", "Cabina", "Luz de emergencia", "B", "M"), ("46", "Puertas", "Protección de puertas", "B", "M")]
    rows += [("70", "Foso", "Amortiguadores", "E", "T"), ("63", "Central", "Nivel de aceite", "H", "M")]
    items = [
        {
            "number": int(number),
            "group": {"es": group, "en": group},
            "text": {"es": said, "en": f"{said} (en)"},
            "drives": drives,
            "frequency": frequency,
        }
        for number, group, said, drives, frequency in rows
    ]
    return PlanTemplate.objects.create(
        slug="prueba", version=1, name="Plan de prueba", items=json.dumps(items), published_at=now
    )


@pytest.fixture
def form_url(lift, plan):
    return f"{URL}?lift={lift.pk}"


@pytest.fixture
def filled(technician):
    """The form as the office sends it: this morning, all correct."""

    def fill(**said):
        return {
            "key": str(new_key()),
            "technician": str(technician.pk),
            "day": "2026-11-23",
            "started": "09:12",
            "finished": "09:58",
            "scope": "M",
            "condition_on_arrival": "in_service",
            "condition_on_departure": "in_service",
            "words_for_owner": "Todo en orden.",
            "signed_by": "Portería",
            "why_unsigned": "",
            "result-37": "ok",
            "words-37": "",
            "result-46": "ok",
            "words-46": "",
        } | said

    return fill


@pytest.fixture
def visited(lift, technician, plan):
    """Writes down a visit that ended so many days ago."""

    def visit(days):
        ended = datetime(2026, 11, 23, 8, 30, tzinfo=UTC) - timedelta(days=days)
        work = CompletedWork(technician, plan, ended - timedelta(minutes=40), ended, ended, [Reply(37, Result.OK)])
        return visits.record(lift=lift, work=work, by=None, at=ended)

    return visit


def items_of(page):
    return [item.number for group in page.context["items"].groups() for item in group.items]


def test_it_opens_with_the_search_and_finds_in_a_fragment(desk, lift):
    page, part = desk.get(URL), desk.get(URL, {"q": "mayor"}, headers=HTMX).content.decode()

    assert "¿De qué ascensor?" in text(page)
    assert "<html" not in part
    assert "Calle Mayor 14" in part


def test_the_form_holds_what_the_plan_owes_this_lift_this_month(desk, form_url, technician):
    page = desk.get(form_url)

    assert items_of(page) == [37, 46]
    assert page.context["form"]["technician"].value() == technician.pk
    assert page.context["form"]["day"].value() == date(2026, 11, 23)


def test_a_wider_scope_brings_its_items(desk, form_url):
    assert items_of(desk.get(f"{form_url}&scope=T")) == [37, 46, 70]


def test_a_scope_that_is_none_is_the_monthly_one(desk, form_url):
    assert items_of(desk.get(f"{form_url}&scope=Z")) == [37, 46]


def test_items_are_said_in_the_language_of_the_reader(desk, office, form_url):
    office.language = "en"
    office.save()

    assert "Luz de emergencia (en)" in text(desk.get(form_url))


def test_another_scope_changes_the_items_and_loses_nothing_typed(desk, form_url, filled):
    sent = filled(scope="T", reload="1", started="", **{"result-46": "pend", "words-46": "Cortina floja"})

    page = desk.post(form_url, sent)

    assert items_of(page) == [37, 46, 70]
    form, items = page.context["form"], page.context["items"]
    assert not form.is_bound
    assert (form["words_for_owner"].value(), form["key"].value()) == ("Todo en orden.", sent["key"])
    assert (items["result-46"].value(), items["words-46"].value()) == ("pend", "Cortina floja")
    assert not Visit.objects.exists()


def test_the_items_alone_come_as_a_fragment(desk, form_url, filled):
    part = desk.post(form_url, filled(scope="T", reload="1"), headers=HTMX).content.decode()

    assert "<html" not in part
    assert "Amortiguadores" in part
    assert 'name="words_for_owner"' not in part


def test_a_visit_is_written_with_its_times_results_and_words(desk, form_url, filled, lift, technician, plan):
    sent = filled(**{"result-46": "adj", "words-46": "Cierre de la 3.ª"})

    answer = desk.post(form_url, sent)

    visit = Visit.objects.get()
    assert answer.headers["Location"] == reverse("maintenance:visit", args=[visit.pk])
    assert (str(visit.pk), visit.lift, visit.technician, visit.plan) == (sent["key"], lift, technician, plan)
    assert visit.started_at == datetime(2026, 11, 23, 9, 12, tzinfo=MADRID)
    assert visit.finished_at == datetime(2026, 11, 23, 9, 58, tzinfo=MADRID)
    assert (visit.ok, visit.adjusted, visit.scope) == (1, 1, Frequency.MONTHLY)
    assert visit.replies[1] == {"number": 46, "result": "adj", "words": "Cierre de la 3.ª"}
    assert (visit.words_for_owner, visit.signed_by) == ("Todo en orden.", "Portería")


def test_sent_twice_it_is_one_visit_and_the_same_page(desk, form_url, filled):
    sent = filled()
    first = desk.post(form_url, sent)

    second = desk.post(form_url, sent | {"sure": "too_soon"})

    assert second.headers["Location"] == first.headers["Location"]
    assert Visit.objects.count() == 1


def test_hours_are_those_of_the_building(desk, form_url, filled, building):
    building.time_zone = "Atlantic/Canary"
    building.save()

    desk.post(form_url, filled())

    assert Visit.objects.get().started_at == datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("Atlantic/Canary"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"finished": "09:12"}, {"finished": ["La salida va antes que la llegada."]}),
        ({"finished": "11:30"}, {"finished": ["Esa hora no ha llegado todavía."]}),
        ({"day": "2026-11-24"}, {"day": ["Ese día no ha llegado todavía."]}),
        ({"day": "2019-12-31"}, {"day": ["El ascensor entró en nuestra cartera el 01/01/2020."]}),
        ({"day": "ayer"}, {"day": ["Escriba el día así: 23/11/2026."]}),
        ({"started": ""}, {"started": ["Escriba la hora."]}),
        ({"technician": ""}, {"technician": ["Elija quién la hizo."]}),
        ({"signed_by": ""}, {"why_unsigned": ["Si no firma nadie, diga por qué."]}),
        (
            {"why_unsigned": "No había nadie"},
            {"why_unsigned": ["O firma alguien, o se dice por qué no: deje solo uno."]},
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, form_url, filled, wrong, said):
    page = desk.post(form_url, filled(**wrong))

    assert errors(page) == said
    assert "Todo en orden." in text(page)
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ("pend", "Diga qué queda pendiente."),
        ("obs", "Diga qué se observa."),
        ("not_done", "Diga por qué no se hizo."),
    ],
)
def test_what_is_owed_needs_its_words(desk, form_url, filled, result, said):
    page = desk.post(form_url, filled(**{"result-46": result}))

    assert errors(page, "items") == {"words-46": [said]}
    assert [group.is_open for group in page.context["items"].groups()] == [False, True]
    assert not Visit.objects.exists()


@pytest.mark.parametrize("result", ["adj", "na"])
def test_what_is_mended_or_does_not_apply_needs_none(desk, form_url, filled, result):
    desk.post(form_url, filled(**{"result-46": result}))

    assert Visit.objects.count() == 1


def test_too_soon_after_the_last_visit_is_asked_about_and_kept_when_confirmed(desk, form_url, filled, visited):
    visited(19)
    sent = filled()

    page = desk.post(form_url, sent)
    confirmed = desk.post(form_url, sent | {"sure": "too_soon "})

    assert "Menos de 20 días entre dos revisiones" in text(page)
    assert confirmed.status_code == 302
    assert Visit.objects.count() == 2


def test_twenty_days_after_the_last_visit_nothing_is_asked(desk, form_url, filled, visited):
    visited(20)

    desk.post(form_url, filled())

    assert Visit.objects.count() == 2


def test_another_caution_than_the_one_confirmed_is_asked_about(desk, form_url, filled, visited):
    visited(30)
    sent = filled(day="2026-11-12", sure="too_soon")

    page = desk.post(form_url, sent)

    assert page.context["cautions"] == ["too_soon", "bulletin_late"]
    assert Visit.objects.count() == 1


def test_after_ten_days_the_late_bulletin_is_asked_about(desk, form_url, filled):
    page = desk.post(form_url, filled(day="2026-11-12"))

    assert "Fue hace más de 10 días" in text(page)
    assert not Visit.objects.exists()


def test_a_lift_left_standing_goes_on_to_the_call(desk, form_url, filled, lift):
    page = desk.post(form_url, filled(condition_on_departure="out_of_service"), follow=True)

    assert Visit.objects.get().condition_on_departure == Condition.OUT_OF_SERVICE
    assert page.redirect_chain[-1][0] == f"/office/calls/new/?lift={lift.pk}&stopped=yes&how=technician"
    assert "Como el ascensor queda parado, dé el aviso para que conste." in text(page)


def test_a_lift_that_stood_already_goes_to_its_visit(desk, form_url, filled, opened):
    answer = desk.post(form_url, filled(condition_on_departure="out_of_service"))

    assert answer.headers["Location"] == reverse("maintenance:visit", args=[Visit.objects.get().pk])


def test_without_a_plan_it_says_what_is_missing(desk, lift):
    assert "Todavía no hay ningún plan de mantenimiento." in text(desk.get(f"{URL}?lift={lift.pk}"))


def test_the_newest_version_of_the_plan_is_followed(desk, form_url, plan, now):
    items = [{"number": 1, "group": {"es": "Todo"}, "text": {"es": "Todo"}, "drives": "B", "frequency": "M"}]
    PlanTemplate.objects.create(slug="prueba", version=2, name="P", items=json.dumps(items), published_at=now)

    assert items_of(desk.get(form_url)) == [1]


def test_only_the_desk_writes_visits_down(cast, client_of, form_url, filled, colleague):
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]
    assert Technician.objects.filter(person=colleague).exists()

    seen = {client_of(getattr(cast, who)).get(form_url).status_code for who in others}
    sent = {client_of(getattr(cast, who)).post(form_url, filled()).status_code for who in others}

    assert seen == sent == {404}
    assert not Visit.objects.exists()


def test_the_form_costs_the_same_after_one_visit_and_after_three(desk, form_url, visited, counting):
    visited(90)
    desk.get(form_url)
    with counting() as one:
        desk.get(form_url)
    visited(60)
    visited(30)

    with counting() as three:
        desk.get(form_url)

    assert len(three) == len(one)
