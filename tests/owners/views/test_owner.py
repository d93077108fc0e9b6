"""The page of an owner: its meetings, the sheet for them, the reports of years, as far as one's role goes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from owners.actions import annual_reports, meetings, speaking, surveys
from owners.enums.meetings import MeetingKind
from owners.models import AnnualReport, Meeting, Owner, Quote, Survey, Wave
from owners.queries import survey_figures
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.ledger.models import Entry
from portal.lib import pdf
from tests.owners.conftest import text

HAS_PANGO = pytest.mark.skipif(not pdf.is_available(), reason="no Pango here")


@pytest.fixture
def page(owner, client_of):
    """Asks for a page below the owner's as somebody; what it says."""
    return lambda person, rest="": text(client_of(person).get(f"/owners/{owner.pk}/{rest}"))


def test_a_meeting_is_written_down_changed_and_called_off_on_the_page(owner, chair, office, client_of, page, now):
    hers, desk = client_of(chair), client_of(office)
    new = f"/owners/{owner.pk}/meetings/new/"
    wrong = [
        text(hers.post(new, {"on": "2026-11-01", "kind": "ordinary"})),
        text(desk.post(new, {"on": "2026-12-20", "kind": "ordinary"})),
    ]
    hers.post(new, {"on": "2026-12-20", "kind": "ordinary"})
    twice = text(desk.post(new, {"on": "2026-12-20", "kind": "ordinary", "told_by": "La administradora"}))
    meeting = Meeting.objects.get()
    told = {"on": "2026-12-21", "kind": "extraordinary", "told_by": "La administradora, por teléfono"}
    desk.post(f"/meetings/{meeting.pk}/", told)
    said = page(chair)
    hers.post(f"/meetings/{meeting.pk}/calling-off/")

    assert ["hoy o más adelante" in wrong[0], "Escriba quién lo ha dicho" in wrong[1]] == [True, True]
    assert "Ese día ya hay una junta anotada." in twice
    assert "Junta extraordinaria del 21 de diciembre" in said
    assert "lo dijo La administradora, por teléfono · la anotó Pilar Ortega" in said
    assert "No nos consta ninguna" in page(office)


def test_a_quotes_form_begins_with_the_day_of_the_meeting_that_is_known(owner, chair, quoted, client_of, now):
    on = (now + timedelta(days=12)).date()
    meetings.record(owner=owner, on=on, kind=MeetingKind.ORDINARY, by=chair, at=now)
    quote = quoted()

    shown = client_of(chair).get(f"/quotes/{quote.pk}/").content.decode()

    assert f'value="{on}"' in shown
    assert Quote.objects.get().meeting_on is None


def test_who_lives_there_reads_the_report_without_money_and_takes_no_pack(published, page, chair, resident):
    published(base=Decimal(120), tax=Decimal(0), issued_on=date(2025, 5, 5))

    whole, plain = page(chair, "report/2025/"), page(resident, "report/2025/")

    assert ["120,00" in one for one in (whole, plain)] == [True, False]
    assert ["expediente completo" in page(person) for person in (chair, resident)] == [True, False]


def test_a_year_that_is_not_over_has_no_report(owner, chair, client_of):
    answers = [client_of(chair).get(f"/owners/{owner.pk}/report/{year}/").status_code for year in (2026, 2025, 1990)]

    assert answers == [404, 200, 404]


@HAS_PANGO
def test_the_years_report_is_printed_in_january_once_and_only_of_owners_we_wrote_to(
    owner, other_owner, chair, resident, client_of, now
):
    january = now + timedelta(days=45)
    Owner.objects.filter(pk=owner.pk).update(speaking_since=now)

    made = [annual_reports.close_year(at=at) for at in (now, january, january)]

    assert (made, Entry.objects.filter(kind="year.ended").count()) == ([0, 1, 0], 1)
    assert sorted(AnnualReport.objects.values_list("owner", "year", "language", "is_whole")) == [
        (owner.pk, 2026, "es", False), (owner.pk, 2026, "es", True),
    ]  # fmt: skip
    assert Entry.objects.get(kind="year.ended").facts["sha256"] == AnnualReport.objects.get(is_whole=True).file.sha256


def test_a_choice_that_began_nothing_is_listed_and_put_back(owner, office, client_of, now):
    Owner.objects.update(speaking_since=None)
    wave = speaking.choose(owners=[owner.pk], by=office, at=now)
    desk = client_of(office)

    listed = text(desk.get("/office/speaking/"))
    desk.post(f"/office/speaking/{wave.pk}/putting-back/")

    assert "Elegidos y sin empezar 1 titular" in listed
    assert (Wave.objects.count(), "Elegidos" in text(desk.get("/office/speaking/"))) == (0, False)
    begun = speaking.choose(owners=[owner.pk], by=office, at=now)
    speaking.start(wave=begun, by=office, at=now)
    with pytest.raises(speaking.CannotStart):
        speaking.put_back(wave=begun)


def test_answers_are_counted_by_question_and_quarter(owner, chair, manager, resident, office, client_of, now):
    ago = (5, 10, 60, 400)
    for person, days, score in zip((chair, manager, resident, office), ago, (9, 4, None, 1), strict=True):
        told = {"owner": owner, "person": person, "question": "yearly", "year": 2026}
        made = Survey.objects.create(asked_at=now - timedelta(days=days), **told)
        if score is not None:
            surveys.answer(survey=made, score=score, words="", thanks=False, at=now)

    rows = [(one.quarter, one.asked, one.answered, one.half, one.low) for one in survey_figures.table(now)]

    assert rows == [
        ("4.º trimestre de 2026", 2, 2, "6,5 de 10", 1), ("3.º trimestre de 2026", 1, 0, "", 0),
    ]  # fmt: skip
    assert "6,5 de 10" in text(client_of(office).get("/office/surveys/"))


def test_an_archive_is_asked_for_awaited_and_taken_away(owner, chair, client_of, private_files):
    hers = client_of(chair)

    for url in (f"/owners/{owner.pk}/handover/", "/invoices/months/2026-10/"):
        hers.post(f"{url}archive/")
        waiting = hers.get(url).content.decode()
        jobs.run(Job.objects.get(finished_at=None).pk)
        ready = hers.get(url, headers={"HX-Request": "true"}).content.decode()

        assert (f'hx-get="{url}"' in waiting, f'href="{url}file/"' in waiting) == (True, False)
        assert ("hx-get" in ready, f'href="{url}file/"' in ready, "<h1" in ready) == (False, True, False)
