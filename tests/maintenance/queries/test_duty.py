from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from maintenance.actions import duty as duties
from maintenance.models import Route
from maintenance.queries import duty, weeks
from maintenance.queries.planning import routes

MADRID = ZoneInfo("Europe/Madrid")
EARLY = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def give(technician):
    """A duty by the clock of Madrid: day of November and hour, twice."""

    def given(first, last, *, who=technician, route=None):
        from_at, to_at = (datetime(2026, 11, day, hour, tzinfo=MADRID) for day, hour in (first, last))
        return duties.give(technician=who, route=route, from_at=from_at, to_at=to_at, by=None, at=EARLY)

    return given


@pytest.fixture
def delicias(colleague):
    return Route.objects.get(name="Delicias")


def rota(at, *, week="2026-W48"):
    asked = weeks.read(week, at.astimezone(MADRID).date())
    return duty.rota(asked, asked.days("ES-CL"), list(routes()), at=at, zone=MADRID)


def test_who_is_on_duty_for_the_route_comes_before_who_is_for_all(give, route, colleague, now):
    everywhere = give((23, 8), (23, 18), who=colleague.technician)
    own = give((23, 8), (23, 18), route=route)

    assert duty.on_duty(now, route) == [own, everywhere]


def test_who_is_on_duty_elsewhere_is_not_on_duty_here(give, route, delicias, now):
    give((23, 8), (23, 18), route=delicias)

    assert duty.on_duty(now, route) == []
    assert duty.on_duty(now, None) == []


@pytest.mark.parametrize(("hour", "is_on"), [(9, False), (10, True), (17, True), (18, False)])
def test_a_duty_holds_from_its_first_minute_until_its_last(give, route, hour, is_on):
    give((23, 10), (23, 18))

    assert bool(duty.on_duty(datetime(2026, 11, 23, hour, tzinfo=MADRID), route)) == is_on


def test_who_may_not_sign_in_any_more_does_not_answer(give, technician, route, now):
    give((23, 8), (23, 18))
    technician.person.is_active = False
    technician.person.save()

    assert (duty.on_duty(now, route), duty.now(now, MADRID)) == ([], [])


def test_gaps_are_named_in_words(give, route, now):
    give((23, 0), (28, 2))
    give((28, 8), (30, 0))

    assert rota(now).gaps == ["Nadie de guardia el sábado 28, de 2:00 a 8:00."]


def test_a_gap_over_midnight_names_both_days(give, route, now):
    give((23, 0), (27, 20))
    give((29, 8), (30, 0))

    assert rota(now).gaps == ["Nadie de guardia del viernes 27, 20:00, al domingo 29, 8:00."]


def test_what_has_gone_by_is_no_gap_any_more(give, route):
    give((23, 0), (25, 12))

    found = rota(datetime(2026, 11, 25, 12, tzinfo=MADRID))
    assert found.gaps == ["Nadie de guardia del miércoles 25, 12:00, al lunes 30, 0:00."]
    assert rota(datetime(2026, 12, 1, tzinfo=MADRID)).gaps == []


def test_a_gap_of_one_route_is_said_of_that_route(give, route, delicias, colleague, now):
    give((23, 0), (24, 0))
    give((25, 0), (30, 0))
    give((24, 0), (25, 0), route=delicias, who=colleague.technician)

    assert rota(now).gaps == ["Ruta Centro: nadie de guardia el martes 24, de 0:00 a 24:00."]


def test_a_duty_over_midnight_stands_under_both_days(give, route, now):
    give((23, 18), (24, 8))

    listed = {one.day.on: [hours.hours for hours in one.hours] for one in rota(now).days}
    assert listed[date(2026, 11, 23)] == ["18:00–24:00"]
    assert listed[date(2026, 11, 24)] == ["0:00–8:00"]


def test_the_night_the_clocks_change_has_its_hours(give, route):
    from_at, to_at = (datetime(2026, 10, 25, hour, tzinfo=MADRID) for hour in (0, 8))
    who = route.technician
    duties.give(technician=who, route=None, from_at=from_at, to_at=to_at, by=None, at=datetime(2026, 10, 1, tzinfo=UTC))

    found = rota(datetime(2026, 10, 24, tzinfo=MADRID), week="2026-W43")
    assert [hours.hours for hours in found.days[6].hours] == ["0:00–8:00"]
    assert found.gaps[-1] == "Nadie de guardia el domingo 25, de 8:00 a 24:00."


def test_the_drawing_has_its_sentence(give, route, now):
    give((23, 8), (23, 18))

    assert 'aria-label="Marta Gil, el lunes 23, de 8:00 a 18:00"' in rota(now).lanes[0].drawing


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        (None, "Ahora mismo no hay nadie de guardia"),
        ("all", "Marta Gil está de guardia hasta las 18:00"),
    ],
)
def test_the_head_says_who_answers(give, route, now, first, sentence):
    if first:
        give((23, 8), (23, 18))

    assert duty.head(duty.now(now, MADRID), "es") == sentence


def test_the_head_counts_those_on_their_routes(give, route, delicias, colleague, now):
    give((23, 8), (23, 18), route=route)
    give((23, 8), (23, 18), route=delicias, who=colleague.technician)

    assert duty.head(duty.now(now, MADRID), "es") == "Dos técnicos de guardia, cada uno en su ruta"
