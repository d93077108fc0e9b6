from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from maintenance.actions import breakdowns, ringing
from maintenance.actions.breakdowns import Repair
from maintenance.enums import Answer, Attribution, Cause, Step
from maintenance.models import Breakdown, Technician
from tests.maintenance.conftest import text

MADRID = ZoneInfo("Europe/Madrid")
REPAIR = {"cause": "doors", "fix_words": "Motor nuevo.", "attribution": "wear", "happened": ""}


def page_of(breakdown):
    return reverse("maintenance:breakdown", args=[breakdown.pk])


def post(client, breakdown, step, follow=True, **said):
    return client.post(reverse(f"maintenance:breakdown-{step}", args=[breakdown.pk]), said, follow=follow)


def step_errors(page):
    return {field: list(found) for field, found in page.context["offers"][0].form.errors.items()}


def test_the_story_climbs_and_the_next_steps_are_offered(desk, given, office, now):
    breakdowns.set_out(breakdown=given, happened_at=now - timedelta(minutes=20), by=office, at=now)

    page = desk.get(page_of(given))

    told = text(page)
    places = [told.index(step) for step in ("Marta Gil, en camino 10:40", "La tiene Marta Gil 10:30", "Avisada 10:30")]
    assert places == sorted(places)
    assert "10 min" in told
    assert [offer.step for offer in page.context["offers"]] == ["arrived", "found", "restored", "assigned"]


def test_the_promise_says_what_is_left(desk, given):
    page = text(desk.get(page_of(given)))

    assert "Parado desde las 10:30" in page
    assert "Próxima noticia antes de las 12:00" in page


def test_with_somebody_inside_the_rescue_comes_first(desk, taken):
    trapped = taken(anyone_inside=Answer.YES).breakdown

    page = desk.get(page_of(trapped))

    assert page.context["offers"][0].step == Step.FREED
    assert "Lo primero: que salga quien está dentro" in text(page)


def test_it_is_given_to_a_technician(desk, opened, technician):
    post(desk, opened, "assignment", technician=str(technician.pk), happened="")

    assert Breakdown.objects.get().technician == technician


def test_a_step_is_written_at_the_hour_typed(desk, given):
    post(desk, given, "departure", happened="10:35")
    post(desk, given, "arrival", happened="10:50")

    moments = dict(given.steps.values_list("step", "at"))
    assert moments[Step.ON_THE_WAY] == datetime(2026, 11, 23, 10, 35, tzinfo=MADRID)
    assert moments[Step.ARRIVED] == datetime(2026, 11, 23, 10, 50, tzinfo=MADRID)


def test_hours_are_those_of_the_building(desk, given, building):
    building.time_zone = "Atlantic/Canary"
    building.save()

    post(desk, given, "arrival", happened="9:50")

    assert given.steps.get(step=Step.ARRIVED).at == datetime(2026, 11, 23, 9, 50, tzinfo=ZoneInfo("Atlantic/Canary"))


def test_whoever_was_inside_comes_out(desk, taken):
    trapped = taken(anyone_inside=Answer.YES).breakdown

    post(desk, trapped, "freeing", happened="")

    trapped.refresh_from_db()
    assert trapped.freed_at is not None


def test_the_cause_is_told_in_words(desk, given):
    post(desk, given, "cause", cause="doors", words="El motor se ha quemado.", happened="")

    given.refresh_from_db()
    assert (given.cause, given.cause_words) == (Cause.DOORS, "El motor se ha quemado.")


def test_it_runs_again(desk, given):
    page = post(desk, given, "restoration", **REPAIR)

    given.refresh_from_db()
    assert (given.fix_words, given.attribution) == ("Motor nuevo.", Attribution.WEAR)
    assert "Resuelta en 30 min" in text(page)
    assert page.context["offers"] == []


def test_another_hour_is_promised(desk, given):
    post(desk, given, "promise", promise="at", promise_at="2026-11-23T15:30", expected_back_at="2026-11-23T17:00")

    given.refresh_from_db()
    assert given.next_update_by == datetime(2026, 11, 23, 15, 30, tzinfo=MADRID)
    assert given.expected_back_at == datetime(2026, 11, 23, 17, 0, tzinfo=MADRID)


