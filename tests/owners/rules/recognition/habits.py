"""Papers after the habits of nine programs, as lines: written before the reader met them, and what each says.

The first run read 61 of their 66 facts; `docs/publishing.md` says which five it missed, and what was mended then.
"""

from datetime import date
from decimal import Decimal

from owners.rules.recognition.shapes import Fact

DAY = date(2026, 11, 5)
FEE = {Fact.BASE: Decimal("108.90"), Fact.TAX: Decimal("22.87"), Fact.TOTAL: Decimal("131.77")}
SIDES = {Fact.ISSUER: "B47218300", Fact.OWNER: "H47051206"}

TOLD = {
    "sage": SIDES | FEE | {Fact.NUMBER: "2600003118", Fact.ISSUED_ON: DAY, Fact.DUE_ON: date(2026, 12, 5)},
    "holded": SIDES | FEE | {Fact.NUMBER: "F260118", Fact.ISSUED_ON: DAY, Fact.DUE_ON: date(2026, 11, 20)},
    "odoo": SIDES | FEE | {Fact.NUMBER: "INV/2026/00118", Fact.ISSUED_ON: DAY, Fact.DUE_ON: date(2026, 11, 20)},
    "a3": SIDES | FEE | {Fact.NUMBER: "3118 / 26", Fact.ISSUED_ON: DAY, Fact.WORKS: "2026/4411"},
    "igic": {
        Fact.ISSUER: "B47218300", Fact.OWNER: "A58818501", Fact.NUMBER: "F-2026/0118", Fact.ISSUED_ON: DAY,
        Fact.BASE: Decimal("1250.00"), Fact.TAX: Decimal("87.50"), Fact.TOTAL: Decimal("1337.50"),
    },
    "retencion": {
        Fact.ISSUER: "12345678Z", Fact.OWNER: "H47051206", Fact.NUMBER: "2026-77", Fact.ISSUED_ON: date(2026, 11, 30),
        Fact.BASE: Decimal("100.00"), Fact.TAX: Decimal("21.00"), Fact.TOTAL: Decimal("106.00"),
    },
    "english": FEE | {Fact.ISSUER: "B47218300", Fact.OWNER: "A58818501", Fact.NUMBER: "26/3118", Fact.ISSUED_ON: DAY},
    "simple-total": SIDES | {Fact.NUMBER: "26/3118", Fact.ISSUED_ON: DAY, Fact.TOTAL: Decimal("131.77")},
    "verifactu": SIDES | FEE | {Fact.NUMBER: "F26/3118", Fact.ISSUED_ON: DAY, Fact.CHARGED_ON: date(2026, 11, 20)},
}  # fmt: skip

PAPERS = {
    "sage": """\
ASCENSORES DUERO SL
Pol. Argales, parcela 12\tCP CALLE GAMAZO 12
47008 VALLADOLID\tC/ GAMAZO 12
Tel. 983 11 22 33\t47004 VALLADOLID
CIF: B47218300\tC.I.F.: H47051206
FACTURA\tNUMERO\tPAGINA\tFECHA
2600003118\t1\t05/11/2026
Artículo\tDescripción\tCant.\tPrecio\tDto.\tImporte
MTO01\tMANTENIMIENTO MES DE NOVIEMBRE\t1\t108,90\t0,00\t108,90
IMPORTE BRUTO\tDTO.\tB. IMPONIBLE\t% IVA\tIMPORTE IVA\tTOTAL
108,90\t0,00\t108,90\t21\t22,87\t131,77
FORMA DE PAGO: RECIBO DOMICILIADO\tVTO: 05/12/2026""",
    "holded": """\
Factura #F260118
Fecha: 05/11/2026\tVencimiento: 20/11/2026
Ascensores Duero S.L.\tComunidad de Propietarios Gamazo 12
B47218300\tH47051206
Calle Estación 4, Valladolid\tCalle Gamazo 12, Valladolid
CONCEPTO\tPRECIO\tUNIDADES\tSUBTOTAL\tIVA\tTOTAL
Mantenimiento\t108,90€\t1\t108,90€\t21%\t131,77€
BASE IMPONIBLE\t108,90€
IVA 21%\t22,87€
TOTAL\t131,77€
Condiciones de pago: recibo domiciliado""",
    "odoo": """\
Ascensores Duero SL
Comunidad de Propietarios Calle Gamazo 12
NIF: H47051206
Factura INV/2026/00118
Fecha de factura:\tFecha de vencimiento:\tOrigen:
05/11/2026\t20/11/2026\tOT/2026/0231
Descripción\tCantidad\tPrecio unitario\tImpuestos\tImporte
Mantenimiento\t1,00\t108,90\tIVA 21%\t108,90 €
Importe sin impuestos\t108,90 €
IVA 21%\t22,87 €
Total\t131,77 €
Ascensores Duero SL - NIF: B47218300 - www.duero.example""",
    "a3": """\
DUERO
Nº FACTURA: 3118 / 26\tFECHA FACTURA: 05-nov-2026
CLIENTE: 4300127\tNIF: H47051206
C.P. GAMAZO, 12
SU AVISO 2026/4411 DEL DIA 02/11/2026 - PARTE 88123
MANO DE OBRA 1,50 H\t45,00\t67,50
BOTONERA CABINA\t41,40\t41,40
SUMA\t108,90
I.V.A. 21,00 % s/ 108,90\t22,87
TOTAL FACTURA ...................\t131,77 Euros
CIF B-47.218.300""",
    "igic": """\
FACTURA F-2026/0118
Fecha expedición 5 noviembre 2026
Ascensores Duero, S.L.U. | N.I.F. B47218300
Datos del cliente
Hotel Gamazo, S.A.
N.I.F. A58818501
Concepto\tImporte
Servicio mensual\t1.250,00
Base imponible 1.250,00 €
I.G.I.C. (7%) 87,50 €
TOTAL A PAGAR 1.337,50 €
Forma de pago: transferencia a ES91 2100 0418 4502 0005 1332""",
    "retencion": """\
Factura Nº 2026-77 de 30/11/2026
Emisor: Juan Pérez Gil NIF 12345678Z
Cliente: C.P. Gamazo 12 NIF H47051206
Honorarios\t100,00
Base imponible\t100,00
IVA 21%\t21,00
IRPF -15%\t-15,00
Total\t106,00""",
    "english": """\
INVOICE
Invoice No. 26/3118\tDate 05/11/2026
Bill to: Gamazo Offices, S.A.\tVAT No. ESA58818501
Ascensores Duero S.L. VAT No. ESB47218300
Subtotal\t108.90
VAT 21%\t22.87
Total due\t131.77 EUR""",
    "simple-total": """\
FACTURA
Número: 26/3118
Fecha: 05/11/2026
NIF: H47051206
TOTAL: 131,77 € (IVA incluido)
Ascensores Duero S.L. NIF: B47218300""",
    "verifactu": """\
QR tributario:
VERI*FACTU
Ascensores Duero S.L. NIF B47218300
Factura F26/3118\tFecha de expedición: 05/11/2026\tFecha de operación: 31/10/2026
Destinatario: C.P. Calle Gamazo 12\tNIF: H47051206
Tipo\tBase\tCuota
21,00 %\t108,90\t22,87
Total factura: 131,77 €
Cargo en cuenta el 20/11/2026 en ES91 **** **** **** 1332""",
}
