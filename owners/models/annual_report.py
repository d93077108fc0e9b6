from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from owners.models.owner import Owner
from portal.files.models import File
from portal.lib.keys import KeyField


class AnnualReport(models.Model):
    """The report of a year that is over («informe anual») as it was made: whole for who decides for the owner, and
    without what it cost, and what is only the owner's, for who lives there.
    """

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="annual_reports", verbose_name=_("titular"))
    year = models.PositiveSmallIntegerField(_("año"))
    language = models.CharField(_("idioma"), max_length=2)
    is_whole = models.BooleanField(_("entero"))
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("fichero"))
    made_at = models.DateTimeField(_("hecho"))

    class Meta:
        verbose_name = _("informe anual")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "year", "language", "is_whole"], name="one_report_per_owner_year_and_reader"
            ),
            models.CheckConstraint(condition=Q(year__gte=2000), name="a_report_is_of_our_times"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.year}"
