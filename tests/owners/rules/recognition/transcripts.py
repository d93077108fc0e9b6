"""The lines `portal.files.readings` makes of the PDFs of `layouts`, kept as text: few tests need a PDF."""

TABLED = """\
ASCENSORES DUERO, S.L.
C/ Estación, 4 · 47004 Valladolid · C.I.F. B-47218300
C.P. CALLE GAMAZO 12
C/ Gamazo, 12
Rgtro. Merc. de Valladolid, T. 700, F. 12
47004 VALLADOLID
N.I.F.: H47051206
FACTURA
Nº Factura\tFecha\tNº Cliente\tForma de pago
26/3118\t05/11/2026\t004512\tRecibo domiciliado
Concepto\tCantidad Precio Importe
Cuota mantenimiento noviembre 2026. Aparato RAE 47-003128\t1,00\t108,90 108,90
Base imponible\t% IVA\tCuota IVA\tTOTAL FACTURA
108,90\t21,00\t22,87\t131,77 €
Vencimientos: 20/11/2026 131,77 €. IBAN: ES91 2100 0418 45** **** 1332"""

LISTED = """\
Factura nº: 26/3118
Valladolid, a 5 de noviembre de 2026
Emisor\tCliente
Ascensores Duero, S. L.\tComunidad de Propietarios Calle Gamazo 12
CIF: B47218300\tNIF: H-47051206
Orden de trabajo: OT-2026-118
Mantenimiento ordinario\t108,90 €
Base imponible: 108,90 €
IVA (21 %): 22,87 €
Total a pagar: 131,77 €
Vencimiento: 20 de noviembre de 2026
Nº de registro: 47-003128"""

ONE_LINE = """\
DUERO ASCENSORES
Facturar a: C.P. Gamazo 12 CIF/NIF: H47051206
Factura Serie: 26\tNúmero: 3118\tFecha: 05-11-26\tVto.: 20-11-26
Descripción: Conservación noviembre. R.A.E. 47-003128
BASE 108,90\tIVA 21% 22,87\tTOTAL 131,77
Ascensores Duero S.L. Inscrita en el R.M. de Valladolid. C.I.F.: B47218300"""

CORRECTIVE = """\
FACTURA RECTIFICATIVA
Número\tR26-0012
Fecha de expedición\t05/11/2026
Factura rectificada\t26/2907
Ascensores Duero, S.L. NIF B47218300
Destinatario: C.P. Calle Gamazo 12, NIF H47051206
Importe neto\t1.045,00-
IVA 21,00 %\t219,45-
Importe total\t1.264,45- €"""

TWO_RATES = """\
ASCENSORES DUERO SL - NIF B47218300
Cliente: CDAD. PROP. GAMAZO 12 (H47051206)
Fra. núm. 2026-A-03118 de fecha 05/11/2026
Concepto\tImporte
Cuota\t1,000.00
Obra\t500.00
Base\t%\tCuota
1,000.00\t21\t210.00
500.00\t10\t50.00
Total base imponible\t1,500.00
Total IVA\t260.00
TOTAL FACTURA EUR\t1,760.00
Se cargará en su cuenta el 20/11/2026"""
