"""What the office says of an ERP's list: which column is which, and what its words for a state mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from owners.enums import InvoiceStatus
from owners.queries.standing_lists import Option
from owners.rules import remittances

FACTS = {
    "number": gettext_lazy("Número de la factura"),
    "series": gettext_lazy("Serie"),
    "issued_on": gettext_lazy("Fecha de la factura"),
    "owner_nif": gettext_lazy("NIF del titular"),
    "total": gettext_lazy("Total"),
    "status": gettext_lazy("Estado"),
    "charged_on": gettext_lazy("Día del cargo"),
    "returned_on": gettext_lazy("Día de la devolución"),
    "why_returned": gettext_lazy("Motivo de la devolución"),
    "next_charge_on": gettext_lazy("Próximo cargo"),
    "paid_on": gettext_lazy("Día del pago"),
    "file": gettext_lazy("Nombre del fichero"),
    "owner_name": gettext_lazy("Nombre del titular"),
    "due_on": gettext_lazy("Vencimiento"),
    "base": gettext_lazy("Base imponible"),
    "tax": gettext_lazy("Impuestos"),
    "kind": gettext_lazy("Factura o rectificativa"),
    "corrected": gettext_lazy("Factura que rectifica"),
    "lift": gettext_lazy("Ascensor"),
    "works": gettext_lazy("Orden de trabajo"),
}
FIRST = 11  # facts shown at once; the others speak of what is published with the list


class ColumnsForm(forms.Form):
    """A column of the list for each fact, and a state for each word nobody knew."""

    def __init__(
        self, *args: Any, headings: Sequence[str], known: Mapping[str, str], unknown: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = list(unknown)
        named = [name for name in headings if name.strip()]
        choices = [("", _("No viene")), *((str(place), name[:60]) for place, name in enumerate(named))]
        self._columns = {str(place): name for place, name in enumerate(named)}
        places = {name: place for place, name in self._columns.items()}
        for fact, label in FACTS.items():
            self.fields[fact] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=fact in remittances.NEEDED,
                initial=places.get(known.get(fact, ""), ""),
                error_messages={"required": gettext_lazy("Diga en qué columna está el número de la factura.")},
            )
        states = [("", _("No se sabe")), *InvoiceStatus.choices]
        for place, word in enumerate(self.unknown):
            self.fields[f"word_{place}"] = forms.ChoiceField(label=f"«{word}»", choices=states, required=False)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in list(FACTS)[:FIRST]]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in list(FACTS)[FIRST:]]

    @property
    def word_fields(self) -> list[forms.BoundField]:
        return [self[f"word_{place}"] for place in range(len(self.unknown))]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        seen: dict[str, str] = {}
        for fact in FACTS:
            place = said.get(fact, "")
            if place and seen.setdefault(place, fact) != fact:
                self.add_error(fact, _("Esa columna ya es «%(other)s».") % {"other": FACTS[seen[place]]})
        return said

    @property
    def columns(self) -> dict[str, str]:
        """The heading of each fact."""
        return {fact: self._columns[self.cleaned_data[fact]] for fact in FACTS if self.cleaned_data.get(fact)}

    @property
    def words(self) -> dict[str, str]:
        """What each of the list's own words means."""
        told = {word: self.cleaned_data.get(f"word_{place}", "") for place, word in enumerate(self.unknown)}
        return {word: str(remittances.Status(state)) for word, state in told.items() if state}


class ChoiceForm(forms.Form):
    """Which of the invoices with its number a row of the list is of."""

    invoice = forms.ChoiceField(
        label=gettext_lazy("¿Cuál es?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Diga de cuál es, o deje la línea fuera.")},
    )

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invoice"].choices = [(str(one.invoice.pk), one.words) for one in options]  # type: ignore[attr-defined]
