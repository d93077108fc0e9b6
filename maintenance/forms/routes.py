"""A route as it is named and given, and the lifts that go to another."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maintenance.enums import RouteHindrance
from maintenance.models import Lift, Route, Technician
from maintenance.queries import planning, technicians


class RouteForm(forms.Form):
    """Its name, and who looks after it."""

    name = forms.CharField(label=_("Nombre"), max_length=80, error_messages={"required": _("Escriba un nombre.")})
    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=_("Quién la lleva"),
        queryset=None,
        required=False,
        empty_label=_("Nadie todavía"),
        error_messages={"invalid_choice": RouteHindrance.GONE.label},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_it = technicians.known().filter(person=getattr(self.initial.get("technician"), "person", None))
        self.fields["technician"].queryset = technicians.working(today) | has_it  # type: ignore[attr-defined]

    def refused(self, hindrance: RouteHindrance) -> None:
        """Says at its field why the route cannot be so."""
        self.add_error("technician" if hindrance == RouteHindrance.GONE else "name", hindrance.label)


class ChangeForm(RouteForm):
    """The same of one that stands."""

    with_visits = forms.BooleanField(label=_("También sus revisiones ya previstas"), required=False, initial=True)


class TransferForm(forms.Form):
    """Which lifts go, and where."""

    lifts: "forms.ModelMultipleChoiceField[Lift]" = forms.ModelMultipleChoiceField(
        label=_("Ascensores"),
        queryset=Lift.objects.in_care(),
        error_messages={
            "required": _("Marque los ascensores que pasan."),
            "invalid_choice": _("Uno de los ascensores ya no está en la cartera: mire la lista otra vez."),
        },
    )
    to: "forms.ModelChoiceField[Route]" = forms.ModelChoiceField(
        label=_("Pasarlos a la ruta"),
        queryset=None,
        empty_label=_("Elija"),
        error_messages={"required": _("Elija a qué ruta pasan.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = planning.routes()  # type: ignore[attr-defined]
