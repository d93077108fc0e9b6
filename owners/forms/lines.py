"""What the office types of an invoice's lines: which there are, what each is charged for, and who pays that."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from owners.actions.invoices import Charge
from owners.enums import WhatFor
from owners.forms.fields import AmountField
from owners.models import Clause, InvoiceLine, Owner
from owners.queries import billing, explaining

COVERED = (("", gettext_lazy("No se dice")), ("yes", gettext_lazy("Cubierta")), ("no", gettext_lazy("No cubierta")))
SAID = {"yes": True, "no": False, "": None}
LINES, MOST = 6, 30
PLAIN = ("list_amount", "what_for", "clause", "why")
WORKS = ("visit", "breakdown", "work", "quote", "works_reference")


class TieForm(forms.Form):
    """What a line is charged for, and who pays that; of a line that is there, the line."""

    list_amount = AmountField(label=gettext_lazy("Sin contrato serían"), required=False)
    what_for = forms.ChoiceField(
        label=gettext_lazy("Por qué concepto"), choices=WhatFor.choices, initial=WhatFor.FEE.value
    )
    works_reference = forms.CharField(
        label=gettext_lazy("Número del boletín, de la avería o del trabajo"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"list": "works", "autocomplete": "off"}),
    )
    covered = forms.ChoiceField(label=gettext_lazy("La cuota la cubre"), choices=COVERED, required=False)
    clause: "forms.ModelChoiceField[Clause]" = forms.ModelChoiceField(
        label=gettext_lazy("Cláusula"), queryset=None, required=False, empty_label=gettext_lazy("Ninguna")
    )
    why = forms.CharField(label=gettext_lazy("Por qué"), max_length=240, required=False)

    def __init__(self, *args: Any, owner: Owner, line: InvoiceLine | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = (self.told(line) if line else {}) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.owner, self.line = owner, line
        self.fields["clause"].queryset = billing.clauses(owner)  # type: ignore[attr-defined]

    @staticmethod
    def told(line: InvoiceLine) -> dict[str, Any]:
        """What the line says, as the fields show it."""
        covered = next(word for word, value in SAID.items() if value is line.covered)
        plain = {name: getattr(line, name) for name in ("text", "amount", "quantity", *PLAIN)}
        return plain | {"covered": covered, "works_reference": explaining.reference_of(line)}

    def clean_works_reference(self) -> str:
        typed: str = self.cleaned_data["works_reference"].strip()
        if typed and self._is_new(typed) and billing.works(self.owner, typed) is None:
            raise ValidationError(no_works())
        return typed

    def _is_new(self, typed: str) -> bool:
        """Whether it names other works than the line does; one that names none any more may stay."""
        return self.line is None or typed != explaining.reference_of(self.line)

    def tied(self, reference: str = "") -> dict[str, Any]:
        """What of a charge is not the ERP's; `reference` holds where no works are named."""
        said = self.cleaned_data
        named = said["works_reference"] or reference
        if self.line and not self._is_new(named):
            works = {name: getattr(self.line, name) for name in WORKS}
        else:
            works = billing.linked(self.owner, named) | {"works_reference": named}
        plain = {name: said[name] for name in PLAIN} | {"what_for": WhatFor(said["what_for"])}
        return plain | works | {"covered": SAID[said["covered"]]}

    def charge(self) -> Charge | None:
        """The line that is there, tied as it was typed."""
        return Charge(self.line.text, self.line.amount, **self.tied()) if self.line else None


class LineForm(TieForm):
    """A whole line of it."""

    text = forms.CharField(label=gettext_lazy("Concepto"), max_length=240, required=False)
    amount = AmountField(label=gettext_lazy("Importe"), required=False)
    quantity = AmountField(label=gettext_lazy("Cantidad"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("text") and said.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Escriba el importe de la línea."))
        if said.get("amount") is not None and not said.get("text"):
            self.add_error("text", _("Escriba qué se cobra."))
        return said

    def charge(self, reference: str = "") -> Charge | None:
        """The line for the action; None for an empty one. `reference` holds for a line that names no works."""
        said = self.cleaned_data
        if not said.get("text"):
            return None
        return Charge(text=said["text"], amount=said["amount"], quantity=said["quantity"], **self.tied(reference))


class SeenForm(forms.Form):
    """How often the invoice had been explained when its writer began."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32000)


LineForms = forms.formset_factory(LineForm, extra=LINES, max_num=MOST, validate_max=True)


def no_works() -> str:
    """That a number names nothing an invoice of this owner could charge for."""
    return _("Este titular no tiene ninguna revisión, avería, trabajo ni presupuesto aceptado con ese número.")
