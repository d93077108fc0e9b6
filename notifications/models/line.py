from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.lib.keys import KeyField

TITLE, OPENING = 100, 600  # characters

_NONE = Q(title_es="", title_en="", opening_es="", opening_en="")


class LineVersion(models.Model):
    """How the company has a line of the catalogue: on or off, in its words or (empty) ours. A change is a new one."""

    id = KeyField()
    touchpoint = models.CharField(_("mensaje"), max_length=40)
    number = models.PositiveIntegerField(_("versión"))
    is_on = models.BooleanField(_("se manda"), default=True)
    title_es = models.CharField(_("asunto, en español"), max_length=TITLE, blank=True)
    title_en = models.CharField(_("asunto, en inglés"), max_length=TITLE, blank=True)
    opening_es = models.CharField(_("entrada, en español"), max_length=OPENING, blank=True)
    opening_en = models.CharField(_("entrada, en inglés"), max_length=OPENING, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("quién"))
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        verbose_name = _("versión de un mensaje")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["touchpoint", "number"], name="one_version_of_a_line_by_number"),
            models.CheckConstraint(
                condition=_NONE | (~Q(title_es="") & ~Q(title_en="") & ~Q(opening_es="") & ~Q(opening_en="")),
                name="a_line_has_words_in_both_languages_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.touchpoint} {self.number}"

    @property
    def is_worded(self) -> bool:
        """Whether the company has words of its own for it."""
        return bool(self.title_es)
