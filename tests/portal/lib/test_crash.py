import os
import signal

import pytest

from portal.lib import crash

pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def disarmed():
    yield
    crash.arm("")


def _ends(named, *points):
    child = os.fork()
    if not child:
        crash.arm(named)
        for point in points:
            crash.crash_at(point)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_process_dies_at_its_point_and_at_no_other():
    ended = [_ends("after-claim", "after-claim"), _ends("after-claim", "after-250"), _ends("", "after-claim")]

    assert ended == [-signal.SIGKILL, 0, 0]


def test_it_dies_the_time_it_was_told():
    assert [_ends("after-claim:3", *["after-claim"] * times) for times in (2, 3)] == [0, -signal.SIGKILL]


def test_a_point_there_is_not_is_refused():
    with pytest.raises(KeyError):
        crash.arm("before-lunch")
