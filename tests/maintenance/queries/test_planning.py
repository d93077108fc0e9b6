from datetime import date, timedelta

import pytest

from maintenance.actions import cards, joining
from maintenance.actions import lifts as entering
from maintenance.actions import planning as acting
from maintenance.enums import Directive, Drive, VisitState
from maintenance.models import Lift, LiftCard, Visit
from maintenance.queries import board, planning, proposals, weeks
from maintenance.queries.planning import Asked

TODAY = date(2026, 11, 23)
DAYS = weeks.read("2026-W48", TODAY).days("ES-CL")


@pytest.fixture
def place(lift, route, now):
    """Lifts on the route, by the days that are left to their next visit."""

    def put(*left, street="Calle Muro 7"):
        made = []
        for number, days in enumerate(left):
            one = entering.enter(
                building=lift.building, name=f"{street} {number}", drive=Drive.TRACTION, route=route,
                entered_on=date(2020, 1, 1), by=None, at=now - timedelta(days=400),
            )  # fmt: skip
            cards.refresh([one.pk], at=now)
            _close(one, days, now)
            made.append(one)
        return made

    return put


def _close(lift, days, now):
    closes = TODAY + timedelta(days=days)
    LiftCard.objects.filter(lift=lift).update(
        window_closes_on=closes, due_on=closes, window_opens_on=closes - timedelta(days=25),
        last_visit_at=now + timedelta(days=days - 45),
    )  # fmt: skip


def asked(code="2026-W48", route=None):
    return Asked(weeks.read(code, TODAY), route)


def names(group):
    return [line.street.rpartition(", ")[2] for line in group.lines]


def test_visits_are_grouped_by_how_pressing_they_are(place, carded):
    place(-3, -1, 0, 6, 7, 25, 26)

    found = planning.groups(asked(), planning.counts(asked()))

    assert [(group.code, group.total) for group in found] == [("late", 2), ("closing", 2), ("open", 3), ("never", 1)]


def test_the_nearest_promise_comes_first(place):
    place(4, -3, -1)

    late, closing = planning.groups(asked(), planning.counts(asked()))[:2]

    assert names(late) == ["Calle Muro 7 1", "Calle Muro 7 2"]
    assert [(line.figure, line.word, line.tone) for line in late.lines] == [
        ("3 días", "tarde", "stop"),
        ("1 día", "tarde", "stop"),
    ]
    assert (closing.lines[0].figure, closing.lines[0].word, closing.lines[0].tone) == ("4 días", "quedan", "warn")


def test_a_week_to_come_is_looked_at_from_its_monday(place):
    place(4, 9)

    found = planning.groups(asked("2026-W49"), planning.counts(asked("2026-W49")))

    assert [(group.code, group.title) for group in found] == [
        ("late", "Llegarían tarde"),
        ("closing", "Vencen esa semana"),
    ]


def test_another_route_shows_its_own_lifts_only(place, colleague):
    place(-1)
    delicias = planning.routes().get(name="Delicias")

    assert planning.counts(asked(route=delicias)).total["late"] == 0


def test_a_lift_that_left_is_not_due(place):
    (gone,) = place(-1)
    Lift.objects.filter(pk=gone.pk).update(left_on=TODAY)

    assert planning.counts(asked()).total["late"] == 0


def test_a_planned_visit_is_told_with_its_day_and_technician(place, technician, office, now):
    late, soon = place(-1, 3)
    acting.plan(lift=soon, day=TODAY + timedelta(days=2), technician=technician, by=office, at=now)
    acting.plan(lift=late, day=TODAY, technician=technician, by=office, at=now)

    counted = planning.counts(asked())
    found = planning.groups(asked(), counted)

    assert [(one.planned.day, one.planned.who) for group in found for one in group.lines] == [
        ("hoy", "Marta Gil"),
        ("mié 25", "Marta Gil"),
    ]
    assert counted.missing == 0


@pytest.mark.parametrize(("days", "note"), [(-2, "sin anotar"), (1, ""), (5, "fuera de plazo")])
def test_a_plan_that_is_wrong_says_how(place, technician, days, note):
    (one,) = place(3)
    Visit.objects.create(lift=one, technician=technician, planned_on=TODAY + timedelta(days=days))

    assert planning.line(one, asked()).planned.note == note


def test_a_group_goes_on_by_key(place):
    place(*range(-12, -2))
    counted = planning.counts(asked())

    first = planning.group("late", asked(), counted, most=4)
    second = planning.group("late", asked(), counted, most=4, after=first.after)
    third = planning.group("late", asked(), counted, most=4, after=second.after)

    assert (len(first.lines), first.hidden, third.after) == (4, 6, "")
    assert len({line.key for group in (first, second, third) for line in group.lines}) == 10


def test_a_lift_seen_every_four_months_says_so(place):
    (one,) = place(30)
    Lift.objects.filter(pk=one.pk).update(directive=Directive.MACHINERY, stops=2, dwellings=8)

    assert "cada 4 meses" in planning.line(one, asked()).under


