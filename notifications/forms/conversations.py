"""A call as the office writes it down."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.models import Lift
from notifications.actions.conversations import Held
from notifications.enums import Direction, Outcome
from owners.models import Owner
from portal.accounts.models import User
from portal.lib.keys import new_key

OTHER = "other"


class ConversationForm(forms.Form):
    """With whom, who called whom, why, and what came of it. `key` makes a form sent twice one call."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    who = forms.ChoiceField(
        label=gettext_lazy("¿Con quién?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija con quién.")},
    )
    name = forms.CharField(label=gettext_lazy("Su nombre"), max_length=120, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Su teléfono"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("¿Quién llamó?"),
        choices=Direction.choices,
        initial=Direction.MADE.value,
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("¿Por qué?"),
        max_length=240,
        error_messages={"required": gettext_lazy("Escriba por qué, en pocas palabras.")},
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("¿En qué quedó?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija en qué quedó.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Lo que se habló"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Esa persona lo lee, como todo lo que le contamos."),
    )
    could_wait = forms.BooleanField(label=gettext_lazy("Podía esperar"), required=False, initial=True)
    lift: "forms.ModelChoiceField[Lift]" = forms.ModelChoiceField(
        label=gettext_lazy("¿De qué ascensor?"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("De ninguno en particular"),
    )

    def __init__(self, *args: Any, people: Sequence[User], lifts: Any = None, **kwargs: Any) -> None:
        only = str(people[0].pk) if len(people) == 1 else "" if people else OTHER
        kwargs["initial"] = {"key": new_key(), "who": only} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        named = [(key, ", ".join(part for part in (one.name, one.phone) if part)) for key, one in self.people.items()]
        self.fields["who"].choices = [*named, (OTHER, _("Otra persona"))]  # type: ignore[attr-defined]
        if lifts is None:
            del self.fields["lift"]
        else:
            self.fields["lift"].queryset = lifts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("who") == OTHER and not said.get("name", "").strip():
            self.add_error("name", _("Escriba cómo se llama."))
        return said

    def held(self, owner: Owner | None) -> Held:
        """For the action; the form must be valid."""
        said = self.cleaned_data
        person = self.people.get(said["who"])
        return Held(
            direction=Direction(said["direction"]),
            why=said["why"],
            outcome=Outcome(said["outcome"]),
            person=person,
            name="" if person else said["name"].strip(),
            phone=person.phone if person else " ".join(said["phone"].split()),
            owner=owner,
            lift=said.get("lift"),
            words=said["words"],
            could_wait=said["could_wait"],
            key=said["key"],
        )
