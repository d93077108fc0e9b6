"""The catalogue is whole: every fact of the record is told by a line of it, or stands with the reason why not."""

import pytest

from notifications import catalogue
from notifications.enums import Class, Rhythm, Topic
from notifications.silent import SILENT
from portal.access.roles import OWNERS, STAFF
from portal.ledger import kinds

KINDS = {kind.name for kind in kinds.registered()}
TOLD = {kind for touchpoint in catalogue.ALL for kind in touchpoint.triggers}
WHOLE = (*catalogue.ALL, *catalogue.AWAITED)


def test_every_fact_is_told_or_says_why_not():
    assert KINDS - TOLD - set(SILENT) == set()


def test_nothing_is_silent_that_is_told_or_is_not_there():
    assert (set(SILENT) & TOLD, set(SILENT) - KINDS) == (set(), set())


def test_what_a_line_awaits_is_not_there_yet():
    waiting = {touchpoint.key: touchpoint.triggers & KINDS for touchpoint in catalogue.AWAITED}

    assert {key: there for key, there in waiting.items() if there} == {}


def test_lines_that_await_something_say_what_and_the_others_await_nothing():
    assert [one.key for one in catalogue.AWAITED if not one.awaits or one.letter] == []
    assert [one.key for one in catalogue.ALL if one.awaits] == []


def test_no_two_lines_have_the_same_key():
    keys = [touchpoint.key for touchpoint in WHOLE]

    assert sorted(keys) == sorted(set(keys))


def test_a_line_replaces_lines_that_are_there():
    keys = {touchpoint.key for touchpoint in catalogue.ALL}

    assert {key for touchpoint in catalogue.ALL for key in touchpoint.replaces} <= keys


def test_what_our_own_people_are_told_is_the_work_of_the_house_and_nothing_else_is():
    ours = {one.key for one in catalogue.ALL if one.roles and one.roles <= set(STAFF)}

    assert ours == {one.key for one in catalogue.ALL if one.topic == Topic.OWN}


def test_a_rhythm_is_of_roles_that_are_told():
    strange = {one.key for one in catalogue.ALL if not set(one.rhythm) <= one.roles}

    assert strange == set()


@pytest.mark.parametrize("kind", [Class.SAFETY, Class.LEGAL])
def test_nobody_is_spared_what_is_safety_or_law_by_a_default(kind):
    spared = [one.key for one in catalogue.ALL if one.kind == kind and Rhythm.OFF in one.rhythm.values()]

    assert spared == []


def test_roles_are_of_one_side():
    assert [one.key for one in WHOLE if not (one.roles <= set(OWNERS) or one.roles <= set(STAFF))] == []
