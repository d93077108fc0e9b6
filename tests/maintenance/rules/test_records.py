from datetime import UTC, datetime, timedelta

import pytest

from maintenance.enums import Objection
from maintenance.rules.records import begun, told_whole

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
RIGHT = {
    "started_at": NOW - HOUR,
    "finished_at": NOW,
    "recorded_at": NOW,
    "answers": [{"number": 37, "at": NOW}],
    "photos": [{"item": None}, {"item": 46}],
    "findings": [{"item": 37}],
    "signature": {"path": "M0 0", "at": NOW},
}


def against(**wrong):
    return told_whole(RIGHT | wrong, {37, 46}, NOW)


def test_a_right_record_has_nothing_against_it():
    assert against() is None


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"finished_at": NOW - 2 * HOUR}, (Objection.ENDS_BEFORE, "")),
        ({"finished_at": NOW + HOUR}, (Objection.NOT_YET, "")),
        ({"recorded_at": NOW + HOUR}, (Objection.NOT_YET, "")),
        ({"answers": [{"number": 37, "at": NOW + HOUR}]}, (Objection.NOT_YET, "")),
        ({"answers": [{"number": 38, "at": NOW}]}, (Objection.NOT_IN_PLAN, 38)),
        ({"photos": [{"item": 39}]}, (Objection.NOT_IN_PLAN, 39)),
        ({"findings": [{"item": 40}]}, (Objection.NOT_IN_PLAN, 40)),
        ({"signature": None}, (Objection.NO_SIGNATURE, "")),
    ],
)
def test_what_cannot_be_is_named(wrong, found):
    assert against(**wrong) == found


def test_a_visit_begins_no_later_than_now():
    assert begun({"started_at": NOW}, NOW) is None
    assert begun({"started_at": NOW + HOUR}, NOW) == (Objection.NOT_YET, "")
