from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, Rhythm, Style, Summary, Topic
from notifications.rules import quiet
from portal.accounts.models import User
from portal.lib.keys import KeyField


class Preference(models.Model):
    """What a person wants to hear, and when. Who has no row hears what usually matters to people of his role."""

    id = KeyField()
    person = models.OneToOneField(User, models.PROTECT, related_name="preference", verbose_name=_("persona"))
    style = models.CharField(_("qué quiere saber"), max_length=10, choices=Style, default=Style.MATTERS)
    summary = models.CharField(_("resumen"), max_length=7, choices=Summary, blank=True)
    quiet_from = models.TimeField(_("silencio desde"), default=quiet.NIGHT_BEGINS)
    quiet_to = models.TimeField(_("silencio hasta"), default=quiet.DAY_BEGINS)
    paused_until = models.DateField(_("pausa hasta"), null=True, blank=True)
    law_on_paper = models.BooleanField(_("lo que pide la ley, en papel"), default=False)
    summaries_on_paper = models.BooleanField(_("los resúmenes, en papel"), default=False)
    paper_said_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quién anotó lo del papel")
    )
    paper_said_at = models.DateTimeField(_("lo del papel, anotado"), null=True, blank=True)
    paper_said = models.CharField(_("cómo lo pidió"), max_length=240, blank=True)
    wrong_since = models.DateTimeField(_("dijo que no es esa persona"), null=True, blank=True)
    changed_at = models.DateTimeField(_("cambiado"))

    class Meta:
        verbose_name = _("preferencias de avisos")

    def __str__(self) -> str:
        return f"{self.person}: {self.style}"


class Choice(models.Model):
    """How often a person who has his own choices hears of a topic, and which way."""

    id = KeyField()
    preference = models.ForeignKey(Preference, models.PROTECT, related_name="choices", verbose_name=_("preferencias"))
    topic = models.CharField(_("tema"), max_length=12, choices=Topic)
    rhythm = models.CharField(_("ritmo"), max_length=6, choices=Rhythm)
    channel = models.CharField(_("medio"), max_length=8, choices=Channel, default=Channel.EMAIL)

    class Meta:
        verbose_name = _("elección de avisos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["preference", "topic"], name="one_choice_per_topic"),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="a_choice_is_of_a_known_topic"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="a_choice_is_a_known_rhythm"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="a_choice_is_a_known_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.rhythm}"