@pytest.mark.parametrize(
    ("left", "sentence", "under"),
    [
        ((-3, -1, 4), "Dos revisiones fuera de plazo y una que vence esta semana.", "Tres no tienen día todavía."),
        ((-3,), "Una revisión fuera de plazo.", "Una no tiene día todavía."),
        ((2, 3), "Dos revisiones vencen esta semana.", "Dos no tienen día todavía."),
        ((20,), "Ninguna revisión vence esta semana.", ""),
    ],
)
def test_the_week_opens_with_a_sentence(place, left, sentence, under):
    place(*left)

    head = board.head(asked(), planning.counts(asked()), "es")

    assert (head.sentence, head.under) == (sentence, under)


def test_the_board_counts_what_is_planned_and_what_is_done(place, technician, office, now):
    done, waiting = place(1, 2)
    acting.plan(lift=waiting, day=TODAY + timedelta(days=1), technician=technician, by=office, at=now)
    times = {"started_at": now - timedelta(hours=2), "finished_at": now - timedelta(hours=1), "received_at": now}
    Visit.objects.create(lift=done, technician=technician, state=VisitState.COMPLETED, **times)

    (row,) = board.rows(asked(), DAYS)

    assert [(cell.many, cell.done) for cell in row.cells] == [(1, 1), (1, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)]
    assert (row.name, row.under, row.total) == ("Marta Gil", "Centro", 2)


def test_a_joined_record_takes_no_place_of_a_day(place, technician, office, now):
    (one,) = place(2)
    made = [
        Visit.objects.create(
            lift=one,
            technician=technician,
            state=VisitState.COMPLETED,
            planned_on=TODAY,
            started_at=now - timedelta(hours=2, minutes=late),
            finished_at=now - timedelta(hours=1),
            received_at=now,
        )
        for late in (0, 5)
    ]

    joining.join(visit=made[1], to=made[0], why="La misma.", by=office, at=now)

    assert planning.taken(TODAY, TODAY) == {(technician.pk, TODAY): 1}


def test_loads_are_of_the_days_asked_for(place, technician, office, now):
    (one,) = place(2)
    acting.plan(lift=one, day=TODAY + timedelta(days=1), technician=technician, by=office, at=now)

    assert proposals.loads(technician, TODAY, [TODAY]) == {}


def test_a_routes_week_names_its_visits_day_by_day(place, technician, route, office, now):
    (one,) = place(2)
    acting.plan(lift=one, day=TODAY + timedelta(days=1), technician=technician, by=office, at=now)

    found = board.columns(asked(route=route), DAYS)

    assert [len(column.entries) for column in found] == [0, 1, 0, 0, 0]
    assert found[1].entries[0].street == "Calle Mayor 14"


def test_the_week_is_shared_out_without_touching_anything(place):
    place(-3, 2, 4)

    found = proposals.of(asked(), DAYS, most=2, hour=9)

    assert [(day.day.on.day, [len(one.items) for one in day.rounds]) for day in found.days] == [(23, [2]), (24, [1])]
    assert not Visit.objects.exists()


def test_in_the_afternoon_today_is_over(place):
    place(-3)

    found = proposals.of(asked(), DAYS, most=2, hour=12)

    assert [day.day.on.day for day in found.days] == [24]


def test_what_has_its_day_is_not_shared_again(place, technician, office, now):
    one, _other = place(-3, 2)
    acting.plan(lift=one, day=TODAY, technician=technician, by=office, at=now)

    found = proposals.of(asked(), DAYS, most=1, hour=9)

    assert [(day.day.on.day, day.rounds[0].taken) for day in found.days] == [(24, 0)]


def test_what_does_not_fit_is_said_when_it_cannot_wait(place):
    place(1, 2, 3, 4, 5, 6, 20)

    found = proposals.of(asked(), DAYS, most=1, hour=9)

    assert (found.many, [one.why for one in found.left]) == (5, ["No cabe en los días que quedan."])


def test_a_route_without_technician_is_said(place, route):
    place(1)
    route.technician = None
    route.save()

    found = proposals.of(asked(), DAYS, most=5, hour=9)

    assert (found.many, [one.why for one in found.left]) == (0, ["Su ruta no tiene técnico."])


def test_a_contractors_route_is_shared_only_where_its_owners_allow_it(place, route, theirs, authorise):
    one, _other = place(1, 2)
    route.technician = theirs
    route.save()
    authorise(one)

    found = proposals.of(asked(), DAYS, most=5, hour=9)

    assert found.many == 1
    assert [one.why for one in found.left] == ["Es de una contrata y falta la autorización del titular."]


@pytest.mark.parametrize("code", ["", "nonsense", "2026-W99", "99999-W01", "-W", "2026-Wx"])
def test_a_week_that_is_none_is_this_week(code):
    assert weeks.read(code, TODAY).code == "2026-W48"


def test_a_week_knows_its_neighbours_over_the_turn_of_the_year():
    week = weeks.read("2026-W53", TODAY)

    assert (week.before.code, week.after.code) == ("2026-W52", "2027-W01")
    assert week.days("ES-CL")[4].holiday == "Año Nuevo"
