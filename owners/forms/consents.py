"""Consenting to electronic papers: the text was read, and for the office the owner's signed paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from owners.enums import ConsentTo
from portal.web.fields import PaperField


class ConsentForm(forms.Form):
    """To one kind of paper. `wording` is the version of the text that stands above it."""

    to = forms.ChoiceField(choices=ConsentTo.choices, widget=forms.HiddenInput)
    wording = forms.IntegerField(min_value=1, max_value=999, widget=forms.HiddenInput)
    agrees = forms.BooleanField(
        label=gettext_lazy("He leído el texto y lo acepto en nombre del titular"),
        error_messages={"required": gettext_lazy("Marque que lo ha leído y lo acepta.")},
    )


class SignedConsentForm(ConsentForm):
    """What the office writes down of a paper the owner signed."""

    agrees = forms.BooleanField(
        label=gettext_lazy("El titular ha firmado este texto"),
        error_messages={"required": gettext_lazy("Marque que lo ha firmado.")},
    )
    evidence = PaperField(
        label=gettext_lazy("El papel firmado"),
        error_messages={"required": gettext_lazy("Adjunte el papel firmado: sin él no consta que lo aceptó.")},
    )


def of(to: ConsentTo, wording: int, *, signed: bool, data: Any = None, files: Any = None) -> ConsentForm:
    """The form of one kind of paper; bound when it is the one that was sent."""
    sent = data is not None and data.get("to") == to.value
    form = SignedConsentForm if signed else ConsentForm
    initial = {"to": to.value, "wording": wording}
    return form(data if sent else None, files if sent else None, initial=initial, auto_id=f"{to.value}-%s")
