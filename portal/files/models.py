"""A stored file, and the log of who was handed one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.access.models import Token
from portal.accounts.models import User
from portal.lib.keys import KeyField


class File(models.Model):
    """Bytes by their SHA-256. The same bytes are one row; a row never changes."""

    id = KeyField()
    sha256 = models.CharField(_("huella SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("bytes"))
    media_type = models.CharField(_("tipo"), max_length=100)
    created_at = models.DateTimeField(_("guardado"))
    scanned_at = models.DateTimeField(_("visto por el antivirus"), null=True)

    class Meta:
        verbose_name = _("fichero")

    def __str__(self) -> str:
        return self.sha256[:12]


class Verification(models.Model):
    """What the last look at a file's bytes on the disk said: one row a file, written over by the next look."""

    class State(models.TextChoices):
        WHOLE = "whole", _("entero")
        ALTERED = "altered", _("cambiado")
        MISSING = "missing", _("no está")

    file = models.OneToOneField(
        File, models.CASCADE, primary_key=True, related_name="verification", verbose_name=_("fichero")
    )
    state = models.CharField(_("estado"), max_length=7, choices=State)
    at = models.DateTimeField(_("mirado"))
    since = models.DateTimeField(_("así desde"))

    class Meta:
        verbose_name = _("comprobación de un fichero")
        indexes: ClassVar = [
            models.Index(fields=["at"], name="verifications_by_age"),
            models.Index(fields=["since"], condition=~models.Q(state="whole"), name="files_that_are_not_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.state}"


class AccessLog(models.Model):
    """One fetch of one file, by a person or by a program with the person's token: nothing of it enters the ledger."""

    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("fichero"))
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("persona"))
    token = models.ForeignKey(Token, models.PROTECT, null=True, related_name="+", verbose_name=_("con la clave"))
    at = models.DateTimeField(_("momento"))
    route = models.CharField(_("página"), max_length=80)
    address = models.GenericIPAddressField(_("dirección de red"), null=True)

    class Meta:
        verbose_name = _("acceso")
        indexes: ClassVar = [models.Index(fields=["file", "-at"], name="access_by_file")]

    def __str__(self) -> str:
        return f"{self.file_id} · {self.at:%Y-%m-%d %H:%M}"
