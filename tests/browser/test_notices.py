"""An owner's browser takes notices by a tap, shows one, answers for it and leads to what it tells."""

import json
from datetime import timedelta

import pytest

from notifications.channels.push import keys
from notifications.models import Delivery, Message, Subscription
from portal.lib import clock
from tests.browser.field.test_ringing import PLAYED, VAPID

pytestmark = pytest.mark.browser
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/account/phones/");
  return (await registration.getNotifications()).map((one) => [one.title, one.body, one.data.place]);
}"""


@pytest.fixture
def page(look, chair, client_of, settings):
    settings.VAPID_PRIVATE_KEY = VAPID
    house = look(client=client_of(chair), width=360)
    house.page.add_init_script(PLAYED.replace("globalThis.played", "sessionStorage.played"))  # it outlives a reload
    house.page.context.grant_permissions(["notifications"], origin=house.site)
    house.open("/account/phones/")
    return house


def test_one_tap_and_it_takes_notices_shows_them_and_can_be_taken_off(page, chair):
    before = page.page.is_visible("text=Este navegador recibe avisos.")
    page.page.click("notice-switch button")
    page.page.wait_for_selector("text=Los que reciben avisos")
    page.page.wait_for_selector("notice-switch button", state="hidden")
    faults = page.faults()
    kept = Subscription.objects.get(gone_at=None)
    sent = _sent(kept)

    _push(
        page, {"title": "Ascensor parado", "body": "Calle Mayor 14.", "place": "/lifts/", "token": keys.token(sent.pk)}
    )
    shown = _once(page, lambda: page.page.evaluate(SHOWN))
    told = _once(page, Delivery.objects.filter(state="delivered").exists)
    page.page.click("text=Quitar")
    page.page.wait_for_selector("notice-switch button:visible")
    page.open("/account/phones/").wait_for_selector("notice-switch button:visible")

    assert (before, faults, kept.person) == (False, [], chair)
    assert (shown, told) == ([["Ascensor parado", "Calle Mayor 14.", "/lifts/"]], True)
    assert not Subscription.objects.filter(gone_at=None).exists()


def _sent(to):
    """A notice that its service has taken."""
    at = clock.now()
    about = {"touchpoint": "lift_stopped", "kind": "service", "title": "x", "created_at": at}
    message = Message.objects.create(person=to.person, **about)
    times = {"next_at": at, "expires_at": at + timedelta(hours=1), "created_at": at}
    told = {"channel": "push", "address": str(to.pk), "subscription": to, "state": "accepted"}
    return Delivery.objects.create(message=message, **told, **times)


def _push(page, told):
    """As the browser does when one comes."""
    registrations = []
    tools = page.page.context.new_cdp_session(page.page)
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda said: registrations.extend(said["registrations"]))
    tools.send("ServiceWorker.enable")
    page.page.wait_for_timeout(200)
    (ours,) = {one["registrationId"] for one in registrations if one["scopeURL"] == f"{page.site}/account/phones/"}
    given = {"origin": page.site, "registrationId": ours, "data": json.dumps(told)}
    tools.send("ServiceWorker.deliverPushMessage", given)


def _once(page, told):
    """What is told, as soon as it is anything; its last word after ten seconds."""
    for _again in range(100):
        if found := told():
            return found
        page.page.wait_for_timeout(100)
    return told()
