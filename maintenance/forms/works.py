"""A work as it is ordered, moved, begun, finished and called off from the desk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maintenance.actions.works import Order
from maintenance.enums import WorkHindrance, WorkKind
from maintenance.forms import fields
from maintenance.models import Finding, Lift, Technician
from maintenance.queries import findings, technicians
from portal.lib import clock

AT_FIELD: Mapping[WorkHindrance, str] = {
    WorkHindrance.GONE: "technician",
    WorkHindrance.NOT_AUTHORISED: "technician",
    WorkHindrance.BACKWARDS: "to_at",
    WorkHindrance.PAST: "to_at",
    WorkHindrance.LONG: "to_at",
    WorkHindrance.FAR: "from_at",
    WorkHindrance.OTHER_FINDING: "finding",
}


class WorkForm(forms.Form):
    """What is done on a lift, when and by whom."""

    kind = forms.ChoiceField(
        label=_("Qué es"),
        choices=WorkKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija qué es.")},
    )
    words = forms.CharField(
        label=_("Qué se hace"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Lo leen el titular y los vecinos."),
        error_messages={"required": _("Escriba qué se hace.")},
    )
    finding: "forms.ModelChoiceField[Finding]" = forms.ModelChoiceField(
        label=_("Por qué hallazgo"),
        queryset=None,
        required=False,
        empty_label=_("Por ninguno"),
        error_messages={"invalid_choice": WorkHindrance.OTHER_FINDING.label},
    )
    from_at = fields.moment(_("Desde"))
    to_at = fields.moment(_("Hasta"))
    stops_service = forms.BooleanField(label=_("El ascensor estará parado"), required=False)
    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=_("Quién va"),
        queryset=None,
        required=False,
        empty_label=_("Todavía no se sabe"),
        error_messages={"invalid_choice": WorkHindrance.GONE.label},
    )

    def __init__(self, *args: Any, lift: Lift, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.day_in(lift.building.time_zone, at)
        chosen = self.initial.get("finding")
        waiting = findings.of_lift(lift, or_key=chosen.pk if isinstance(chosen, Finding) else chosen)
        self.fields["finding"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["technician"].queryset = technicians.working(today)  # type: ignore[attr-defined]
        if not waiting:
            del self.fields["finding"]

    def order(self) -> Order:
        """What was asked for."""
        said = {name: self.cleaned_data[name] for name in self.fields}
        return Order(**said | {"kind": WorkKind(said["kind"])})

    def refused(self, hindrance: WorkHindrance) -> None:
        """Says at its field why the work cannot be so."""
        field = AT_FIELD.get(hindrance)
        self.add_error(field if field in self.fields else None, hindrance.label)


class BeginningForm(forms.Form):
    """When somebody began."""

    begun_at = fields.moment(_("Empezado"))


class EndForm(forms.Form):
    """When it was done, and what."""

    ended_at = fields.moment(_("Terminado"))
    words = forms.CharField(
        label=_("Qué se hizo"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Lo leen el titular y los vecinos."),
        error_messages={"required": _("Escriba qué se hizo.")},
    )

    def refused(self, hindrance: WorkHindrance) -> None:
        self.add_error("ended_at", hindrance.label)


class CancellationForm(forms.Form):
    """Why it will not be."""

    why = forms.CharField(
        label=_("Por qué se anula"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Lo leen el titular y los vecinos."),
        error_messages={"required": _("Escriba por qué se anula.")},
    )
