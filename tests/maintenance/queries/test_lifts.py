import pytest

from maintenance.actions import cards
from maintenance.actions import lifts as entering
from maintenance.enums import Drive, Status
from maintenance.queries import lifts


@pytest.fixture
def many(lift, other_lift, building, now):
    """Seven lifts of one house beside the two of the cast, all with their cards."""
    for number in range(7):
        entering.enter(
            building=building,
            name=f"Escalera {number}",
            rae=f"47-9{number}",
            drive=Drive.TRACTION,
            entered_on=now.date(),
            by=None,
            at=now,
        )
    cards.roll(at=now)


def found(typed, now):
    return [one.rae for one in lifts.find(typed, now=now)]


@pytest.mark.parametrize(
    "typed", ["mayor 14", "MAYOR", "47-003128", "m14kaa", "principal valladolid", "otis", "OT-2008"]
)
def test_a_lift_is_found_by_street_number_code_and_name(lift, other_lift, now, typed):
    expected = [] if typed == "otis" else ["47-003128"]

    assert found(typed, now) == expected


def test_accents_do_not_matter(lift, now):
    assert found("Válladolíd", now) == ["47-003128"]


@pytest.mark.parametrize("typed", ["", "   ", "%", "santiago mayor"])
def test_nothing_is_found_by_nothing_or_by_words_of_two_lifts(lift, other_lift, now, typed):
    assert found(typed, now) == []


def test_whole_words_come_before_parts_of_words(many, now):
    assert found("21", now)[0] == "47-001942"


def test_a_lift_that_left_is_not_found(lift, now):
    lift.left_on = now.date()
    lift.save()

    assert found("mayor", now) == []


def test_a_search_shows_a_handful(many, now):
    assert len(found("valladolid", now)) == lifts.FOUND


def test_pages_follow_each_other_without_gap_or_repetition(many, now, monkeypatch):
    monkeypatch.setattr(lifts, "PAGE", 4)
    first = lifts.page(now=now)
    second = lifts.page(after=first.after, now=now)
    third = lifts.page(after=second.after, now=now)

    keys = [row.key for page in (first, second, third) for row in page.rows]
    assert [len(page.rows) for page in (first, second, third)] == [4, 4, 1]
    assert len(set(keys)) == 9
    assert (first.total, third.after) == (9, "")


def test_what_stands_comes_first(many, taken, lift, now):
    taken()
    cards.roll(at=now)

    first = lifts.page(now=now).rows[0]

    assert (first.rae, first.status) == ("47-003128", Status.OUT_OF_ORDER)


def test_a_lift_without_its_card_yet_is_listed_as_unknown(lift, now):
    page = lifts.page(now=now)

    assert [(row.rae, row.status) for row in page.rows] == [("47-003128", Status.UNKNOWN)]
    assert lifts.counts() == {"out_of_order": 0, "reported": 0, "unknown": 1, "no_fault": 0}


def test_one_state_alone_can_be_asked_for(many, taken, now):
    taken()
    cards.roll(at=now)

    assert [row.rae for row in lifts.page(status="out_of_order", now=now).rows] == ["47-003128"]


@pytest.mark.parametrize("after", ["nonsense", "01a20d70-0000-7000-8000-000000000000"])
def test_an_address_that_names_no_lift_begins_at_the_top(many, now, after):
    assert len(lifts.page(after=after, now=now).rows) == 9


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "3 días tarde"), (-1, "1 día tarde"), (0, "vence hoy"), (1, "queda 1 día"), (7, "quedan 7 días")],
)
def test_what_is_left_is_said_in_days(days, said):
    assert lifts.left(days) == said
