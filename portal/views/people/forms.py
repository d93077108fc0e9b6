"""What people type to come in and to change their account."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.web.fields import CodeField

REQUIRED_EMAIL = {"required": _("Escriba su correo."), "invalid": _("A este correo le falta algo: nombre@dominio.es")}
LANGUAGES = (("es", "Español"), ("en", "English"))
LONGEST_EMAIL = 254
LONGEST = 256  # of a password: a long text costs no more to refuse


class EmailForm(forms.Form):
    """The address a code is sent to."""

    email = forms.EmailField(
        label=_("Su correo"),
        max_length=LONGEST_EMAIL,
        error_messages=REQUIRED_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email", "spellcheck": "false"}),
    )


class CodeForm(forms.Form):
    """The code from the mail."""

    code = CodeField()


class PasswordForm(EmailForm):
    """Address and password, for who has one."""

    password = forms.CharField(
        label=_("Su contraseña"),
        max_length=LONGEST,
        error_messages={"required": _("Escriba su contraseña.")},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class LetterCodeForm(forms.Form):
    """The code printed in a letter."""

    secret = forms.CharField(
        label=_("Código de la carta"),
        max_length=40,
        help_text=_("Doce letras y números; da igual si pone guiones o minúsculas."),
        error_messages={"required": _("Escriba el código de la carta.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "letter-code"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, checked against the common ones; the present one is asked when there is one."""

    present = forms.CharField(
        label=_("Contraseña de ahora"),
        max_length=LONGEST,
        strip=False,
        error_messages={"required": _("Escriba la contraseña de ahora.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Contraseña nueva"),
        max_length=LONGEST,
        strip=False,
        help_text=_("Doce letras o más. Una frase suya vale."),
        error_messages={"required": _("Escriba la contraseña nueva.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not person.has_usable_password():
            del self.fields["present"]

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self.person.check_password(present):
            raise ValidationError(_("No es la contraseña de ahora."))
        return present

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.person)
        return new


class AccountForm(forms.Form):
    """What a person may change of himself."""

    name = forms.CharField(
        label=_("Nombre"),
        max_length=160,
        error_messages={"required": _("Escriba su nombre.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Teléfono"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Idioma"),
        help_text=_("El de estas páginas, los correos y los papeles."),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
    )
