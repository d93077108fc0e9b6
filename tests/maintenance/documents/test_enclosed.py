"""What came with a visit, on its bulletin: contents, and that the paper is PDF/UA."""

import io
from datetime import timedelta

import page
import pytest
from PIL import Image
from pypdf import PdfReader

from maintenance.actions import bulletins, visits
from maintenance.actions.enclosures import Enclosed, Fitted, Found, Picture
from maintenance.actions.visits import CompletedWork, Reply, Signatures
from maintenance.documents import bulletin as document
from maintenance.documents import enclosed
from maintenance.enums import Result, Severity
from maintenance.models import Photo
from portal.files import store
from portal.lib.keys import new_key

STROKES = "M10 20L300 100L590 40"
HASH = "ab" * 32


@pytest.fixture
def visit(lift, technician, plan, now):
    """A visit with everything a phone can bring; the first photo has come, the second has not."""
    found = Found(new_key(), "Guiador gastado", Severity.SERIOUS, 46, ["b" * 64])
    work = CompletedWork(
        technician=technician,
        plan=plan,
        started_at=now - timedelta(hours=2),
        finished_at=now - timedelta(hours=1),
        recorded_at=now - timedelta(hours=1),
        replies=[Reply(37, Result.OK), Reply(46, Result.PENDING, "Guiador gastado.")],
        signed_by="Luis Portero",
        signatures=Signatures(STROKES, now, STROKES),
        enclosed=Enclosed(
            photos=[Picture("a" * 64, 46, "El guiador"), Picture("c" * 64, 37)],
            parts=[Fitted("Limitador", 1, True, "LBD-200", "77-4410"), Fitted("Grasa", 2)],
            findings=[found],
        ),
    )
    done = visits.record(lift=lift, work=work, by=technician.person, at=now)
    bulletins.allot_number(done)
    _arrive("a" * 64, "teal", now)
    _arrive("b" * 64, "orange", now)
    return done


def _arrive(sha256, colour, now):
    out = io.BytesIO()
    Image.new("RGB", (480, 360), colour).save(out, "JPEG")
    file = store.put(out.getvalue(), media_type="image/jpeg", at=now)
    Photo.objects.filter(sha256=sha256).update(file=file, thumbnail=file, received_at=now)


def _context(visit):
    return enclosed.context(visit, number=visit.bulletin_number)


def _render(visit):
    return document.render(visit, number=visit.bulletin_number, entry_hash=HASH)


def _words(pdf):
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_context_is_what_came_with_the_visit(visit):
    told = _context(visit)

    photos = told.pop("photos")
    assert [(photo["alt"], photo["words"], photo["src"][:22]) for photo in photos] == [
        ("El guiador", "El guiador", "data:image/jpeg;base64"),
        ("Guiador gastado", "Guiador gastado", "data:image/jpeg;base64"),
    ]
    assert all(told.pop(name).startswith("data:image/svg+xml,") for name in ("signature", "customer_signature"))
    assert told == {
        "photos_missing": 1,
        "parts": [
            {"name": "Limitador", "quantity": 1, "is_safety_component": True, "component_type": "LBD-200",
             "serial_number": "77-4410"},
            {"name": "Grasa", "quantity": 2, "is_safety_component": False, "component_type": "", "serial_number": ""},
        ],
        "findings": [{"words": "Guiador gastado", "severity": "Grave", "is_serious": True}],
        "settled": [],
        "corrected": None,
        "is_clock_wrong": False,
    }  # fmt: skip


def test_the_paper_says_all_of_it(visit):
    said = _words(_render(visit))

    for words in (
        "Lo que hemos visto",
        "Guiador gastado",
        "Grave",
        "Limitador (componente de seguridad)",
        "LBD-200, n.º 77-4410",
        "1 foto sigue en el teléfono del conservador/a",
        "Luis Portero",
        "Firmado en el teléfono",
    ):
        assert words in said


def test_the_paper_with_everything_on_it_is_pdf_ua(visit):
    report = page.validate_pdf_bytes(_render(visit), profile="ua1")

    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant


def test_a_plain_paper_is_pdf_ua(lift, technician, plan, now):
    ended = now - timedelta(hours=1)
    work = CompletedWork(technician, plan, ended - timedelta(minutes=30), ended, ended, [Reply(37, Result.OK)])
    done = visits.record(lift=lift, work=work, by=None, at=now)
    bulletins.allot_number(done)

    assert page.validate_pdf_bytes(_render(done), profile="ua1").is_compliant


def test_the_paper_is_light(visit):
    assert len(_render(visit)) < 200_000


def test_a_photo_lost_on_disk_does_not_hold_the_paper_up(visit):
    store.path_of(Photo.objects.get(sha256="a" * 64).thumbnail.sha256).write_bytes(b"rot")

    assert [photo["src"][:5] for photo in _context(visit)["photos"]] == ["", "data:"]


def test_a_correction_names_the_paper_it_replaces(visit, technician, plan, now):
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)
    bulletins.issue(visit_id=visit.pk, file=file, at=now)
    ended = now - timedelta(hours=1)
    work = CompletedWork(technician, plan, ended - timedelta(minutes=30), ended, ended, [Reply(37, Result.OK)])
    visits.correct(visit=visit, work=work, why="Era la rozadera.", by=None, at=now)
    bulletins.allot_number(visit)

    pdf = _render(visit)

    assert _context(visit)["corrected"] == {"number": "26-11-0001", "why": "Era la rozadera."}
    assert "Corrige y sustituye al boletín 26-11-0001. Era la rozadera." in _words(pdf)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
