"""Fields that forms of several floors share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.files import uploads
from portal.files.uploads import Accepted


class CodeField(forms.CharField):
    """The code of a mail, as its reader copies it; what comes of it is what was typed."""

    def __init__(self, **options: Any) -> None:
        marks = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-input", "autofocus": True}
        super().__init__(
            **{
                "label": _("Código de seis cifras"),
                "max_length": 12,
                "error_messages": {"required": _("Escriba el código del correo.")},
                "widget": forms.TextInput(attrs=marks),
                **options,
            }
        )


class PaperField(forms.FileField):
    """A PDF or a photo; what comes of it is an `Accepted`, ready for `uploads.keep`."""

    widget = forms.FileInput(attrs={"accept": ",".join(uploads.FORMS)})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": _("PDF o foto, hasta 10 MB."), **options})
        self.error_messages["empty"] = _("El fichero está vacío.")

    def clean(self, data: Any, initial: Any = None) -> Accepted | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return self.take(upload)
        except uploads.Refused as refused:
            raise ValidationError(str(refused)) from refused

    def take(self, upload: "UploadedFile[bytes]") -> Accepted:
        """What may be kept of it; raises Refused."""
        return uploads.accept(upload)
