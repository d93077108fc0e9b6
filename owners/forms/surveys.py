"""An answer of one press, and what was said with whoever was not content."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from owners.enums.surveys import Question
from owners.rules.surveys import MOST


class AnswerForm(forms.Form):
    """The score of the button that was pressed, and words if there are any."""

    score = forms.TypedChoiceField(coerce=int, error_messages={"invalid_choice": _("Pulse uno de los botones.")})
    words = forms.CharField(
        label=_("¿Quiere añadir algo?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Caben mil letras: acórtelo un poco.")},
    )
    thanks = forms.BooleanField(required=False)

    def __init__(self, given: Any = None, *, question: str) -> None:
        super().__init__(given)
        self.fields["score"].choices = [(n, str(n)) for n in MOST[Question(question)]]  # type: ignore[attr-defined]


class SpokenForm(forms.Form):
    """What was said."""

    said = forms.CharField(
        label=_("Qué se habló"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lo que dijo, y lo que le contestamos. Queda aquí para quien le llame otra vez."),
        error_messages={
            "required": _("Escriba en una frase qué se habló."),
            "max_length": _("Caben dos mil letras: acórtelo un poco."),
        },
    )
