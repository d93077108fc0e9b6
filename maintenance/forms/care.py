"""What the office does about a call: who gets it, and by when there is news."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.enums import Obstacle
from maintenance.forms import fields
from maintenance.models import Duty, Lift, Technician
from maintenance.queries import contractors, duty, technicians

USUAL, AT = "usual", "at"
PROMISES = [
    ("30", gettext_lazy("30 min")),
    ("60", gettext_lazy("1 h")),
    ("120", gettext_lazy("2 h")),
    ("1440", gettext_lazy("24 h")),
    (AT, gettext_lazy("A una hora")),
]
DUTY, ROUTE, OTHER, NOBODY = "duty", "route", "other", "nobody"
OFFERED = 2  # of those on duty


class PromiseFields(forms.Form):
    """By when there will be news: so many minutes from now, or a moment."""

    promise = forms.ChoiceField(
        label=gettext_lazy("Le prometemos"),
        choices=PROMISES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Diga para cuándo habrá noticia.")},
    )
    promise_at = fields.moment(gettext_lazy("Noticia antes de"))

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["promise_at"].required = not self.is_bound or self.data.get("promise") == AT

    def clean_promise_at(self) -> datetime | None:
        """A moment to come."""
        moment: datetime | None = self.cleaned_data["promise_at"]
        if moment is not None and self.data.get("promise") == AT and moment <= self.now:
            raise forms.ValidationError(Obstacle.PROMISED_PAST.label)
        return moment

    def promised_by(self, usual: timedelta = timedelta()) -> datetime:
        """The moment promised; `usual` is what is promised when nothing was chosen."""
        chosen = self.cleaned_data["promise"]
        if chosen == AT:
            moment: datetime = self.cleaned_data["promise_at"]
            return moment
        return self.now + (usual if chosen == USUAL else timedelta(minutes=int(chosen)))


class CareFields(PromiseFields):
    """Who gets it: whoever is on duty first, then the route's technician."""

    giving = forms.ChoiceField(label=gettext_lazy("Se lo damos a"), widget=forms.RadioSelect)
    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=gettext_lazy("A quién"),
        queryset=None,
        empty_label=gettext_lazy("Elija"),
        error_messages={"required": gettext_lazy("Elija a quién se lo damos.")},
    )

    def __init__(self, *args: Any, lift: Lift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lift = lift
        self.of_route: Technician | None = lift.route.technician if lift.route else None
        self.on_duty = self._on_duty()
        self.fields["technician"].queryset = technicians.working(timezone.localtime(self.now).date())  # type: ignore[attr-defined]
        self.fields["technician"].required = not self.is_bound or self.data.get("giving") == OTHER
        self.fields["giving"].choices = self._givings(lift)  # type: ignore[attr-defined]
        self.fields["giving"].initial = next(iter(self.on_duty), ROUTE if self.of_route else NOBODY)
        promise = self.fields["promise"]
        promise.choices = [(USUAL, _("Lo habitual")), *PROMISES]  # type: ignore[attr-defined]
        promise.initial = USUAL
        promise.help_text = _("Lo habitual: 30 min con alguien dentro, 2 h parado, 24 h lo demás.")

    def _givings(self, lift: Lift) -> list[tuple[str, str]]:
        others = [(OTHER, _("Otro técnico")), (NOBODY, _("Nadie aún"))]
        on_duty = [(code, duty.saying(one, self.now)) for code, one in self.on_duty.items()]
        if self.of_route is None or self.of_route.pk in {one.technician_id for one in self.on_duty.values()}:
            return [*on_duty, *others]
        label = _("%(name)s, ruta %(route)s") % {"name": self.of_route.person.name, "route": lift.route}
        return [*on_duty, (ROUTE, label), *others]

    def _on_duty(self) -> dict[str, Duty]:
        """Those on duty now who may work on this lift, the nearest first."""
        found = duty.on_duty(self.now, self.lift.route)
        may = [one for one in found if contractors.may_work_now(one.technician, self.lift, self.now)]
        return {f"{DUTY}-{place}": one for place, one in enumerate(may[:OFFERED])}

    def clean(self) -> dict[str, Any]:
        """Nobody of a contractor gets it without the owner's authorisation."""
        cleaned = super().clean() or {}
        chosen = self.given_to() if "giving" in cleaned else None
        if chosen is not None and not contractors.may_work_now(chosen, self.lift, self.now):
            where = "technician" if cleaned["giving"] == OTHER else "giving"
            self.add_error(where, Obstacle.NOT_AUTHORISED.label)
        return cleaned

    def given_to(self) -> Technician | None:
        """Who gets it."""
        giving = self.cleaned_data["giving"]
        if giving in self.on_duty:
            return self.on_duty[giving].technician
        chosen: Technician | None = self.cleaned_data.get("technician")
        return {ROUTE: self.of_route, OTHER: chosen}.get(giving)
