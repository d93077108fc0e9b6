from datetime import timedelta

import pytest

from notifications.models import Delivery
from portal.accounts.actions import invitations, people
from portal.accounts.models import Invitation, digest
from tests.conftest import NOW
from tests.conftest import person as made


@pytest.fixture
def pilar(company):
    return made("Pilar Ortega")


def invite(person, *, on_paper=False, at=NOW):
    return invitations.invite(person=person, on_paper=on_paper, by=None, at=at)


def test_only_the_digest_of_an_invitation_is_kept(pilar):
    invitation, secret = invite(pilar)

    assert invitation.digest == digest(secret)
    assert len(secret) >= 43


def test_a_letter_has_twelve_letters_that_cannot_be_misread(pilar):
    _invitation, secret = invite(pilar, on_paper=True)

    assert len(secret) == 12
    assert set(secret) <= set(invitations.LETTERS)


@pytest.mark.parametrize("typed", ["{0}-{1}-{2}", "{0} {1} {2}", "  {0}{1}{2} ", "{0}·{1}·{2}."])
def test_a_letters_code_is_found_however_it_is_typed(pilar, typed):
    invitation, secret = invite(pilar, on_paper=True)
    parts = [secret[start : start + 4].lower() for start in (0, 4, 8)]

    assert invitations.find(typed.format(*parts), NOW) == invitation


@pytest.mark.parametrize(("on_paper", "lasts"), [(False, timedelta(hours=72)), (True, timedelta(days=30))])
def test_an_invitation_runs_out(pilar, on_paper, lasts):
    _invitation, secret = invite(pilar, on_paper=on_paper)

    assert invitations.find(secret, NOW + lasts - timedelta(seconds=1)).person == pilar
    with pytest.raises(invitations.InvitationOver):
        invitations.find(secret, NOW + lasts)


def test_an_invitation_is_used_once(pilar):
    invitation, secret = invite(pilar)
    invitations.accept(invitation_id=invitation.pk, at=NOW)

    with pytest.raises(invitations.InvitationOver):
        invitations.find(secret, NOW)
    with pytest.raises(invitations.InvitationOver):
        invitations.accept(invitation_id=invitation.pk, at=NOW)


def test_of_two_who_press_at_once_one_comes_in(pilar):
    _invitation, secret = invite(pilar)
    seen_by_both = [invitations.find(secret, NOW), invitations.find(secret, NOW)]

    assert invitations.accept(invitation_id=seen_by_both[0].pk, at=NOW) == pilar
    with pytest.raises(invitations.InvitationOver):
        invitations.accept(invitation_id=seen_by_both[1].pk, at=NOW)


def test_a_new_invitation_closes_the_one_before(pilar):
    first, first_secret = invite(pilar)
    second, _secret = invite(pilar, at=NOW + timedelta(hours=1))

    with pytest.raises(invitations.InvitationOver):
        invitations.find(first_secret, NOW + timedelta(hours=2))
    with pytest.raises(invitations.InvitationOver):
        invitations.accept(invitation_id=first.pk, at=NOW + timedelta(hours=2))
    assert list(Invitation.objects.filter(voided_at=None)) == [second]


def test_an_invitation_lets_in_nobody_but_its_person(pilar):
    raquel = made("Raquel Santos")
    invitation, _secret = invite(raquel)
    invite(pilar)

    assert invitations.accept(invitation_id=invitation.pk, at=NOW) == raquel


def test_an_invitation_is_over_when_the_account_is_closed(pilar):
    invitation, _secret = invite(pilar)
    type(pilar).objects.filter(pk=pilar.pk).update(is_active=False)

    with pytest.raises(invitations.InvitationOver):
        invitations.accept(invitation_id=invitation.pk, at=NOW)


def test_who_may_not_come_in_is_not_invited(pilar):
    people.deactivate(person=pilar, by=None, at=NOW)

    with pytest.raises(invitations.CannotInvite):
        invite(pilar)
    assert not Invitation.objects.exists()


def test_the_link_leaves_through_the_one_door(pilar):
    invitations.invite_by_mail(person=pilar, address_of=lambda secret: f"https://x/{secret}/", by=None, at=NOW)

    sent = Delivery.objects.select_related("message").get()
    assert (sent.address, sent.message.touchpoint, sent.message.person) == ("pilar@example.com", "welcome", pilar)
    secret = sent.text.split("https://x/")[1].split("/")[0]
    assert invitations.find(secret, NOW).person == pilar
