from datetime import timedelta

import pytest

from portal.accounts.actions import limits
from portal.accounts.models import Tally
from tests.conftest import NOW

TEN_MINUTES = timedelta(minutes=10)


def count(who="pilar@example.com", at=NOW, what="code"):
    limits.count(what, who, most=3, per=TEN_MINUTES, at=at)


@pytest.fixture
def spent(db):
    for _try in range(3):
        count()


def test_past_the_most_it_is_refused_until_the_window_ends(spent):
    with pytest.raises(limits.TooMany) as refused:
        count(at=NOW + timedelta(minutes=9))

    assert refused.value.again_at == NOW + TEN_MINUTES


def test_a_refused_try_does_not_make_the_wait_longer(spent):
    with pytest.raises(limits.TooMany):
        count(at=NOW + timedelta(minutes=9))

    count(at=NOW + TEN_MINUTES)
    assert Tally.objects.get().count == 1


def test_another_counts_for_himself(spent):
    count(who="raquel@example.com")

    assert sorted(Tally.objects.values_list("count", flat=True)) == [1, 3]


def test_another_thing_counts_for_itself(spent):
    count(what="password")

    assert sorted(Tally.objects.values_list("count", flat=True)) == [1, 3]


def test_whose_tries_they_were_cannot_be_read_from_the_count(spent):
    assert "pilar" not in Tally.objects.get().key
