"""A visit by hand without coverage, and what stays of it when the browser dies."""

import hashlib
import io

import pytest
from PIL import Image

from maintenance.models import Command, Photo, Visit
from tests.offline import taps
from tests.offline.phone import KEPT, send, until, wait

pytestmark = pytest.mark.browser


def test_a_visit_made_without_coverage_arrives_once_coverage_is_back(phone, network):
    network.close()
    page = phone.open()
    taps.whole(page, photos=2, words="He tensado la correa.")
    until(page, "4 por enviar")
    phone.kill()
    phone.start()
    page = phone.open()
    until(page, "4 por enviar")
    network.open()
    send(page)
    until(page, "Todo enviado")

    visit = Visit.objects.get(state="completed")
    kept = {one["uuid"]: one["body_sha256"] for one in page.evaluate(KEPT)}
    assert (visit.words_for_owner, visit.photos.filter(file__isnull=False).count()) == ("He tensado la correa.", 2)
    assert kept == {str(one.pk): hashlib.sha256(one.body.encode()).hexdigest() for one in Command.objects.all()}


def test_what_was_said_to_be_saved_is_there_after_a_kill(phone, network):
    network.close()
    page = phone.open()
    taps.begin(page)
    taps.check(page)
    taps.photograph(page)
    page.fill("#words-for-owner", "Queda un guiador por cambiar.")
    wait(page, "document.querySelector('#dock .saved').innerText.startsWith('Guardado')")
    page.wait_for_timeout(600)
    phone.kill()
    phone.start()
    page = phone.open()
    page.click(".job.due a.whole")
    page.wait_for_selector("#checklist")

    assert page.input_value("#words-for-owner") == "Queda un guiador por cambiar."
    assert (page.locator(".landing-done").count() > 0, page.locator("#checklist .one-tap").count()) == (True, 0)
    assert page.locator("#photos .photo canvas").count() == 1


def test_photos_are_made_small_and_upright_on_the_phone(phone, network):
    page = phone.open()
    taps.begin(page)
    taps.photograph(page)
    size = page.evaluate(
        """async () => {
          const people = await import("/static/maintenance/field/people.js");
          const store = people.storeOf((await people.here()).id);
          const [picture] = await store.all("pictures");
          const image = await createImageBitmap(new Blob([picture.bytes]), {imageOrientation: "none"});
          return [picture.bytes instanceof ArrayBuffer, image.width, image.height];
        }"""
    )

    assert Image.open(io.BytesIO(taps.picture())).size == (2400, 1800)
    assert size == [True, 1500, 2000]


def test_a_plain_visit_needs_few_taps(phone, network):
    page = phone.open()
    page.evaluate("globalThis.taps = 0; document.addEventListener('click', () => (globalThis.taps += 1), true)")
    taps.whole(page, photos=0)

    assert page.evaluate("globalThis.taps") <= 24
    assert Visit.objects.filter(state="completed").count() <= 1 and Photo.objects.count() == 0
