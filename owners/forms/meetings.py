"""What is typed of an owners' meeting."""

from django import forms
from django.utils.translation import gettext_lazy

from maintenance.forms.fields import likely_day
from owners.enums.meetings import MeetingKind

KINDS = [kind for kind in MeetingKind if kind is not MeetingKind.UNSAID]


class MeetingForm(forms.Form):
    """Its day, and which it is; the office says who told it."""

    on = likely_day(gettext_lazy("Día de la junta"))
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Qué junta es"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        coerce=MeetingKind,
        initial=MeetingKind.ORDINARY.value,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija una de las dos.")},
    )
    told_by = forms.CharField(
        label=gettext_lazy("Quién lo ha dicho"),
        max_length=120,
        help_text=gettext_lazy("«La administradora, por teléfono»"),
        error_messages={"required": gettext_lazy("Escriba quién lo ha dicho.")},
    )

    def __init__(self, *args: object, is_office: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not is_office:
            del self.fields["told_by"]
