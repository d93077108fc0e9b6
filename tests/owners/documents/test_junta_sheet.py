"""The sheet for the meeting: on one page what a neighbour needs to know, and an annexe where there are many lifts."""

import io
import re
from datetime import date

import pytest
from django.utils import translation
from pypdf import PdfReader

from maintenance.enums import Severity
from maintenance.models import Finding, Lift
from owners.actions import meetings
from owners.documents import annual_report, junta_sheet
from owners.enums import DocumentKind
from owners.enums.meetings import MeetingKind
from owners.models import Tenure
from portal.lib import pdf

HAS_PANGO = pytest.mark.skipif(not pdf.is_available(), reason="no Pango here")


@pytest.fixture
def agenda(owner, lift, chair, visited, quoted, published, contract, filed, now):
    """A meeting, a finding and its quote, an invoice, a contract, a certificate of inspection."""
    visit = visited(10)
    seen = {"severity": Severity.SERIOUS, "found_at": now}
    finding = Finding.objects.create(lift=lift, visit=visit, words="Cables gastados", **seen)
    quoted(finding=finding, words="")
    published()
    filed(DocumentKind.INSPECTION, valid_until=date(2028, 3, 1))
    meetings.record(owner=owner, on=date(2026, 12, 14), kind=MeetingKind.ORDINARY, by=chair, at=now)


def test_it_says_what_is_to_be_decided_what_waits_and_until_when_one_may_leave(agenda, owner, now):
    said = junta_sheet.context(owner, now)

    [choice] = said["choices"]
    [agreed] = said["agreed"]
    assert said["meeting"] == "Junta ordinaria del 14 de diciembre de 2026"
    assert said["span"] == "del 23 de noviembre de 2025 al 22 de noviembre de 2026"
    assert (choice.title, choice.total) == ("Cambiar los cables de tracción", "1.210,00\N{NO-BREAK SPACE}€")
    assert choice.asked == "Lo pide lo que vio el técnico el 23 de noviembre: Cables gastados."
    assert choice.otherwise == "Si no se hace, puede que haya que parar el ascensor."
    assert [(one.what, one.tone) for one in said["open"]] == [
        ("Cables gastados (grave)", "stop"), ("Faltan 5 papeles que pide la ley", "warn"),
    ]  # fmt: skip
    assert dict(agreed.facts)["Último día para decir que no"] == "Fue el 1 de noviembre: se renueva."
    assert (said["inspection"], said["is_part"], said["annexe"]) == ("1 de marzo de 2028", False, [])


@HAS_PANGO
@pytest.mark.any_database
def test_it_is_one_tagged_page_in_its_readers_language(agenda, owner, now):
    for language, words in (("es", "Lo que hay que decidir"), ("en", "To be decided")):
        with translation.override(language):
            paper = PdfReader(io.BytesIO(junta_sheet.render(owner, now)))
        printed = re.sub(r"\s+", " ", paper.pages[0].extract_text())
        assert (len(paper.pages), words in printed, "/StructTreeRoot" in paper.trailer["/Root"]) == (1, True, True)
    report = PdfReader(io.BytesIO(annual_report.render(owner, 2025, now, whole=False)))
    assert (len(report.pages), "€" in report.pages[0].extract_text()) == (1, False)


def test_of_many_lifts_those_with_something_to_tell_come_first_and_all_of_them_behind(owner, lift, visited, now):
    for number in range(6):
        fields = {"name": f"Ascensor {number}", "code": f"M14K{number}0", "record_complete_since": date(2020, 1, 1)}
        more = Lift.objects.create(building=lift.building, entered_on=date(2020, 1, 1), drive=lift.drive, **fields)
        Tenure.objects.create(owner=owner, lift=more, from_on=date(2020, 1, 1))
    visited(200)

    said = junta_sheet.context(owner, now)

    assert [row["name"] for row in said["lifts"]] == ["Calle Mayor 14, Ascensor principal"]
    assert (said["is_part"], len(said["annexe"])) == (True, 7)
