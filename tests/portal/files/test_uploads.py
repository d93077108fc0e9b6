import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.files import scanning, uploads
from tests.papers import PDF

NOT_ITS_NAME = "Por dentro no es lo que dice su nombre: ábralo, guárdelo de nuevo y pruebe otra vez."
NOT_KEPT = "Solo guardamos PDF y fotos."
HEIF = b"\0\0\0\x18ftypheic"


def _photo(form):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Phone of Marta"
    Image.new("RGB", (60, 40), "red").save(out, form, exif=exif.tobytes())
    return out.getvalue()


JPEG = _photo("JPEG")


def accept(name, content):
    return uploads.accept(SimpleUploadedFile(name, content))


@pytest.mark.parametrize("name", ["acta.pdf", "ACTA.PDF", "acta\u202efdp.pdf", "a" * 300 + ".pdf", "acta\r\nX: y.pdf"])
def test_a_pdf_is_taken_byte_for_byte_whatever_it_is_called(name):
    assert accept(name, PDF) == uploads.Accepted(PDF, "application/pdf", scanned=False)


@pytest.mark.parametrize(("name", "form"), [("foto.jpg", "JPEG"), ("foto.jpeg", "JPEG"), ("foto.png", "PNG")])
def test_a_photo_is_drawn_anew(name, form):
    taken = accept(name, _photo(form))

    assert taken.media_type == "image/jpeg"
    assert dict(Image.open(io.BytesIO(taken.content)).getexif()) == {}


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("acta.docx", b"PK\x03\x04", NOT_KEPT),
        ("acta", PDF, NOT_KEPT),
        ("acta.pdf.exe", PDF, NOT_KEPT),
        ("acta.svg", b"<svg onload=alert(1)>", NOT_KEPT),
        ("acta.zip", b"PK\x03\x04", NOT_KEPT),
        ("acta.pdf", JPEG, NOT_ITS_NAME),
        ("acta.jpg", PDF, NOT_ITS_NAME),
        ("acta.png", JPEG, NOT_ITS_NAME),
        ("acta.jpg", HEIF, NOT_ITS_NAME),
        ("acta.pdf", b"<html>%PDF-", NOT_ITS_NAME),
        ("acta.pdf", b"", NOT_ITS_NAME),
        ("acta.pdf", b"%PDF-1.7\n1 0 obj", "El PDF está cortado: falta el final. Pruebe a guardarlo de nuevo."),
        ("acta.jpg", JPEG[:30], "La foto está dañada y no se puede abrir."),
    ],
)
def test_anything_else_is_refused_with_a_reason(name, content, why):
    with pytest.raises(uploads.Refused, match="^" + why.replace(".", r"\.") + "$"):
        accept(name, content)


def test_what_weighs_too_much_is_not_even_read():
    whole = SimpleUploadedFile("acta.pdf", PDF)

    whole.size = uploads.MOST + 1

    with pytest.raises(uploads.Refused, match=r"^Pesa más de 10,0"):
        uploads.accept(whole)
    assert whole.tell() == 0


@pytest.mark.django_db
def test_a_company_has_its_share_of_the_disk(settings, now):
    settings.FILES_QUOTA = 3 * len(PDF) // 2
    uploads.keep(accept("acta.pdf", PDF), at=now)

    with pytest.raises(uploads.Refused, match="No queda sitio"):
        accept("acta.pdf", PDF)


@pytest.mark.django_db
@pytest.mark.parametrize("scanned", [True, False])
def test_its_row_says_whether_a_scanner_saw_it(scanned, now):
    file = uploads.keep(uploads.Accepted(PDF, "application/pdf", scanned=scanned), at=now)

    assert file.scanned_at == (now if scanned else None)


def test_without_a_clear_answer_of_the_scanner_nothing_is_taken(settings):
    settings.CLAMD = "unix:/nowhere/clamd.sock"

    with pytest.raises(uploads.Refused, match="El antivirus no responde"):
        accept("acta.pdf", PDF)


def test_what_the_scanner_knows_is_not_taken(monkeypatch):
    def knows(content):
        raise scanning.Infected

    monkeypatch.setattr(scanning, "scan", knows)

    with pytest.raises(uploads.Refused, match="El antivirus ha encontrado algo malo"):
        accept("acta.pdf", PDF)
