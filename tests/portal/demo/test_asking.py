"""The demo's enquiries: one in every state, one late, and what a visitor did stays."""

import pytest

from owners.enums.enquiries import EnquiryKind, EnquiryState
from owners.models import Enquiry
from portal.demo import course
from tests.portal.demo.conftest import LATER

pytestmark = pytest.mark.django_db


def test_there_is_one_in_every_state_and_of_every_kind_and_one_is_late(written):
    assert set(Enquiry.objects.values_list("state", flat=True)) == set(EnquiryState.values)
    assert set(Enquiry.objects.values_list("kind", flat=True)) == set(EnquiryKind.values)
    assert Enquiry.objects.filter(late_at__isnull=False).count() == 1


def test_they_are_written_once(written):
    before = Enquiry.objects.count()

    course.go_on(at=LATER)

    assert Enquiry.objects.count() == before
