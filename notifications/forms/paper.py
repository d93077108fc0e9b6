"""What the office does with letters on paper, and who takes them."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications.enums import Handing, Why

NEEDLESS = [(one.value, one.label) for one in (Why.KNOWS, Why.LEFT, Why.OVER)]


class SheetsForm(forms.Form):
    """How the printer prints."""

    even = forms.BooleanField(
        label=gettext_lazy("A dos caras"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Cada carta empieza en hoja nueva: si hace falta, queda una cara en blanco."),
    )


class HandedForm(forms.Form):
    """How and when they were handed over."""

    how = forms.ChoiceField(label=gettext_lazy("Cómo"), choices=Handing.choices)
    on = forms.DateField(
        label=gettext_lazy("Qué día"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: object, today: date, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.today = today
        self.fields["on"].initial = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(_("Ese día todavía no ha llegado."))
        return day


class NeedlessForm(forms.Form):
    """Why nobody needs them any more."""

    why = forms.ChoiceField(label=gettext_lazy("Por qué"), choices=NEEDLESS)


class WaysForm(forms.Form):
    """What a person gets on paper, as he said it to somebody of the office."""

    law_on_paper = forms.BooleanField(label=gettext_lazy("Lo que pide la ley, en papel"), required=False)
    summaries_on_paper = forms.BooleanField(label=gettext_lazy("Sus resúmenes, en papel"), required=False)
    said = forms.CharField(
        label=gettext_lazy("Cómo lo pidió"),
        max_length=240,
        help_text=gettext_lazy("Por ejemplo: «por teléfono, el lunes». Queda escrito con su nombre."),
    )
