from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from maintenance.actions import cards, planning
from maintenance.enums import VisitState
from maintenance.models import LiftCard, Visit
from tests.maintenance.conftest import HTMX, errors, text

URL = "/office/planning/"


@pytest.fixture
def due(lift, now):
    """The lift, late by two days."""
    return _late(lift, now)


def _late(lift, now):
    cards.refresh([lift.pk], at=now)
    closed = now.date() - timedelta(days=2)
    LiftCard.objects.filter(lift=lift).update(
        window_closes_on=closed, due_on=closed, window_opens_on=closed - timedelta(days=25),
        last_visit_at=now - timedelta(days=47),
    )  # fmt: skip
    return lift


@pytest.fixture
def planned(due, technician, office, now):
    return planning.plan(lift=due, day=now.date() + timedelta(days=2), technician=technician, by=office, at=now)


@pytest.fixture
def typed(technician):
    return lambda **said: {"choice": "2026-11-25", "technician": str(technician.pk)} | said


def one(lift, query=""):
    return f"{URL}{lift.pk}/{query}"


def test_the_week_says_what_is_late_and_offers_to_plan_it(desk, due):
    page = text(desk.get(URL))

    assert "Una revisión fuera de plazo." in page
    assert "Calle Mayor 14, Ascensor principal RAE 47-003128 · ruta Centro 2 días tarde Planificar" in page


def test_a_planned_visit_shows_its_day_instead_of_the_button(desk, planned):
    page = text(desk.get(URL))

    assert "mié 25 Marta Gil" in page
    assert "Todas tienen ya su día." in page


def test_a_route_shows_its_days(desk, planned, route):
    page = text(desk.get(URL, {"route": route.pk}))

    assert "La semana de la ruta Centro" in page
    assert "mié 25 1 Calle Mayor 14 Ascensor principal" in page


def test_of_another_week_the_past_is_only_looked_at(desk, planned):
    page = text(desk.get(URL, {"week": "2026-W40"}))

    assert "Lo que se previó del 28 de septiembre al 4 de octubre" in page
    assert "Planificar" not in page.replace("Planificación", "")


def test_one_group_is_shown_whole(desk, due):
    page = desk.get(URL, {"group": "late"})

    assert [group.code for group in page.context["groups"]] == ["late"]


def test_the_glance_renews_itself(desk, due):
    part = desk.get(URL, headers=HTMX)

    assert part.content.decode().strip().startswith('<div id="glance"')


def test_the_week_asks_as_often_for_one_lift_as_for_three(desk, due, other_lift, counting, now, place_two):
    desk.get(URL)
    with counting() as few:
        desk.get(URL)
    _late(other_lift, now)
    for more in place_two:
        _late(more, now)
    with counting() as many:
        desk.get(URL)

    assert len(few) == len(many)


@pytest.fixture
def place_two(building, route, now):
    from maintenance.actions import lifts as entering
    from maintenance.enums import Drive

    sheet = {"drive": Drive.TRACTION, "route": route, "entered_on": now.date() - timedelta(days=900)}
    return [entering.enter(building=building, name=name, by=None, at=now, **sheet) for name in ("B", "C")]


def test_a_visit_is_planned(desk, due, technician, typed):
    answer = desk.post(one(due, "?week=2026-W48"), typed())

    visit = Visit.objects.get(state=VisitState.PLANNED)
    assert (visit.lift, visit.technician, f"{visit.planned_on}") == (due, technician, "2026-11-25")
    assert answer.url == f"{URL}?week=2026-W48"


def test_a_visit_is_planned_for_a_day_typed(desk, due, typed):
    desk.post(one(due), typed(choice="other", other="12/12/2026"))

    assert f"{Visit.objects.get().planned_on}" == "2026-12-12"


def test_planned_once_more_it_is_moved(desk, planned, colleague, typed):
    desk.post(one(planned.lift), typed(choice="2026-11-26", technician=str(colleague.technician.pk)))

    planned.refresh_from_db()
    assert (f"{planned.planned_on}", planned.technician) == ("2026-11-26", colleague.technician)


def test_with_htmx_the_line_comes_back_and_the_glance_is_told(desk, due, typed):
    answer = desk.post(one(due), typed(), headers=HTMX)

    assert "mié 25 Marta Gil" in text(answer)
    assert (answer["HX-Retarget"], answer["HX-Trigger"]) == (f"#due-{due.pk}", "planned")


