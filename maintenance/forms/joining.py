"""Two records of one visit: which stands, and why they are the same."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maintenance.enums import JoinHindrance
from maintenance.models import Visit


class JoiningForm(forms.Form):
    """Which of two records stands, and what the office knows that makes them one."""

    stands = forms.ChoiceField(
        label=_("Vale la anotación de"),
        help_text=_("sus horas, sus puntos y su firma; las fotos, piezas y hallazgos de la otra se leen con ella"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija cuál vale."), "invalid_choice": _("Elija una de las dos.")},
    )
    why = forms.CharField(
        label=_("Por qué es la misma"),
        help_text=_("lo lee el titular en el boletín que corrige a los de antes"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba por qué es la misma revisión.")},
    )

    def __init__(self, *args: Any, pair: Sequence[tuple[Visit, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = {str(visit.pk): visit for visit, _name in pair}
        self.fields["stands"].choices = [(str(visit.pk), name) for visit, name in pair]  # type: ignore[attr-defined]

    def standing(self) -> tuple[Visit, Visit]:
        """The one that stands, and the one that is joined to it."""
        chosen = self.pair[self.cleaned_data["stands"]]
        return chosen, next(visit for visit in self.pair.values() if visit is not chosen)

    def refused(self, hindrance: JoinHindrance) -> None:
        """Says why the two are not joined."""
        self.add_error(None, hindrance.label)
