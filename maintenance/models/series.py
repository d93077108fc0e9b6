from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """The last number given in a series (calls, breakdowns of a year, bulletins of a month)."""

    name = models.CharField(_("serie"), max_length=20, primary_key=True)
    last = models.PositiveIntegerField(_("último"), default=0)

    class Meta:
        verbose_name = _("serie")

    def __str__(self) -> str:
        return f"{self.name} {self.last}"