@pytest.mark.parametrize(
    ("step", "said", "wrong"),
    [
        ("assignment", {"technician": ""}, {"technician": ["Elija a quién se la damos."]}),
        ("departure", {"happened": "11:45"}, {"happened": ["Esa hora no ha llegado todavía."]}),
        ("departure", {"happened": "10:12"}, {"happened": ["Esa hora es anterior al paso de antes."]}),
        ("departure", {"happened": "pronto"}, {"happened": ["Escriba la hora así: 10:24."]}),
        (
            "cause",
            {"cause": "", "words": ""},
            {
                "cause": ["Elija el motivo; «Sin determinar» también vale."],
                "words": ["Diga en pocas palabras qué pasa; lo leerá el titular."],
            },
        ),
        (
            "restoration",
            REPAIR | {"fix_words": ""},
            {"fix_words": ["Diga en pocas palabras qué se hizo; lo leerá el titular."]},
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, given, step, said, wrong):
    before = given.steps.count()

    page = post(desk, given, step, **said)

    assert step_errors(page) == wrong
    assert all(f'"{value}"' in page.content.decode() for value in said.values() if value)
    assert given.steps.count() == before


def test_a_wrong_promise_is_said_where_it_stands(desk, given):
    page = post(desk, given, "promise", promise="60", expected_back_at="2026-11-23T09:00")

    assert page.context["promise_form"].errors == {
        "expected_back_at": ["Lo prometido tiene que ser más tarde que ahora."]
    }
    assert page.context["is_promise_open"]


@pytest.mark.parametrize(
    ("step", "said", "words"),
    [
        ("arrival", {}, "Antes hay que dársela a un técnico."),
        ("freeing", {}, "En esta avería no consta nadie dentro."),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_words(desk, opened, step, said, words):
    assert words in text(post(desk, opened, step, **said))


def test_a_step_sent_twice_is_one_step_and_says_so(desk, given):
    post(desk, given, "arrival", happened="")

    page = post(desk, given, "arrival", happened="")

    assert "Ya consta que está en el edificio." in text(page)
    assert given.steps.filter(step=Step.ARRIVED).count() == 1


def test_after_it_is_over_every_step_says_so(desk, given, technician, office, now):
    breakdowns.restore(breakdown=given, repair=Repair(Cause.DOORS), by=office, at=now)
    sent = {
        "assignment": {"technician": str(technician.pk)},
        "departure": {},
        "arrival": {},
        "freeing": {},
        "cause": {"cause": "doors", "words": "Tarde"},
        "restoration": REPAIR,
        "promise": {"promise": "60"},
    }

    pages = [text(post(desk, given, step, **said)) for step, said in sent.items()]

    assert all("Esta avería ya está resuelta." in page for page in pages)
    assert given.steps.count() == 4


def test_who_called_is_listed_with_a_way_to_call_back(desk, given, taken):
    taken(5, caller_name="Rosa Vela", words="Sigue parado")

    page = text(desk.get(page_of(given)))

    assert "Luis Herrero" in page
    assert "Rosa Vela, por teléfono «Sigue parado»" in page


STEPS = ("assignment", "departure", "arrival", "freeing", "cause", "restoration", "promise")


@pytest.mark.parametrize("step", STEPS)
def test_nothing_changes_by_looking(desk, given, step):
    assert desk.get(reverse(f"maintenance:breakdown-{step}", args=[given.pk])).status_code == 405


def test_only_the_desk_carries_a_breakdown(cast, client_of, given, technician):
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]
    before = given.steps.count()

    answers = [client_of(getattr(cast, who)).get(page_of(given)) for who in others]
    answers += [
        post(client_of(getattr(cast, who)), given, step, follow=False, **REPAIR, promise="60", words="x")
        for who in others
        for step in STEPS
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(b"Luis Herrero" in answer.content for answer in answers)
    assert given.steps.count() == before


def test_the_page_costs_the_same_with_three_steps_and_with_five(desk, given, taken, colleague, office, now, counting):
    desk.get(page_of(given))
    with counting() as three:
        desk.get(page_of(given))
    breakdowns.set_out(breakdown=given, by=office, at=now)
    breakdowns.assign(breakdown=given, technician=Technician.objects.get(person=colleague), by=office, at=now)
    taken(1)

    with counting() as five:
        desk.get(page_of(given))

    assert len(five) == len(three)


def test_the_office_writes_down_that_the_technician_left(desk, given, office, now):
    breakdowns.arrive(breakdown=given, happened_at=now - timedelta(minutes=20), by=office, at=now)

    page = post(desk, given, "leaving", because="part", words="Llega mañana.", happened="10:55")

    told = text(page)
    assert "Marta Gil se fue del edificio 10:55 Falta una pieza. Llega mañana." in told
    assert [offer.step for offer in page.context["offers"]] == [
        "on_the_way",
        "arrived",
        "found",
        "restored",
        "assigned",
    ]


def test_why_the_technician_left_is_asked(desk, given, office, now):
    breakdowns.arrive(breakdown=given, by=office, at=now)

    page = post(desk, given, "leaving", because="", happened="")

    assert step_errors(page) == {"because": ["Elija por qué se va; «Sin decir» también vale."]}
    assert given.steps.filter(step=Step.LEFT).count() == 0


def test_the_office_reads_on_whose_telephone_it_rings(desk, taken, admin, now):
    found = taken(minutes=3, anyone_inside=Answer.YES).breakdown
    ringing.ring(breakdown=found, at=now)
    page = text(desk.get(page_of(found)))
    breakdowns.free(breakdown=found, by=None, at=now)

    assert "Suena en el teléfono de Nuria Vega desde las 11:00; nadie la ha cogido." in page
    after = text(desk.get(page_of(found)))
    assert ("Suena en" in after, "Nuria Vega dirige la oficina · hoy a las 11:00" in after) == (False, True)
