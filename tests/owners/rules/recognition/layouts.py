"""Invoices as Spanish lift companies lay them out: made up, each after another habit of their programs.

All say the same of the same community, in their own words and places; `transcripts` holds the lines of their PDFs.
"""

HOUSE_NIF, OWNER_NIF = "B47218300", "H47051206"
STYLE = "<style>body{font:10pt sans-serif}table{width:100%;border-collapse:collapse}td,th{text-align:left}</style>"

# The issuer above, number and date in a table of headings, totals in a table of headings at the foot.
TABLED = f"""{STYLE}<p><b>ASCENSORES DUERO, S.L.</b><br>C/ Estación, 4 · 47004 Valladolid · C.I.F. B-47218300</p>
<table><tr><td>Rgtro. Merc. de Valladolid, T. 700, F. 12</td>
<td>C.P. CALLE GAMAZO 12<br>C/ Gamazo, 12<br>47004 VALLADOLID
<br>N.I.F.: H47051206</td></tr></table><h2>FACTURA</h2>
<table><tr><th>Nº Factura</th><th>Fecha</th><th>Nº Cliente</th><th>Forma de pago</th></tr>
<tr><td>26/3118</td><td>05/11/2026</td><td>004512</td><td>Recibo domiciliado</td></tr></table>
<table><tr><th>Concepto</th><th>Cantidad</th><th>Precio</th><th>Importe</th></tr>
<tr><td>Cuota mantenimiento noviembre 2026. Aparato RAE 47-003128</td><td>1,00</td><td>108,90</td>
<td>108,90</td></tr></table>
<table><tr><th>Base imponible</th><th>% IVA</th><th>Cuota IVA</th><th>TOTAL FACTURA</th></tr>
<tr><td>108,90</td><td>21,00</td><td>22,87</td><td>131,77 €</td></tr></table>
<p>Vencimientos: 20/11/2026 131,77 €. IBAN: ES91 2100 0418 45** **** 1332</p>"""

# Labels with a colon, totals one under the other, day in words.
LISTED = f"""{STYLE}<h1>Factura nº: 26/3118</h1><p>Valladolid, a 5 de noviembre de 2026</p>
<table><tr><td><b>Emisor</b><br>Ascensores Duero, S. L.<br>CIF: B47218300</td>
<td><b>Cliente</b><br>Comunidad de Propietarios Calle Gamazo 12<br>NIF: H-47051206</td></tr></table>
<p>Orden de trabajo: OT-2026-118</p><table><tr><td>Mantenimiento ordinario</td><td>108,90 €</td></tr></table>
<p>Base imponible: 108,90 €<br>IVA (21 %): 22,87 €<br><b>Total a pagar: 131,77 €</b></p>
<p>Vencimiento: 20 de noviembre de 2026</p><p>Nº de registro: 47-003128</p>"""

# Series apart, the foot on one line, the issuer's number only in the smallest print at the end.
ONE_LINE = f"""{STYLE}<p>DUERO ASCENSORES</p><p>Facturar a: C.P. Gamazo 12 &nbsp; CIF/NIF: H47051206</p>
<p><b>Factura Serie: 26 &nbsp; Número: 3118 &nbsp; Fecha: 05-11-26 &nbsp; Vto.: 20-11-26</b></p>
<p>Descripción: Conservación noviembre. R.A.E. 47-003128</p>
<p>BASE 108,90 &nbsp;&nbsp; IVA 21% 22,87 &nbsp;&nbsp; TOTAL 131,77</p>
<small>Ascensores Duero S.L. Inscrita en el R.M. de Valladolid. C.I.F.: B47218300</small>"""

# A corrective one with its minus behind, thousands apart, and the invoice it corrects.
CORRECTIVE = f"""{STYLE}<h2>FACTURA RECTIFICATIVA</h2><table><tr><td>Número</td><td>R26-0012</td></tr>
<tr><td>Fecha de expedición</td><td>05/11/2026</td></tr><tr><td>Factura rectificada</td><td>26/2907</td></tr></table>
<p>Ascensores Duero, S.L. NIF B47218300</p><p>Destinatario: C.P. Calle Gamazo 12, NIF H47051206</p>
<table><tr><td>Importe neto</td><td>1.045,00-</td></tr><tr><td>IVA 21,00 %</td><td>219,45-</td></tr>
<tr><td>Importe total</td><td>1.264,45- €</td></tr></table>"""

# Dots for decimals, two rates, the sums in a box.
TWO_RATES = f"""{STYLE}<p>ASCENSORES DUERO SL - NIF B47218300</p><p>Cliente: CDAD. PROP. GAMAZO 12 (H47051206)</p>
<p>Fra. núm. 2026-A-03118 de fecha 05/11/2026</p><table><tr><th>Concepto</th><th>Importe</th></tr>
<tr><td>Cuota</td><td>1,000.00</td></tr><tr><td>Obra</td><td>500.00</td></tr></table>
<table><tr><th>Base</th><th>%</th><th>Cuota</th></tr><tr><td>1,000.00</td><td>21</td><td>210.00</td></tr>
<tr><td>500.00</td><td>10</td><td>50.00</td></tr></table>
<table><tr><td>Total base imponible</td><td>1,500.00</td></tr><tr><td>Total IVA</td><td>260.00</td></tr>
<tr><td>TOTAL FACTURA EUR</td><td>1,760.00</td></tr></table><p>Se cargará en su cuenta el 20/11/2026</p>"""

BULLETIN = f"""{STYLE}<h2>BOLETÍN DE MANTENIMIENTO Nº 26-11-0398</h2><p>Ascensores Duero, S.L. · CIF B47218300</p>
<p>Comunidad: C.P. Calle Mayor 14 · RAE: 47-003128</p><p>Fecha de la visita: 12/11/2026</p>"""
