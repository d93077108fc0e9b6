"""What a phone says when it is refused, full, closed under us, signed out, or in another's hand."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from maintenance.models import Command, Lift, Route, Visit
from tests.offline import taps
from tests.offline.phone import KEPT, RECORD, send, until, wait

pytestmark = pytest.mark.browser


def _record(phone, planned, visits=1, photos=0):
    return phone.context.pages[0].evaluate(RECORD, {"lift": str(planned.pk), "visits": visits, "photos": photos})


def _open(page, place):
    page.evaluate("place => (location.hash = place)", place)


def test_what_is_refused_is_read_mended_and_arrives(phone, network, planned, now):
    network.close()
    page = phone.open()
    _record(phone, planned)
    Lift.objects.update(route=None)
    Visit.objects.filter(state="planned").delete()
    network.open()
    send(page)
    until(page, "rechazada")
    _open(page, "sending")
    page.wait_for_selector(".out-row.refused >> nth=1")
    words = page.inner_text(".out-row.refused >> nth=1 >> p")
    with page.expect_download() as saved:
        page.click("[data-click=download]")
    file = json.loads(saved.value.path().read_text())
    Lift.objects.update(route=Route.objects.get())
    page.click(".out-row.refused >> nth=1 >> [data-click=mend]")
    page.wait_for_selector("#checklist")
    taps.finish(page)
    page.wait_for_timeout(300)
    _open(page, "sending")
    page.click("[data-click=aside]")
    until(page, "Todo enviado")

    assert words == "Ese ascensor no está entre los suyos."
    assert [one["state"] for one in file["commands"]] == ["refused", "refused"]
    assert sorted(one["state"] for one in page.evaluate(KEPT)) == ["aside", "aside", "received"]
    assert Visit.objects.filter(state="completed").count() == 1


def test_nobody_signs_out_while_something_waits(phone, network, planned):
    network.close()
    page = phone.open()
    _record(phone, planned)
    _open(page, "phone")
    page.click("#sign-out button")
    wait(page, "document.querySelector('#sign-out .wanted').innerText.includes('No puede salir todavía')")
    network.open()
    send(page)
    until(page, "Todo enviado")
    page.click("#sign-out button")
    page.wait_for_url("**/sign-in/")

    assert Visit.objects.filter(state="completed").count() == 1


def _ended(phone, person):
    phone.context.clear_cookies()


def _disabled(phone, person):
    person.is_active = False
    person.save()


@pytest.mark.parametrize("end", [_ended, _disabled])
def test_a_session_that_ended_is_said_and_everything_is_kept(phone, network, planned, technician, client_of, end):
    page = phone.open()
    network.close()
    _record(phone, planned)
    end(phone, technician.person)
    network.open()
    send(page)
    until(page, "entre otra vez")
    kept = {one["state"] for one in page.evaluate(KEPT)}
    technician.person.is_active = True
    technician.person.save()
    phone.sign_in(client_of(technician.person))
    send(page)
    until(page, "Todo enviado")

    assert kept == {"ready"}
    assert Command.objects.count() == 2


def test_anothers_work_is_named_but_neither_shown_nor_sent(phone, network, planned, technician, colleague, client_of):
    page = phone.open()
    network.close()
    _record(phone, planned)
    network.open()
    phone.sign_in(client_of(colleague))
    page = phone.open()
    wait(page, "document.getElementById('initials').innerText === 'IP'")
    _open(page, "sending")
    page.wait_for_selector(".notice.warn")
    said = page.inner_text(".notice.warn")
    send(page)
    page.wait_for_timeout(800)
    before = Command.objects.count()
    phone.sign_in(client_of(technician.person))
    page = phone.open()
    wait(page, "document.getElementById('initials').innerText === 'MG'")
    until(page, "Todo enviado")

    assert said.startswith("En este teléfono quedan 2 trabajos de Marta Gil sin enviar.")
    assert "Calle Mayor" not in page.inner_text("#main") or before == 0
    assert (before, Command.objects.filter(person=technician.person).count()) == (0, 2)


def test_two_windows_send_each_record_once(phone, network, planned):
    page = phone.open()
    network.close()
    told = _record(phone, planned, visits=3)
    other = phone.context.new_page()
    other.goto(f"{phone.site}/field/")
    other.wait_for_selector("html[data-ready]")
    calls = []
    phone.context.on("request", lambda request: calls.append(request.url) if request.method == "PUT" else None)
    network.open()
    send(page)
    send(other)
    until(page, "Todo enviado")
    until(other, "Todo enviado")

    assert sorted(url.rsplit("/", 1)[1] for url in calls) == sorted(one["uuid"] for one in told)


def test_a_full_phone_says_so_and_claims_nothing(phone, network, planned):
    page = phone.open()
    taps.begin(page)
    here = page.url
    phone.stop()
    page = phone.start()
    tools = phone.context.new_cdp_session(page)
    tools.send("Storage.overrideQuotaForOrigin", {"origin": phone.site, "quotaSize": 1})
    page.goto(here)
    page.click("#checklist .one-tap >> nth=0")
    page.wait_for_selector(".trouble", timeout=1000)
    said = (page.inner_text(".trouble"), page.inner_text("#dock .saved"), page.locator(".landing-done").count())
    tools.send("Storage.overrideQuotaForOrigin", {"origin": phone.site})
    page.click("#checklist .one-tap >> nth=0")
    page.wait_for_selector(".landing-done")

    assert said == ("El teléfono está lleno: no se ha guardado lo último. Libere sitio y repítalo.", "Sin guardar", 0)
    assert page.locator(".trouble").count() == 0
    assert page.inner_text("#dock .saved").startswith(taps.SAVED)


BREAK = """([how, times]) => {
  const begin = IDBDatabase.prototype.transaction;
  let left = times;
  globalThis.tried = 0;
  IDBDatabase.prototype.transaction = function (...asked) {
    globalThis.tried += 1;
    left -= 1;
    if (left <= 0) IDBDatabase.prototype.transaction = begin;
    if (how === "unknown") throw new DOMException("", "UnknownError");
    this.close();
    if (how === "told") this.dispatchEvent(new Event("close"));
    return begin.apply(this, asked);
  };
}"""


def test_storage_closed_under_us_is_opened_again(phone, network, planned):
    page = phone.open()
    taps.begin(page)
    said = []
    for number, how in enumerate(("closed", "told", "unknown"), start=1):
        page.evaluate(BREAK, [how, 1])
        page.click("#checklist .one-tap >> nth=0")
        page.wait_for_selector(f".landing-done >> nth={number - 1}")
        said.append((page.locator(".trouble").count(), page.inner_text("#dock .saved").startswith(taps.SAVED)))

    assert said == [(0, True)] * 3


def test_storage_that_stays_closed_is_said_loudly_and_claims_nothing(phone, network, planned):
    page = phone.open()
    taps.begin(page)
    tap = "document.querySelector('#checklist .one-tap').click()"
    page.evaluate(f"(asked) => {{ ({BREAK})(asked); {tap}; }}", ["unknown", 10**9])
    page.wait_for_selector(".trouble")
    said = (page.inner_text(".trouble"), page.inner_text("#dock .saved"), page.locator(".landing-done").count())
    page.wait_for_timeout(1000)
    tried = page.evaluate("tried")
    page.reload()
    page.wait_for_selector("#checklist")
    left = page.locator(".landing-done").count()
    taps.check(page)

    assert said == ("No se ha guardado lo último. Repítalo antes de seguir.", "Sin guardar", 0)
    assert (left, page.locator(".trouble").count()) == (0, 0)
    assert tried < 50  # what fails is not tried again and again


def test_the_app_opens_from_a_cold_start_without_coverage(phone, network):
    phone.stop()
    network.close()
    phone.start()
    page = phone.open()

    assert page.inner_text(".job.due h3") == "Calle Mayor 14"
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") < 3000


def test_after_a_week_in_airplane_mode_it_opens_and_takes_a_visit(phone, network):
    phone.stop()
    network.close()
    phone.start()
    phone.wind(days=7)
    page = phone.open()
    opened = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    said = page.inner_text(".today-head .notice")
    taps.whole(page, photos=1)
    until(page, "3 por enviar")

    assert opened < 3000
    assert said.startswith("Esta ronda es de ")


@pytest.mark.parametrize("days", [3, -3])
def test_a_clock_three_days_off_keeps_order_and_lengths_and_is_told(phone, network, days):
    phone.wind(days=days)
    page = phone.open()
    network.close()
    began = datetime.now(UTC)
    taps.whole(page, photos=0)
    network.open()
    send(page)
    until(page, "Todo enviado")

    visit = Visit.objects.get(state="completed")
    times = [visit.on_the_way_at, visit.started_at, visit.finished_at]
    answered = [datetime.fromisoformat(one["at"]) for one in json.loads(visit.answers) if one.get("at")]
    slack = timedelta(seconds=5)
    assert began - slack <= times[0] < times[1] < times[2] <= datetime.now(UTC) + slack
    assert all(times[1] <= at <= times[2] for at in answered)
    skews = Command.objects.values_list("skew_seconds", flat=True)
    assert [abs(one + timedelta(days=days).total_seconds()) < 5 for one in skews] == [True, True]


def test_a_new_version_waits_for_the_draft(phone, network, company):
    page = phone.open()
    taps.begin(page)
    company.name = "Ascensores Pisuerga"
    company.save()
    from portal.company import queries

    queries.forget()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    wait(page, "navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)")
    page.evaluate("globalThis.same = true")
    taps.check(page)
    before = (page.inner_text("#checklist .soft.figures >> nth=0"), page.evaluate("globalThis.same"))
    taps.say(page, "Todo en orden.")
    taps.finish(page)
    wait(page, "document.getElementById('app').dataset.company === 'Ascensores Pisuerga'")
    until(page, "Todo enviado")

    assert before[1] is True
    assert Visit.objects.filter(state="completed").count() == 1
