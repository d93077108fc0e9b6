"""Closing a finding from the desk: how it was seen to, or why it is none."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext_lazy as _

from maintenance.models import Visit


class OfVisit(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A visit by its day and its technician."""

    def label_from_instance(self, visit: Visit) -> str:
        """23/11/2026, Marta Gil."""
        day = dated(timezone.localtime(visit.finished_at), "d/m/Y") if visit.finished_at else ""
        return ", ".join(part for part in (day, visit.technician.person.name if visit.technician else "") if part)


class SettlingForm(forms.Form):
    """How it was seen to."""

    words = forms.CharField(
        label=_("Cómo se resolvió"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba cómo se resolvió.")},
    )
    visit = OfVisit(
        label=_("En qué revisión"),
        queryset=None,
        required=False,
        empty_label=_("En ninguna"),
        error_messages={"invalid_choice": _("Elija una revisión de este ascensor.")},
    )

    def __init__(self, *args: Any, visits: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visit"].queryset = visits  # type: ignore[attr-defined]


class WithdrawalForm(forms.Form):
    """Why nobody need see to it."""

    why = forms.CharField(
        label=_("Por qué se retira"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba por qué se retira.")},
    )
