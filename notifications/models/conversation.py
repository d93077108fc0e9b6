from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.models import Lift
from maintenance.models.sourced import Sourced, one_per_source
from notifications.enums import Direction, Outcome
from owners.models import Owner
from portal.accounts.models import User
from portal.lib.keys import KeyField


class Conversation(Sourced):
    """A call we made or got, as whoever had it wrote it down: with a person, or with who has no account here.

    `could_wait` is a call that any other day would have served; `against` what of his wishes spoke against one we
    made, as the rules had it when it was written down. `for_us` names who called for us from elsewhere.
    """

    id = KeyField()
    direction = models.CharField(_("quién llamó"), max_length=8, choices=Direction)
    person = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="conversations", verbose_name=_("con quién")
    )
    name = models.CharField(_("nombre"), max_length=120, blank=True)
    phone = models.CharField(_("teléfono"), max_length=30, blank=True)
    owner = models.ForeignKey(Owner, models.PROTECT, null=True, related_name="conversations", verbose_name=_("titular"))
    lift = models.ForeignKey(Lift, models.PROTECT, null=True, related_name="+", verbose_name=_("ascensor"))
    why = models.CharField(_("por qué"), max_length=240)
    outcome = models.CharField(_("en qué quedó"), max_length=8, choices=Outcome)
    words = models.TextField(_("lo que se habló"), max_length=1000, blank=True)
    could_wait = models.BooleanField(_("podía esperar"), default=True)
    against = models.JSONField(_("qué lo desaconsejaba"), default=list)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("la anotó"))
    for_us = models.CharField(_("quién llamó por nosotros"), max_length=120, blank=True)
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        verbose_name = _("llamada")
        constraints: ClassVar = [
            one_per_source("one_conversation_per_source_and_id"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="a_conversation_is_with_somebody"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_conversation_has_a_reason"),
            models.CheckConstraint(
                condition=Q(direction=Direction.MADE) | Q(against=[]), name="nothing_speaks_against_being_called"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at", "-id"], name="conversations_of_a_person"),
            models.Index(fields=["-at", "-id"], name="conversations_by_age"),
        ]

    def __str__(self) -> str:
        return self.why
