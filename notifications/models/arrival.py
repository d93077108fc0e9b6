from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.enums import Fate, Held
from notifications.models.message import Message
from owners.models import Enquiry
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField


class Arrival(models.Model):
    """A mail that came in, whole as far as it was read, and what became of it.

    `name` is the digest of its Message-ID, or of its bytes where it has none: read twice it is one row. `answers` is
    the message of ours it answers. `left_out` are pairs of a file's name and why it was not kept.
    """

    id = KeyField()
    name = models.CharField(_("huella"), max_length=64, unique=True)
    sender = models.CharField(_("de"), max_length=254, blank=True)
    subject = models.CharField(_("asunto"), max_length=240, blank=True)
    text = models.TextField(_("texto"), blank=True)
    answers = models.ForeignKey(
        Message, models.PROTECT, null=True, related_name="arrivals", verbose_name=_("contesta a")
    )
    fate = models.CharField(_("qué fue de él"), max_length=9, choices=Fate)
    held_because = models.CharField(_("por qué espera"), max_length=12, choices=Held, blank=True)
    left_out = models.JSONField(_("ficheros que no se guardaron"), default=list)
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, related_name="arrivals", verbose_name=_("consulta"))
    words = models.UUIDField(_("palabras"), null=True)
    at = models.DateTimeField(_("leído"))
    handled_at = models.DateTimeField(_("visto por la oficina"), null=True)
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("quién"))

    class Meta:
        verbose_name = _("correo recibido")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fate__in=Fate.values), name="an_arrival_has_a_known_fate"),
            models.CheckConstraint(
                condition=~Q(fate=Fate.HELD) | ~Q(held_because=""), name="an_arrival_is_held_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(fate__in=[Fate.ADDED, Fate.ASKED]) | Q(enquiry__isnull=False, words__isnull=False),
                name="an_arrival_that_was_said_names_its_enquiry",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-at", "-id"], name="arrivals_by_age"),
            models.Index(fields=["at", "id"], condition=Q(fate="held"), name="arrivals_held"),
            models.Index(fields=["words"], condition=Q(words__isnull=False), name="arrivals_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.subject}"


class ArrivalFile(models.Model):
    """A paper or photo that came with a mail."""

    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="files", verbose_name=_("correo"))
    place = models.PositiveSmallIntegerField(_("orden"))
    name = models.CharField(_("nombre"), max_length=120)
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("fichero"))

    class Meta:
        verbose_name = _("fichero de un correo recibido")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["arrival", "place"], name="one_file_per_arrival_and_place"),
        ]

    def __str__(self) -> str:
        return self.name


class InboxMark(models.Model):
    """How far a mailbox was read: the numbering it used, the last number, and what went wrong since, if anything."""

    mailbox = models.CharField(_("buzón"), max_length=300, unique=True)
    numbering = models.BigIntegerField(_("numeración"), default=0)
    number = models.BigIntegerField(_("último leído"), default=0)
    tries = models.PositiveSmallIntegerField(_("intentos con el siguiente"), default=0)
    read_at = models.DateTimeField(_("leído por última vez"), null=True)
    failing_since = models.DateTimeField(_("no contesta desde"), null=True)
    said = models.CharField(_("qué dijo"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("lectura de un buzón")

    def __str__(self) -> str:
        return f"{self.mailbox}: {self.number}"
