"""The words of a line as the company writes them, and what is wrong with them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.actions.lines import Words
from notifications.models import LineVersion
from notifications.models.line import OPENING, TITLE
from notifications.rules import wordings

FIELDS = ("title_es", "opening_es", "title_en", "opening_en")
OURS = {"title": "{asunto}", "opening": "{hecho}"}


class SwitchForm(forms.Form):
    """Whether it is sent, and which version was seen."""

    is_on = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=0)


class WordsForm(forms.Form):
    """A title and an opening in both languages."""

    title_es = forms.CharField(label=_("Asunto"), max_length=TITLE)
    opening_es = forms.CharField(label=_("Entrada"), max_length=OPENING, widget=forms.Textarea(attrs={"rows": 4}))
    title_en = forms.CharField(label=_("Asunto"), max_length=TITLE)
    opening_en = forms.CharField(label=_("Entrada"), max_length=OPENING, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, given: Any = None, *, now: LineVersion | None = None) -> None:
        shown = {name: getattr(now, name, "") or OURS[name.split("_")[0]] for name in FIELDS}
        super().__init__(given, initial=shown | {"seen": now.number if now else 0})
        for name in FIELDS:
            self.fields[name].error_messages["required"] = _("Falta en este idioma: hacen falta los dos.")

    def clean(self) -> dict[str, Any]:
        """Only names of ours stand in braces, and each opening tells the fact."""
        said = dict(super().clean() or self.cleaned_data)
        for name in FIELDS:
            words = said.get(name) or ""
            is_title = name.startswith("title")
            allowed = wordings.IN_TITLE if is_title else wordings.IN_OPENING
            if strange := wordings.unknown(words, allowed):
                self.add_error(name, _("No sabemos qué poner en %(what)s.") % {"what": ", ".join(strange)})
            elif words and not is_title and not wordings.tells_the_fact(words):
                self.add_error(name, _("Falta {hecho}, una sola vez: es la frase que dice qué pasó."))
        return said

    def words(self) -> Words:
        """What was written; the form must be valid."""
        return Words(**{name: self.cleaned_data[name] for name in FIELDS})


class DraftForm(forms.Form):
    """Words not kept yet, as an address carries them to be looked at."""

    language = forms.ChoiceField(choices=[("es", "es"), ("en", "en")], required=False)
    title = forms.CharField(max_length=TITLE, required=False)
    opening = forms.CharField(max_length=OPENING, required=False)
