"""What the office types of an invoice: what the original says, and where the ERP says it stands."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import iban

from maintenance.forms.fields import likely_day, moment
from owners.actions.invoices import Stated
from owners.enums import InvoiceKind, InvoiceStatus
from owners.forms.fields import AmountField, OriginalField
from owners.forms.lines import no_works
from owners.models import Owner
from owners.queries import billing
from owners.rules import paying
from owners.rules.einvoices import codes
from owners.rules.standings import Standing
from portal.files import readings
from portal.lib import written
from portal.web import words


class InvoiceForm(forms.Form):
    """The original, and what it says."""

    file = OriginalField(label=gettext_lazy("El original"))
    number = forms.CharField(
        label=gettext_lazy("Número"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba el número de la factura.")},
    )
    series = forms.CharField(label=gettext_lazy("Serie"), max_length=20, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Qué es"),
        choices=InvoiceKind.choices,
        initial=InvoiceKind.ORDINARY.value,
        widget=forms.RadioSelect,
    )
    corrected_number = forms.CharField(label=gettext_lazy("Número de la que rectifica"), max_length=40, required=False)
    issuer_nif = forms.CharField(
        label=gettext_lazy("NIF de quien la emite"),
        max_length=20,
        error_messages={"required": gettext_lazy("Escriba el NIF de quien la emite.")},
    )
    issued_on = likely_day(gettext_lazy("Fecha de la factura"))
    due_on = likely_day(gettext_lazy("Vence"), required=False)
    period_from = likely_day(gettext_lazy("Del periodo que empieza"), required=False)
    period_to = likely_day(gettext_lazy("y termina"), required=False)
    base = AmountField(label=gettext_lazy("Base imponible"))
    tax = AmountField(label=gettext_lazy("Impuestos"))
    tax_words = forms.CharField(
        label=gettext_lazy("Qué impuesto"), max_length=80, required=False, help_text=gettext_lazy("«IVA, 21 %»")
    )
    total = AmountField(label=gettext_lazy("Total"))
    as_printed = forms.BooleanField(label=gettext_lazy("Las cifras son así en el original"), required=False)
    account = forms.CharField(
        label=gettext_lazy("IBAN en el que se carga"),
        max_length=42,
        required=False,
        help_text=gettext_lazy("Entero o sus cuatro últimas cifras: solo guardamos estas."),
    )
    next_charge_on = likely_day(gettext_lazy("Se cargará el"), required=False)
    payment_link = forms.URLField(
        label=gettext_lazy("Página de pago"),
        max_length=400,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Esto no es la dirección de una página.")},
    )
    tax_link = forms.URLField(
        label=gettext_lazy("Dirección del QR tributario"),
        max_length=400,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Esto no es la dirección de una página.")},
    )
    works_reference = forms.CharField(
        label=gettext_lazy("Orden de trabajo"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Vale para las líneas que no digan la suya: el número del boletín, de la avería o del trabajo."
        ),
    )
    announce_after = moment(
        gettext_lazy("Avisar después de"),
        required=False,
        help_text=gettext_lazy("Si no dice cuándo, se avisa dentro de una hora. Hasta entonces se puede deshacer."),
    )

    def __init__(self, *args: Any, owner: Owner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean_number(self) -> str:
        return " ".join(self.cleaned_data["number"].split())

    def clean_issuer_nif(self) -> str:
        return "".join(self.cleaned_data["issuer_nif"].split()).upper()

    def clean_account(self) -> str:
        """The last four figures, whatever more was typed."""
        typed: str = self.cleaned_data["account"]
        plain = "".join(typed.split())
        if not plain:
            return ""
        if len(plain) > 4 and not iban.is_valid(plain):
            raise ValidationError(_("A este IBAN le falla alguna cifra."))
        if not paying.last_of(plain):
            raise ValidationError(_("Escriba el IBAN o sus cuatro últimas cifras."))
        return paying.last_of(plain)

    def clean_works_reference(self) -> str:
        typed: str = self.cleaned_data["works_reference"].strip()
        if typed and billing.works(self.owner, typed) is None:
            raise ValidationError(no_works())
        return typed

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        issued, due = said.get("issued_on"), said.get("due_on")
        if issued and due and due < issued:
            self.add_error("due_on", _("Vence antes de emitirse."))
        if said.get("period_to") and not said.get("period_from"):
            self.add_error("period_from", _("Diga también cuándo empieza."))
        if said.get("period_from") and said.get("period_to") and said["period_to"] < said["period_from"]:
            self.add_error("period_to", _("Termina antes de empezar."))
        if said.get("kind") != InvoiceKind.CORRECTIVE and said.get("corrected_number"):
            self.add_error("kind", _("Si rectifica otra, es una factura rectificativa."))
        self._sum_up(said)
        return said

    def _sum_up(self, said: dict[str, Any]) -> None:
        base, tax, total = (said.get(name) for name in ("base", "tax", "total"))
        if None in (base, tax, total) or base + tax == total or said.get("as_printed"):  # type: ignore[operator]
            return
        sums = {"base": words.money(base), "tax": words.money(tax), "total": words.money(total)}  # type: ignore[arg-type]
        self.add_error(
            "total", _("%(base)s y %(tax)s no suman %(total)s. Si el original lo dice así, márquelo abajo.") % sums
        )

    @property
    def stated(self) -> Stated:
        """What the original says, for the action."""
        said = self.cleaned_data
        names = set(Stated.__dataclass_fields__) & set(said)
        kept = {name: said[name] for name in names} | {"kind": InvoiceKind(said["kind"])}
        return Stated(account_last=said["account"], **kept)

    @property
    def stated_with_link(self) -> Stated:
        """The same; where nobody typed where its tax QR leads, that is read off the original."""
        if self.stated.tax_link:
            return self.stated
        return replace(self.stated, tax_link=codes.tax_link(readings.codes(self.cleaned_data["file"].content)))

    @property
    def standing(self) -> Standing:
        """Issued, and when it will be charged."""
        return Standing(next_charge_on=self.cleaned_data["next_charge_on"])


class WithdrawalForm(forms.Form):
    """Why an invoice is withdrawn."""

    why = forms.CharField(
        label=gettext_lazy("Por qué se retira"),
        max_length=240,
        help_text=gettext_lazy("Si su titular ya la ha visto, lo leerá."),
        error_messages={"required": gettext_lazy("Escriba por qué: su titular tiene que saberlo.")},
    )


class StandingForm(forms.Form):
    """Where the ERP says it stands."""

    status = forms.ChoiceField(label=gettext_lazy("Estado"), choices=InvoiceStatus.choices)
    charged_on = likely_day(gettext_lazy("Cargada el"), required=False)
    returned_on = likely_day(gettext_lazy("Devuelta el"), required=False)
    why_returned = forms.CharField(label=gettext_lazy("Motivo del banco"), max_length=240, required=False)
    next_charge_on = likely_day(gettext_lazy("Próximo cargo"), required=False)
    paid_on = likely_day(gettext_lazy("Pagada el"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("status") == InvoiceStatus.RETURNED and not said.get("returned_on"):
            self.add_error("returned_on", _("Diga qué día lo devolvió el banco."))
        return said

    def refuse_day(self, day: date) -> None:
        """Says beside its field that a day has not come."""
        gone = ("charged_on", "returned_on", "paid_on")
        field = next((name for name in gone if self.cleaned_data[name] == day), None)
        self.add_error(field, _("El %(day)s no ha llegado.") % {"day": written.day(day)})

    @property
    def standing(self) -> Standing:
        """For the action."""
        return Standing(**self.cleaned_data | {"status": InvoiceStatus(self.cleaned_data["status"])})
