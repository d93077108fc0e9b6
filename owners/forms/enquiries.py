"""What is typed of an enquiry: what somebody asks, what is added, what the office answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from owners.actions.enquiries import Saying
from owners.enums.enquiries import EnquiryKind
from owners.models import Owner
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import new_key
from portal.web.fields import PaperField

LONG = 4000
CHOICES = (
    (EnquiryKind.QUESTION.value, gettext_lazy("Preguntar algo")),
    (EnquiryKind.COMPLAINT.value, gettext_lazy("Reclamar")),
    (EnquiryKind.ANOMALY.value, gettext_lazy("Avisar de algo raro en el ascensor")),
    (EnquiryKind.CALL.value, gettext_lazy("Que me llamen")),
)


class SayingForm(forms.Form):
    """A word in a thread, with a paper or photo. `key` is the word's own, so that a form sent twice is one word."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("Su mensaje"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Escriba algo."),
            "max_length": gettext_lazy("Caben 4000 letras; adjunte el resto como PDF."),
        },
    )
    file = PaperField(label=gettext_lazy("Una foto o un PDF"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_key()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def saying(self, file: File | None) -> Saying:
        """For the action; the file is kept before."""
        return Saying(self.cleaned_data["text"], file, self.cleaned_data.get("key"))


class EnquiryForm(SayingForm):
    """A new one. Who speaks for one owner, or asks about a thing, is not asked for whom."""

    field_order: tuple[str, ...] = ("key", "kind", "owner", "text", "phone", "file")

    kind = forms.ChoiceField(
        label=gettext_lazy("¿Qué necesita?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija una de las cuatro.")},
    )
    owner: "forms.ModelChoiceField[Owner]" = forms.ModelChoiceField(
        label=gettext_lazy("¿De qué comunidad o titular?"),
        queryset=None,
        empty_label=gettext_lazy("Elija"),
        error_messages={"required": gettext_lazy("Elija por quién pregunta.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Teléfono al que llamarle"),
        max_length=20,
        error_messages={"required": gettext_lazy("Escriba a qué teléfono le llamamos.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, owners: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext_lazy("Cuéntenos")
        self.fields["text"].error_messages["required"] = gettext_lazy("Escriba qué quiere saber o decirnos.")
        asked = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        self.fields["text"].required = asked != EnquiryKind.CALL
        self.fields["phone"].required = asked == EnquiryKind.CALL or not self.is_bound
        if owners is None:
            del self.fields["owner"]
        else:
            self.fields["owner"].queryset = owners  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        return " ".join(str(self.cleaned_data["phone"]).split())

    def clean(self) -> dict[str, Any]:
        """Who wants a call need not say why; a telephone is kept of nobody else."""
        said = super().clean() or {}
        if said.get("kind") != EnquiryKind.CALL:
            said["phone"] = ""
        elif not said.get("text"):
            said["text"] = _("Quiero que me llamen.")
        return said


class TelephonedForm(EnquiryForm):
    """What somebody says by telephone, while he says it: who it is, what for, and what he is told at once."""

    field_order = ("key", "who", "enquiry", "kind", "text", "about", "phone", "answer")

    who = forms.ChoiceField(
        label=gettext_lazy("¿Quién llama?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija quién llama.")},
    )
    enquiry = forms.ChoiceField(
        label=gettext_lazy("¿Es de una consulta que ya está?"),
        required=False,
        help_text=gettext_lazy("Entonces lo que dice se añade a ella, en su nombre."),
    )
    about = forms.ChoiceField(label=gettext_lazy("¿Sobre qué?"), required=False)
    answer = forms.CharField(
        label=gettext_lazy("Lo que se le ha dicho"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Si ya se le ha contestado. En blanco, queda por contestar, con su plazo."),
    )

    def __init__(
        self,
        *args: Any,
        callers: Sequence[tuple[str, str]],
        things: Sequence[tuple[str, str]],
        going_on: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["file"]
        self.fields["enquiry"].choices = [("", _("No, es nueva")), *going_on]  # type: ignore[attr-defined]
        if not going_on:
            del self.fields["enquiry"]
        self.fields["who"].choices = callers  # type: ignore[attr-defined]
        self.fields["about"].choices = [("", _("Nada en particular")), *things]  # type: ignore[attr-defined]
        self.fields["kind"].label = gettext_lazy("¿Qué es?")
        self.fields["kind"].choices = EnquiryKind.choices  # type: ignore[attr-defined]
        self.fields["text"].label = gettext_lazy("Lo que dice")
        self.fields["text"].error_messages["required"] = gettext_lazy("Escriba qué dice quien llama.")


class TelephonedWordsForm(SayingForm):
    """What somebody adds by telephone to an enquiry that is there; it stands on a page beside the answer's form."""

    who = forms.ChoiceField(label=gettext_lazy("Quién llama"))

    def __init__(self, *args: Any, callers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_call_%s", **kwargs)
        del self.fields["file"]
        self.fields["who"].choices = callers  # type: ignore[attr-defined]
        self.fields["text"].label = gettext_lazy("Lo que dice")
        self.fields["text"].error_messages["required"] = gettext_lazy("Escriba qué dice quien llama.")


class AnswerForm(SayingForm):
    """What the office answers; `seen` counts the words that were there when it began to write."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext_lazy("Su respuesta")
        self.fields["text"].widget.attrs |= {"rows": 6}


class AssignmentForm(forms.Form):
    """Who takes care of it."""

    to: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=gettext_lazy("La lleva"), queryset=None, required=False, empty_label=gettext_lazy("Nadie todavía")
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class LawForm(forms.Form):
    """Whether the company is so large that the law of customer care binds it."""

    applies = forms.BooleanField(
        label=gettext_lazy("Nos obliga la Ley 10/2025 de atención a la clientela"),
        required=False,
        help_text=gettext_lazy("A empresas de 250 personas o más, de más de 50 M€ de ventas o de 43 M€ de balance."),
    )
