"""What files say of themselves: kinds of paper, and the reasons why one is read, weighed or refused as it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EInvoiceFlaw(models.TextChoices):
    """Why an XML is not read as an invoice. `{value}` is what it says."""

    BROKEN = "broken", _("El XML está dañado o no dice bien en qué letras está escrito. Pida que lo generen de nuevo.")
    ENTITIES = "entities", _("El XML pide otros textos o ficheros para leerse, y no los traemos.")
    HEAVY = "heavy", _("El XML es demasiado grande o tiene demasiadas partes para ser una factura.")
    UNKNOWN = "unknown", _("No es una factura electrónica de las que leemos (UBL, CII, Facturae 3.2): es «{value}».")
    SEVERAL = "several", _("El XML lleva {value} facturas. Envíe una por fichero.")
    AMOUNT = "amount", _("«{value}» no es un importe. Pida que corrijan el XML.")
    DAY = "day", _("«{value}» no es un día. Pida que corrijan el XML.")
    LONG = "long", _("«{value}…» es demasiado largo para ser un número.")


class PaperKind(models.TextChoices):
    """What a file that comes in is."""

    INVOICE = "invoice", _("Factura")
    CORRECTIVE = "corrective", _("Factura rectificativa")
    BULLETIN = "bulletin", _("Boletín")
    CERTIFICATE = "certificate", _("Certificado")
    CONTRACT = "contract", _("Contrato")
    OTHER = "other", _("Otro papel")

    @property
    def is_invoice(self) -> bool:
        return self in {PaperKind.INVOICE, PaperKind.CORRECTIVE}


class RecognitionReason(models.TextChoices):
    """Why a recognised file is as sure as it is; `most` is the surest it can then be, from 0 to 4."""

    ALREADY = "already", _("La {value} ya está publicada")
    NOBODY = "nobody", _("No se sabe de quién es")
    NO_KIND = "no_kind", _("No se reconoce qué papel es")
    SCANNED = "scanned", _("Está escaneada: no se puede leer")
    NIF_SHORT = "nif_short", _("Falta un dígito del NIF")
    NIF_LONG = "nif_long", _("Sobra un dígito del NIF")
    NIF_OFF = "nif_off", _("Un dígito del NIF no cuadra")
    NIF_UNKNOWN = "nif_unknown", _("Ningún titular tiene el NIF {value}")
    SEVERAL_OWNERS = "several_owners", _("Lleva el NIF de {value} titulares")
    ONLY_ADDRESS = "only_address", _("No lleva NIF: solo coinciden nombre y calle")
    DIFFERS = "differs", _("{teller} dice {value}; {other}, {beside}")
    OTHER_ISSUER = "other_issuer", _("La emite otro NIF: {value}")
    NO_NUMBER = "no_number", _("No se lee el número")
    NO_DAY = "no_day", _("No se lee la fecha")
    NO_TOTAL = "no_total", _("No se lee el importe")
    TOTAL_UNCLEAR = "total_unclear", _("No está claro cuál es el total: {value}")
    DAY_UNCLEAR = "day_unclear", _("No está claro cuál es su fecha: {value}")
    OTHER_CURRENCY = "other_currency", _("No está en euros, sino en {value}")
    SUMS = "sums", _("La base y el impuesto no suman el total")
    TO_COME = "to_come", _("Su fecha no ha llegado: {value}")
    LONG_AGO = "long_ago", _("Es de hace más de cinco años: {value}")
    BY_LIFT = "by_lift", _("No lleva NIF: se sabe por el ascensor {value}")
    NOT_LISTED = "not_listed", _("No está en el CSV")
    UNCHECKED = "unchecked", _("Solo lo dice el PDF, y no hay con qué compararlo")
    UNREACHABLE = "unreachable", _("Falta a quién avisar")
    GOES_TO_PAPERS = "goes_to_papers", _("No es una factura: es «{value}» e iría a Papeles")
    AGREES_XML = "agrees_xml", _("Todo cuadra con su XML")
    AGREES_LIST = "agrees_list", _("Todo cuadra con el CSV")
    AGREES_ITSELF = "agrees_itself", _("El NIF, el número y los importes del PDF cuadran")

    @property
    def most(self) -> int:
        if self.value.startswith("agrees"):
            return 4
        return {"already": 0, "nobody": 1, "no_kind": 1}.get(self.value, 3 if self in _SOFT else 2)


_SOFT = frozenset({
    RecognitionReason.BY_LIFT, RecognitionReason.NOT_LISTED, RecognitionReason.UNCHECKED,
    RecognitionReason.UNREACHABLE, RecognitionReason.GOES_TO_PAPERS,
})  # fmt: skip


class Teller(models.TextChoices):
    """Who tells something of a file, within a sentence."""

    TEXT = "text", _("el PDF")
    NAME = "name", _("el nombre del fichero")
    LIST = "list", _("el CSV")
    EINVOICE = "einvoice", _("su XML")


class GuessReason(models.TextChoices):
    """Why a file may be an owner's, or may not."""

    NIF = "nif", _("Es su NIF")
    NEAR_NIF = "near_nif", _("Su NIF, {value}, es casi el que se lee")
    LIFT = "lift", _("El ascensor {value} es suyo")
    NAME = "name", _("Coincide el nombre")
    STREET = "street", _("Coincide la dirección")
    FEE = "fee", _("La cuota coincide: {value}")
    OTHER_FEE = "other_fee", _("Su cuota es otra: {value}")
    HAS_MONTH = "has_month", _("Ya tiene la {value} de ese mes")


class RemittanceRefusal(models.TextChoices):
    """Why a row of the ERP's list is not used. `{of}` is the list's own name of the column."""

    NO_NUMBER = "no_number", _("Falta el número de la factura.")
    TWICE = "twice", _("Ya está en la línea {value}.")
    AMOUNT = "amount", _("{of}: «{value}» no es un importe.")
    DAY = "day", _("{of}: «{value}» no es un día.")
    LONG = "long", _("{of}: es demasiado largo.")
    ODD = "odd", _("La línea tiene {value} celdas, y la cabecera otras.")

    @property
    def refuses(self) -> bool:
        return True


class RemittanceDoubt(models.TextChoices):
    """What should be looked at in a row of the list that is used."""

    NIF = "nif", _("{of}: el NIF no cuadra con su dígito de control.")
    STATUS = "status", _("{of}: no se conoce «{value}».")
    KIND = "kind", _("{of}: no se sabe si «{value}» es factura o rectificativa.")
    SHEET_ERROR = "sheet_error", _("{of}: la hoja de cálculo da un error.")

    @property
    def refuses(self) -> bool:
        return False
