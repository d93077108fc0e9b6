"""Permissions: the verbs of the house, each with the sentence the roles page prints."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """A verb a person may or may not use. On which rows is a scope's answer."""

    READ_OWN_LIFTS = "read_own_lifts", _("Ver sus ascensores y lo que pasa en ellos")
    READ_OWN_PAPERS = "read_own_papers", _("Abrir boletines y documentos, y acusar su recibo")
    READ_OWN_MONEY = "read_own_money", _("Ver facturas y contratos")
    DECIDE_QUOTES = "decide_quotes", _("Aceptar o rechazar presupuestos, y llevarlos a la junta")
    REPORT_BREAKDOWN = "report_breakdown", _("Avisar de una avería")
    ASK = "ask", _("Preguntar, reclamar, avisar de una anomalía y pedir que le llamen")
    WORK_ON_LIFTS = "work_on_lifts", _("Anotar visitas y averías en los ascensores de su ruta")
    RUN_OFFICE = "run_office", _("Atender avisos, anotar visitas y ver el día de la oficina")
    MANAGE_PEOPLE = "manage_people", _("Invitar a personas y cambiar mandatos y puestos")
    MANAGE_COMPANY = "manage_company", _("Cambiar los datos de la empresa")
    READ_FOLLOWING = "read_following", _("Ver el trabajo pendiente y lo que falló")
