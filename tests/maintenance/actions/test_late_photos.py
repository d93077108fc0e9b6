"""Photos that come after the two hours: one new bulletin, when all are there or it has been quiet for a while."""

import io
from datetime import timedelta

import page
import pytest
from pypdf import PdfReader

from maintenance import followers
from maintenance.actions import bulletins, photos, visits
from maintenance.actions.enclosures import Enclosed, Picture
from maintenance.models import Bulletin, Photo, Visit
from portal.files import store
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from portal.lib import clock
from tests.maintenance.phone import digest, photo

PHOTOS = [photo(colour) for colour in ("teal", "orange", "gray")]
LATE = timedelta(hours=3)


@pytest.fixture
def visit(lift, work, now, technician):
    """A visit that names three photos, all of them still on the phone."""
    enclosed = Enclosed(photos=[Picture(digest(one), 46, f"Foto {number}") for number, one in enumerate(PHOTOS)])
    return visits.record(lift=lift, work=work(enclosed=enclosed), by=technician.person, at=now)


@pytest.fixture
def issued(visit, time_machine, now):
    """The two hours are over: its bulletin has gone without them."""
    time_machine.move_to(now + LATE)
    following.work()
    return Bulletin.objects.get()


@pytest.fixture
def come(technician):
    """A photo reaches us, so many minutes after the two hours and one more."""

    def arrive(number):
        photos.receive(sha256=digest(PHOTOS[number]), content=PHOTOS[number], by=technician.person, at=clock.now())
        following.work()

    return arrive


def _bulletins():
    columns = ("number", "corrects__number", "photos", "late_photos")
    return list(Bulletin.objects.order_by("issued_at", "pk").values_list(*columns))


FIRST = ("26-11-0001", None, 0, 0)


def test_three_late_photos_make_one_new_bulletin_when_the_last_is_there(issued, come):
    come(0)
    come(1)
    assert _bulletins() == [FIRST]

    come(2)

    assert _bulletins() == [FIRST, ("26-11-0002", "26-11-0001", 3, 3)]
    assert not Pending.objects.filter(follower="bulletins").exists()


def test_when_no_other_comes_for_ten_minutes_it_goes_with_those_that_came(issued, come, time_machine, now):
    come(0)
    time_machine.move_to(now + LATE + timedelta(minutes=8))
    come(1)
    time_machine.move_to(now + LATE + timedelta(minutes=17))
    following.work()
    assert _bulletins() == [FIRST]

    time_machine.move_to(now + LATE + timedelta(minutes=19))
    following.work()

    assert _bulletins() == [FIRST, ("26-11-0002", "26-11-0001", 2, 2)]


def test_one_that_comes_still_later_makes_a_third(issued, come, time_machine, now):
    come(0)
    time_machine.move_to(now + LATE + timedelta(minutes=11))
    following.work()
    come(1)
    come(2)

    assert _bulletins()[1:] == [("26-11-0002", "26-11-0001", 1, 1), ("26-11-0003", "26-11-0002", 3, 2)]


def test_the_fact_says_that_only_photos_are_new(issued, come):
    for number in range(3):
        come(number)

    facts = Entry.objects.filter(kind="bulletin.issued").order_by("number").last().facts
    assert (facts["corrects"], facts["late_photos"]) == (str(issued.pk), 3)
    assert not Entry.objects.filter(kind="visit.corrected").exists()


def test_the_new_paper_says_so_and_is_pdf_ua(issued, come):
    for number in range(3):
        come(number)

    pdf = store.read(Bulletin.objects.get(corrects=issued).file)

    words = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())
    said = "Sustituye al boletín 26-11-0001. Añade fotos que llegaron más tarde; lo anotado no cambia."
    assert said in words
    assert "sigue en el teléfono" not in words
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant


def test_a_correction_before_the_late_photos_has_both(issued, come, visit, work, technician):
    come(0)
    enclosed = Enclosed(photos=[Picture(digest(one), 46) for one in PHOTOS[:2]])
    again = work(enclosed=enclosed)
    visits.correct(visit=visit, work=again, why="Sobraba una.", by=technician.person, at=clock.now())

    come(1)

    assert _bulletins() == [FIRST, ("26-11-0002", "26-11-0001", 2, 0)]


def test_a_photo_that_comes_while_the_bulletin_is_drawn_is_on_it(visit, come, technician, time_machine, now):
    time_machine.move_to(now + LATE)
    entry = Entry.objects.get(kind="visit.completed")
    printed = bulletins.prepare(entry)
    photos.receive(sha256=digest(PHOTOS[0]), content=PHOTOS[0], by=technician.person, at=clock.now())

    with pytest.raises(bulletins.PhotoCame):
        followers.BULLETINS.finish(entry, printed, clock.now())

    following.work()
    assert _bulletins() == [("26-11-0001", None, 1, 0)]


def test_a_worker_that_falls_after_drawing_gives_the_same_number_again(issued, technician):
    for one in PHOTOS:
        photos.receive(sha256=digest(one), content=one, by=technician.person, at=clock.now())
    entry = Entry.objects.get(kind="visit.completed")
    bulletins.prepare(entry)

    following.work()

    assert [number for number, *_rest in _bulletins()] == ["26-11-0001", "26-11-0002"]
    assert Visit.objects.get().bulletin_number == "26-11-0002"


def test_the_same_photo_sent_twice_is_one_bulletin(issued, come, technician):
    for number in range(3):
        come(number)

    come(2)

    assert (Bulletin.objects.count(), Photo.objects.here().counted()) == (2, 3)
