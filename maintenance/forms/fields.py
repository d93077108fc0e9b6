"""Fields of days and hours, typed in the zone of the building."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1970, 1, 1), date(2100, 1, 1)
HOUR = {"required": _("Escriba la hora."), "invalid": _("Escriba la hora así: 10:24.")}


def hour(label: Any, **options: Any) -> forms.TimeField:
    """A clock time."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        error_messages=HOUR,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        **options,
    )


def day(label: Any, **options: Any) -> forms.DateField:
    """A calendar day."""
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"required": _("Escriba el día."), "invalid": _("Escriba el día así: 23/11/2026.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **options,
    )


def likely_day(label: Any, **options: Any) -> forms.DateField:
    """A calendar day in a year that can be."""
    found = day(label, **options)
    found.validators.append(_in_our_times)
    return found


def _in_our_times(typed: date) -> None:
    if not FIRST <= typed < LAST:
        raise ValidationError(gettext("Ese año no puede ser."))


def moment(label: Any, **options: Any) -> forms.DateTimeField:
    """A day and its hour."""
    return forms.DateTimeField(
        label=label,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"],
        error_messages={
            "required": _("Escriba el día y la hora."),
            "invalid": _("Escriba el día y la hora así: 23/11/2026 10:24."),
        },
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        **options,
    )
