"""Photos: who is handed one, what the browser keeps, what is logged, and where they stand on pages."""

import io
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from PIL import Image

from maintenance.actions import breakdowns, visits
from maintenance.actions.breakdowns import Repair
from maintenance.actions.enclosures import Enclosed, Found, Picture
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Cause, Result, Severity
from maintenance.models import Finding, Photo
from portal.access.roles import Role
from portal.files import store
from portal.files.models import AccessLog
from portal.lib.keys import new_key
from tests.conftest import mandate
from tests.owners.conftest import text

SEEN_BY = ("chair", "manager", "technician", "office", "admin")
OTHERS = ("billing", "resident", "neighbour", "former", "colleague")
WORDS = "Contacto de la puerta"


def _jpeg(colour, size):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


LARGE, SMALL = _jpeg("teal", (960, 720)), _jpeg("teal", (480, 360))


@pytest.fixture
def arrive(now):
    """The photos that are named and on the phone come in, or those with these digests."""

    def come(*digests):
        large, small = (store.put(one, media_type="image/jpeg", at=now) for one in (LARGE, SMALL))
        named = Photo.objects.filter(file=None, **({"sha256__in": digests} if digests else {}))
        named.update(file=large, thumbnail=small, received_at=now)

    return come


@pytest.fixture
def visit(visited, carded, now):
    """A visit of eleven days ago that names two photos, one of a finding."""
    found = Found(new_key(), "Guiador gastado", Severity.SERIOUS, 46, ["b" * 64])
    taken_at = now - timedelta(days=11, minutes=20)
    named = [Picture("a" * 64, 46, WORDS, taken_at), Picture("b" * 64, 46, "", taken_at)]
    return visited(11, enclosed=Enclosed(photos=named, findings=[found]))


@pytest.fixture
def photo(visit, arrive):
    arrive()
    return Photo.objects.get(sha256="a" * 64)


def at(photo, name="photo"):
    return reverse(f"owners:{name}", args=[photo.pk])


@pytest.mark.parametrize("who", SEEN_BY)
def test_who_may_read_or_work_on_it_is_handed_both(cast, client_of, photo, who):
    client = client_of(getattr(cast, who))

    large, small = client.get(at(photo)), client.get(at(photo, "photo-thumbnail"))

    assert (large.content, small.content) == (LARGE, SMALL)
    assert (large.headers["Content-Type"], small.headers["Content-Type"]) == ("image/jpeg", "image/jpeg")


@pytest.mark.parametrize("name", ["photo", "photo-thumbnail"])
@pytest.mark.parametrize("who", OTHERS)
def test_for_others_it_is_like_one_that_never_was(cast, client_of, photo, who, name):
    client = client_of(getattr(cast, who))

    theirs, never = client.get(at(photo, name)), client.get(reverse(f"owners:{name}", args=[new_key()]))

    assert (theirs.status_code, theirs.content) == (404, never.content)


def test_the_neighbour_has_a_photo_of_the_own_lift_and_not_this(neighbour, client_of, photo, other_lift, now, plan):
    own = _other(photo, other_lift, plan, now)
    client = client_of(neighbour)

    assert (client.get(at(own)).status_code, client.get(at(photo)).status_code) == (200, 404)


@pytest.mark.parametrize("name", ["photo", "photo-thumbnail"])
def test_who_chairs_elsewhere_and_only_lives_here_is_not_handed_it(neighbour, owner, client_of, photo, name):
    mandate(owner, Role.RESIDENT, neighbour)

    assert client_of(neighbour).get(at(photo, name)).status_code == 404


def _other(photo, lift, plan, now):
    times = dict.fromkeys(("started_at", "finished_at", "recorded_at"), now - timedelta(days=1))
    work = CompletedWork(photo.visit.technician, plan, replies=[Reply(37, Result.OK)], **times)
    visit = visits.record(lift=lift, work=work, by=None, at=now)
    kept = {name: getattr(photo, name) for name in ("person", "file", "thumbnail", "received_at")}
    return Photo.objects.create(visit=visit, sha256="e" * 64, **kept)


