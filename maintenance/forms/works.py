"""What is typed of a work: what is done, from when to when, and who goes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maintenance.actions.works import Order
from maintenance.enums import WorkHindrance, WorkKind
from maintenance.forms import fields
from maintenance.models import Lift, Technician
from maintenance.queries import technicians
from portal.lib import clock

WHERE = {
    WorkHindrance.GONE: "technician",
    WorkHindrance.NOT_AUTHORISED: "technician",
    WorkHindrance.BACKWARDS: "to_at",
    WorkHindrance.PAST: "to_at",
    WorkHindrance.LONG: "to_at",
    WorkHindrance.FAR: "from_at",
}


class WorkForm(forms.Form):
    """A temporary copy: the lead's takes its place."""

    kind = forms.ChoiceField(label=_("Qué es"), choices=WorkKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("Qué se hace"), max_length=400)
    from_at = fields.moment(_("Desde"))
    to_at = fields.moment(_("Hasta"))
    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=_("Quién va"), queryset=None, required=False, empty_label=_("Aún no se sabe")
    )
    stops_service = forms.BooleanField(label=_("Para el servicio"), required=False)

    def __init__(self, data: Any, *, lift: Lift, at: datetime, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        today = clock.day_in(lift.building.time_zone, at)
        self.fields["technician"].queryset = technicians.working(today)  # type: ignore[attr-defined]

    def order(self) -> Order:
        """For the action."""
        return Order(**self.cleaned_data | {"kind": WorkKind(self.cleaned_data["kind"])})

    def refused(self, hindrance: WorkHindrance) -> None:
        """Says why at its field."""
        self.add_error(WHERE.get(hindrance), str(hindrance.label))
