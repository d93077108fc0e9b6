"""What the office types of a contract: what was agreed, another price, the end."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.forms.fields import likely_day
from maintenance.models import Lift
from owners.actions.contracts import Says, Terms
from owners.enums import Cover
from owners.forms.fields import AmountField
from owners.models import Owner

COVERS = (
    ("", gettext_lazy("No habla de quién paga")),
    ("yes", gettext_lazy("Cubierto")),
    ("no", gettext_lazy("No cubierto")),
)
CLAUSES = 8
A_WEEK = 10080  # minutes


def _minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=A_WEEK, required=False)


class ContractForm(forms.Form):
    """What was agreed."""

    lifts: "forms.ModelMultipleChoiceField[Lift]" = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Ascensores"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Elija al menos un ascensor.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Número"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba el número del contrato.")},
    )
    cover = forms.ChoiceField(label=gettext_lazy("Cobertura"), choices=Cover.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("Qué cubre, en palabras llanas"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Lo lee el titular antes que las cláusulas."),
    )
    monthly = AmountField(label=gettext_lazy("Cuota al mes, sin impuestos"))
    signed_on = likely_day(gettext_lazy("Firmado el"), required=False)
    starts_on = likely_day(gettext_lazy("Empieza el"))
    term_ends_on = likely_day(
        gettext_lazy("El primer plazo dura hasta el"),
        required=False,
        help_text=gettext_lazy("ese día empieza el siguiente; vacío si no tiene plazo"),
    )
    renews_months = forms.IntegerField(
        label=gettext_lazy("Se renueva por, meses"), min_value=0, max_value=240, required=False
    )
    notice_days = forms.IntegerField(label=gettext_lazy("Preaviso, días"), min_value=0, max_value=720, required=False)
    trapped_minutes = _minutes(gettext_lazy("Con alguien dentro, minutos"))
    stopped_minutes = _minutes(gettext_lazy("Con el ascensor parado, minutos"))
    other_minutes = _minutes(gettext_lazy("Otra avería, minutos"))

    def __init__(self, *args: Any, owner: Owner, lifts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["lifts"].queryset = lifts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts, ends = said.get("starts_on"), said.get("term_ends_on")
        if starts and ends and ends <= starts:
            self.add_error("term_ends_on", _("Termina antes de empezar."))
        if said.get("renews_months") and not ends:
            self.add_error("term_ends_on", _("Para renovarse necesita un plazo."))
        return said

    @property
    def terms(self) -> Terms:
        """For the action."""
        said = self.cleaned_data
        names = set(Terms.__dataclass_fields__) & set(said)
        kept = {name: said[name] for name in names if said[name] not in (None, "")}
        return Terms(**kept | {"cover": Cover(said["cover"])})


class ClauseForm(forms.Form):
    """A clause an invoice can point at."""

    number = forms.CharField(label=gettext_lazy("Cláusula"), max_length=12, required=False)
    words = forms.CharField(label=gettext_lazy("Qué dice"), max_length=400, required=False)
    covers = forms.ChoiceField(label=gettext_lazy("La cuota lo cubre"), choices=COVERS, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("words") and not said.get("number"):
            self.add_error("number", _("Escriba el número de la cláusula."))
        if said.get("number") and not said.get("words"):
            self.add_error("words", _("Escriba qué dice."))
        return said

    @property
    def says(self) -> Says | None:
        """For the action; None for an empty one."""
        said = self.cleaned_data
        if not said.get("number"):
            return None
        return Says(said["number"], said["words"], {"yes": True, "no": False}.get(said["covers"]))


class _Clauses(forms.BaseFormSet):  # type: ignore[type-arg]
    """Clauses, each number once."""

    def clean(self) -> None:
        numbers = [form.cleaned_data.get("number") for form in self.forms if form.is_valid()]
        for form, number in zip(self.forms, numbers, strict=False):
            if number and numbers.count(number) > 1:
                form.add_error("number", _("Esta cláusula está dos veces."))


ClauseForms = forms.formset_factory(ClauseForm, formset=_Clauses, extra=CLAUSES, max_num=60, validate_max=True)


class PriceForm(forms.Form):
    """Another fee, from a day on."""

    monthly = AmountField(label=gettext_lazy("Cuota al mes, sin impuestos"))
    from_on = likely_day(gettext_lazy("Desde"))
    why = forms.CharField(
        label=gettext_lazy("Por qué"),
        max_length=240,
        help_text=gettext_lazy("Lo lee el titular: «IPC de 2026, 2,4 %, cláusula 7»."),
        error_messages={"required": gettext_lazy("Escriba por qué cambia: el titular tiene que saberlo.")},
    )


class EndForm(forms.Form):
    """The first day on which it does not hold any more."""

    ended_on = likely_day(gettext_lazy("Deja de valer el"))
    why = forms.CharField(
        label=gettext_lazy("Por qué termina"),
        max_length=240,
        error_messages={"required": gettext_lazy("Escriba por qué termina.")},
    )
