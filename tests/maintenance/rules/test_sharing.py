from datetime import date, timedelta

from maintenance.rules.sharing import Due, share

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=number) for number in range(3)]


def due(key, closes, *, opens=-5, place=None):
    return Due(key, place or key, MONDAY + timedelta(days=opens), MONDAY + timedelta(days=closes))


def shared(*wanted, taken=None, most=1):
    return share(wanted, days=DAYS, taken=taken or {}, most=most)


def test_the_nearest_promise_comes_first():
    found = shared(due("a", 9), due("b", 2), due("c", 4))

    assert found.days == {"b": DAYS[0], "c": DAYS[1], "a": DAYS[2]}


def test_what_no_day_holds_is_left():
    found = shared(due("a", 1), due("b", 2), due("c", 3), due("d", 4))

    assert found.left == ["d"]


def test_no_day_is_fuller_than_asked():
    found = shared(due("a", 1), due("b", 2), due("c", 3), taken={DAYS[0]: 2, DAYS[1]: 1}, most=2)

    assert (found.days, found.left) == ({"a": DAYS[1], "b": DAYS[2], "c": DAYS[2]}, [])


def test_nothing_is_done_before_it_may_be():
    found = shared(due("a", 30, opens=2), most=5)

    assert found.days == {"a": DAYS[2]}


def test_what_opens_after_the_week_is_left():
    assert shared(due("a", 30, opens=6)).left == ["a"]


def test_lifts_of_a_house_are_seen_on_one_day():
    found = shared(due("a", 1, place="Mayor 14"), due("b", 2), due("c", 9, place="Mayor 14"), most=2)

    assert found.days == {"a": DAYS[0], "b": DAYS[0], "c": DAYS[1]}


def test_a_house_stays_together_while_its_day_has_room():
    found = shared(due("a", 1, place="Mayor 14"), due("b", 2), due("c", 9, place="Mayor 14"), most=3)

    assert found.days["c"] == found.days["a"]


def test_a_house_is_not_worth_being_late():
    found = shared(due("a", 30, opens=2, place="Mayor 14"), due("b", 31, place="Mayor 14"), most=2)
    late = shared(due("x", 0, opens=2, place="Muro 7"), due("y", 1, place="Muro 7"), most=2)

    assert found.days == {"a": DAYS[2], "b": DAYS[2]}
    assert late.days == {"x": DAYS[2], "y": DAYS[0]}


def test_without_working_days_all_is_left():
    assert share([due("a", 1)], days=[], taken={}).left == ["a"]
