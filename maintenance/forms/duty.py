"""A duty as it is given: who, for which route, from when to when."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maintenance.enums import DutyHindrance
from maintenance.forms import fields
from maintenance.models import Route, Technician
from maintenance.queries import planning, technicians


class DutyForm(forms.Form):
    """Who answers, where, and when."""

    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=_("Quién"),
        queryset=None,
        empty_label=_("Elija"),
        error_messages={"required": _("Elija quién."), "invalid_choice": DutyHindrance.GONE.label},
    )
    route: "forms.ModelChoiceField[Route]" = forms.ModelChoiceField(
        label=_("Para"), queryset=None, required=False, empty_label=_("Todas las rutas")
    )
    from_at = fields.moment(_("Desde"))
    to_at = fields.moment(_("Hasta"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technician"].queryset = technicians.working(today)  # type: ignore[attr-defined]
        self.fields["route"].queryset = planning.routes()  # type: ignore[attr-defined]

    def refused(self, hindrance: DutyHindrance) -> None:
        """Says at its field why the duty cannot be so."""
        wrong = {DutyHindrance.GONE: "technician", DutyHindrance.OVERLAPS: "technician"}
        self.add_error(wrong.get(hindrance, "to_at"), hindrance.label)


class ShorteningForm(forms.Form):
    """When it ends instead."""

    to_at = fields.moment(_("Termina antes"))

    def until(self) -> datetime:
        """The moment meant."""
        moment: datetime = self.cleaned_data["to_at"]
        return moment
