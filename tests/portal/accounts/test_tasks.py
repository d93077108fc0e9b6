from datetime import timedelta

from django.contrib.sessions.models import Session

from portal.accounts.actions import limits, signing_in
from portal.accounts.models import SignInCode, Tally
from portal.accounts.tasks import tidy
from tests.conftest import NOW


def test_what_ran_out_a_day_ago_is_swept_away(company):
    long_ago = NOW - timedelta(days=2)
    limits.count("code", "a", most=5, per=timedelta(minutes=10), at=long_ago)
    signing_in.send_code(email="nadie@example.com", at=long_ago)
    Session.objects.create(session_key="old", session_data="", expire_date=long_ago)

    tidy()

    assert (Tally.objects.count(), SignInCode.objects.count(), Session.objects.count()) == (0, 0, 0)


def test_what_still_counts_stays(company):
    limits.count("code", "a", most=5, per=timedelta(minutes=10), at=NOW)
    signing_in.send_code(email="nadie@example.com", at=NOW)
    Session.objects.create(session_key="new", session_data="", expire_date=NOW + timedelta(days=1))

    tidy()

    assert (Tally.objects.count(), SignInCode.objects.count(), Session.objects.count()) == (1, 1, 1)
