"""A browser that takes notices, and a mobile that takes SMS."""

import re

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from notifications.actions.subscriptions import Address
from notifications.rules import endpoints
from portal.web.fields import CodeField

SPANISH = re.compile(r"[67]\d{8}")
ABROAD = re.compile(r"\+[1-9]\d{7,14}")


class BrowserForm(forms.Form):
    """What a browser gives, and whether somebody pressed for it."""

    endpoint = forms.CharField(max_length=endpoints.MOST)
    p256dh = forms.CharField(validators=[RegexValidator(f"^{endpoints.PUBLIC_KEY}$")])
    auth = forms.CharField(validators=[RegexValidator(f"^{endpoints.SECRET}$")])

    asked = forms.BooleanField(required=False)

    def address(self) -> Address:
        """The form must be valid."""
        return Address(**{name: self.cleaned_data[name] for name in ("endpoint", "p256dh", "auth")})


class MobileForm(forms.Form):
    """The number, as people write it; what comes of it is written as the whole world does (E.164)."""

    number = forms.CharField(
        label=_("Su móvil"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Escriba su número de móvil.")},
        help_text=_("De otro país, con su prefijo: +33…"),
    )

    def clean_number(self) -> str:
        """`+34600000000`."""
        said = re.sub(r"[\s().-]", "", str(self.cleaned_data["number"]))
        said = f"+{said[2:]}" if said.startswith("00") else said
        if SPANISH.fullmatch(said):
            return f"+34{said}"
        is_spanish = said.startswith("+34")
        if not ABROAD.fullmatch(said) or (is_spanish and not SPANISH.fullmatch(said[3:])):
            raise forms.ValidationError(_("Eso no es un número de móvil. Escríbalo así: 600 000 000."))
        return said


class MobileCodeForm(forms.Form):
    """The code that arrived there."""

    code = CodeField(error_messages={"required": _("Escriba el código del SMS.")})
