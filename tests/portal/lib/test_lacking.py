"""A machine without Pango: PDFs wait, everything else goes on, and the words name what is missing."""

import builtins
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory

from maintenance.actions import visits
from maintenance.enums import Result
from maintenance.models import Bulletin
from portal.ledger import following
from portal.ledger.models import Pending
from portal.lib import pdf
from portal.lib.lacking import PATIENCE
from portal.web.middleware import SaysWhatIsMissing

COMMAND = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.fixture
def without_pango(monkeypatch):
    """Importing WeasyPrint fails as it does where the libraries are missing; `monkeypatch.undo` brings them."""
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpangoft2-1.0-0'")
        return real(name, *args, **kwargs)

    for kept in (pdf._weasyprint, pdf._fonts, pdf._fetcher, pdf._sheet):
        kept.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    return monkeypatch


@pytest.fixture
def visit(lift, plan, technician, now):
    work = visits.CompletedWork(
        technician=technician,
        plan=plan,
        started_at=now - timedelta(hours=1),
        finished_at=now,
        recorded_at=now,
        replies=[visits.Reply(37, Result.OK)],
    )
    return visits.record(lift=lift, work=work, by=technician.person, at=now)


def test_no_pdf_is_made_and_the_words_say_what_brings_it(without_pango):
    with pytest.raises(pdf.PdfUnavailable, match=COMMAND):
        pdf.render("<html lang='es'><title>x</title></html>", stylesheets=())

    assert pdf.is_available() is False


def test_a_bulletin_waits_for_pango_and_loses_no_attempt(without_pango, visit):
    following.work()

    waiting = Pending.objects.get()
    assert (waiting.follower, waiting.attempts, waiting.set_aside_at) == ("bulletins", 0, None)
    assert waiting.error == f"PdfUnavailable: {COMMAND}"


def test_however_long_it_takes_the_bulletin_is_issued_once_pango_is_there(without_pango, visit, now):
    for minutes in range(10):
        with time_machine.travel(now + minutes * 2 * PATIENCE):
            following.work()
    assert not Bulletin.objects.exists()
    without_pango.undo()

    with time_machine.travel(now + timedelta(hours=1)):
        following.work()

    assert Bulletin.objects.get().visit == visit


def test_a_page_that_needs_a_pdf_says_so_in_words(db):
    request = RequestFactory().get("/office/people/")
    request.user = None

    answer = SaysWhatIsMissing(lambda _request: None).process_exception(request, pdf.PdfUnavailable(COMMAND))

    assert answer.status_code == 503
    assert COMMAND in answer.content.decode()


def test_any_other_mistake_is_left_to_be_seen(rf):
    assert SaysWhatIsMissing(lambda _request: None).process_exception(rf.get("/"), ValueError("x")) is None
