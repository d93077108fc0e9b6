from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Severity
from maintenance.models.lift import Lift
from maintenance.models.visit import Visit
from portal.accounts.models import User
from portal.lib.keys import KeyField


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing(self) -> "FindingQuerySet":
        """Those no correction took back."""
        return self.filter(withdrawn_at=None)

    def of_visit(self, visit: Visit) -> "FindingQuerySet":
        """Those seen on a visit, also as a record joined to it tells."""
        return self.standing().filter(Q(visit=visit) | Q(visit__joined_to=visit))

    def settled_on(self, visit: Visit) -> "FindingQuerySet":
        """Those a visit saw to, also as a record joined to it tells."""
        return self.standing().filter(Q(settled_visit=visit) | Q(settled_visit__joined_to=visit))

    def waiting(self) -> "FindingQuerySet":
        """Nobody has settled them yet."""
        return self.standing().filter(settled_at=None)


class Finding(models.Model):
    """Something a technician found that has to be seen to; its key is the phone's. It waits until it is settled."""

    id = KeyField()
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="findings", verbose_name=_("ascensor"))
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", verbose_name=_("visto en"))
    item = models.PositiveSmallIntegerField(_("punto"), null=True, blank=True)
    words = models.CharField(_("en palabras"), max_length=400)
    severity = models.CharField(_("gravedad"), max_length=7, choices=Severity)
    found_at = models.DateTimeField(_("visto"))
    settled_visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="settled", verbose_name=_("resuelto en")
    )
    settled_at = models.DateTimeField(_("resuelto"), null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("cerrado por"))
    how_settled = models.CharField(_("cómo se resolvió"), max_length=400, blank=True)
    withdrawn_at = models.DateTimeField(_("retirado"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("retirado por"))
    why_withdrawn = models.CharField(_("por qué se retiró"), max_length=400, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hallazgo")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_visit=None) | Q(settled_at__isnull=False), name="a_settled_finding_says_when"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_finding_has_words"),
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(settled_at__isnull=False) & ~Q(how_settled=""),
                name="who_settles_a_finding_says_how",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None) | Q(withdrawn_at__isnull=False) & ~Q(why_withdrawn=""),
                name="who_withdraws_a_finding_says_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["lift", "found_at"],
                condition=Q(settled_at=None, withdrawn_at=None),
                name="findings_that_wait",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]
