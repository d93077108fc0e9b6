import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.files import uploads

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
NOT_ITS_NAME = "Por dentro no es lo que dice su nombre: ábralo, guárdelo de nuevo y pruebe otra vez."
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 20 + b"\xff\xd9"


def accept(name, content):
    return uploads.accept(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("acta.pdf", PDF, "application/pdf"),
        ("ACTA.PDF", PDF, "application/pdf"),
        ("acta.jpg", JPEG, "image/jpeg"),
        ("acta.jpeg", JPEG, "image/jpeg"),
    ],
)
def test_a_pdf_or_a_photo_is_taken_as_it_is(name, content, media_type):
    assert accept(name, content) == (content, media_type)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("acta.docx", b"PK\x03\x04", "Solo guardamos PDF y fotos JPG."),
        ("acta", PDF, "Solo guardamos PDF y fotos JPG."),
        ("acta.pdf.exe", PDF, "Solo guardamos PDF y fotos JPG."),
        ("acta.svg", b"<svg onload=alert(1)>", "Solo guardamos PDF y fotos JPG."),
        ("acta.pdf", JPEG, NOT_ITS_NAME),
        ("acta.jpg", PDF, NOT_ITS_NAME),
        ("acta.pdf", b"<html>%PDF-", NOT_ITS_NAME),
        ("acta.pdf", b"%PDF-1.7\n1 0 obj", "El PDF está cortado: falta el final. Pruebe a guardarlo de nuevo."),
        (
            "acta.pdf",
            PDF.replace(b"<<>>", b"<</Encrypt 4 0 R>>"),
            "El PDF tiene contraseña. Guárdelo sin ella para que podamos leerlo dentro de unos años.",
        ),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_reason(name, content, why):
    with pytest.raises(uploads.Refused, match="^" + why.replace(".", r"\.") + "$"):
        accept(name, content)


def test_ten_megabytes_are_the_most():
    whole = PDF + b" " * (uploads.MOST - len(PDF) - 6) + b"%%EOF\n"

    assert accept("acta.pdf", whole)[0] == whole
    with pytest.raises(uploads.Refused):
        accept("acta.pdf", whole + b" ")
