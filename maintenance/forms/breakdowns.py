"""Steps of a breakdown as the office writes down what it hears: what happened, and when if not now."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maintenance.actions.breakdowns import Repair
from maintenance.enums import Attribution, Cause, Leaving, Obstacle, Step
from maintenance.forms import fields
from maintenance.forms.care import PromiseFields
from maintenance.models import Breakdown, Technician
from maintenance.queries import duty, technicians
from maintenance.rules import moments


def _cause() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Motivo"),
        choices=[("", _("Elija")), *Cause.choices],
        error_messages={"required": _("Elija el motivo; «Sin determinar» también vale.")},
    )


class StepForm(forms.Form):
    """When it happened; empty means now. `last_at` is the step before it."""

    happened = fields.hour(_("Hora"), required=False, help_text=_("vacía: ahora mismo"))

    def __init__(self, *args: Any, last_at: datetime | None, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last_at, self.now = last_at, now

    def clean_happened(self) -> datetime | None:
        """The moment meant."""
        typed = self.cleaned_data["happened"]
        if typed is None:
            return None
        moment = moments.happened(typed, now=self.now, not_before=self.last_at)
        if moment > self.now:
            raise forms.ValidationError(Obstacle.NOT_YET.label)
        if self.last_at is not None and moment < self.last_at:
            raise forms.ValidationError(Obstacle.BEFORE_THE_LAST.label)
        return moment


class AssignmentForm(StepForm):
    """Who gets it."""

    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=_("A quién"),
        queryset=None,
        empty_label=_("Elija"),
        error_messages={"required": _("Elija a quién se la damos."), "invalid_choice": _("Ya no trabaja aquí.")},
    )
    field_order = ("technician", "happened")

    def __init__(self, *args: Any, breakdown: Breakdown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.working = technicians.working(timezone.localtime(self.now).date())
        self.fields["technician"].queryset = self.working  # type: ignore[attr-defined]
        self.fields["technician"].choices = self._choices(breakdown)  # type: ignore[attr-defined]

    def _choices(self, breakdown: Breakdown) -> list[Any]:
        """Who is on duty first, and said so."""
        on_duty = {one.technician_id: one for one in duty.on_duty(self.now, breakdown.lift.route)}
        first = [(key, duty.saying(one, self.now)) for key, one in on_duty.items()]
        others = [(one.pk, one.person.name) for one in self.working if one.pk not in on_duty]
        if not first:
            return [("", gettext("Elija")), *others]
        return [("", gettext("Elija")), (gettext("De guardia ahora"), first), (gettext("Los demás"), others)]


class CauseForm(StepForm):
    """Why it stands, in words the owner understands."""

    cause = _cause()
    words = forms.CharField(
        label=_("En palabras"),
        help_text=_("lo leerán el titular y los vecinos"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Diga en pocas palabras qué pasa; lo leerá el titular.")},
    )
    field_order = ("cause", "words", "happened")


class LeavingForm(StepForm):
    """Why the technician goes, and what the owner should know of it."""

    because = forms.ChoiceField(
        label=_("Por qué se va"),
        choices=[("", _("Elija")), *Leaving.choices],
        error_messages={"required": _("Elija por qué se va; «Sin decir» también vale.")},
    )
    words = forms.CharField(
        label=_("En palabras"),
        help_text=_("lo leerán el titular y los vecinos"),
        max_length=240,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("because", "words", "happened")


class RestorationForm(StepForm):
    """How it ended: cause, fix, and whose doing it was."""

    cause = _cause()
    cause_words = forms.CharField(label=_("Motivo, en palabras"), max_length=240, required=False)
    fix_words = forms.CharField(
        label=_("Qué se hizo"),
        help_text=_("lo leerán el titular y los vecinos"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Diga en pocas palabras qué se hizo; lo leerá el titular.")},
    )
    attribution = forms.ChoiceField(label=_("Se debe a"), choices=Attribution, initial=Attribution.UNKNOWN)
    field_order = ("cause", "cause_words", "fix_words", "attribution", "happened")

    def repair(self) -> Repair:
        """How it ended."""
        said = self.cleaned_data
        return Repair(
            cause=Cause(said["cause"]),
            cause_words=said["cause_words"],
            fix_words=said["fix_words"],
            attribution=Attribution(said["attribution"]),
        )


class PromiseForm(PromiseFields):
    """New news by when, and perhaps when it runs again."""

    expected_back_at = fields.moment(_("Vuelve hacia"), required=False, help_text=_("si ya se sabe"))

    def clean_expected_back_at(self) -> datetime | None:
        """A moment to come."""
        moment: datetime | None = self.cleaned_data["expected_back_at"]
        if moment is not None and moment <= self.now:
            raise forms.ValidationError(Obstacle.PROMISED_PAST.label)
        return moment


FORMS: dict[Step, type[StepForm]] = {
    Step.ASSIGNED: AssignmentForm,
    Step.ON_THE_WAY: StepForm,
    Step.ARRIVED: StepForm,
    Step.FREED: StepForm,
    Step.FOUND: CauseForm,
    Step.LEFT: LeavingForm,
    Step.RESTORED: RestorationForm,
}


def step_form(
    step: Step, typed: Any = None, *, breakdown: Breakdown, last_at: datetime | None, now: datetime
) -> StepForm:
    """The form of a step; fields carry the step in their ids, since several stand on one page."""
    known = {"cause": breakdown.cause, "cause_words": breakdown.cause_words} if step == Step.RESTORED else {}
    more = {"breakdown": breakdown} if step == Step.ASSIGNED else {}
    return FORMS[step](typed, last_at=last_at, now=now, initial=known, auto_id=f"{step.value}-%s", **more)
