"""A call as it is taken on the telephone, and as it is confirmed afterwards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.actions.calls import Care, Told
from maintenance.enums import Answer, How
from maintenance.forms.care import CareFields
from maintenance.queries.calls import Caller
from maintenance.rules import promises

BY_VOICE = (How.PHONE, How.TECHNICIAN, How.TELEMETRY)


class CallForm(CareFields):
    """Who calls, what he says, who gets it. When the lift has an open breakdown the call only joins it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    known = forms.ChoiceField(label=gettext_lazy("¿Quién llama?"), required=False, widget=forms.RadioSelect)
    caller_name = forms.CharField(label=gettext_lazy("Nombre"), max_length=120, required=False)
    caller_phone = forms.CharField(
        label=gettext_lazy("Teléfono"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Cómo llega"), choices=[(how.value, how.label) for how in BY_VOICE], initial=How.PHONE
    )
    anyone_inside = forms.ChoiceField(
        label=gettext_lazy("¿Hay alguien dentro?"),
        help_text=gettext_lazy("siempre se pregunta"),
        choices=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pregunte siempre si hay alguien dentro.")},
    )
    stopped = forms.ChoiceField(
        label=gettext_lazy("¿Está parado?"),
        help_text=gettext_lazy("si dice que sí, consta como parado"),
        choices=Answer,
        required=False,
        widget=forms.RadioSelect,
    )
    where = forms.CharField(
        label=gettext_lazy("¿Dónde está?"),
        help_text=gettext_lazy("planta, o entre dos"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "floors", "autocomplete": "off"}),
    )
    words = forms.CharField(
        label=gettext_lazy("En sus palabras"),
        help_text=gettext_lazy("lo leerá el técnico"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    field_order = (
        "key", "known", "caller_name", "caller_phone", "how", "anyone_inside", "stopped", "where", "words",
        "giving", "technician", "promise", "promise_at",
    )  # fmt: skip

    def __init__(self, *args: Any, callers: Sequence[Caller], joins: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.callers = {str(caller.key): caller for caller in callers}
        if self.callers:
            known = [(key, str(caller)) for key, caller in self.callers.items()]
            self.fields["known"].choices = [*known, ("", _("Otra persona"))]  # type: ignore[attr-defined]
        else:
            self.fields["caller_name"].label = self.fields.pop("known").label
        if joins:
            for name in ("promise", "promise_at", "giving", "technician"):
                del self.fields[name]
        self.joins = joins

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("stopped"):
            cleaned["stopped"] = Answer.UNKNOWN
            if cleaned.get("anyone_inside") in {Answer.NO, Answer.UNKNOWN}:
                self.add_error("stopped", _("Diga si está parado; «No lo sabe» también vale."))
        return cleaned

    def told(self) -> Told:
        """What the caller said."""
        said = self.cleaned_data
        caller = self.callers.get(said.get("known", ""))
        return Told(
            anyone_inside=Answer(said["anyone_inside"]),
            stopped=Answer(said["stopped"]),
            how=How(said["how"]),
            caller_name=caller.name if caller else said["caller_name"],
            caller_phone=caller.phone if caller else said["caller_phone"],
            where=said["where"],
            words=said["words"],
        )

    def care(self) -> Care:
        """Who gets it, and what is promised."""
        told = self.told()
        usual = promises.usual(told.anyone_inside, told.stopped)
        if self.joins:
            return Care(technician=None, next_update_by=self.now + usual)
        return Care(technician=self.given_to(), next_update_by=self.promised_by(usual))


class ConfirmationForm(CareFields):
    """A call that is a breakdown: whether the lift stands, who gets it, what is promised."""

    stopped = forms.ChoiceField(
        label=gettext_lazy("¿Está parado?"),
        choices=[(Answer.YES.value, Answer.YES.label), (Answer.NO.value, gettext_lazy("No, funciona"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Diga si el ascensor está parado.")},
    )
    field_order = ("stopped", "giving", "technician", "promise", "promise_at")

    def care(self, anyone_inside: Answer) -> Care:
        """Who gets it, and what is promised."""
        usual = promises.usual(anyone_inside, Answer(self.cleaned_data["stopped"]))
        return Care(technician=self.given_to(), next_update_by=self.promised_by(usual))

    def stops_service(self) -> bool:
        """Whether the stop opens."""
        return bool(self.cleaned_data["stopped"] == Answer.YES)