def test_with_htmx_the_form_comes_alone(desk, due):
    assert desk.get(one(due), headers=HTMX).content.decode().strip().startswith("<form")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"choice": ""}, {"choice": ["Elija el día."]}),
        ({"choice": "2026-11-22"}, None),
        ({"choice": "other"}, {"other": ["Escriba el día."]}),
        ({"choice": "other", "other": "mañana"}, {"other": ["Escriba el día así: 23/11/2026."]}),
        ({"choice": "other", "other": "2026-11-20"}, {"other": ["Ese día ya pasó."]}),
        ({"technician": ""}, {"technician": ["Elija quién va."]}),
        ({"technician": str(uuid4())}, {"technician": ["Ya no trabaja aquí: elija a otra persona."]}),
    ],
)
def test_what_cannot_be_gets_words(desk, due, typed, said, wrong):
    answer = desk.post(one(due), typed(**said))

    assert errors(answer) == wrong if wrong else "choice" in errors(answer)
    assert not Visit.objects.exists()


def test_fewer_than_twenty_days_are_asked_about(desk, lift, technician, typed, now):
    times = {"started_at": now - timedelta(days=4), "finished_at": now - timedelta(days=4), "received_at": now}
    Visit.objects.create(lift=lift, technician=technician, state=VisitState.COMPLETED, **times)
    cards.refresh([lift.pk], at=now)

    asked = desk.post(one(lift), typed())

    assert "Menos de 20 días entre dos revisiones" in text(asked)
    assert not Visit.objects.filter(state=VisitState.PLANNED).exists()
    desk.post(one(lift), typed(sure="too_soon "))
    assert Visit.objects.filter(state=VisitState.PLANNED).exists()


def test_a_contractor_without_the_owners_paper_is_refused_with_the_article(desk, due, theirs, typed):
    answer = desk.post(one(due), typed(technician=str(theirs.pk)))

    assert "no hay autorización escrita del titular" in errors(answer)["technician"][0]
    assert "art. 7" in errors(answer)["technician"][0]


def test_a_plan_is_called_off(desk, planned):
    answer = desk.post(f"{one(planned.lift)}cancellation/?week=2026-W48")

    planned.refresh_from_db()
    assert (planned.state, answer.url) == (VisitState.CANCELLED, f"{URL}?week=2026-W48")


def test_a_plan_called_off_twice_is_called_off_once(desk, planned):
    for _time in range(2):
        assert desk.post(f"{one(planned.lift)}cancellation/").status_code == 302


def test_the_proposal_is_shown_before_anything_changes(desk, due, technician):
    page = desk.get(f"{URL}proposal/")

    assert "Así quedaría la semana: 1 revisión con su día" in text(page)
    assert f'value="{due.pk}|2026-11-23|{technician.pk}"' in page.content.decode()
    assert not Visit.objects.exists()


def test_what_was_left_ticked_is_planned(desk, due, technician):
    answer = desk.post(f"{URL}proposal/acceptance/", {"plan": [f"{due.pk}|2026-11-24|{technician.pk}"]}, follow=True)

    assert f"{Visit.objects.get(state=VisitState.PLANNED).planned_on}" == "2026-11-24"
    assert "1 revisión tiene ya su día." in text(answer)


def test_what_somebody_planned_meanwhile_is_named(desk, planned, technician):
    value = f"{planned.lift_id}|2026-11-24|{technician.pk}"

    answer = desk.post(f"{URL}proposal/acceptance/", {"plan": [value]}, follow=True)

    assert "Calle Mayor 14, Ascensor principal: Alguien acaba de preverla" in text(answer)


@pytest.mark.parametrize("value", ["", "x", "x|y|z", "1|2026-11-24|2", f"{UUID(int=7)}|2026-11-24|{UUID(int=7)}"])
def test_a_proposal_of_nothing_plans_nothing(desk, due, value):
    assert desk.post(f"{URL}proposal/acceptance/", {"plan": [value]}).status_code in {200, 302}
    assert not Visit.objects.exists()


@pytest.mark.parametrize("most", ["0", "21", "x", ""])
def test_how_many_a_day_is_a_number_that_can_be(desk, due, most):
    assert desk.get(f"{URL}proposal/", {"most": most}).context["proposal"].many == 1
