from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.models import Building, Lift
from owners.enums import DocumentKind
from owners.models.owner import Owner
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField

READERS = (Audience.RESIDENTS, Audience.OWNER, Audience.BILLING)
ABOUT = ("lift", "building", "owner")


def _about_one_thing() -> Q:
    one = Q()
    for name in ABOUT:
        one |= Q(**{f"{other}__isnull": other != name for other in ABOUT})
    return one


class DocumentQuerySet(models.QuerySet["Document"]):
    def standing(self) -> "DocumentQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawal=None)


class Document(models.Model):
    """A paper about a lift, a building or an owner. What it says are its versions; of itself it never changes.

    One with money in it is about an owner: a lift may pass to another, and its papers go with it.
    """

    id = KeyField()
    kind = models.CharField(_("clase"), max_length=12, choices=DocumentKind)
    title = models.CharField(_("título"), max_length=160)
    lift = models.ForeignKey(
        Lift, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("ascensor")
    )
    building = models.ForeignKey(
        Building, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("edificio")
    )
    owner = models.ForeignKey(
        Owner, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("titular")
    )
    audience = models.CharField(_("para"), max_length=9, choices=[(one.value, one.label) for one in READERS])

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("documento")
        constraints: ClassVar = [
            models.CheckConstraint(condition=_about_one_thing(), name="a_document_is_about_one_thing"),
            models.CheckConstraint(
                condition=Q(audience__in=[one.value for one in READERS]), name="documents_are_for_owners"
            ),
            models.CheckConstraint(
                condition=~Q(audience=Audience.BILLING.value) | Q(owner__isnull=False),
                name="a_document_with_money_is_an_owners",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    def current(self) -> "DocumentVersionQuerySet":
        """The last version of every document that was not withdrawn."""
        return self.filter(superseded_by=None, document__withdrawal=None)


class DocumentVersion(models.Model):
    """The file of a document, from when to when it holds. Another replaces it; none is ever changed or deleted."""

    id = KeyField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name=_("documento"))
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("fichero"))
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", verbose_name=_("sustituye a")
    )
    valid_from = models.DateField(_("vale desde"))
    valid_until = models.DateField(_("vale hasta"), null=True, blank=True)
    why = models.CharField(_("por qué"), max_length=240, blank=True)
    published_at = models.DateTimeField(_("publicado"))
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("publicado por"))

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versión de un documento")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="document_does_not_run_out_before_it_holds",
            ),
            models.UniqueConstraint(
                fields=["document"], condition=Q(supersedes=None), name="one_first_version_per_document"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["valid_until"], name="documents_by_end"),
            models.Index(fields=["-published_at"], name="documents_by_publishing"),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.published_at:%Y-%m-%d}"


class Withdrawal(models.Model):
    """A document that counts no more, and why. Its file stays, and is handed to the office alone."""

    id = KeyField()
    document = models.OneToOneField(Document, models.PROTECT, related_name="withdrawal", verbose_name=_("documento"))
    why = models.CharField(_("por qué"), max_length=240)
    at = models.DateTimeField(_("momento"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("por"))

    class Meta:
        verbose_name = _("retirada de un documento")

    def __str__(self) -> str:
        return f"{self.document} · {self.at:%Y-%m-%d}"


class DocumentReceipt(models.Model):
    """That a version of a document was opened by who may receive it for an owner, and how."""

    class How(models.TextChoices):
        SIGNED_IN = "signed_in", _("abierto con sus credenciales")
        BY_LINK = "by_link", _("abierto por enlace")

    id = KeyField()
    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="receipts", verbose_name=_("versión"))
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="+", verbose_name=_("titular"))
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("persona"))
    how = models.CharField(_("cómo"), max_length=9, choices=How)
    at = models.DateTimeField(_("momento"))

    class Meta:
        verbose_name = _("apertura de un documento")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "person", "how"], name="one_receipt_per_person_version_and_way"),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.person}"


class DocumentLink(models.Model):
    """A way to one version of one document for one person who has not signed in, until it runs out or is revoked."""

    id = KeyField()
    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="links", verbose_name=_("versión"))
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("persona"))
    made_at = models.DateTimeField(_("hecho"))
    expires_at = models.DateTimeField(_("caduca"))
    revoked_at = models.DateTimeField(_("anulado"), null=True)

    class Meta:
        verbose_name = _("enlace a un documento")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_link_lasts"),
            models.UniqueConstraint(
                fields=["version", "person"],
                condition=Q(revoked_at=None),
                name="one_open_link_per_person_and_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.person}"
