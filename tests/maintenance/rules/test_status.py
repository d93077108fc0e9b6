from datetime import UTC, datetime, timedelta

import pytest

from maintenance.enums import Status
from maintenance.rules.status import Sightings, believed, since, status

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
A_SECOND = timedelta(seconds=1)


def _known(**what) -> Sightings:
    return Sightings(
        **({"stopped_since": None, "reported_at": None, "last_seen_at": YESTERDAY, "quiet_days": 45} | what)
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (_known(), Status.NO_FAULT),
        (_known(stopped_since=YESTERDAY), Status.OUT_OF_ORDER),
        (_known(stopped_since=YESTERDAY, reported_at=YESTERDAY), Status.OUT_OF_ORDER),
        (_known(reported_at=YESTERDAY), Status.REPORTED),
        (_known(last_seen_at=None), Status.UNKNOWN),
        (_known(last_seen_at=None, reported_at=YESTERDAY), Status.REPORTED),
        (_known(last_seen_at=None, stopped_since=YESTERDAY), Status.OUT_OF_ORDER),
        (_known(portal_is_behind=True), Status.UNKNOWN),
        (_known(portal_is_behind=True, stopped_since=YESTERDAY), Status.OUT_OF_ORDER),
        (_known(portal_is_behind=True, reported_at=YESTERDAY), Status.REPORTED),
        (_known(last_seen_at=NOW - timedelta(days=45)), Status.NO_FAULT),
        (_known(last_seen_at=NOW - timedelta(days=45) - A_SECOND), Status.UNKNOWN),
        (_known(last_seen_at=NOW - timedelta(days=46), quiet_days=123), Status.NO_FAULT),
        (_known(last_seen_at=NOW + timedelta(hours=1)), Status.NO_FAULT),
    ],
)
def test_one_of_four_things_is_said_and_never_more_than_we_know(known, said):
    assert status(known, NOW) == said


@pytest.mark.parametrize(
    ("known", "over_at", "named"),
    [
        (_known(stopped_since=NOW, reported_at=YESTERDAY), YESTERDAY, NOW),
        (_known(reported_at=NOW), YESTERDAY, NOW),
        (_known(last_seen_at=NOW), YESTERDAY, YESTERDAY),
        (_known(last_seen_at=NOW), None, NOW),
        (_known(last_seen_at=None), None, None),
    ],
)
def test_the_sentence_names_the_moment_of_its_state(known, over_at, named):
    assert since(known, over_at) == named


def test_no_fault_is_not_believed_once_the_last_sighting_is_too_old():
    assert believed(Status.NO_FAULT, NOW - timedelta(seconds=1), NOW) == Status.UNKNOWN
    assert believed(Status.NO_FAULT, NOW + timedelta(seconds=1), NOW) == Status.NO_FAULT
    assert believed(Status.NO_FAULT, None, NOW) == Status.UNKNOWN


def test_a_stop_is_believed_however_old():
    assert believed(Status.OUT_OF_ORDER, NOW - timedelta(days=9), NOW) == Status.OUT_OF_ORDER
