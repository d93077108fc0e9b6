"""Whom we begin to write to, as the office chooses them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from owners.queries.speaking import Asked


class ChoiceForm(forms.Form):
    """The owners that were ticked."""

    owner = forms.TypedMultipleChoiceField(
        coerce=UUID,
        error_messages={"required": _("Marque al menos un titular."), "invalid_choice": _("Elíjalos en la lista.")},
    )

    def __init__(self, given: Any, *, keys: list[UUID]) -> None:
        super().__init__(given)
        self.fields["owner"].choices = [(str(key), str(key)) for key in keys]  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """How the list is narrowed; what cannot be understood narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    firm = forms.UUIDField(required=False)

    def asked(self) -> Asked:
        """What of it is understood."""
        self.is_valid()
        return Asked(self.cleaned_data.get("q") or "", self.cleaned_data.get("firm"))
