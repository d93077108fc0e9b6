"""What a person wants to hear, as he chooses it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.enums import Rhythm, Style, Summary, Topic
from notifications.queries.listeners import Wishes

HEARD = (
    Topic.BREAKDOWNS, Topic.VISITS, Topic.WORKS, Topic.PAPERS, Topic.INVOICES, Topic.QUOTES, Topic.ENQUIRIES,
    Topic.LETTERS, Topic.RELATION, Topic.SURVEYS,
)  # fmt: skip
NEVER_GATHERED = frozenset({Topic.LETTERS, Topic.SURVEYS})  # summaries themselves, and questions that want an answer
ON_OFF = ((Rhythm.EACH, _("Sí")), (Rhythm.OFF, _("No")))
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class WishesForm(forms.Form):
    """Three choices, and what stands behind *made to measure*."""

    style = forms.ChoiceField(label=_("Qué quiere saber"), choices=Style.choices, widget=forms.RadioSelect)
    summary = forms.ChoiceField(
        label=_("Su resumen"), required=False, choices=[("", _("Como es costumbre")), *Summary.choices]
    )
    quiet_from = forms.TimeField(label=_("Silencio desde"), widget=CLOCK)
    quiet_to = forms.TimeField(label=_("Hasta"), widget=CLOCK)
    paused_until = forms.DateField(
        label=_("Nada hasta el"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Una pausa: entretanto solo le llega lo que pide la ley y lo que es de seguridad."),
    )

    def __init__(self, given: Any, *, wishes: Wishes, today: date) -> None:
        self.today = today
        super().__init__(given, initial=_shown(wishes))
        for topic in HEARD:
            self.fields[topic] = forms.ChoiceField(
                label=topic.label,
                required=False,
                choices=ON_OFF if topic in NEVER_GATHERED else Rhythm.choices,
            )

    def clean_paused_until(self) -> date | None:
        """A day to come."""
        day: date | None = self.cleaned_data["paused_until"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Escriba un día que esté por venir, o deje la casilla vacía."))
        return day

    @property
    def topics(self) -> list[forms.BoundField]:
        """The fields of made to measure."""
        return [self[topic] for topic in HEARD]

    def wishes(self) -> Wishes:
        """What was chosen; the form must be valid."""
        said = self.cleaned_data
        is_own = said["style"] == Style.OWN
        return Wishes(
            style=said["style"],
            choices={topic: said[topic] for topic in HEARD if said[topic]} if is_own else {},
            summary=said["summary"],
            quiet_from=said["quiet_from"],
            quiet_to=said["quiet_to"],
            paused_until=said["paused_until"],
        )


def _shown(wishes: Wishes) -> dict[str, Any]:
    asked = {
        "style": wishes.style,
        "summary": wishes.summary,
        "quiet_from": wishes.quiet_from,
        "quiet_to": wishes.quiet_to,
        "paused_until": wishes.paused_until,
    }
    return asked | dict.fromkeys(HEARD, Rhythm.EACH) | dict(wishes.choices)
