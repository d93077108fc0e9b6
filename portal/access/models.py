"""Dated posts of staff, and the tokens by which programs act for a person."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.access.roles import STAFF, Role
from portal.accounts.models import Closure, User
from portal.lib.keys import KeyField

POSTS = [(role.value, role.label) for role in STAFF]


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: date) -> "PostQuerySet":
        """Posts that run on a day; a post ends at 00:00 of `to_on`."""
        return self.filter(models.Q(to_on=None) | models.Q(to_on__gt=day), from_on__lte=day)


class Post(models.Model):
    """What a person is in the company, from a day to a day (half-open); one given by mistake ends the day it began."""

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name=_("persona"))
    role = models.CharField(_("puesto"), max_length=12, choices=POSTS)
    from_on = models.DateField(_("desde"))
    to_on = models.DateField(_("hasta"), null=True, blank=True)
    evidence = models.CharField(_("justificante"), max_length=240, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("dado por"))
    given_at = models.DateTimeField(_("dado"), null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("terminado por"))
    ended_at = models.DateTimeField(_("terminado"), null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("puesto")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="post_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(condition=models.Q(role__in=[role.value for role in STAFF]), name="posts_are_staff"),
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(to_on=None), name="one_open_post_per_person_and_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {Role(self.role).label}"


class TokenQuerySet(models.QuerySet["Token"]):
    def holding(self, at: datetime) -> "TokenQuerySet":
        """Tokens that open something: neither revoked nor run out, of a person whose account was not closed since."""
        closed = Closure.objects.filter(person=models.OuterRef("person"), closed_at__gte=models.OuterRef("made_at"))
        return self.filter(~models.Exists(closed), revoked_at=None, expires_at__gt=at, person__is_active=True)


class Token(models.Model):
    """By which a program acts for a person, within these scopes and never beyond what the person may do.

    The secret is shown once and kept nowhere: `digest` is its SHA-256, `prefix` the part of it by which the row is
    found and its owner knows it again. `scopes` are parted by blanks.
    """

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="tokens", verbose_name=_("persona"))
    name = models.CharField(_("para qué programa"), max_length=80)
    prefix = models.CharField(_("empieza por"), max_length=8, unique=True)
    digest = models.CharField(_("huella"), max_length=64)
    scopes = models.CharField(_("para qué vale"), max_length=240)
    made_at = models.DateTimeField(_("hecha"))
    expires_at = models.DateTimeField(_("caduca"))
    last_used_at = models.DateTimeField(_("usada"), null=True)
    revoked_at = models.DateTimeField(_("anulada"), null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("anulada por"))

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("clave para un programa")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="a_token_lasts"),
            models.CheckConstraint(condition=~models.Q(scopes=""), name="a_token_is_for_something"),
            models.CheckConstraint(
                condition=models.Q(revoked_by=None) | models.Q(revoked_at__isnull=False),
                name="who_revokes_a_token_says_when",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-made_at"], name="tokens_of_a_person")]

    def __str__(self) -> str:
        return f"{self.name} · rel_{self.prefix}"

    @property
    def reach(self) -> frozenset[str]:
        """Its scopes, parted."""
        return frozenset(self.scopes.split())
