"""What may be asked of us, where it stands, and by which term we answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnquiryKind(models.TextChoices):
    """What an owner's people write to us for; a breakdown is a call and no enquiry."""

    QUESTION = "question", _("Consulta")
    COMPLAINT = "complaint", _("Reclamación")
    ANOMALY = "anomaly", _("Aviso de anomalía")
    CALL = "call", _("Que me llamen")


class EnquiryState(models.TextChoices):
    """Where an enquiry stands. None is final: a new word of the owner's opens it again."""

    OPEN = "open", _("Sin contestar")
    ANSWERED = "answered", _("Contestada")
    CLOSED = "closed", _("Cerrada")


class Side(models.TextChoices):
    """Who speaks in an enquiry."""

    OWNER = "owner", _("El titular")
    HOUSE = "house", _("La empresa conservadora")


class About(models.TextChoices):
    """What an enquiry may be about: whatever of an owner has a page, or a place on one."""

    LIFT = "lift", _("Ascensor")
    VISIT = "visit", _("Revisión")
    FINDING = "finding", _("Lo visto en una revisión")
    BREAKDOWN = "breakdown", _("Avería")
    WORK = "work", _("Trabajo")
    INVOICE = "invoice", _("Factura")
    QUOTE = "quote", _("Presupuesto")
    CONTRACT = "contract", _("Contrato")
    DOCUMENT = "document", _("Documento")


# What only those read who see the owner's money, and where the law wants an answer sooner.
MONEY = frozenset({About.INVOICE, About.QUOTE, About.CONTRACT})


class TermKind(models.TextChoices):
    """Whose term it is: ours, or that of a law."""

    PROMISE = "promise", _("el plazo que nos hemos propuesto")
    CONSUMERS = "consumers", _("el plazo de la ley de consumidores (TRLGDCU, art. 21)")
    CARE = "care", _("el plazo de la ley de atención a la clientela (Ley 10/2025, art. 17)")
