from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.models import Lift
from owners.enums.enquiries import About, EnquiryKind, EnquiryState, Side, TermKind
from owners.models.owner import Owner
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def waiting(self) -> "EnquiryQuerySet":
        """Those we owe an answer."""
        return self.filter(state=EnquiryState.OPEN)

    def due_by(self, day: date) -> "EnquiryQuerySet":
        """Of those, the ones to answer on a day at the latest, and the late ones."""
        return self.waiting().filter(due_on__lte=day)

    def overdue(self, day: date) -> "EnquiryQuerySet":
        """Of those, the ones whose last day is over."""
        return self.waiting().filter(due_on__lt=day)


class Enquiry(models.Model):
    """What somebody of an owner asks of us: a question, a complaint, a report of an anomaly, a call to be made.

    It has its number and the day of the answer at once (TRLGDCU art. 21.3: an identifying key). `about` and `about_id`
    name a thing that has a page, `line` the line of an invoice. One that came by telephone is of who called, and says
    who of the office wrote it down (`taken_by`). What was asked never changes; what was said stands in its words.
    """

    id = KeyField()
    number = models.CharField(_("número"), max_length=20, unique=True)
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="enquiries", verbose_name=_("titular"))
    lift = models.ForeignKey(
        Lift, models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name=_("ascensor")
    )
    kind = models.CharField(_("qué es"), max_length=9, choices=EnquiryKind)
    about = models.CharField(_("sobre qué"), max_length=9, choices=About, blank=True)
    about_id = models.UUIDField(_("sobre cuál"), null=True, blank=True)
    line = models.PositiveSmallIntegerField(_("línea de la factura"), null=True, blank=True)
    title = models.CharField(_("cómo empieza"), max_length=120)
    phone = models.CharField(_("teléfono al que llamar"), max_length=20, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("quién"))
    taken_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("la anotó por teléfono")
    )
    asked_at = models.DateTimeField(_("recibida"))
    state = models.CharField(_("estado"), max_length=8, choices=EnquiryState, default=EnquiryState.OPEN)
    due_on = models.DateField(_("se contesta hasta el"))
    term = models.CharField(_("por qué ese día"), max_length=9, choices=TermKind)
    said_at = models.DateTimeField(_("última palabra"))
    late_at = models.DateTimeField(_("dicho que vamos tarde"), null=True)
    answered_at = models.DateTimeField(_("contestada"), null=True)
    closed_at = models.DateTimeField(_("cerrada"), null=True)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("la lleva"))
    search = models.TextField(_("texto de búsqueda"), editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("consulta")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(about="", about_id=None) | (~Q(about="") & Q(about_id__isnull=False)),
                name="an_enquiry_names_the_thing_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(line=None) | Q(about=About.INVOICE), name="only_an_enquiry_about_an_invoice_has_a_line"
            ),
            models.CheckConstraint(
                condition=(Q(kind=EnquiryKind.CALL) & ~Q(phone="")) | (~Q(kind=EnquiryKind.CALL) & Q(phone="")),
                name="who_wants_a_call_says_where",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.ANSWERED) | Q(answered_at__isnull=False),
                name="an_answered_enquiry_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.CLOSED) | Q(closed_at__isnull=False),
                name="a_closed_enquiry_says_when",
            ),
            models.CheckConstraint(
                condition=Q(late_at=None) | Q(state=EnquiryState.OPEN), name="only_an_open_enquiry_is_late"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-said_at", "-id"], name="enquiries_of_an_owner"),
            models.Index(fields=["due_on", "id"], condition=Q(state="open"), name="enquiries_to_answer"),
            models.Index(fields=["about", "about_id"], name="enquiries_about_a_thing"),
        ]

    def __str__(self) -> str:
        return self.number


class EnquiryWords(models.Model):
    """What one side of an enquiry said, and the paper or photo that came with it. It never changes.

    What was said by telephone is of who called, and says who of the office wrote it down (`taken_by`).
    """

    id = KeyField()
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="words", verbose_name=_("consulta"))
    place = models.PositiveSmallIntegerField(_("orden"))
    side = models.CharField(_("de quién"), max_length=5, choices=Side)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("quién"))
    taken_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lo anotó por teléfono")
    )
    text = models.TextField(_("qué"), max_length=4000)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fichero"))
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        verbose_name = _("palabras de una consulta")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enquiry", "place"], name="one_word_per_enquiry_and_place"),
            models.CheckConstraint(condition=~Q(text=""), name="who_speaks_says_something"),
            models.CheckConstraint(condition=Q(taken_by=None) | Q(side=Side.OWNER), name="only_an_owner_telephones"),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.place}"
