"""What came with a visit, on its bulletin: contents, and that the paper is PDF/UA."""

import io
import time
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

pytestmark = pytest.mark.any_database  # a page drawn from the same rows is the same page

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


@pytest.fixture
def full(lift, technician, plan, now):
    """A visit with sixty photos, whose words are as long as they may be; one of them is a single word."""
    ended = now - timedelta(hours=1)
    said = ["Interminable" * 20, *(f"{number} " + "Interminable " * 18 for number in range(1, 60))]
    names = [Picture(f"{number:064x}", 46, words[:240]) for number, words in enumerate(said)]
    work = CompletedWork(
        technician, plan, ended - timedelta(minutes=30), ended, ended, [Reply(37, Result.OK)],
        enclosed=Enclosed(photos=names),
    )  # fmt: skip
    done = visits.record(lift=lift, work=work, by=technician.person, at=now)
    bulletins.allot_number(done)
    for number in range(60):
        _arrive(f"{number:064x}", (number, 90, 120), now)
    return done


def test_sixty_photos_with_long_words_are_some_pages_more_and_pdf_ua(full):
    began = time.process_time()
    pdf = _render(full)
    spent = time.process_time() - began

    reader = PdfReader(io.BytesIO(pdf))
    pictures = [alt for alt in _alts(reader) if "Interminable" in alt]
    assert (len(set(pictures)), 5 < len(reader.pages) < 20) == (60, True)
    assert spent < 20  # seconds of the processor; it took a minute when each column measured every word
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant


def test_each_photo_says_what_is_on_it_for_who_does_not_see_it(visit):
    told = _alts(PdfReader(io.BytesIO(_render(visit))))

    assert {"El guiador", "Guiador gastado"} <= set(told)
    assert "" not in told


def _alts(reader):
    """What each picture says for who does not see it."""
    tagged = _elements(reader.trailer["/Root"]["/StructTreeRoot"])
    return [str(one.get_object().get("/Alt", "")) for one in tagged if one.get_object()["/S"] == "/Figure"]


def _elements(node):
    """Everything in the tree of tags."""
    kids = node.get_object().get("/K", []) if hasattr(node.get_object(), "get") else []
    for kid in kids if isinstance(kids, list) else [kids]:
        if hasattr(kid.get_object(), "get") and "/S" in kid.get_object():
            yield kid
            yield from _elements(kid)


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

    assert _context(visit)["corrected"] == {
        "number": "26-11-0001",
        "why": "Era la rozadera.",
        "late_photos": 0,
    }
    assert "Corrige y sustituye al boletín 26-11-0001. Era la rozadera." in _words(pdf)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