def test_a_stranger_is_asked_in(client, photo):
    assert client.get(at(photo)).headers["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("who", SEEN_BY)
def test_one_that_a_correction_took_back_is_gone(cast, client_of, photo, now, who):
    Photo.objects.filter(pk=photo.pk).update(withdrawn_at=now)
    client = client_of(getattr(cast, who))

    gone, never = client.get(at(photo)), client.get(reverse("owners:photo", args=[new_key()]))

    assert (gone.status_code, gone.content) == (404, never.content)


def test_one_of_a_finding_that_was_taken_back_is_gone_with_it(chair, client_of, photo, now):
    of_finding = Photo.objects.get(sha256="b" * 64)
    assert client_of(chair).get(at(of_finding)).status_code == 200

    Finding.objects.update(withdrawn_at=now)

    assert client_of(chair).get(at(of_finding)).status_code == 404


def test_one_still_on_the_phone_is_not_there(chair, client_of, visit):
    assert client_of(chair).get(at(Photo.objects.get(sha256="a" * 64))).status_code == 404


def test_opening_the_large_one_is_logged_and_the_thumbnail_is_not(chair, client_of, photo):
    client = client_of(chair)

    client.get(at(photo, "photo-thumbnail"))
    client.get(at(photo))

    logged = AccessLog.objects.values_list("file", "person", "route")
    assert list(logged) == [(photo.file_id, chair.pk, "owners:photo")]


def test_nobody_keeps_the_large_one_and_the_readers_browser_the_small_one(chair, client_of, photo):
    client = client_of(chair)

    large, small = client.get(at(photo)), client.get(at(photo, "photo-thumbnail"))

    assert "no-store" in large.headers["Cache-Control"]
    assert small.headers["Cache-Control"] == "private, max-age=3600"
    assert "Cookie" in small.headers["Vary"]


@override_settings(FILES_ACCEL="/private/")
def test_behind_nginx_it_is_nginx_that_sends_it(chair, client_of, photo):
    answer = client_of(chair).get(at(photo, "photo-thumbnail"))

    assert (answer.content, answer.headers["X-Accel-Redirect"]) == (
        b"",
        f"/private/{store.relative(photo.thumbnail.sha256)}",
    )


def test_the_visit_shows_them_with_words_and_the_finding_has_its_own(chair, client_of, photo, visit):
    answer = client_of(chair).get(reverse("owners:visit", args=[visit.pk]))

    page = answer.content.decode()
    assert f'<a class="photo" href="{at(photo)}"><img src="{at(photo, "photo-thumbnail")}" alt="{WORDS}"' in page
    assert page.count('loading="lazy"') == page.count("<img") - 1 == 2
    said = text(answer)
    assert f"Fotos {WORDS} 12 nov., 10:40 · Protección de puertas" in said
    assert "Lo que hemos visto Grave Guiador gastado Nos toca a nosotros; aquí verá cuándo se resuelve." in said


def test_it_says_on_whose_phone_the_others_still_are(chair, client_of, visit, arrive):
    arrive("a" * 64)

    said = text(client_of(chair).get(reverse("owners:visit", args=[visit.pk])))

    assert "1 foto sigue en el teléfono de Marta; cuando llegue, se verá aquí." in said


def test_words_under_a_photo_are_never_markup(chair, client_of, photo, visit):
    Photo.objects.filter(pk=photo.pk).update(words='"><script>alert(1)</script>')

    assert "<script>alert" not in client_of(chair).get(reverse("owners:visit", args=[visit.pk])).content.decode()


def test_sixty_photos_are_as_many_queries_as_one(chair, client_of, visited, carded, arrive, counting):
    one, sixty = (
        visited(days, enclosed=Enclosed(photos=[Picture(f"{number:064x}") for number in range(many)]))
        for days, many in ((70, 1), (11, 60))
    )
    arrive()
    client = client_of(chair)
    asked = []
    for visit in (one, one, sixty):
        with counting() as queries:
            answer = client.get(reverse("owners:visit", args=[visit.pk]))
        asked.append(len(queries))

    assert (answer.content.decode().count('class="photo"'), asked[1]) == (60, asked[2])
    assert len(answer.content) < 60_000


@pytest.fixture
def repaired(standing, technician, arrive, now):
    repair = Repair(
        Cause.DOORS, "Motor quemado.", "Motor cambiado.", photos=[Picture("d" * 64, None, "El motor nuevo")]
    )
    breakdowns.restore(breakdown=standing, repair=repair, by=technician.person, at=now)
    return standing


def test_a_breakdown_shows_its_own(chair, client_of, repaired, arrive):
    arrive()

    said = text(client_of(chair).get(reverse("owners:breakdown", args=[repaired.pk])))

    assert "Fotos El motor nuevo" in said


def test_who_only_lives_there_sees_the_story_without_photos(resident, client_of, repaired, arrive):
    arrive()
    client = client_of(resident)

    page = client.get(reverse("owners:breakdown", args=[repaired.pk])).content.decode()

    assert "photo" not in page.replace("photo-viewer", "")
    assert client.get(at(Photo.objects.get())).status_code == 404


def test_the_timeline_shows_the_first_three_and_says_how_many_more(chair, client_of, visited, carded, lift, arrive):
    visited(11, enclosed=Enclosed(photos=[Picture(f"{number:064x}", number) for number in range(5)]))
    arrive()

    answer = client_of(chair).get(reverse("owners:lift", args=[lift.pk]))

    assert answer.content.decode().count('class="photo"') == 3
    assert "2 más" in text(answer)


def test_the_timeline_of_who_only_lives_there_has_none(resident, client_of, repaired, lift, arrive):
    arrive()

    assert 'class="photo"' not in client_of(resident).get(reverse("owners:lift", args=[lift.pk])).content.decode()


def test_three_visits_with_photos_are_as_many_queries_as_one(chair, client_of, visited, carded, lift, arrive, counting):
    client, asked = client_of(chair), []
    client.get(reverse("owners:lift", args=[lift.pk]))
    for days in (70, 40, 11):
        visited(days, enclosed=Enclosed(photos=[Picture(f"{days:064x}")]))
        arrive()
        with counting() as queries:
            client.get(reverse("owners:lift", args=[lift.pk]))
        asked.append(len(queries))

    assert asked[0] == asked[2]
