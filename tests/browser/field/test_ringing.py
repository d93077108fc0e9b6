"""The telephone is told and rings: the push that the service worker shows and answers for, and the open app's alarm.

No push service stands behind a test's browser, so the push is handed to the worker by the browser's own tools.
"""

import json
from datetime import UTC, datetime, timedelta

import pytest

from maintenance.actions import breakdowns, calls, ringing
from maintenance.enums import Answer
from maintenance.models import Breakdown, Command
from notifications.channels.push import keys
from notifications.models import Delivery, Message, Subscription
from tests.offline.phone import until, wait

pytestmark = pytest.mark.browser
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map((one) => [one.title, one.body, one.tag, one.data.place, one.requireInteraction, one.lang]);
}"""
# The push service of this browser's maker is not there: the browser's own half of a subscription is played.
PLAYED = """
  const options = {applicationServerKey: null};
  const bytes = (most) => Uint8Array.from({length: most}, (_none, place) => place || 4).buffer;
  const made = {
    endpoint: "https://fcm.googleapis.com/fcm/send/played", options, unsubscribe: async () => true,
    getKey: (name) => bytes(name === "auth" ? 16 : 65),
  };
  PushManager.prototype.getSubscription = async () => (globalThis.played ? made : null);
  PushManager.prototype.subscribe = async ({applicationServerKey: key}) => {
    const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
    options.applicationServerKey = Uint8Array.from(text, (one) => one.charCodeAt(0)).buffer;
    globalThis.played = true;
    return made;
  };
"""
VAPID = "AACzKlBKtOIT1qyNYtyNzZhEJqNaqvgEkAuKYOkO2Oo"


@pytest.fixture
def page(phone, network):
    phone.context.grant_permissions(["notifications"], origin=network.address)
    return phone.open()


def _push(phone, page, network, told):
    """As the browser does when one comes."""
    page.evaluate("navigator.serviceWorker.addEventListener('message', () => (globalThis.heard = true))")
    registrations = []
    tools = phone.context.new_cdp_session(page)
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda said: registrations.extend(said["registrations"]))
    tools.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    (ours,) = {one["registrationId"] for one in registrations if one["scopeURL"] == f"{network.address}/field/"}
    data = told if isinstance(told, str) else json.dumps(told)
    tools.send("ServiceWorker.deliverPushMessage", {"origin": network.address, "registrationId": ours, "data": data})


def _shown(page):
    """The notices on the telephone, once the worker has shown one: Chromium forgets those it is asked for too early."""
    wait(page, "globalThis.heard === true")
    page.wait_for_timeout(300)
    return page.evaluate(SHOWN)


def _once(page, told):
    """What is told, as soon as it is anything; its last word after ten seconds."""
    for _again in range(100):
        if found := told():
            return found
        page.wait_for_timeout(100)
    return told()


@pytest.fixture
def sent(technician):
    """A push that its service has taken."""
    at = datetime.now(UTC)
    to = Subscription.objects.create(person=technician.person, digest="ab" * 32, made_at=at, synced_at=at)
    message = Message.objects.create(
        touchpoint="work_assigned", kind="service", person=technician.person, title="x", created_at=at
    )
    return Delivery.objects.create(
        message=message, channel="push", address=str(to.pk), subscription=to, state="accepted", next_at=at,
        expires_at=at + timedelta(hours=1), created_at=at,
    )  # fmt: skip


def test_a_push_is_shown_and_only_then_delivered(phone, page, network, sent):
    told = {
        "title": "Tiene una revisión nueva", "body": "Calle Mayor 14.", "place": "today", "tag": "a", "rings": "",
        "ends": "", "language": "es", "token": keys.token(sent.pk),
    }  # fmt: skip
    _push(phone, page, network, told)

    assert _shown(page) == [["Tiene una revisión nueva", "Calle Mayor 14.", "a", "today", False, "es"]]
    assert _once(page, Delivery.objects.filter(state="delivered").exists)


def test_a_push_that_cannot_be_read_shows_something_all_the_same(phone, page, network):
    _push(phone, page, network, "no json")

    assert _shown(page) == [["Ascensores Duero", "Hay algo nuevo en su ronda.", "unread", "today", False, ""]]


@pytest.fixture
def trapped(phone, lift, technician):
    """Somebody inside; Marta's telephone is to ring."""
    at = datetime.now(UTC)
    call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.YES), by=None, at=at)
    found = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=at)
    breakdowns.assign(breakdown=found, technician=technician, by=None, at=at)
    ringing.look(at=at)
    return found


def _ring(found, **more):
    return {
        "title": "Alguien encerrado", "body": "Calle Mayor 14.", "place": f"breakdown/{found.pk}",
        "tag": found.pk.hex, "rings": str(found.pk), "ends": "", "language": "es", "token": "",
    } | more  # fmt: skip


def test_it_rings_until_it_is_taken(phone, page, network, trapped):
    _push(phone, page, network, _ring(trapped))
    page.wait_for_selector(".ringing")
    rings = page.evaluate("document.documentElement.hasAttribute('data-rings')")
    assert (rings, page.inner_text(".ringing-where")) == (True, "Calle Mayor 14, Ascensor principal")

    page.click(".ringing .take")

    wait(page, "!document.querySelector('.ringing') && !document.documentElement.hasAttribute('data-rings')")
    wait(page, f"location.hash === '#breakdown/{trapped.pk}'")
    assert _once(page, Command.objects.exclude(outcome="").first).kind == "breakdown.taken"
    assert Breakdown.objects.get().taken_at is not None


def test_it_rings_without_a_push_too_and_stops_when_another_goes(phone, network, trapped, colleague):
    page = phone.open()
    page.wait_for_selector(".ringing")
    at = datetime.now(UTC)
    breakdowns.take(breakdown=trapped, technician=colleague.technician, by=colleague, at=at)
    phone.context.grant_permissions(["notifications"], origin=network.address)
    _push(phone, page, network, _ring(trapped, rings="", ends=str(trapped.pk), title="Ya no suena"))

    wait(page, "!document.querySelector('.ringing')")


def test_silenced_it_is_seen_and_not_heard(phone, trapped):
    page = phone.open()
    page.click(".ringing .hush")

    wait(page, "!document.documentElement.hasAttribute('data-rings')")
    assert page.locator(".ringing .take").count() == 1


def test_without_coverage_it_goes_on_ringing_and_is_taken(phone, network, trapped):
    page = phone.open()
    page.wait_for_selector(".ringing")
    network.close()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(300)
    assert page.locator(".ringing").count() == 1
    page.click(".ringing .take")

    wait(page, "!document.querySelector('.ringing')")
    until(page, "1 por enviar")


def test_the_telephone_is_asked_by_a_tap_and_made_known_to_the_house(phone, network, settings):
    settings.VAPID_PRIVATE_KEY = VAPID
    phone.context.add_init_script(PLAYED)
    page = phone.open()
    page.goto(f"{network.address}/field/#phone")
    assert Subscription.objects.count() == 0
    phone.context.grant_permissions(["notifications"], origin=network.address)
    page.reload()
    wait(page, "document.querySelector('#notices')?.innerText.includes('Este teléfono recibe sus avisos')")

    assert Subscription.objects.get().endpoint == "https://fcm.googleapis.com/fcm/send/played"
    page.click("#sign-out button")
    page.wait_for_url(lambda url: "/field/" not in url)
    assert (Subscription.objects.get().gone_because, Subscription.objects.get().endpoint) == ("left", "")
