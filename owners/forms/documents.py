"""Publishing, replacing and withdrawing a document, as the office types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maintenance.forms.fields import likely_day
from owners.enums import DocumentKind
from owners.rules import dossier
from portal.access.audiences import Audience
from portal.web.fields import PaperField

AUDIENCES = [
    (Audience.OWNER.value, gettext_lazy("El titular y quien lo administra")),
    (Audience.RESIDENTS.value, gettext_lazy("También quienes viven allí")),
    (Audience.BILLING.value, gettext_lazy("Solo quien ve el dinero: lleva precios")),
]


class SheetForm(forms.Form):
    """A file, and from when to when it holds."""

    file = PaperField(
        label=gettext_lazy("El fichero"),
        error_messages={"required": gettext_lazy("Adjunte el fichero.")},
    )
    valid_from = likely_day(gettext_lazy("Vale desde"))
    valid_until = likely_day(gettext_lazy("Hasta"), required=False, help_text=gettext_lazy("vacío si no caduca"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("Caduca antes de empezar a valer."))
        return cleaned


class DocumentForm(SheetForm):
    """A document that is new here. `about` are the things it may be about, by their names."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Qué papel es"),
        choices=[("", gettext_lazy("Elija")), *DocumentKind.choices],
        error_messages={"required": gettext_lazy("Diga qué papel es.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Título"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("vacío: se llamará como su clase"),
    )
    about = forms.ChoiceField(
        label=gettext_lazy("De qué trata"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Diga de qué trata.")},
    )
    audience = forms.ChoiceField(label=gettext_lazy("Quién lo ve"), choices=AUDIENCES, widget=forms.RadioSelect)

    field_order = ("kind", "title", "about", "file", "valid_from", "valid_until", "audience")

    def __init__(self, *args: Any, about: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = about  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        has_money = cleaned.get("audience") == Audience.BILLING
        if cleaned.get("kind") in dossier.MONEY and cleaned.get("audience") and not has_money:
            self.add_error("audience", _("El contrato lleva precios: que lo vea solo quien ve el dinero."))
        elif has_money and cleaned.get("about") and cleaned["about"] != "owner":
            self.add_error("about", _("Un papel con precios es del titular: el ascensor puede cambiar de manos."))
        return cleaned


class VersionForm(SheetForm):
    """A file that replaces the one that is there."""

    why = forms.CharField(
        label=gettext_lazy("Por qué lo sustituye"),
        max_length=240,
        error_messages={"required": gettext_lazy("Diga por qué: lo leerá el titular.")},
        help_text=gettext_lazy("lo lee el titular"),
    )


class WithdrawalForm(forms.Form):
    """Why a document counts no more."""

    why = forms.CharField(
        label=gettext_lazy("Por qué se retira"),
        max_length=240,
        error_messages={"required": gettext_lazy("Diga por qué: lo leerá el titular.")},
        help_text=gettext_lazy("lo lee el titular"),
    )
