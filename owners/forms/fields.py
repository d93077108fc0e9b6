"""Fields of what the office types of invoices, contracts and quotes: amounts, and the original."""

from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from owners.rules import amounts
from portal.files import readings, uploads
from portal.files.uploads import Accepted
from portal.web.fields import PaperField


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


class OriginalField(PaperField):
    """The PDF the ERP made, perhaps with its e-invoice within; its bytes are kept as they came."""

    widget = forms.FileInput(attrs={"accept": ".pdf"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": gettext_lazy("PDF, hasta 10 MB. Se guarda tal cual, byte a byte."), **options})
        self.error_messages["required"] = gettext_lazy("Elija el PDF de la factura.")

    def take(self, upload: "UploadedFile[bytes]") -> Accepted:
        if PurePath(upload.name or "").suffix.lower() != ".pdf":
            raise uploads.Refused(_("La factura se guarda tal cual: tiene que ser el PDF que hizo su programa."))
        return uploads.accept(upload, may_hold=readings.EINVOICES)
