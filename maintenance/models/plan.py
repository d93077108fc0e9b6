import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.lib.keys import KeyField


class PlanTemplate(models.Model):
    """A version of a maintenance plan's checklist; once used it is never changed, a new version is made.

    `items` is a JSON list of {number, group: {es, en}, text: {es, en}, plain: {es, en}, drives, frequency}.
    """

    id = KeyField()
    slug = models.SlugField(_("plantilla"), max_length=60)
    version = models.PositiveSmallIntegerField(_("versión"))
    name = models.CharField(_("nombre"), max_length=120)
    items = models.TextField(_("puntos"))
    published_at = models.DateTimeField(_("publicada"))

    class Meta:
        verbose_name = _("plantilla de plan")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "version"], name="one_plan_template_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The items, read."""
        return list(json.loads(self.items))
