"""What an owner says when a lift does not work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Answer

ANSWERS = [(Answer.YES.value, _("Sí")), (Answer.NO.value, _("No")), (Answer.UNKNOWN.value, _("No lo sé"))]


class CallForm(forms.Form):
    """Twenty seconds: is anyone inside, does it stand still, what happens."""

    anyone_inside = forms.ChoiceField(
        label=_("¿Hay alguien dentro?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Díganos si hay alguien dentro.")},
    )
    stopped = forms.ChoiceField(
        label=_("¿Está parado?"), choices=ANSWERS, widget=forms.RadioSelect, initial=Answer.UNKNOWN.value
    )
    where = forms.CharField(label=_("¿Dónde está la cabina?"), max_length=80, required=False)
    words = forms.CharField(
        label=_("Qué pasa"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo leerá quien vaya a arreglarlo."),
    )
