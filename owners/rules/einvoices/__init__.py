"""Electronic invoices read as plain values: UBL, CII (Factur-X, ZUGFeRD) and Facturae.

`reading.read` is the way in: bytes that were taken in already become an EInvoice, or NoEInvoice says why not, in words.
What an invoice does not say stays None. Nothing is added up and no tax is worked out; no entity is resolved, no DTD
read, nothing fetched. Whether the invoice holds with itself is for `recognition` to look at.
"""
