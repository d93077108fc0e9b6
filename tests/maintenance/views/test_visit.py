from datetime import timedelta

import pytest
from django.urls import reverse

from maintenance.actions import bulletins, visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Result
from maintenance.models import Photo
from owners.actions import receipts
from owners.models import Receipt
from portal.files import store
from portal.ledger.kinds import Origin
from tests.maintenance.conftest import HTMX, text


@pytest.fixture
def recorded(lift, technician, plan, office, now):
    def record(origin=Origin.LIVE):
        replies = [Reply(37, Result.OK), Reply(46, Result.PENDING, "Guiador gastado.")]
        work = CompletedWork(
            technician,
            plan,
            now - timedelta(minutes=46),
            now,
            now,
            replies,
            words_for_owner="Queda un guiador.",
            why_unsigned="No había nadie",
        )
        return visits.record(lift=lift, work=work, by=office, at=now, origin=origin)

    return record


def page_of(visit):
    return reverse("maintenance:visit", args=[visit.pk])


def test_it_says_what_was_written_down(desk, recorded):
    page = text(desk.get(page_of(recorded())))

    assert "23 nov., 10:14–11:00" in page
    assert "Puntos 1 correcto · 1 pendiente" in page
    assert "Sin firma No había nadie" in page
    assert "La siguiente 13 dic.–7 ene. 2027" in page
    assert "«Queda un guiador.»" in page


def test_the_bulletin_is_waited_for_and_then_there(desk, recorded, now, private_files):
    visit = recorded()
    waiting = desk.get(page_of(visit), headers=HTMX).content.decode()
    bulletins.allot_number(visit)
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)
    bulletin = bulletins.issue(visit_id=visit.pk, file=file, at=now)

    there = desk.get(page_of(visit), headers=HTMX).content.decode()

    assert 'hx-trigger="every 3s"' in waiting
    assert "<html" not in there
    assert f"Boletín {bulletin.number}" in there
    assert "hx-trigger" not in there


def test_an_imported_visit_waits_for_no_bulletin(desk, recorded):
    assert "se está preparando" not in text(desk.get(page_of(recorded(Origin.HISTORY))))


def test_only_the_desk_opens_it(cast, client_of, recorded):
    url = page_of(recorded())
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]

    answers = [client_of(getattr(cast, who)).get(url) for who in others]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(b"guiador" in answer.content for answer in answers)


def test_what_the_phone_told_besides_is_there(desk, lift, technician, plan, now):
    ended = now - timedelta(hours=3)
    work = CompletedWork(
        technician, plan, ended - timedelta(minutes=30), ended, ended, [Reply(37, Result.OK)], skew_seconds=3600
    )
    visit = visits.record(lift=lift, work=work, by=None, at=now)

    said = text(desk.get(f"/office/visits/{visit.pk}/"))

    assert "Anotada hoy a las 8:00; recibida hoy a las 11:00" in said
    assert "Reloj del teléfono atrasado 1 h; en el teléfono, la salida fue hoy a las 7:00" in said


def test_it_says_who_opened_the_bulletin_and_when(desk, recorded, owner, chair, now):
    done = recorded()
    bulletins.allot_number(done)
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)
    paper = bulletins.issue(visit_id=done.pk, file=file, at=now)
    before = text(desk.get(page_of(done)))
    receipts.acknowledge(received=[(paper, owner)], person=chair, how=Receipt.How.SIGNED_IN, at=now)

    after = text(desk.get(page_of(done)))

    assert "Quién lo ha abierto Nadie de la finca lo ha abierto todavía." in before
    assert "Quién lo ha abierto Pilar Ortega abierto con sus credenciales hoy a las 11:00" in after


def test_without_a_bulletin_nobody_is_said_to_have_opened_it(desk, recorded):
    assert "Quién lo ha abierto" not in text(desk.get(page_of(recorded())))


def test_it_shows_the_photos_that_came(desk, recorded, technician, now):
    done = recorded()
    file = store.put(b"picture", media_type="image/jpeg", at=now)
    came = {"file": file, "thumbnail": file, "received_at": now}
    Photo.objects.create(visit=done, person=technician.person, sha256="a" * 64, words="El guiador", **came)
    Photo.objects.create(visit=done, person=technician.person, sha256="b" * 64)

    page = text(desk.get(page_of(done)))

    assert "Fotos El guiador 1 foto sigue en el teléfono de Marta; cuando llegue, se verá aquí." in page
