"""What ERPs call the columns of their lists, in Spanish and English; the first that a sheet has is taken."""

from collections.abc import Mapping

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "file": (
        "fichero", "archivo", "nombre fichero", "nombre del fichero", "nombre de archivo", "pdf", "documento pdf",
        "file", "file name", "filename",
    ),
    "number": (
        "numero factura", "n factura", "num factura", "nº factura", "factura", "numero de factura", "n de factura",
        "nº de factura", "nfactura", "numfactura", "numero", "num", "nº", "n", "documento", "invoice number",
        "invoice no", "invoice no.", "invoice", "number",
    ),
    "series": (
        "serie", "serie factura", "series",
    ),
    "owner_nif": (
        "nif", "cif", "nif cliente", "cif cliente", "nif titular", "cif/nif", "nif/cif", "dni/cif",
        "nif comunidad", "cif comunidad", "vat", "vat number", "tax id", "customer vat number", "customer tax id",
    ),
    "owner_name": (
        "cliente", "nombre cliente", "nombre", "razon social", "titular", "comunidad", "customer", "customer name",
        "name",
    ),
    "issued_on": (
        "fecha factura", "fecha", "fecha de factura", "fecha emision", "fecha de emision", "fecha expedicion",
        "fecha de expedicion", "f. factura", "invoice date", "issue date", "issued on", "date",
    ),
    "due_on": (
        "vencimiento", "fecha vencimiento", "fecha de vencimiento", "f. vencimiento", "vto", "due date", "due on",
    ),
    "charged_on": (
        "cargo", "fecha cargo", "fecha de cargo", "fecha remesa", "fecha cobro", "fecha de cobro", "charge date",
        "charged on",
    ),
    "base": (
        "base imponible", "base", "b. imponible", "importe neto", "neto", "total base", "net", "net amount",
        "taxable base",
    ),
    "tax": (
        "cuota iva", "iva", "importe iva", "total iva", "cuota", "impuesto", "igic", "cuota igic", "tax",
        "vat amount", "tax amount",
    ),
    "total": (
        "total", "total factura", "importe total", "importe", "importe factura", "total con iva", "total amount",
        "gross", "amount",
    ),
    "paid_on": (
        "fecha pago", "fecha de pago", "pagada el", "cobrada el", "paid on", "payment date", "date paid",
    ),
    "returned_on": (
        "fecha devolucion", "fecha de devolucion", "devuelta el", "f. devolucion", "returned on", "return date",
    ),
    "why_returned": (
        "motivo", "motivo devolucion", "motivo de devolucion", "motivo de la devolucion", "causa devolucion",
        "return reason", "reason",
    ),
    "next_charge_on": (
        "proximo cargo", "nuevo cargo", "se volvera a pasar", "next charge", "next charge date",
    ),
    "status": (
        "estado", "situacion", "estado cobro", "estado de cobro", "status", "state",
    ),
    "kind": (
        "tipo", "tipo factura", "tipo de factura", "clase", "type", "kind",
    ),
    "corrected": (
        "factura rectificada", "rectifica", "rectifica a", "corrected invoice", "corrects",
    ),
    "lift": (
        "rae", "n rae", "nº rae", "aparato", "ascensor", "n serie", "nº serie", "numero de serie", "lift",
        "serial number",
    ),
    "works": (
        "parte", "n parte", "nº parte", "orden de trabajo", "ot", "o.t.", "albaran", "referencia", "ref",
        "referencia obra", "obra", "pedido", "works", "work order", "reference",
    ),
}  # fmt: skip
