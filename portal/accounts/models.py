"""The person, and the invitation that first lets a person in."""

import hashlib
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.lib.keys import KeyField
from portal.lib.text import fold


class People(BaseUserManager["User"]):
    """Finding and making people."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.at_address(username or "").get()

    def at_address(self, email: str) -> "models.QuerySet[User]":
        """Who has that e-mail, whatever its case; through the index of the constraint."""
        return self.alias(address=Lower("email")).filter(address=email.strip().lower())

    def create_user(self, *, name: str, email: str | None = None, **fields: Any) -> "User":
        """A person without a password; the e-mail is kept in lower case."""
        address = email.strip().lower() if email else None
        person = self.model(name=name, email=address, search=fold(name, address or ""), **fields)
        person.set_unusable_password()
        person.save()
        return person


class User(AbstractBaseUser):
    """A person: one name, perhaps an e-mail, perhaps a telephone."""

    id = KeyField()
    name = models.CharField(_("nombre"), max_length=160)
    email = models.EmailField(_("correo"), null=True, blank=True)
    phone = models.CharField(_("teléfono"), max_length=30, blank=True)
    language = models.CharField(_("idioma"), max_length=2, default="es")
    time_zone = models.CharField(_("zona horaria"), max_length=40, default="Europe/Madrid")
    is_active = models.BooleanField(_("puede entrar"), default=True)
    created_at = models.DateTimeField(_("creada"), auto_now_add=True)
    search = models.TextField(_("texto de búsqueda"), editable=False, default="")

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("persona")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_email"),
            models.CheckConstraint(condition=~models.Q(email=""), name="no_email_is_null_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What one calls the person: Carmen."""
        return self.name.split()[0] if self.name else ""

    @property
    def initials(self) -> str:
        """First letters of the first and second word: PO for Pilar Ortega."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()


def digest(token: str) -> str:
    """What is stored of a secret: SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """A single-use way in for one person: a link in a mail, or a code in a printed letter. Only its digest is kept."""

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="invitations", verbose_name=_("persona"))
    digest = models.CharField(_("huella"), max_length=64, unique=True)
    on_paper = models.BooleanField(_("en carta"), default=False)
    created_at = models.DateTimeField(_("creada"))
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("creada por"))
    expires_at = models.DateTimeField(_("caduca"))
    used_at = models.DateTimeField(_("usada"), null=True)
    voided_at = models.DateTimeField(_("anulada"), null=True)

    class Meta:
        verbose_name = _("invitación")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(voided_at=None), name="used_or_voided_not_both"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at=None, voided_at=None),
                name="one_open_invitation_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.created_at:%Y-%m-%d}"


class Closure(models.Model):
    """From when to when a person's account was closed, and by whom; the one that runs is why he cannot come in.

    No stream of the ledger suits it: those are a lift's or an owner's, and a person may belong to many or to none.
    """

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="closures", verbose_name=_("persona"))
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("cerrada por"))
    closed_at = models.DateTimeField(_("cerrada"))
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("abierta por"))
    reopened_at = models.DateTimeField(_("abierta otra vez"), null=True)

    class Meta:
        verbose_name = _("cierre de cuenta")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(reopened_at=None), name="one_open_closure_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at=None) | models.Q(reopened_at__gte=models.F("closed_at")),
                name="reopened_after_it_was_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.closed_at:%Y-%m-%d}"


class SignInCode(models.Model):
    """A one-time code sent by mail. Written for known and unknown addresses alike, so that both cost the same."""

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("persona"))
    digest = models.CharField(_("huella"), max_length=64)
    created_at = models.DateTimeField(_("creado"))
    expires_at = models.DateTimeField(_("caduca"))
    tries = models.PositiveSmallIntegerField(_("intentos"), default=0)
    used_at = models.DateTimeField(_("usado"), null=True)

    class Meta:
        verbose_name = _("código de entrada")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(person__isnull=False), name="only_a_person_comes_in"
            )
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class SignIn(models.Model):
    """One time a person came in, from which kind of device and until when at most; it can be seen and ended."""

    class How(models.TextChoices):
        CODE = "code", _("con un código por correo")
        PASSWORD = "password", _("con su contraseña")
        INVITATION = "invitation", _("con una invitación")
        DEMO = "demo", _("desde la demostración")

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="sign_ins", verbose_name=_("persona"))
    session_key = models.CharField(_("sesión"), max_length=40, db_index=True)
    device = models.CharField(_("aparato"), max_length=120, blank=True)
    how = models.CharField(_("cómo"), max_length=20, choices=How)
    began_at = models.DateTimeField(_("desde"))
    expires_at = models.DateTimeField(_("caduca"))
    ended_at = models.DateTimeField(_("hasta"), null=True)

    class Meta:
        verbose_name = _("entrada")

    def __str__(self) -> str:
        return f"{self.person} · {self.began_at:%Y-%m-%d %H:%M}"


class Tally(models.Model):
    """How often something was tried within a window; counted in the database, so every process counts together."""

    key = models.CharField(_("qué"), max_length=120, primary_key=True)
    began_at = models.DateTimeField(_("desde"))
    count = models.PositiveIntegerField(_("veces"), default=0)

    class Meta:
        verbose_name = _("recuento")

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
