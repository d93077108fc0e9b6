"""Where a firm's program takes its invoices from, and how they are called."""

from django import forms
from django.utils.translation import gettext_lazy

from owners.enums import MailFileName, MailSubject
from portal.web.fields import CodeField


class NamingForm(forms.Form):
    """The name of the file and the subject."""

    file_name = forms.ChoiceField(
        label=gettext_lazy("Nombre del fichero"),
        choices=MailFileName.choices,
        widget=forms.RadioSelect,
        initial=MailFileName.NIF_DAY_NUMBER,
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Asunto del correo"),
        choices=MailSubject.choices,
        widget=forms.RadioSelect,
        initial=MailSubject.NIF_NUMBER,
    )


class MailboxForm(NamingForm):
    """The same with the address."""

    address = forms.EmailField(
        label=gettext_lazy("Dirección del buzón"),
        max_length=254,
        error_messages={"required": gettext_lazy("Escriba la dirección de la que lee su programa.")},
    )

    field_order = ("address", "file_name", "subject")


class MailboxCodeForm(forms.Form):
    """The code that arrived there."""

    code = CodeField()
