"""What the office does about a call: who gets it, and by when there is news."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.enums import Obstacle
from maintenance.forms import fields
from maintenance.models import Lift, Technician
from maintenance.queries import technicians

USUAL, AT = "usual", "at"
PROMISES = [
    ("30", gettext_lazy("30 min")),
    ("60", gettext_lazy("1 h")),
    ("120", gettext_lazy("2 h")),
    ("1440", gettext_lazy("24 h")),
    (AT, gettext_lazy("A una hora")),
]
ROUTE, OTHER, NOBODY = "route", "other", "nobody"


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
    """Who gets it: the route's technician first."""

    giving = forms.ChoiceField(label=gettext_lazy("Se lo damos a"), widget=forms.RadioSelect)
    technician: "forms.ModelChoiceField[Technician]" = forms.ModelChoiceField(
        label=gettext_lazy("A quién"),
        queryset=None,
        empty_label=gettext_lazy("Elija"),
        error_messages={"required": gettext_lazy("Elija a quién se lo damos.")},
    )

    def __init__(self, *args: Any, lift: Lift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_route: Technician | None = lift.route.technician if lift.route else None
        self.fields["technician"].queryset = technicians.working(timezone.localtime(self.now).date())  # type: ignore[attr-defined]
        self.fields["technician"].required = not self.is_bound or self.data.get("giving") == OTHER
        self.fields["giving"].choices = self._givings(lift)  # type: ignore[attr-defined]
        self.fields["giving"].initial = ROUTE if self.of_route else NOBODY
        promise = self.fields["promise"]
        promise.choices = [(USUAL, _("Lo habitual")), *PROMISES]  # type: ignore[attr-defined]
        promise.initial = USUAL
        promise.help_text = _("Lo habitual: 30 min con alguien dentro, 2 h parado, 24 h lo demás.")

    def _givings(self, lift: Lift) -> list[tuple[str, str]]:
        others = [(OTHER, _("Otro técnico")), (NOBODY, _("Nadie aún"))]
        if self.of_route is None:
            return others
        label = _("%(name)s, ruta %(route)s") % {"name": self.of_route.person.name, "route": lift.route}
        return [(ROUTE, label), *others]

    def given_to(self) -> Technician | None:
        """Who gets it."""
        chosen: Technician | None = self.cleaned_data["technician"]
        return {ROUTE: self.of_route, OTHER: chosen}.get(self.cleaned_data["giving"])
