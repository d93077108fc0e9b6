"""The texts owners consent to, by version. A text that was shown is never edited: a change is a new version.

What consent must say: how papers arrive and how it is taken back (TRLGDCU art. 63.3; RD 1619/2012 art. 9.2 for
invoices; ITC AEM 1, RD 355/2024, art. 5.5.a for bulletins).
"""

import hashlib
from collections.abc import Mapping

Wording = Mapping[str, str]  # by language

INVOICES: dict[int, Wording] = {
    1: {
        "es": "Acepto recibir las facturas en formato electrónico, en vez de en papel. Se dejan en este portal y se "
        "avisa por correo a quien lleva las cuentas. La factura en papel es gratuita y la puedo volver a pedir "
        "cuando quiera: retiro este consentimiento en esta misma página, o lo digo en la oficina, y desde ese día "
        "las facturas llegan en papel.",
        "en": "I agree to receive invoices electronically instead of on paper. They are left in this portal and those "
        "who keep the accounts are told by e-mail. Paper invoices are free of charge and I may ask for them again "
        "whenever I like: I withdraw this consent on this same page, or tell the office, and from that day on "
        "invoices come on paper.",
    },
}
BULLETINS: dict[int, Wording] = {
    1: {
        "es": "Acepto recibir por vía electrónica los boletines de mantenimiento, en vez de en papel. Se dejan en "
        "este portal, se envían por correo y queda constancia de su recepción al abrirlos. Puedo retirar este "
        "consentimiento cuando quiera en esta misma página, o diciéndolo en la oficina: desde ese día los "
        "boletines llegan en papel.",
        "en": "I agree to receive the maintenance bulletins electronically instead of on paper. They are left in this "
        "portal, sent by e-mail, and their reception is recorded when they are opened. I may withdraw this consent "
        "whenever I like on this same page, or by telling the office: from that day on bulletins come on paper.",
    },
}
TEXTS: dict[str, dict[int, Wording]] = {"invoices": INVOICES, "bulletins": BULLETINS}


def latest(to: str) -> int:
    """The version that is shown now."""
    return max(TEXTS[to])


def text(to: str, version: int, language: str) -> str:
    """The text as it is shown; raises KeyError for a version there never was."""
    wording = TEXTS[to][version]
    return wording.get(language, wording["es"])


def digest(to: str, version: int, language: str) -> str:
    """SHA-256 of the text, in hexadecimal."""
    return hashlib.sha256(text(to, version, language).encode()).hexdigest()
