"""How the company is paid: what transfers need, and which pages may take a payment."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import bic, iban

HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class PaymentForm(forms.Form):
    """The company's account and its payment pages."""

    iban = forms.CharField(
        label=gettext_lazy("IBAN en el que cobra"),
        max_length=42,
        required=False,
        help_text=gettext_lazy("Con él, las facturas por pagar llevan un código que lee la aplicación del banco."),
    )
    bic = forms.CharField(label=gettext_lazy("BIC"), max_length=11, required=False)
    payment_hosts = forms.CharField(
        label=gettext_lazy("Páginas de pago admitidas"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Un dominio por línea: pagos.example.com. A ningún otro sitio enviamos a nadie a pagar."
        ),
    )

    def clean_iban(self) -> str:
        typed: str = iban.compact(self.cleaned_data["iban"])
        if typed and not iban.is_valid(typed):
            raise ValidationError(_("A este IBAN le falla alguna cifra."))
        return typed

    def clean_bic(self) -> str:
        typed: str = bic.compact(self.cleaned_data["bic"])
        if typed and not bic.is_valid(typed):
            raise ValidationError(_("Este BIC no está bien escrito."))
        return typed

    def clean_payment_hosts(self) -> str:
        """One host a line, in lower case."""
        hosts = [line.strip().lower() for line in self.cleaned_data["payment_hosts"].splitlines() if line.strip()]
        if wrong := [host for host in hosts if not HOST.fullmatch(host)]:
            raise ValidationError(
                _("«%(host)s» no es un dominio: escríbalo sin https ni barras."), params={"host": wrong[0]}
            )
        return "\n".join(dict.fromkeys(hosts))
