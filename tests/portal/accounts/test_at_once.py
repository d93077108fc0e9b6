"""Several processes at one moment: one comes in, one invitation stays open, and no try goes uncounted."""

INVITED = """
from portal.accounts.actions import invitations, people
from portal.lib import clock
pilar = people.enrol(name="Pilar Ortega", email="pilar@example.com")
print(invitations.invite(person=pilar, on_paper=False, by=None, at=clock.now())[0].pk)
"""
ACCEPT = """
from uuid import UUID
from portal.accounts.actions import invitations
from portal.lib import clock
try:
    print(invitations.accept(invitation_id=UUID(sys.argv[1]), at=clock.now()).name)
except invitations.InvitationOver:
    print("over")
"""
INVITE = """
from portal.accounts.actions import invitations
from portal.accounts.models import User
from portal.lib import clock
for _again in range(5):
    invitations.invite(person=User.objects.get(), on_paper=False, by=None, at=clock.now())
"""
OPEN = """
from portal.accounts.models import Invitation
print(Invitation.objects.count(), Invitation.objects.filter(used_at=None, voided_at=None).count())
"""
TRY = """
from datetime import timedelta
from portal.accounts.actions import limits
from portal.lib import clock
for _try in range(20):
    try:
        limits.count("code", "pilar@example.com", most=25, per=timedelta(hours=1), at=clock.now())
        print("passed")
    except limits.TooMany:
        print("refused")
"""


def test_of_four_who_accept_at_once_one_comes_in(scratch):
    (key,) = scratch.run(INVITED)

    said = scratch.run_at_once(ACCEPT, *[key] * 4)

    assert sorted(said) == ["Pilar Ortega", "over", "over", "over"]


def test_many_invitations_at_once_leave_one_open(scratch):
    scratch.run(INVITED)

    scratch.run_at_once(INVITE, *range(3))

    assert scratch.run(OPEN) == ["16 1"]


def test_tries_at_once_are_all_counted(scratch):
    said = scratch.run_at_once(TRY, *range(3))

    assert (said.count("passed"), said.count("refused")) == (25, 35)
