from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from owners.enums.standings import StandingRowState
from owners.models.batch import BatchItem
from owners.models.invoice import Invoice
from portal.accounts.models import User
from portal.jobs.models import Job
from portal.lib.keys import KeyField

State = StandingRowState
ASKING = (State.DOUBTFUL, State.CHOICE)  # a person has to look
WAITING = (State.CHANGES, *ASKING)
HOLDING = (State.CHANGES, State.DOUBTFUL, State.MOVED)  # of two of these for one invoice one is too many
NAMELESS = (State.UNKNOWN, State.REFUSED, State.LEFT, State.CHOICE)


class ListMapping(models.Model):
    """Which column of an ERP's list holds which fact, as a person said; the newest that fits a list reads it.

    `columns` is JSON text, fact → the list's heading; `words` another, the ERP's word for a state → our state.
    """

    id = KeyField()
    columns = models.TextField(_("columnas"))
    words = models.TextField(_("palabras"), default="{}")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("de quién"))
    at = models.DateTimeField(_("dicha"))

    class Meta:
        verbose_name = _("columnas de una lista del ERP")
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="list_mappings_newest_first")]

    def __str__(self) -> str:
        return self.columns


class StandingList(models.Model):
    """What the ERP's list of a batch says of invoices that stand here already."""

    id = KeyField()
    item = models.OneToOneField(BatchItem, models.PROTECT, related_name="standing_list", verbose_name=_("fichero"))
    read_at = models.DateTimeField(_("leída"))
    moving = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name=_("anotación"))

    class Meta:
        verbose_name = _("lista de estados")

    def __str__(self) -> str:
        return self.item.name


class StandingRowQuerySet(models.QuerySet["StandingRow"]):
    def waiting(self) -> "StandingRowQuerySet":
        """What may still be written down."""
        return self.filter(state__in=WAITING)


class StandingRow(models.Model):
    """A row of the list: the invoice it names, where that stood when they were compared, and where it is to stand.

    `before` and `after` are a `Standing` as JSON text; `why` says why it waits, is not used, or could not be. Where
    several have its number, `options` is what it would be of each, as JSON, until a person chooses.
    """

    id = KeyField()
    list = models.ForeignKey(StandingList, models.PROTECT, related_name="rows", verbose_name=_("lista"))
    line = models.PositiveIntegerField(_("línea"))
    number = models.CharField(_("número"), max_length=80, blank=True)
    word = models.CharField(_("estado, como lo dice la lista"), max_length=80, blank=True)
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="+", verbose_name=_("factura"))
    before = models.TextField(_("antes"), blank=True)
    after = models.TextField(_("después"), blank=True)
    options = models.TextField(_("las que pueden ser"), default="[]")
    state = models.CharField(_("estado"), max_length=8, choices=StandingRowState)
    why = models.CharField(_("por qué"), max_length=400, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("vista por"))
    confirmed_at = models.DateTimeField(_("vista"), null=True)

    objects = StandingRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("fila de una lista de estados")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "line"], name="a_line_of_a_list_of_standings_once"),
            models.UniqueConstraint(
                fields=["list", "invoice"],
                condition=Q(state__in=HOLDING),
                name="a_list_moves_an_invoice_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NAMELESS) | Q(invoice__isnull=False),
                name="a_row_that_moves_names_its_invoice",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*NAMELESS, State.DOUBTFUL]) | ~Q(why=""),
                name="a_row_that_does_not_move_says_why",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False), name="who_looked_at_a_row_says_when"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["list", "state", "line"], name="rows_of_a_list_by_state")]

    def __str__(self) -> str:
        return f"{self.line}: {self.number}"
