from datetime import timedelta

import pytest

from owners.actions import consents
from owners.enums import ConsentTo
from owners.models import Consent
from owners.rules import wordings
from portal.ledger.models import Entry

TOLD = {"to": ConsentTo.INVOICES, "wording": 1, "language": "es"}


def test_it_is_written_with_the_text_that_was_shown(owner, chair, now):
    given = consents.give(owner=owner, by=chair, at=now, **TOLD)

    (entry,) = Entry.objects.filter(kind="consent.given")
    assert (entry.stream_id, entry.facts["sha256"]) == (owner.pk, wordings.digest("invoices", 1, "es"))
    assert (given.given_by, given.sha256) == (chair, entry.facts["sha256"])


def test_it_is_given_once_until_it_is_taken_back(owner, chair, now):
    given = consents.give(owner=owner, by=chair, at=now, **TOLD)
    with pytest.raises(consents.AlreadyGiven):
        consents.give(owner=owner, by=chair, at=now, **TOLD)

    later = now + timedelta(days=9)
    consents.revoke(consent=given, by=chair, at=later)
    with pytest.raises(consents.CannotRevoke):
        consents.revoke(consent=given, by=chair, at=later)
    consents.give(owner=owner, by=chair, at=later, **TOLD)

    assert [one.revoked_at for one in Consent.objects.order_by("given_at")] == [later, None]
    kinds = Entry.objects.filter(kind__startswith="consent").order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["consent.given", "consent.revoked", "consent.given"]


def test_a_text_nobody_is_shown_now_is_not_consented_to(owner, chair, now):
    with pytest.raises(consents.OtherWording):
        consents.give(owner=owner, by=chair, at=now, **(TOLD | {"wording": 2}))

    assert (Consent.objects.count(), Entry.objects.filter(kind="consent.given").count()) == (0, 0)
