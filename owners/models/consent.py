from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from owners.enums import ConsentTo
from owners.models.owner import Owner
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField


class ConsentQuerySet(models.QuerySet["Consent"]):
    def running(self) -> "ConsentQuerySet":
        """Those given and not taken back."""
        return self.filter(revoked_at=None)


class Consent(models.Model):
    """That an owner takes papers of a kind electronically; without it they go on paper.

    Invoices: TRLGDCU art. 63.3 and RD 1619/2012 art. 9.2. Bulletins: ITC AEM 1 (RD 355/2024), art. 5.5.a.
    `wording` is the version of the text that was shown, `sha256` the digest of that text as its reader saw it.
    """

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="consents", verbose_name=_("titular"))
    to = models.CharField(_("a qué"), max_length=9, choices=ConsentTo)
    wording = models.PositiveSmallIntegerField(_("versión del texto"))
    language = models.CharField(_("idioma"), max_length=2)
    sha256 = models.CharField(_("huella del texto"), max_length=64)
    given_at = models.DateTimeField(_("dado"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("dado por"))
    evidence = models.ForeignKey(
        File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("justificante")
    )
    revoked_at = models.DateTimeField(_("retirado"), null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("retirado por"))

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consentimiento")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "to"], condition=Q(revoked_at=None), name="one_running_consent_per_owner_and_thing"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("given_at")), name="consent_is_revoked_after_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} · {self.to}"
