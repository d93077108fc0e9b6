"""A visit as the office writes it down from the technician's paper or telephone."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Caution, Condition, Frequency, Obstacle
from maintenance.forms import fields
from maintenance.models import Lift, PlanTemplate, Technician
from maintenance.queries import technicians
from maintenance.rules import visits


class VisitForm(forms.Form):
    """Who, when, how far, how the lift was and is, what the owner reads, who signs."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=gettext_lazy("Conservador/a"),
        queryset=None,
        empty_label=gettext_lazy("Elija"),
        error_messages={
            "required": gettext_lazy("Elija quién la hizo."),
            "invalid_choice": gettext_lazy("Ya no trabaja aquí."),
        },
    )
    day = fields.day(gettext_lazy("Día"))
    started = fields.hour(gettext_lazy("Llegada"))
    finished = fields.hour(gettext_lazy("Salida"))
    scope = forms.ChoiceField(label=gettext_lazy("Alcance"), choices=Frequency, widget=forms.RadioSelect)
    condition_on_arrival = forms.ChoiceField(
        label=gettext_lazy("¿Cómo estaba al llegar?"), choices=Condition, widget=forms.RadioSelect
    )
    condition_on_departure = forms.ChoiceField(
        label=gettext_lazy("¿Cómo queda el ascensor?"), choices=Condition, widget=forms.RadioSelect
    )
    words_for_owner = forms.CharField(
        label=gettext_lazy("Unas palabras para el titular"),
        help_text=gettext_lazy("qué se hizo y qué queda, como se lo diría en el portal"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signed_by = forms.CharField(
        label=gettext_lazy("Firma en la finca"),
        help_text=gettext_lazy("si no firma nadie, diga debajo por qué"),
        max_length=120,
        required=False,
    )
    why_unsigned = forms.CharField(
        label=gettext_lazy("O por qué no firma nadie"),
        max_length=160,
        error_messages={"required": gettext_lazy("Si no firma nadie, diga por qué.")},
    )
    sure = forms.CharField(required=False)

    def __init__(self, *args: Any, lift: Lift, visited_on: Sequence[date], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lift, self.visited_on, self.now = lift, visited_on, now
        self.fields["technician"].queryset = technicians.known()  # type: ignore[attr-defined]
        self.fields["why_unsigned"].required = not self.data.get("signed_by", "").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors.keys() & {"day", "started", "finished"}:
            self._clean_times(cleaned)
        if cleaned.get("signed_by") and cleaned.get("why_unsigned"):
            self.add_error("why_unsigned", _("O firma alguien, o se dice por qué no: deje solo uno."))
        return cleaned

    def _clean_times(self, cleaned: dict[str, Any]) -> None:
        zone = timezone.get_current_timezone()
        cleaned["started_at"] = datetime.combine(cleaned["day"], cleaned["started"], zone)
        cleaned["finished_at"] = datetime.combine(cleaned["day"], cleaned["finished"], zone)
        if cleaned["day"] > self.now.date():
            self.add_error("day", _("Ese día no ha llegado todavía."))
        elif cleaned["day"] < self.lift.entered_on:
            entered = f"{self.lift.entered_on:%d/%m/%Y}"
            self.add_error("day", _("El ascensor entró en nuestra cartera el %(day)s.") % {"day": entered})
        elif cleaned["finished_at"] <= cleaned["started_at"]:
            self.add_error("finished", _("La salida va antes que la llegada."))
        elif cleaned["finished_at"] > self.now:
            self.add_error("finished", Obstacle.NOT_YET.label)

    def cautions(self) -> list[Caution]:
        """What must be looked at twice, and was not yet confirmed for these very days."""
        day = self.cleaned_data["day"]
        found = visits.cautions(
            day,
            today=self.now.date(),
            visited_on=self.visited_on,
            lift=self.lift.facts,
        )
        return [] if set(found) <= set(self.cleaned_data["sure"].split()) else found

    def work(self, *, plan: PlanTemplate, replies: Sequence[Reply]) -> CompletedWork:
        """The visit as it is recorded."""
        said = self.cleaned_data
        return CompletedWork(
            technician=said["technician"],
            plan=plan,
            started_at=said["started_at"],
            finished_at=said["finished_at"],
            recorded_at=self.now,
            replies=replies,
            scope=Frequency(said["scope"]),
            condition_on_arrival=Condition(said["condition_on_arrival"]),
            condition_on_departure=Condition(said["condition_on_departure"]),
            words_for_owner=said["words_for_owner"],
            signed_by=said["signed_by"],
            why_unsigned=said["why_unsigned"],
        )
