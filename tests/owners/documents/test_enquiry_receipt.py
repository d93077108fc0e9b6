"""The receipt of an enquiry says what came in, when, and what was promised then, whenever it is printed."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import translation
from pypdf import PdfReader

from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.documents import enquiry_receipt
from owners.enums.enquiries import About, EnquiryKind
from owners.queries import topics
from portal.ledger.models import Entry
from portal.lib import pdf

DAY = timedelta(days=1)
HAS_PANGO = pytest.mark.skipif(not pdf.is_available(), reason="no Pango here")


def test_it_says_what_came_in_when_and_by_when_it_is_answered(asked, chair, lift, now):
    topic = topics.find(chair, now, about=About.LIFT, key=lift.pk)
    made = asked("Da un golpe.", kind=EnquiryKind.ANOMALY, topic=topic)

    said = enquiry_receipt.context(made)

    assert said["facts"] == [
        ("Qué es", "Aviso de anomalía"),
        ("Recibida", "23 de noviembre de 2026, 11:00:00"),
        ("De", "Pilar Ortega"),
        ("Por", "C.P. Calle Mayor 14 · H47218306"),
        ("Ascensor", "Calle Mayor 14, Ascensor principal"),
        ("RAE", "47-003128"),
        ("Sobre", "Calle Mayor 14, Ascensor principal"),
        ("Se contesta, a más tardar, el", "24/11/2026"),
    ]
    assert (said["number"], said["text"], said["is_anomaly"]) == ("C-2026-0001", "Da un golpe.", True)
    assert said["hash"] == Entry.objects.get(kind="enquiry.asked").hash


def test_it_says_the_same_when_it_was_answered_and_asked_again(asked, office, chair, now):
    made = asked()
    before = enquiry_receipt.context(made)
    enquiries.answer(enquiry=made, saying=Saying("Hecho."), seen=1, by=office, at=now + DAY)
    enquiries.add(enquiry=made, saying=Saying("No."), by=chair, at=now + 20 * DAY)

    assert enquiry_receipt.context(made) == before


@HAS_PANGO
@pytest.mark.parametrize(("language", "words"), [("es", "Resguardo: lo hemos recibido"), ("en", "Receipt: we have it")])
def test_it_is_one_tagged_page_in_its_readers_language(asked, language, words):
    with translation.override(language):
        paper = PdfReader(io.BytesIO(enquiry_receipt.render(asked("¿Y esto?\n" * 12))))

    printed = re.sub(r"\s+", " ", paper.pages[0].extract_text())
    assert (len(paper.pages), words in printed, "C-2026-0001" in printed) == (1, True, True)
