"""The company's single row."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

hex_colour = RegexValidator(r"^#[0-9a-f]{6}$", _("Escriba el color así: #0b6478"))


class Company(models.Model):
    """Name, numbers and looks of the lift company; exactly one row."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("nombre"), max_length=120)
    legal_name = models.CharField(_("razón social"), max_length=160)
    nif = models.CharField(_("NIF"), max_length=20)
    register_number = models.CharField(_("número de registro de empresa conservadora"), max_length=40, blank=True)
    address = models.CharField(_("dirección"), max_length=240, blank=True)
    emergency_phone = models.CharField(_("teléfono 24 horas"), max_length=20)
    office_phone = models.CharField(_("teléfono de la oficina"), max_length=20, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    hours = models.CharField(_("horario de la oficina"), max_length=120, blank=True)
    logo = models.CharField(_("huella del logotipo"), max_length=64, blank=True)
    accent = models.CharField(_("color"), max_length=7, default="#0b6478", validators=[hex_colour])
    accent_dark = models.CharField(_("color sobre oscuro"), max_length=7, default="#6cc5d8", validators=[hex_colour])
    language = models.CharField(_("idioma"), max_length=2, default="es")
    time_zone = models.CharField(_("zona horaria"), max_length=40, default="Europe/Madrid")
    region = models.CharField(_("comunidad autónoma"), max_length=5, default="ES-CL")
    public_statement = models.BooleanField(_("página pública de cifras"), default=False)
    iban = models.CharField(_("IBAN en el que cobra"), max_length=34, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    payment_hosts = models.TextField(_("páginas de pago admitidas, un dominio por línea"), blank=True)
    electronic_receipt_by_link = models.BooleanField(_("abrir por enlace vale como acuse"), default=False)

    under_care_law = models.BooleanField(_("le obliga la Ley 10/2025 de atención a la clientela"), default=False)

    class Meta:
        verbose_name = _("empresa")
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_company_only")]

    def __str__(self) -> str:
        return self.name
