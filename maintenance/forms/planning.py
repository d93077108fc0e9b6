"""A visit's day and technician, and many at once as they were proposed."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.actions.planning import Plan
from maintenance.enums import Caution, Hindrance
from maintenance.forms import fields
from maintenance.models import Lift, Technician
from maintenance.queries import lifts, technicians
from maintenance.rules import visits
from maintenance.rules.sharing import MOST_A_DAY

OTHER = "other"


class PlanForm(forms.Form):
    """Which day, and who. `offered` are days to choose from with one tap, each with its words; `usual`
    is whose days their figures count.
    """

    choice = forms.ChoiceField(
        label=gettext_lazy("Día"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Elija el día.")}
    )
    other = fields.day(gettext_lazy("Qué día"))
    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=gettext_lazy("Quién va"),
        queryset=None,
        empty_label=gettext_lazy("Elija"),
        error_messages={
            "required": gettext_lazy("Elija quién va."),
            "invalid_choice": Hindrance.GONE.label,
        },
    )
    sure = forms.CharField(required=False)

    def __init__(
        self,
        *args: Any,
        lift: Lift,
        offered: Sequence[tuple[date, str]],
        visited_on: Sequence[date],
        today: date,
        usual: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lift, self.visited_on, self.today = lift, visited_on, today
        days = [(f"{day:%Y-%m-%d}", words) for day, words in offered]
        self.fields["choice"].choices = [*days, (OTHER, _("Otro día"))]  # type: ignore[attr-defined]
        if usual:
            self.fields["choice"].help_text = _("La cifra: cuántas tiene ya %(name)s ese día.") % {"name": usual}
        self.fields["other"].required = not self.is_bound or self.data.get("choice") == OTHER
        self.fields["technician"].queryset = technicians.working(today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("choice")
        if chosen:
            cleaned["day"] = cleaned.get("other") if chosen == OTHER else date.fromisoformat(chosen)
        return cleaned

    def refused(self, hindrance: Hindrance) -> None:
        """Says at its field why the plan cannot be so."""
        if hindrance in {Hindrance.PAST, Hindrance.FAR}:
            self.add_error("other" if self.cleaned_data["choice"] == OTHER else "choice", hindrance.label)
        elif hindrance in {Hindrance.GONE, Hindrance.NOT_AUTHORISED}:
            self.add_error("technician", hindrance.label)
        else:
            self.add_error(None, hindrance.label)

    def cautions(self) -> list[Caution]:
        """What must be looked at twice, and was not yet confirmed."""
        day = self.cleaned_data["day"]
        found = visits.cautions(day, today=self.today, visited_on=self.visited_on, lift=self.lift.facts)
        return [] if set(found) <= set(self.cleaned_data["sure"].split()) else found


class MostForm(forms.Form):
    """How many visits a day holds at most."""

    most = forms.IntegerField(
        label=gettext_lazy("Como mucho, al día"),
        min_value=1,
        max_value=20,
        initial=MOST_A_DAY,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def many(self) -> int:
        """What was asked, or the usual."""
        asked = self.cleaned_data.get("most") if self.is_valid() else None
        return asked or MOST_A_DAY


class ProposalForm(forms.Form):
    """The proposed plans that were left ticked: «lift|day|technician» each."""

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.values: list[str] = data.getlist("plan")[:1000]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = [found for value in self.values if (found := _read(value))]
        if not wanted:
            raise forms.ValidationError(_("No ha dejado ninguna marcada."))
        there = {lift.pk: lift for lift in lifts.in_care().filter(pk__in=[key for key, _day, _who in wanted])}
        people = {one.pk: one for one in technicians.working(self.today)}
        cleaned["plans"] = [
            Plan(there[key], day, people[who]) for key, day, who in wanted if key in there and who in people
        ]
        return cleaned


def _read(value: str) -> tuple[UUID, date, UUID] | None:
    try:
        lift, day, technician = value.split("|")
        return UUID(lift), date.fromisoformat(day), UUID(technician)
    except ValueError:
        return None


def initial(planned_on: date | None, offered: Sequence[tuple[date, str]], technician: Any) -> dict[str, Any]:
    """What the form begins with: the plan as it is, or nothing but who usually goes."""
    days = {day for day, _words in offered}
    if planned_on is None:
        return {"technician": technician}
    choice = f"{planned_on:%Y-%m-%d}" if planned_on in days else OTHER
    return {"technician": technician, "choice": choice, "other": planned_on}
