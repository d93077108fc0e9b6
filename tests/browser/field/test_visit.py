"""A visit by hand without coverage, and what stays of it when the browser dies."""

import hashlib
import io
import time

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
    phone.kill()
    phone.start()
    page = phone.open()
    page.click(".job.due a.whole")
    page.wait_for_selector("#checklist")

    assert page.input_value("#words-for-owner") == "Queda un guiador por cambiar."
    assert (page.locator(".landing-done").count() > 0, page.locator("#checklist .one-tap").count()) == (True, 0)
    assert page.locator("#photos .photo canvas").count() == 1


def test_words_are_not_called_kept_while_they_are_typed(phone, network):
    page = phone.open()
    taps.begin(page)

    said = page.evaluate(
        """async () => {
          const type = (words) => {
            const field = document.getElementById("words-for-owner");
            field.value = words;
            field.dispatchEvent(new Event("input", {bubbles: true}));
          };
          const line = document.querySelector("#dock .saved");
          type("Que");
          const typed = line.innerText;
          document.querySelector("[name=condition_on_departure]").click();
          for (const end = Date.now() + 300; Date.now() < end;) {
            await new Promise((done) => setTimeout(done, 20));
            type("Queda");
          }
          return [typed, line.innerText];
        }"""
    )
    wait(page, "document.querySelector('#dock .saved').innerText.startsWith('Guardado')")

    assert said == ["Guardando…", "Guardando…"]


def test_photos_leave_small_upright_and_without_their_place(phone, network):
    """The eight ways a camera lies: the red corner is above on the left whichever it was."""
    page = phone.open()
    taps.begin(page)
    sent = []
    phone.context.on("request", lambda one: sent.append(one.post_data_buffer) if "/photos/" in one.url else None)
    pictures = [taps.lying(turn) for turn in range(1, 9)]
    for number, content in enumerate(pictures):
        page.set_input_files("#photos input", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content})
        page.wait_for_selector(f"#photos .photo >> nth={number}")
    taps.check(page)
    taps.say(page, "")
    taps.finish(page)
    until(page, "Todo enviado")

    seen = [Image.open(io.BytesIO(content)) for content in sent]
    assert [(one.size, one.getpixel((20, 20))[0] > 200 > one.getpixel((580, 380))[0]) for one in seen] == [
        ((600, 400), True)
    ] * 8
    assert all(Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825) for content in pictures)
    assert [dict(one.getexif()) for one in seen] == [{}] * 8
    assert [mark for mark in (b"Exif", b"GPS", b"http://ns.adobe.com/xap") for content in sent if mark in content] == []
    kept = Photo.objects.filter(file__isnull=False).values_list("sha256", flat=True)
    assert sorted(kept) == sorted(hashlib.sha256(content).hexdigest() for content in sent)


def test_a_plain_visit_costs_less_than_a_minute_of_screen(phone, network):
    """Reckoned at two seconds a tap and five for the signature; what the browser takes is measured and added."""
    page = phone.open()
    page.evaluate(TAPS)
    began = time.monotonic()
    taps.whole(page, photos=0, words="")
    worked = time.monotonic() - began
    made = page.evaluate("globalThis.taps")

    groups = made.count("correct")
    around = [
        "going",
        "unscanned",
        "arrive",
        *["correct"] * groups,
        "condition_on_departure",
        "review",
        "customer",
        "finish",
    ]
    assert (made[0].startswith("#lift/"), made[1:]) == (True, around)
    assert len(made) * 2 + 5 + worked < 60


TAPS = """() => {
  globalThis.taps = [];
  document.addEventListener("click", ({target}) => {
    const one = target.closest("button, a, input");
    if (one) globalThis.taps.push(one.dataset.click ?? one.dataset.change ?? one.getAttribute("href"));
  }, true);
}"""


def test_who_has_scanned_the_lift_is_there_with_one_tap(phone, network, planned):
    page = phone.open()
    page.click(".field-tabs [href='#scan']")
    page.fill("#code", "M14KAA")
    page.click(".code-form button")
    page.click("[data-click=here]")
    page.wait_for_selector("#checklist")
    before = page.locator("#checklist .soft.figures").inner_text()
    page.click("#other-scope summary")
    page.click("#other-scope .choice:has([value=T])")
    wait(page, f"document.querySelector('#checklist .soft.figures').innerText !== {before!r}")
    page.click("#checklist .one-tap >> nth=0")
    page.wait_for_selector("#other-scope", state="detached")

    assert page.inner_text(".head-inner .under").startswith("Revisión trimestral · aquí desde las ")


def test_what_is_observed_is_asked_in_words_and_shown_before_signing(phone, network):
    page = phone.open()
    taps.begin(page)
    page.click(".group-name >> nth=0")
    page.click(".item-row >> nth=0")
    page.click(".result-choice:has([value=obs])")
    page.wait_for_selector(".item-open textarea")
    asked = page.inner_text(".item-open .field label")
    taps.check(page)
    taps.say(page, "")
    page.click("[data-click=review]")
    page.wait_for_selector("#checklist:focus")
    page.fill(".item-open textarea", "La máquina suda un poco de aceite.")
    wait(page, "document.querySelector('#dock .side').innerText === 'no falta nada'")
    taps.finish(page)
    until(page, "Todo enviado")

    visit = Visit.objects.get(state="completed")
    assert asked == "Qué ha observado"
    assert (visit.observed, "La máquina suda un poco de aceite." in visit.answers) == (1, True)
