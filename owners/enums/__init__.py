"""The closed lists owners need, worded for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeRefusal(models.TextChoices):
    """Why a row of an imported sheet of owners is not taken. `{of}` is the sheet's own name of the column."""

    HAS_OWNER = "has_owner", _("El ascensor ya tiene otro titular: anote el cambio a mano.")
    SAME_NIF = "same_nif", _("Ese NIF ya es de otro titular ({value}).")
    ENDS_BEFORE = "ends_before", _("{of}: el mandato termina antes de empezar.")

    @property
    def refuses(self) -> bool:
        return True


class IntakeDoubt(models.TextChoices):
    """What should be looked at in a row of owners that is taken. No sentence repeats a person's data."""

    NIF = "nif", _("{of}: el NIF no cuadra con su dígito de control. Se apunta; compruébelo.")
    EMAIL = "email", _("{of}: no es una dirección de correo; se deja en blanco.")
    SHARED_EMAIL = "shared_email", _("El correo ya es de alguien con otro nombre; vale la persona que ya está.")
    NAMELESS = "nameless", _("{of}: falta el nombre y no se apunta a nadie.")
    NO_LIFT = "no_lift", _("No dice de qué ascensor es titular.")
    SINCE = "since", _("{of}: no consta desde cuándo; se apunta {value}.")
    OVER = "over", _("{of}: el mandato ya terminó; no se apunta.")
    OTHER_NAME = "other_name", _("El mismo titular tiene otro nombre en la línea {value}; vale aquel.")
    KNOWN_NIF = "known_nif", _("Ya hay un titular con ese NIF; se usa el que está.")

    @property
    def refuses(self) -> bool:
        return False


class InvoiceKind(models.TextChoices):
    """What the paper is; a corrective invoice names the one it corrects (RD 1619/2012, art. 15)."""

    ORDINARY = "ordinary", _("Factura")
    CORRECTIVE = "corrective", _("Factura rectificativa")


class InvoiceStatus(models.TextChoices):
    """Where an invoice stands, as the ERP says; the portal moves none by itself."""

    ISSUED = "issued", _("Emitida")
    CHARGED = "charged", _("En el banco")
    PAID = "paid", _("Pagada")
    RETURNED = "returned", _("Recibo devuelto")
    OVERDUE = "overdue", _("Vencida")
    CLAIMED = "claimed", _("Reclamada")


class WhatFor(models.TextChoices):
    """What a line charges for."""

    FEE = "fee", _("Cuota de mantenimiento")
    REPAIR = "repair", _("Reparaciones")
    PARTS = "parts", _("Piezas")
    INSPECTION = "inspection", _("Inspección")
    WORKS = "works", _("Mejoras y obras")
    OTHER = "other", _("Otras cosas")


class Cover(models.TextChoices):
    """The usual three sorts of contract, in the trade's words."""

    BASIC = "basic", _("Contrato básico")
    EXTENDED = "extended", _("Contrato semirriesgo")
    FULL = "full", _("Contrato todo riesgo")


class DocumentKind(models.TextChoices):
    """What a paper is: first those of the legal dossier, in the order of the law, then the others."""

    REGISTRATION = "registration", _("Registro de la puesta en servicio (RAE)")
    CONFORMITY = "conformity", _("Declaración CE o UE de conformidad")
    DATA_SHEET = "data_sheet", _("Ficha técnica")
    MANUAL = "manual", _("Manual de funcionamiento")
    LOG = "log", _("Registro de mantenimiento")
    CONTRACT = "contract", _("Contrato de mantenimiento")
    INSPECTION = "inspection", _("Certificado de inspección")
    MODIFICATION = "modification", _("Expediente de una modificación")
    RISKS = "risks", _("Evaluación de riesgos")
    INSURANCE = "insurance", _("Seguro de responsabilidad civil")
    WASTE = "waste", _("Certificado de residuos")
    MINUTES = "minutes", _("Acta de la junta")
    OTHER = "other", _("Otro papel")


