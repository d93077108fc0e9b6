"""What is typed of a quote: what the office publishes, what the owner decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.forms.fields import likely_day
from maintenance.models import Lift
from owners.actions.quotes import Offer
from owners.enums import QuoteState
from owners.forms.fields import AmountField, OriginalField

LINES = 6
CHOICES = (
    (QuoteState.ACCEPTED.value, gettext_lazy("Lo acepto")),
    (QuoteState.MEETING.value, gettext_lazy("Va a la junta")),
    (QuoteState.DECLINED.value, gettext_lazy("No lo acepto")),
)


class QuoteForm(forms.Form):
    """The original, and what it offers."""

    file = OriginalField(label=gettext_lazy("El original"))
    lift: "forms.ModelChoiceField[Lift]" = forms.ModelChoiceField(
        label=gettext_lazy("Ascensor"),
        queryset=None,
        empty_label=None,
        error_messages={"required": gettext_lazy("Elija el ascensor.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Número"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba el número del presupuesto.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Qué se propone"),
        max_length=120,
        help_text=gettext_lazy("«Cambiar los cables de tracción»"),
        error_messages={"required": gettext_lazy("Escriba qué se propone.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Por qué, en palabras llanas"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Qué pasa si se hace, y qué si no. Lo lee el titular antes que el precio."),
    )
    issued_on = likely_day(gettext_lazy("Fecha del presupuesto"))
    valid_until = likely_day(gettext_lazy("Vale hasta el"))
    base = AmountField(label=gettext_lazy("Base imponible"))
    tax = AmountField(label=gettext_lazy("Impuestos"))
    total = AmountField(label=gettext_lazy("Total"))

    def __init__(self, *args: Any, lifts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lift"].queryset = lifts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("issued_on"), said.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("Deja de valer antes de su fecha."))
        return said

    @property
    def offer(self) -> Offer:
        """For the action."""
        said = self.cleaned_data
        return Offer(**{name: said[name] for name in set(Offer.__dataclass_fields__) & set(said)})


class LineForm(forms.Form):
    """A part of the total."""

    text = forms.CharField(label=gettext_lazy("Qué"), max_length=240, required=False)
    amount = AmountField(label=gettext_lazy("Importe, sin impuestos"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("text") and said.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Escriba el importe."))
        if said.get("amount") is not None and not said.get("text"):
            self.add_error("text", _("Escriba qué es."))
        return said


LineForms = forms.formset_factory(LineForm, extra=LINES, max_num=40, validate_max=True)


class DecisionForm(forms.Form):
    """What the owner says of it."""

    state = forms.ChoiceField(
        label=gettext_lazy("¿Qué hacemos?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija una de las tres.")},
    )
    meeting_on = likely_day(gettext_lazy("Día de la junta"), required=False)
    words = forms.CharField(
        label=gettext_lazy("¿Quiere decirnos algo?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("state") == QuoteState.MEETING and not said.get("meeting_on") and "meeting_on" not in self.errors:
            self.add_error("meeting_on", _("Escriba qué día es la junta."))
        return said


class WithdrawalForm(forms.Form):
    """Why it is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Por qué se retira"),
        max_length=240,
        help_text=gettext_lazy("Lo lee el titular."),
        error_messages={"required": gettext_lazy("Escriba por qué se retira.")},
    )
