"""Fields of what the office types of invoices and contracts: amounts, days, and the original."""

from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.forms import fields
from owners.rules import amounts
from portal.files import uploads
from portal.files.uploads import Accepted

FIRST, LAST = date(1970, 1, 1), date(2100, 1, 1)
ENCLOSED = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "facturae.xml")  # e-invoices within a PDF


class AmountField(forms.CharField):
    """Money with comma or point; what comes of it is a Decimal with two decimals, or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=24, widget=widget, **options)
        self.error_messages["required"] = gettext_lazy("Escriba el importe.")

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return amounts.read(typed)
        except amounts.Ambiguous as unclear:
            raise ValidationError(_("¿Son miles o céntimos? Escríbalo con sus céntimos: 1.234,00.")) from unclear
        except amounts.NoAmount as wrong:
            raise ValidationError(_("Escriba el importe así: 1.234,56.")) from wrong

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value


class OriginalField(forms.FileField):
    """The PDF the ERP made; what comes of it is an `Accepted` whose bytes are those that came."""

    widget = forms.FileInput(attrs={"accept": ".pdf"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": gettext_lazy("PDF, hasta 10 MB. Se guarda tal cual, byte a byte."), **options})
        self.error_messages |= {
            "empty": gettext_lazy("El fichero está vacío."),
            "required": gettext_lazy("Elija el PDF de la factura."),
        }

    def clean(self, data: Any, initial: Any = None) -> Accepted | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        if PurePath(upload.name or "").suffix.lower() != ".pdf":
            raise ValidationError(_("La factura se guarda tal cual: tiene que ser el PDF que hizo su programa."))
        try:
            return uploads.accept(upload, may_hold=ENCLOSED)
        except uploads.Refused as refused:
            raise ValidationError(str(refused)) from refused


def day(label: Any, **options: Any) -> forms.DateField:
    """A day in a year that can be."""
    found = fields.day(label, **options)
    found.validators.append(_in_our_times)
    return found


def _in_our_times(typed: date) -> None:
    if not FIRST <= typed < LAST:
        raise ValidationError(_("Ese año no puede ser."))
