"""Printing a month for the post, and saying that it went."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class PrintForm(forms.Form):
    """How the printer prints, and whether what went before goes again."""

    even = forms.BooleanField(
        label=gettext_lazy("A dos caras"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Cada carta empieza en hoja nueva: si hace falta, queda una cara en blanco."),
    )
    again = forms.BooleanField(
        label=gettext_lazy("También lo que ya se envió"),
        required=False,
        help_text=gettext_lazy("Para repetir un envío que se perdió."),
    )


class PostedForm(forms.Form):
    """The day the envelopes went."""

    posted_on = forms.DateField(
        label=gettext_lazy("Día en que se llevaron a Correos"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: object, first: date, last: date, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.first, self.last = first, last
        self.fields["posted_on"].initial = last
        self.fields["posted_on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}

    def clean_posted_on(self) -> date:
        """Neither before it was printed nor tomorrow."""
        day: date = self.cleaned_data["posted_on"]
        if not self.first <= day <= self.last:
            raise ValidationError(_("Ese día no puede ser: se imprimió después, o aún no ha llegado."))
        return day
