from datetime import timedelta

import pytest

from owners.actions import documents, links
from owners.enums import DocumentKind
from owners.models import DocumentLink
from owners.queries import links as known

A_MONTH = timedelta(days=30)


@pytest.fixture
def manual(filed, owner):
    return filed(DocumentKind.MANUAL)


def over(token, at):
    try:
        known.opened_by(token, at)
    except known.LinkOver:
        return True
    return False


def test_a_link_opens_its_version_for_its_person_for_a_month(manual, chair, now):
    token = links.give(version=manual, person=chair, at=now)

    opened = known.opened_by(token, now)

    assert (opened.version, opened.person) == (manual, chair)
    assert [over(token, now + after) for after in (A_MONTH - timedelta(seconds=1), A_MONTH)] == [False, True]


def test_the_same_is_given_while_it_lasts_and_another_after(manual, chair, now):
    first = links.give(version=manual, person=chair, at=now)

    assert links.give(version=manual, person=chair, at=now + timedelta(days=29)) == first
    assert links.give(version=manual, person=chair, at=now + A_MONTH) != first
    assert DocumentLink.objects.count() == 2


def test_no_other_letter_opens_anything(manual, chair, now):
    token = links.give(version=manual, person=chair, at=now)
    forged = [token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :] for place in range(len(token))]

    # the last letter of 22 in base 64 has bits that say nothing, but the signature covers it
    assert [one for one in forged if not over(one, now)] == []
    assert [one for one in ("", ".", "a.b", token.split(".")[0], token + "x", "ñ" * 40) if not over(one, now)] == []


def test_one_that_is_revoked_opens_nothing(manual, chair, now):
    token = links.give(version=manual, person=chair, at=now)

    assert [links.revoke(link=DocumentLink.objects.get(), at=now) for _time in range(2)] == [True, False]
    assert over(token, now)


def test_it_ends_with_what_its_person_may_see(manual, chair, office, now):
    token = links.give(version=manual, person=chair, at=now)
    chair.mandates.update(to_on=now.date())
    assert over(token, now)

    chair.mandates.update(to_on=None)
    assert not over(token, now)
    documents.withdraw(version=manual, why="Era de otro", by=office, at=now)
    assert over(token, now)


def test_whose_account_is_closed_opens_nothing(manual, chair, now):
    token = links.give(version=manual, person=chair, at=now)
    chair.__class__.objects.filter(pk=chair.pk).update(is_active=False)

    assert over(token, now)
