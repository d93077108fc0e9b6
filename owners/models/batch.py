from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.models import Lift
from owners.enums import BatchItemState, BatchSort
from owners.models.document import DocumentVersion
from owners.models.invoice import Invoice
from owners.models.owner import Owner
from portal.accounts.models import User
from portal.files.models import File
from portal.jobs.models import Job
from portal.lib.keys import KeyField

State = BatchItemState
SUREST = 4
UNSETTLED = (State.READING, State.SURE, State.DOUBTFUL)


class Batch(models.Model):
    """Files dropped together to be published. `by` is null for what a watched folder brought.

    `round` counts the times it was published or undone: who publishes in an earlier one stops.
    """

    id = KeyField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("de quién"))
    begun_at = models.DateTimeField(_("empezada"))
    reading = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name=_("lectura"))
    publishing = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name=_("publicación"))
    round = models.PositiveIntegerField(_("vez"), default=0)
    announce_after = models.DateTimeField(_("se avisa después de"), null=True)
    closed_at = models.DateTimeField(_("cerrada"), null=True)

    class Meta:
        verbose_name = _("tanda")
        indexes: ClassVar = [models.Index(fields=["-begun_at"], name="batches_by_beginning")]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M}"


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    def papers(self) -> "BatchItemQuerySet":
        """What may be published: all but lists and e-invoices that stand beside."""
        return self.filter(sort=BatchSort.PAPER)

    def unsettled(self) -> "BatchItemQuerySet":
        """Papers that are neither published nor refused."""
        return self.papers().filter(state__in=UNSETTLED)

    def unread(self) -> "BatchItemQuerySet":
        """Papers nobody has looked into yet."""
        return self.papers().filter(state=State.READING, read_at=None)


class BatchItem(models.Model):
    """A file of a batch: what was understood of it, what a person mended, and what became of it.

    `understood` is a `Recognised` as JSON text, `mended` what a person wrote instead of it, fact by fact. `transcript`
    holds the words of its pages until it is settled. `owner`, `lift`, `number` and `total` are those it would be
    published with.
    """

    id = KeyField()
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items", verbose_name=_("tanda"))
    sort = models.CharField(_("para qué"), max_length=8, choices=BatchSort, default=BatchSort.PAPER)
    name = models.CharField(_("nombre"), max_length=260)
    sha256 = models.CharField(_("huella SHA-256"), max_length=64)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name=_("fichero"))
    state = models.CharField(_("estado"), max_length=9, choices=BatchItemState, default=State.READING)
    why = models.CharField(_("por qué"), max_length=400, blank=True)
    read_at = models.DateTimeField(_("leído"), null=True)
    transcript = models.TextField(_("palabras"), blank=True)
    understood = models.TextField(_("entendido"), default="{}")
    mended = models.TextField(_("corregido"), default="{}")
    confidence = models.PositiveSmallIntegerField(_("confianza"), default=0, validators=[MaxValueValidator(SUREST)])
    owner = models.ForeignKey(Owner, models.PROTECT, null=True, related_name="+", verbose_name=_("titular"))
    lift = models.ForeignKey(Lift, models.PROTECT, null=True, related_name="+", verbose_name=_("ascensor"))
    number = models.CharField(_("número"), max_length=60, blank=True)
    total = models.DecimalField(_("importe total"), max_digits=12, decimal_places=2, null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("vista por"))
    confirmed_at = models.DateTimeField(_("vista"), null=True)
    invoice = models.OneToOneField(
        Invoice, models.PROTECT, null=True, related_name="batch_item", verbose_name=_("factura")
    )
    version = models.OneToOneField(
        DocumentVersion, models.PROTECT, null=True, related_name="batch_item", verbose_name=_("documento")
    )
    standing = models.ForeignKey(
        Invoice, models.PROTECT, null=True, related_name="+", verbose_name=_("la que ya estaba")
    )

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichero de una tanda")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "sha256", "name"], name="a_file_is_taken_once_into_a_batch"),
            models.CheckConstraint(condition=Q(confidence__lte=SUREST), name="confidence_is_at_most_four"),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | ~Q(why=""), name="who_refuses_a_dropped_file_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SURE) | Q(Q(owner__isnull=False) | Q(lift__isnull=False), file__isnull=False),
                name="a_sure_paper_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.PUBLISHED, State.WITHDRAWN], invoice__isnull=False, version=None)
                | Q(state__in=[State.PUBLISHED, State.WITHDRAWN], invoice=None, version__isnull=False)
                | (~Q(state__in=[State.PUBLISHED, State.WITHDRAWN]) & Q(invoice=None, version=None)),
                name="a_published_paper_is_an_invoice_or_a_document",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False), name="who_looked_at_a_paper_says_when"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["batch", "state", "name", "id"], name="files_of_a_batch_by_state")]

    def __str__(self) -> str:
        return self.name
