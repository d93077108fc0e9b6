"""PUT /api/v1/photos/{sha256}: after the record that names them; drawn anew; the last one calls the bulletin."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from maintenance.models import Bulletin, Photo
from portal.files import store
from portal.files.models import File
from portal.ledger import following
from portal.ledger.models import Pending
from portal.lib.keys import new_key
from tests.maintenance.phone import Phone, digest, finding, named, photo, record

GPS = Image.Exif()
GPS.get_ifd(0x8825)[2] = (41.0, 39.0, 7.0)


@pytest.fixture
def told(phone, lift, plan):
    """A completed visit that names these photos."""

    def tell(*contents, **more):
        key = new_key()
        names = [named(digest(content)) for content in contents]
        assert phone.put("visit.completed", key, record(lift, plan, photos=names, **more)).status_code == 201
        return key

    return tell


def test_a_photo_is_kept_drawn_anew_and_its_first_digest_stays(phone, told):
    content = photo(exif=GPS)
    visit = told(content)

    answer = phone.send(content)

    row = Photo.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"sha256": digest(content), "stored": True})
    assert (row.visit_id, row.sha256, row.file.media_type) == (visit, digest(content), "image/jpeg")
    kept = Image.open(io.BytesIO(store.read(row.file)))
    assert (kept.size, dict(kept.getexif())) == ((640, 480), {})
    assert max(Image.open(io.BytesIO(store.read(row.thumbnail))).size) == 480


def test_the_same_photo_again_is_there(phone, told):
    content = photo()
    told(content)
    phone.send(content)

    answer = phone.send(content)

    assert (answer.status_code, answer.json()["stored"], File.objects.count()) == (200, True, 2)


def test_a_photo_no_record_names_is_not_taken(phone, told):
    told(photo("teal"))

    assert phone.send(photo("red")).status_code == 404
    assert not File.objects.exists()


def test_a_photo_of_anothers_record_is_like_none(told, other_phone):
    content = photo()
    told(content)

    assert other_phone.send(content).status_code == 404


def test_a_photo_that_came_changed_is_sent_again(phone, told):
    told(photo("teal"))

    answer = phone.send(photo("red"), as_digest=digest(photo("teal")))

    assert (answer.status_code, answer.json()["detail"]) == (400, "La foto llegó cambiada. Vuelva a enviarla.")
    assert Photo.objects.get().file is None


def test_what_is_no_photo_is_said_so(phone, told):
    content = b"\xff\xd8\xff\xe0 no photo at all"
    told(content)

    answer = phone.send(content)

    assert (answer.status_code, answer.json()["detail"]) == (422, "La foto está dañada y no se puede abrir.")


def test_more_than_15_mb_is_too_much(phone, told):
    content = b"\xff\xd8\xff" + b"0" * 15 * 1024 * 1024
    told(content)

    assert phone.send(content).status_code == 413


@pytest.mark.parametrize("media_type", ["image/gif", "image/svg+xml", "text/html", "application/octet-stream"])
def test_only_four_types_are_taken(phone, told, media_type):
    content = photo()
    told(content)

    assert phone.send(content, media_type=media_type).status_code == 415


def test_a_name_that_is_no_digest_is_not_there(phone):
    assert phone.send(b"x", as_digest="..").status_code == 404
    assert phone.send(b"x", as_digest="A" * 64).status_code == 404


def test_nobody_signed_in_is_asked_in(client, told):
    content = photo()
    told(content)

    assert Phone(client).send(content).status_code == 401


def test_a_photo_two_things_name_is_there_for_both(phone, told):
    content = photo()
    told(findings=[finding(photos=[digest(content)]), finding(photos=[digest(content)])])

    phone.send(content)

    assert Photo.objects.filter(file__isnull=False).count() == 2


def test_a_correction_finds_the_photos_that_came_before(phone, told, lift, plan):
    content = photo()
    visit = told(content)
    phone.send(content)

    more = record(lift, plan, photos=[], findings=[finding(photos=[digest(content)])]) | {"why": "Es un hallazgo."}
    answer = phone.put("visit.corrected", visit, more)

    assert answer.json()["photos_missing"] == []
    assert Photo.objects.standing().get().file is not None


def test_a_bulletin_waits_for_the_photos_and_the_last_one_calls_it(phone, told):
    contents = photo("teal"), photo("red")
    told(*contents)
    following.work()
    waiting = Pending.objects.get(follower="bulletins")
    phone.send(contents[0])
    following.work()
    assert (Bulletin.objects.count(), waiting.attempts) == (0, 0)

    phone.send(contents[1])
    following.work()

    assert Bulletin.objects.count() == 1


def test_a_bulletin_waits_two_hours_and_goes_without(told, time_machine, now):
    told(photo())
    following.work()
    time_machine.move_to(now + timedelta(hours=1, minutes=59))
    following.work()
    assert not Bulletin.objects.exists()

    time_machine.move_to(now + timedelta(hours=2, seconds=30))
    following.work()

    assert Bulletin.objects.count() == 1