class NeededFor(models.TextChoices):
    """Why each paper of the legal dossier is needed, for who has never heard of it."""

    REGISTRATION = "registration", _("Prueba que el ascensor está dado de alta en Industria, con su número RAE.")
    CONFORMITY = "conformity", _("Quien lo instaló responde en ella de que cumplía la norma al ponerse en marcha.")
    DATA_SHEET = "data_sheet", _("Sus datos técnicos: sin ella no se piden bien los recambios.")
    MANUAL = "manual", _("Cómo se usa y cómo se rescata a alguien. Quien lo conserva tiene que poder leerlo.")
    LOG = "log", _("Lo que se ha hecho en cada revisión. Lo lleva este portal por usted.")
    CONTRACT = "contract", _("La ley no deja usar el ascensor sin un contrato de mantenimiento.")
    INSPECTION = "inspection", _("Dice si puede seguir en servicio, y hasta cuándo.")


class Lacks(models.TextChoices):
    """What a page says when one paper of the dossier is lacking."""

    REGISTRATION = "registration", _("falta el registro RAE")
    CONFORMITY = "conformity", _("falta la declaración de conformidad")
    DATA_SHEET = "data_sheet", _("falta la ficha técnica")
    MANUAL = "manual", _("falta el manual")
    LOG = "log", _("sin revisiones anotadas todavía")
    CONTRACT = "contract", _("falta el contrato")
    INSPECTION = "inspection", _("falta el certificado de inspección")


class ConsentTo(models.TextChoices):
    """Which papers an owner takes electronically."""

    INVOICES = "invoices", _("Facturas electrónicas")
    BULLETINS = "bulletins", _("Boletines electrónicos")


class MailFileName(models.TextChoices):
    """How the file is called in the mails to a firm's program."""

    NIF_DAY_NUMBER = "nif_day_number", _("NIF, fecha y número")
    NUMBER_NIF = "number_nif", _("Número y NIF")
    DAY_NUMBER = "day_number", _("Fecha y número")


class MailSubject(models.TextChoices):
    """What those mails have as their subject."""

    NIF_NUMBER = "nif_number", _("NIF y número")
    NUMBER = "number", _("Solo el número")
    NIF_DAY_NUMBER = "nif_day_number", _("NIF, fecha y número")


class QuoteState(models.TextChoices):
    """Where a quote stands; the last two are final."""

    OPEN = "open", _("Por decidir")
    MEETING = "meeting", _("Va a la junta")
    ACCEPTED = "accepted", _("Aceptado")
    DECLINED = "declined", _("Rechazado")

    @property
    def is_final(self) -> bool:
        return self in {QuoteState.ACCEPTED, QuoteState.DECLINED}


class BatchSort(models.TextChoices):
    """What a file dropped for publishing is used for."""

    PAPER = "paper", _("PDF")
    LIST = "list", _("lista del ERP")
    EINVOICE = "einvoice", _("factura electrónica")


class BatchItemState(models.TextChoices):
    """Where a dropped file stands; lists and e-invoices only stand beside the papers they speak of."""

    READING = "reading", _("Por leer")
    SURE = "sure", _("Segura")
    DOUBTFUL = "doubtful", _("Dudosa")
    REFUSED = "refused", _("Rechazada")
    PUBLISHED = "published", _("Publicada")
    WITHDRAWN = "withdrawn", _("Deshecha")
    BESIDE = "beside", _("De apoyo")


class BatchLack(models.TextChoices):
    """What a paper lacks to be published at all."""

    OWNER = "owner", _("Falta de quién es")
    NUMBER = "number", _("Falta el número")
    ISSUED_ON = "issued_on", _("Falta la fecha")
    BASE = "base", _("Falta la base imponible")
    TAX = "tax", _("Faltan los impuestos")
    TOTAL = "total", _("Falta el total")
    ABOUT = "about", _("Falta de quién es, o de qué ascensor")
