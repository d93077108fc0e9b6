"""What a person wants to hear, as he chooses it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, Rhythm, Style, Summary, Topic
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

    law_on_paper = forms.BooleanField(
        label=_("Lo que pide la ley, en papel"),
        required=False,
        help_text=_("Boletines y plazos legales, por carta en lugar de por correo electrónico."),
    )
    summaries_on_paper = forms.BooleanField(
        label=_("Los resúmenes, en papel"),
        required=False,
        help_text=_("Por carta, en lugar de por correo electrónico."),
    )

    def __init__(self, given: Any, *, wishes: Wishes, today: date, ways: Sequence[Channel] = (Channel.EMAIL,)) -> None:
        self.today, self.ways = today, ways
        super().__init__(given, initial=_shown(wishes))
        for topic in HEARD:
            self.fields[topic] = forms.ChoiceField(
                label=topic.label,
                required=False,
                choices=ON_OFF if topic in NEVER_GATHERED else Rhythm.choices,
            )
            if len(ways) > 1 and topic != Topic.LETTERS:
                self.fields[f"{topic}_by"] = forms.ChoiceField(
                    label=_("Por dónde: %(topic)s") % {"topic": topic.label},
                    required=False,
                    choices=[(way.value, way.label) for way in ways],
                )

    def clean_paused_until(self) -> date | None:
        """A day to come."""
        day: date | None = self.cleaned_data["paused_until"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Escriba un día que esté por venir, o deje la casilla vacía."))
        return day

    @property
    def topics(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """The fields of made to measure: how often, and which way where there is more than one."""
        return [(self[topic], self[f"{topic}_by"] if f"{topic}_by" in self.fields else None) for topic in HEARD]

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
            law_on_paper=said["law_on_paper"],
            summaries_on_paper=said["summaries_on_paper"],
            channels={topic: by for topic in HEARD if (by := said.get(f"{topic}_by"))} if is_own else {},
        )


def _shown(wishes: Wishes) -> dict[str, Any]:
    asked = {
        "style": wishes.style,
        "summary": wishes.summary,
        "quiet_from": wishes.quiet_from,
        "quiet_to": wishes.quiet_to,
        "paused_until": wishes.paused_until,
        "law_on_paper": wishes.law_on_paper,
        "summaries_on_paper": wishes.summaries_on_paper,
    }
    ways = {f"{topic}_by": channel for topic, channel in wishes.channels.items()}
    return asked | dict.fromkeys(HEARD, Rhythm.EACH) | dict(wishes.choices) | ways
