"""What the office decides about a mail that got stuck."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class Remedy(models.TextChoices):
    """What can be done about one."""

    ARRIVED = "arrived", _("Llegó")
    AGAIN = "again", _("Mandar otra vez")
    PAPER = "paper", _("Decir en papel")
    SEEN = "seen", _("Visto")


class RemedyForm(forms.Form):
    what = forms.ChoiceField(choices=Remedy.choices)


class ResumptionForm(forms.Form):
    waiting = forms.ChoiceField(choices=[("held", _("Dejarlos en duda")), ("sent", _("Mandarlos también"))])
