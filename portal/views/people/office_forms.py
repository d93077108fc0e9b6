"""What the office types of people, posts, mandates and firms."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.es import nif

from owners.models import Owner
from portal.access.roles import OWNERS, Role
from portal.views.people.forms import LANGUAGES, LONGEST_EMAIL
from portal.web.fields import PaperField

FIRST, LAST = date(1970, 1, 1), date(2100, 1, 1)
NO_DAY = {"required": _("Elija el día."), "invalid": _("Escriba el día así: 31/12/2026.")}


class DayField(forms.DateField):
    """A day a mandate could know, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            error_messages=NO_DAY,
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and not FIRST <= day < LAST:
            raise ValidationError(_("Ese año no puede ser."))
        return day


class PersonForm(forms.Form):
    """Who a person is, and how he is reached."""

    name = forms.CharField(
        label=_("Nombre y apellidos"), max_length=160, error_messages={"required": _("Escriba el nombre.")}
    )
    email = forms.EmailField(
        label=_("Correo"),
        max_length=LONGEST_EMAIL,
        required=False,
        help_text=_("Sin correo, entra con una carta impresa."),
        error_messages={"invalid": _("A este correo le falta algo: nombre@dominio.es")},
        widget=forms.EmailInput(attrs={"spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Teléfono"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    language = forms.ChoiceField(label=_("Idioma"), choices=LANGUAGES, initial="es", widget=forms.RadioSelect)


class PostForm(forms.Form):
    """What the person is in the company, since when, and what says so."""

    role = forms.ChoiceField(
        label=_("Puesto"), widget=forms.RadioSelect, error_messages={"required": _("Elija un puesto.")}
    )
    from_on = DayField(label=_("Desde"))
    evidence = forms.CharField(
        label=_("Justificante"),
        max_length=240,
        required=False,
        help_text=_("Qué lo dice y de cuándo es: contrato, correo, acta."),
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class MandateForm(forms.Form):
    """Which owner, as what, since when, and what proves it."""

    owner = forms.ChoiceField(
        label=_("Titular"), widget=forms.RadioSelect, error_messages={"required": _("Busque al titular y elíjalo.")}
    )
    role = forms.ChoiceField(
        label=_("Como"), widget=forms.RadioSelect, error_messages={"required": _("Elija como qué le representa.")}
    )
    from_on = DayField(label=_("Desde"))
    evidence = forms.CharField(
        label=_("Justificante"),
        max_length=240,
        help_text=_("Qué lo dice y de cuándo es: «acta de la junta del 14/10/2026»."),
        error_messages={"required": _("Escriba qué lo dice: sin justificante no hay mandato.")},
    )
    file = PaperField(label=_("Copia del justificante"), required=False)

    def __init__(self, *args: Any, owners: list[Owner], roles: tuple[Role, ...] = OWNERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(str(one.pk), _in_a_line(one)) for one in owners]  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


def _in_a_line(owner: Owner) -> str:
    return " · ".join(part for part in (owner.name, owner.nif) if part)


class MembershipForm(forms.Form):
    """At which firm, or who, since when."""

    from_on = DayField(label=_("Desde"))
    is_head = forms.ChoiceField(
        label=_("Qué hace allí"),
        choices=(("", _("Trabaja en ella")), ("yes", _("La dirige"))),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, which: str, label: str, among: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = forms.ChoiceField(
            label=label, choices=among, widget=forms.RadioSelect, error_messages={"required": _("Elija en la lista.")}
        )
        self.fields = {which: chosen} | self.fields

    def clean_is_head(self) -> bool:
        return bool(self.cleaned_data["is_head"])


class EndForm(forms.Form):
    """The first day on which it does not hold any more."""

    to_on = DayField(label=_("Termina el"), help_text=_("Ese día, a las 00:00, deja de poder entrar."))


class AgencyForm(forms.Form):
    """A firm's name and how it is reached."""

    name = forms.CharField(label=_("Nombre"), max_length=160, error_messages={"required": _("Escriba el nombre.")})
    nif = forms.CharField(label=_("NIF"), max_length=20, required=False)
    email = forms.EmailField(label=_("Correo"), max_length=LONGEST_EMAIL, required=False)
    phone = forms.CharField(label=_("Teléfono"), max_length=30, required=False)

    def clean_nif(self) -> str:
        typed: str = self.cleaned_data["nif"]
        if typed and not nif.is_valid(typed):
            raise ValidationError(_("A este NIF le falla la letra o alguna cifra."))
        return str(nif.compact(typed))
