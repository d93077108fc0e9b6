"""Finding people and what they are invited to."""

from django.db import models

from portal.accounts.models import Invitation, SignIn, User


def with_email(email: str) -> User | None:
    """The active person with that address."""
    return User.objects.filter(email=email.lower(), is_active=True).first()


def open_sign_ins(person: User) -> models.QuerySet[SignIn]:
    """Sessions not ended, newest first."""
    return SignIn.objects.filter(person=person, ended_at=None).order_by("-began_at", "-pk")


def everybody() -> models.QuerySet[User]:
    """All people with when they last came in and whether an invitation is open, by name."""
    open_invitation = Invitation.objects.filter(person=models.OuterRef("pk"), used_at=None, voided_at=None)
    return User.objects.annotate(
        came_in_at=models.Max("sign_ins__began_at"),
        invited_until=models.Subquery(open_invitation.values("expires_at")[:1], output_field=models.DateTimeField()),
    ).order_by("name", "pk")
