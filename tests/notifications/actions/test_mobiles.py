"""A mobile takes SMS once its owner has copied the code that went there."""

import re
from datetime import timedelta

import pytest

from notifications.actions import mobiles
from notifications.models import Delivery, Mobile
from notifications.queries import mobiles as known

NUMBER = "+34600000001"


def _code():
    return re.match(r"\d{6}", Delivery.objects.order_by("-created_at", "-pk").first().text).group()


def test_the_code_that_went_there_confirms_it(chair, now):
    mobiles.ask(person=chair, number=NUMBER, at=now)
    before, code = known.number_of(chair), _code()

    mobiles.confirm(person=chair, code=f"{code[:3]} {code[3:]}", at=now)

    assert (before, known.number_of(chair), Mobile.objects.get().code) == ("", NUMBER, "")


def test_another_code_an_old_one_and_one_guessed_too_often_do_not(chair, now):
    mobiles.ask(person=chair, number=NUMBER, at=now)
    code = _code()
    wrong = "000000" if code != "000000" else "111111"

    for tried, at in [(code, now + timedelta(minutes=16)), *[(wrong, now)] * 5, (code, now)]:
        with pytest.raises(mobiles.WrongCode):
            mobiles.confirm(person=chair, code=tried, at=at)

    assert known.number_of(chair) == ""


def test_codes_are_asked_for_three_times_a_day(chair, now):
    for _time in range(3):
        mobiles.ask(person=chair, number=NUMBER, at=now)

    with pytest.raises(mobiles.TooOften):
        mobiles.ask(person=chair, number=NUMBER, at=now)
    assert Mobile.objects.filter(gone_at=None).count() == 1


def test_who_leaves_it_gets_none(chair, now):
    mobiles.ask(person=chair, number=NUMBER, at=now)
    mobiles.confirm(person=chair, code=_code(), at=now)

    mobiles.leave(person=chair, at=now)

    assert known.number_of(chair) == ""
