"""Pages with a QR code, drawn and scanned, for tests."""

import io
from functools import cache

import pypdfium2
import segno
from PIL import Image
from weasyprint import HTML

TAX_LINK = (
    "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR"
    "?nif=B47000001&numserie=F26%2F4127&fecha=31-10-2026&importe=130.68"
)


@cache
def with_code(says=TAX_LINK, *, millimetres=30):
    """A page with a QR code of that size, and what the law prints above it."""
    code = segno.make(says, error="m", micro=False).svg_data_uri(border=2)
    side = f"{millimetres}mm"
    page = f"<p>QR tributario:</p><img src='{code}' style='width:{side};height:{side}'><h1>Factura F26-4127</h1>"
    return HTML(string=f"<style>@page {{ size: A4; margin: 15mm }}</style>{page}").write_pdf()


@cache
def scanned(content, *, dots=150, turned=2):
    """The first page as a scanner hands it over: grey, a little askew, squeezed as JPEG."""
    drawn = pypdfium2.PdfDocument(content)[0].render(scale=dots / 72, grayscale=True).to_pil()
    out = io.BytesIO()
    drawn.rotate(turned, fillcolor=255, resample=Image.Resampling.BICUBIC).save(out, "PDF", resolution=dots, quality=60)
    return out.getvalue()
