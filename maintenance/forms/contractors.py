"""Contractors as they are written down, and the owners' papers for them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.es import nif

from maintenance.forms import fields
from maintenance.models import Technician
from maintenance.queries import contractors
from portal.web.fields import PaperField


class ContractorForm(forms.Form):
    """What is known of a contractor from the first day."""

    name = forms.CharField(
        label=gettext_lazy("Nombre"), max_length=160, error_messages={"required": gettext_lazy("Escriba el nombre.")}
    )
    nif = forms.CharField(
        label=gettext_lazy("NIF"), max_length=20, error_messages={"required": gettext_lazy("Escriba el NIF.")}
    )
    register_number = forms.CharField(
        label=gettext_lazy("Número de registro de empresa conservadora"),
        help_text=gettext_lazy("solo puede trabajar para nosotros otra empresa conservadora (ITC AEM 1, art. 7)"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba su número de registro: sin él no puede trabajar aquí.")},
    )
    began_on = fields.likely_day(gettext_lazy("Trabaja para nosotros desde"))

    def clean_nif(self) -> str:
        typed: str = self.cleaned_data["nif"]
        if not nif.is_valid(typed):
            raise ValidationError(_("A este NIF le falla la letra o alguna cifra."))
        return str(nif.compact(typed))


class ContractorDetailsForm(forms.Form):
    """What may change of it."""

    name = forms.CharField(
        label=gettext_lazy("Nombre"), max_length=160, error_messages={"required": gettext_lazy("Escriba el nombre.")}
    )
    register_number = forms.CharField(
        label=gettext_lazy("Número de registro de empresa conservadora"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba su número de registro: sin él no puede trabajar aquí.")},
    )
    ended_on = fields.likely_day(
        gettext_lazy("Deja de trabajar para nosotros el"),
        required=False,
        help_text=gettext_lazy("desde ese día no se le da trabajo"),
    )


class MemberForm(forms.Form):
    """One of our technicians who is this contractor's."""

    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=gettext_lazy("Quién"),
        queryset=None,
        empty_label=gettext_lazy("Elija"),
        error_messages={
            "required": gettext_lazy("Elija quién."),
            "invalid_choice": gettext_lazy("Ya no trabaja aquí, o es ya de una contrata."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technician"].queryset = contractors.our_own()  # type: ignore[attr-defined]


class AuthorisationForm(forms.Form):
    """The owner's paper, and from when to when it holds."""

    file = PaperField(
        label=gettext_lazy("La autorización, firmada por el titular"),
        help_text=gettext_lazy("PDF o foto, hasta 10 MB; tiene que nombrar a la contrata"),
        error_messages={
            "required": gettext_lazy("Adjunte la autorización: sin ella no se le da trabajo en este ascensor.")
        },
    )
    from_on = fields.likely_day(gettext_lazy("Vale desde"))
    to_on = fields.likely_day(
        gettext_lazy("Hasta"), required=False, help_text=gettext_lazy("vacío si no dice hasta cuándo")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last <= first:
            self.add_error("to_on", _("Termina antes de empezar."))
        return cleaned


class AuthorisationEndForm(forms.Form):
    """The first day on which it does not hold any more."""

    to_on = fields.likely_day(gettext_lazy("Deja de valer el"))
