"""What the phone keeps is sealed: nobody reads it as it lies, nothing is lost when it is, and a lost key is said."""

import base64
import hashlib
import json

import pytest

from maintenance.models import Command, Photo, Visit
from tests.offline import taps
from tests.offline.phone import KEPT, PLAIN, RAW, RECORD, send, until, wait

pytestmark = pytest.mark.browser
WORDS = "Queda un guiador por cambiar."
READABLE = {"Calle Mayor", WORDS, "words_for_owner", "started_at", "JFIF", "Pilar"}


def _record(page, lift, **many):
    return page.evaluate(RECORD, {"lift": str(lift.pk), "visits": 1, "photos": 1} | many)


def _draft(page):
    taps.begin(page)
    taps.photograph(page)
    page.fill("#words-for-owner", WORDS)
    page.click(".condition.runs:has([name=condition_on_departure])")
    wait(page, "document.querySelector('#dock .saved').innerText.startsWith('Guardado')")


def _go(page, place):
    page.evaluate("place => (location.hash = place)", place)


def test_what_is_kept_cannot_be_read_as_it_lies(phone, network, planned):
    page = phone.open()
    network.close()
    _draft(page)
    told = _record(page, planned)

    lies = page.evaluate(RAW)

    text = json.dumps(lies, ensure_ascii=False)
    assert {word for word in READABLE if word in text} == set()
    assert [one["key"] for one in lies["keys"]] == ["key false"]
    assert [one["sealed"]["by"] for rows in lies.values() for one in rows if "sealed" in one] == [
        lies["keys"][0]["id"]
    ] * sum(len(lies[name]) for name in ("round", "drafts", "commands", "pictures", "notes"))
    assert [one["body_sha256"] for one in page.evaluate(KEPT)][-2:] == [one["body_sha256"] for one in told]


def test_what_an_older_version_kept_is_sealed_and_arrives(phone, network, planned):
    page = phone.open()
    network.disturb(1, "503", only="PUT")
    _draft(page)
    told = _record(page, planned, photos=2)
    phone.rest().evaluate(PLAIN)
    before = phone.rest().evaluate(RAW)
    page = phone.open()
    wait(page, f"({RAW})().then((all) => all.pictures.every((one) => one.sealed))")
    after = page.evaluate(RAW)
    page.click(".job.due a.whole")
    page.wait_for_selector("#photos canvas")
    words = page.input_value("#words-for-owner")
    network.disturb(0)
    send(page)
    until(page, "Todo enviado")

    assert (WORDS in json.dumps(before), "keys" in before) == (True, False)
    assert [
        name for name, rows in after.items() if name not in {"photos", "keys"} for one in rows if "sealed" not in one
    ] == []
    assert (words, Visit.objects.filter(state="completed").count()) == (WORDS, 1)
    photos = Photo.objects.filter(file__isnull=False).values_list("sha256", flat=True)
    assert sorted(photos) == sorted(sha for one in told for sha in one["photos"])


def test_a_lost_key_is_said_and_nothing_is_forgotten(phone, network, planned):
    page = phone.open()
    network.disturb(1, "503", only="PUT")
    _draft(page)
    _record(page, planned)
    page = phone.rest()
    page.evaluate(
        """async () => {
          const people = await import("/static/maintenance/field/people.js");
          await people.storeOf((await people.here()).id).write(["keys"], (open) => open.keys.clear());
        }"""
    )
    network.disturb(0)
    page = phone.open()
    page.wait_for_selector(".trouble")
    said = (page.inner_text(".trouble"), page.inner_text("#bar"))
    _go(page, "sending")
    page.wait_for_selector(".out-row.refused:has-text('Calle Mayor') >> nth=3")
    rows = page.locator(".out-row.refused b").all_inner_texts()
    _go(page, "phone")
    page.click("#sign-out button")
    wait(page, "document.querySelector('#sign-out .wanted').innerText.includes('4 sin poder leerse')")
    kept = page.evaluate(RAW)
    told = _record(page, planned)
    send(page)
    wait(
        page,
        f"({KEPT})().then((all) => all.filter((one) => one.receipt && !one.photos_left.length).length === 2)",
    )
    _go(page, "sending")
    for left in (3, 2, 1, 0):
        page.click(".out-row.refused [data-click=aside] >> nth=0")
        wait(page, f"document.querySelectorAll('.out-row.refused').length === {left}")
    until(page, "Todo enviado")

    assert said[0].startswith("Este teléfono ha perdido la llave de 4 trabajos sin enviar.")
    assert said[1].startswith("4 sin poder leerse")
    assert rows == ["Calle Mayor 14"] * 4
    assert [one["state"] for one in (*kept["commands"], *kept["drafts"]) if "sealed" in one].count("unreadable") == 4
    assert {str(one.pk) for one in Command.objects.all()} == {one["uuid"] for one in told}


def test_a_key_that_comes_back_brings_its_work_back(phone, network, planned):
    page = phone.open()
    network.disturb(1, "503", only="PUT")
    _record(page, planned)
    hide = """async (away) => {
      const people = await import("/static/maintenance/field/people.js");
      const store = people.storeOf((await people.here()).id);
      const [from, to] = away ? ["keys", "photos"] : ["photos", "keys"];
      await store.write([from, to], (open) => {
        const all = open[from].getAll();
        all.onsuccess = () => all.result.filter((one) => one.key).forEach((one) => {
          open[to].put({...one, sha256: "key", state: "kept"});
          open[from].delete(away ? one.id : "key");
        });
      });
    }"""
    phone.rest().evaluate(hide, True)
    phone.open().wait_for_selector(".trouble")
    phone.rest().evaluate(hide, False)
    network.disturb(0)
    page = phone.open()
    send(page)
    until(page, "Todo enviado")

    assert (Command.objects.count(), Photo.objects.filter(file__isnull=False).count()) == (2, 1)


def test_what_is_asked_for_later_is_written_later_and_read_as_written(phone, network):
    kept = phone.open().evaluate(
        """async () => {
          const people = await import("/static/maintenance/field/people.js");
          const store = people.storeOf((await people.here()).id);
          const seal = crypto.subtle.encrypt.bind(crypto.subtle);
          let pause = 300;
          crypto.subtle.encrypt = async (...given) => {
            const slow = pause;
            pause = 0;
            await new Promise((done) => setTimeout(done, slow));
            return seal(...given);
          };
          const saved = ["first", "second"].map((code) => store.put("notes", {key: "scan", code}));
          const read = await store.get("notes", "scan");
          await Promise.all(saved);
          return [read.code, (await store.get("notes", "scan")).code];
        }"""
    )

    assert kept == ["second", "second"]


def test_what_waits_goes_into_a_file_that_reads_by_itself(phone, network, planned):
    page = phone.open()
    network.close()
    _draft(page)
    told = _record(page, planned)
    _go(page, "sending")
    with page.expect_download() as saved:
        page.click("[data-click=download]")
    file = json.loads(saved.value.path().read_text())

    bodies = {hashlib.sha256(one["body"].encode()).hexdigest() for one in file["commands"]}
    assert {one["body_sha256"] for one in told} <= bodies
    assert WORDS in [one["words_for_owner"] for one in file["drafts"]]
    photos = {one["sha256"]: hashlib.sha256(base64.b64decode(one["base64"])).hexdigest() for one in file["photos"]}
    assert (len(photos), all(name == digest for name, digest in photos.items())) == (2, True)
