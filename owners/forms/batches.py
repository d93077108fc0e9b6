"""What a person mends of a paper of a batch, and when a batch is announced."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.forms.fields import likely_day, moment
from maintenance.models import Lift
from owners.enums.reading import PaperKind
from owners.forms.fields import AmountField
from owners.models import BatchItem, Owner
from owners.rules.batches import Understood
from owners.rules.recognition.shapes import Fact, Value
from portal.lib import clock

FACTS = {
    "kind": Fact.KIND,
    "number": Fact.NUMBER,
    "series": Fact.SERIES,
    "issuer": Fact.ISSUER,
    "issued_on": Fact.ISSUED_ON,
    "due_on": Fact.DUE_ON,
    "charged_on": Fact.CHARGED_ON,
    "base": Fact.BASE,
    "tax": Fact.TAX,
    "total": Fact.TOTAL,
    "corrected": Fact.CORRECTED,
    "works": Fact.WORKS,
}


class MendForm(forms.Form):
    """Every fact of a paper, as it was read, to be put right."""

    kind = forms.ChoiceField(label=gettext_lazy("Qué es"), choices=PaperKind.choices)
    lift: "forms.ModelChoiceField[Lift]" = forms.ModelChoiceField(
        label=gettext_lazy("Ascensor"), queryset=None, required=False, empty_label=gettext_lazy("Todos los suyos")
    )
    number = forms.CharField(label=gettext_lazy("Número"), max_length=40, required=False)
    series = forms.CharField(label=gettext_lazy("Serie"), max_length=20, required=False)
    issuer = forms.CharField(label=gettext_lazy("NIF de quien la emite"), max_length=20, required=False)
    issued_on = likely_day(gettext_lazy("Fecha"), required=False)
    due_on = likely_day(gettext_lazy("Vence"), required=False)
    charged_on = likely_day(gettext_lazy("Se cargará el"), required=False)
    base = AmountField(label=gettext_lazy("Base imponible"), required=False)
    tax = AmountField(label=gettext_lazy("Impuestos"), required=False)
    total = AmountField(label=gettext_lazy("Total"), required=False)
    corrected = forms.CharField(label=gettext_lazy("Número de la que rectifica"), max_length=40, required=False)
    works = forms.CharField(label=gettext_lazy("Orden de trabajo"), max_length=40, required=False)

    def __init__(self, *args: Any, item: BatchItem, owner: Owner | None, lifts: Any, **kwargs: Any) -> None:
        told = Understood.of(item.understood, item.mended)
        initial = {name: told.value(fact) for name, fact in FACTS.items()} | {"kind": told.kind, "lift": item.lift_id}
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.owner = owner
        self.fields["lift"].queryset = lifts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("due_on") and said.get("issued_on") and said["due_on"] < said["issued_on"]:
            self.add_error("due_on", _("Vence antes de emitirse."))
        if not PaperKind(said.get("kind") or PaperKind.OTHER).is_invoice:
            return said
        for name, lack in (
            ("number", _("Escriba el número de la factura.")),
            ("issued_on", _("Escriba la fecha de la factura.")),
            ("base", _("Escriba la base imponible.")),
            ("tax", _("Escriba los impuestos; si no lleva, un cero.")),
            ("total", _("Escriba el total.")),
        ):
            if said.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, lack)
        return said

    @property
    def mended(self) -> dict[Fact, Value]:
        """What a person says of each fact; a text taken away is empty, a day taken away is none."""
        said = self.cleaned_data
        kept = {fact: said[name] for name, fact in FACTS.items() if isinstance(said[name], str | date | Decimal)}
        return kept | {Fact.KIND: PaperKind(said["kind"])}


class PublicationForm(forms.Form):
    """When owners are told: after the undo hour, or at a time that is chosen."""

    announce_after = moment(gettext_lazy("Avisar el"), required=False)

    def clean_announce_after(self) -> Any:
        typed = self.cleaned_data["announce_after"]
        if typed and typed <= clock.now():
            raise ValidationError(_("Esa hora ya ha pasado."))
        if typed and (typed - clock.now()).days > 60:
            raise ValidationError(_("Como mucho, dentro de 60 días."))
        return typed
