"""How invoices name what they say: Spanish first, then English, German and French, on which the reader is measured.

All are matched against small letters without accents. Of several for one fact the first is the surest. «Cuota» alone is
the fee of a lift as often as a tax: only beside a base is it the tax.
"""

import re

NO = r"(?:n[º°o]|num(?:ero)?|nr)\.?"


def _labels(*texts: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text) for text in texts)


NUMBER = _labels(
    rf"\b{NO}\s*(?:de\s+)?(?:la\s+)?(?:factura|fra|abono)\b"
    rf"|\b(?:factura|fra|abono)\.?(?:\s+(?:rectificativa|ordinaria|de abono))?\s*(?:{NO}|#|:)"
    r"|\brechnungs?-?\s?(?:nummer|nr\b\.?)|\binvoice\s*(?:number|no\b\.?|num\b\.?|nr\b\.?|#)|\bbelegnummer"
    r"|\brechnung\s*#"
    rf"|\b(?:numero|n[º°o]\.?) de documento\b|\b(?:boletin|parte)\b[^\t]{{0,40}}?\b{NO}",
    r"(?:rechnung|gutschrift|korrektur)\b[^\t]{0,60}?\bnr\.",
    r"(?<!total )(?<!importe )(?<!fecha )(?<!de )"
    r"\b(?:factura(?:\s+rectificativa)?|abono|invoice|facture|avoir|rechnung|credit note)\b",
    rf"^\s*(?:{NO}|numero)\s*:?|\t(?:n[º°]|numero)\s*:|(?:^|\t)numero(?=\t|$)",
)
SERIES = _labels(r"(?<!de )(?<!n[º°o] )\bserie\b(?!\s+(?:del?|n))")
CORRECTED = _labels(
    r"\bfactura(?:s)? (?:que )?(?:rectificada|corregida|original|rectifica)s?\b|\brectifica (?:a )?(?:la )?(?:factura)?"
    r"|\bcorrige (?:a )?la factura|\bfacture liee\b|\boriginal invoice\b|\babono de la factura\b"
)
ISSUED_ON = _labels(
    r"\bfecha\s+(?:de\s+)?(?:la\s+)?(?:factura|fra|expedicion|emision|exp)\b|\brechnungsdatum|\bbelegdatum"
    r"|\binvoice date|\bdate of issue|\bissued (?:at|on)|\bissue date|\bdate de facture|\bf\. ?factura",
    r"(?:rechnung|gutschrift|korrektur)\b[^\t]{0,80}?\bvo[mn]\b",
    r"\bfecha\b(?!\s*(?:de\s+)?(?:vto|venc|valor|cargo|oper|pago|limite|prest|alta|baja|inicio|fin))|^datum\b"
    r"|(?:^|\t)date\b",
    r"\b(?:factura|fra)\b\.?[^\t]{1,40}?\bde(?: fecha)?:?\s+(?=\d{1,2}[/. -])",
    r"^[^\t,]{3,30}, a(?: |$)",
)
DUE_ON = _labels(
    r"\bvencimientos?\b|\bfecha\s+(?:de\s+)?(?:vto|venc\w*|pago|limite)|\bvto\b|\bdue date|\bdate d.echeance|\bfallig"
    r"|\bbis zum\b|\bremit until\b|\bnetto bis\b|\bpayable (?:by|until)\b"
)
CHARGED_ON = _labels(
    r"\bfecha\s+(?:de\s+)?cargo\b|\bse (?:le )?cargara\b.{0,40}?\bel\b|\bcargo en (?:su )?cuenta\b(?: el)?"
)
TOTAL = _labels(
    r"\btotal\s+(?:de\s+(?:la\s+)?)?(?:factura|fra|abono|documento)\b|\bimporte\s+total(?:\s+factura)?\b"
    r"|\btotal\s+importe\b"
    r"|\btotal\s+(?:con\s+)?(?:iva|impuestos)\s+(?:incl|inc)\w*|\btotal con iva\b|\btotal ttc\b|\bbruttosumme"
    r"|\bgrand total"
    r"|\brechnungssumme brutto|\bgesamtbetrag\b(?! de)|\binvoice total|\btotal amount|\bdue payable"
    r"|\brechnungsbetrag\b",
    r"\btotal\s+a\s+(?:pagar|ingresar|abonar|cobrar)\b|\btotal\s+(?:euros|eur|€)|\bliquido\b|\btotal due\b",
    r"(?<!sub)(?<!sub )(?<!sub-)(?<!vat )(?<!tax )(?<!net )(?<!iva )\btotal(?:es)?\b(?!\s*(?:ht|iva|i\.v\.a"
    r"|igic|base|bruto"
    r"|neto|net|tax|taxes|before|lin|imp|dto|desc|cuota|sin|materi|mano|hor))",
    r"\ba pagar\b|\bzahlbetrag\b|\bamount due\b|\bsolde a payer\b|\bimporte\b",
)
BASE = _labels(
    r"\btotal\s+base\b|\btotal ht\b|\brechnungssumme (?:ohne ust|netto)|\bnet total|\btotal before tax"
    r"|\b(?:total|importe) sin (?:iva|imp\w*)"
    r"|\btotal (?:importe )?neto\b|\bnettobetrag\s*:|\bsubtotal\b|\bsub-?total\b|\bnet amount\s*:"
    r"|\bsteuerbasisbetrag gesamt",
    r"\bbase\s+(?:imponible|iva|i\.v\.a|igic|imp)\b\.?|\bbase imponible|\bimporte neto\b|\bb\. ?imponible"
    r"|\bnet amou?nt|\bnetto\b",
    r"\bbase\b|\btotal bruto\b|\bimporte bruto\b|\bsuma\b",
)
TAX = _labels(
    r"\btotal\s+(?:cuota\s+)?(?:de\s+)?(?:iva|i\.v\.a\.?|igic|ipsi|impuestos?|cuotas?|tax(?:es)?)\b|\biva total"
    r"|\btax total"
    r"|\bvat total|\bust\.? gesamt|\bsteuerbetrag\b(?! .*\t.*\t)",
    r"\b(?:cuota|importe)\s+(?:de\s+)?(?:iva|i\.v\.a\.?|igic|ipsi)\b|\bvat amount|\bbase\b.*\tcuota\b|\bimpuesto\b",
    r"\bi\.?v\.?a\b\.?|\bi\.?g\.?i\.?c\b\.?|\bi\.?p\.?s\.?i\b\.?|\bmwst\b|\btva\b|\bvat\b|\bust\b\.?",
)
CURRENCY = _labels(r"\b(?:moneda|divisa|wahrung|currency|devise|betrage in)\b")
RAE = _labels(rf"\br\.?\s?a\.?\s?e\b\.?(?:\s*{NO})?|\b{NO}\s*(?:de\s+)?registro(?: industrial)?\b")
SERIAL = _labels(rf"\b{NO}\s*(?:de\s+)?serie\b|\bserie del (?:ascensor|aparato)\b|\bserial (?:number|no\b\.?)")
WORKS = _labels(
    rf"\b(?:orden de trabajo|parte(?: de (?:trabajo|averia|obra))?|albaran|obra|aviso|o\.?t\.?)\b(?:\s*{NO})?"
    rf"|\bsu referencia\b|\breferencia de (?:la )?obra\b"
)

# Where a block of lines about one party begins, and where both end.
OWNER_BLOCK = re.compile(
    r"(?:^|\t)\s*(?:datos (?:del )?)?(?:cliente|destinatario|facturar a|facturado a|comprador|receptor|titular|kaufer"
    r"|rechnungsempfanger|customer|buyer|bill to|invoice to)\b"
)
ISSUER_BLOCK = re.compile(
    r"(?:^|\t)\s*(?:datos (?:del )?)?(?:emisor|expedidor|proveedor|vendedor|empresa conservadora|verkaufer"
    r"|rechnungs(?:aus)?steller|seller|supplier|bank|steuer)"
)
BLOCKS_END = re.compile(
    r"\b(?:concepto|descripcion|detalle|cantidad|positionsdaten|bemerkung|artikelbeschreibung|description"
    r"|producto?|menge)"
)
BLOCK = 12  # lines: what stands further down belongs to nobody
OWNERS_NIF = re.compile(r"client|destinat|comprador|receptor|titular|customer|buyer|kaufer|kunde|su (?:nif|cif)")
