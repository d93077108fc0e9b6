"""The pages of the house in a technician's browser: nobody goes out of it while something of his waits there."""

import pytest

from maintenance.models import Command, Visit
from portal.accounts.models import SignIn
from tests.offline import taps
from tests.offline.phone import RECORD, send, until, wait

pytestmark = pytest.mark.browser
HERE = "import('/static/maintenance/field/people.js').then((one) => one.here()).then((one) => one === undefined)"


def _sign_out(page):
    page.click("details.person summary")
    page.click("details.person button")


def test_nobody_goes_out_by_the_account_while_something_waits(phone, network, planned):
    page = phone.open()
    network.disturb(1, "503", only="PUT")
    taps.begin(page)
    page.evaluate(RECORD, {"lift": str(planned.pk), "visits": 1, "photos": 0})
    page.goto(f"{phone.site}/account/")
    page.wait_for_selector("unsent-work:not([hidden])")
    told = page.inner_text("unsent-work")
    _sign_out(page)
    wait(page, "document.activeElement.localName === 'unsent-work'")
    refused = page.inner_text("unsent-work")
    page.click("unsent-work a")
    page.wait_for_selector(".sending-head, .out-row")
    network.disturb(0)
    send(page)
    until(page, "Todo enviado")
    page.click(".pick-row")
    page.wait_for_selector("#checklist")
    taps.check(page)
    taps.say(page, "Todo en orden.")
    taps.finish(page)
    until(page, "Todo enviado")
    page.goto(f"{phone.site}/account/")
    _sign_out(page)
    page.wait_for_url("**/sign-in/")

    assert told.startswith("Queda en este teléfono: 3 por enviar y 1 revisión sin terminar.")
    assert refused.startswith("No puede salir todavía: 3 por enviar y 1 revisión sin terminar.")
    assert page.evaluate(HERE)
    assert Visit.objects.filter(state="completed").count() == 2


def test_other_sessions_end_and_what_waits_here_is_untouched(phone, network, planned, technician, now):
    for number in range(3):
        times = {"began_at": now, "expires_at": now.replace(year=2099)}
        SignIn.objects.create(person=technician.person, session_key=f"elsewhere-{number}", how="code", **times)
    page = phone.open()
    network.disturb(1, "503", only="PUT")
    page.evaluate(RECORD, {"lift": str(planned.pk), "visits": 1, "photos": 0})
    page.goto(f"{phone.site}/account/sessions/")
    page.click("form[action$='/account/sessions/end/'] button")
    page.wait_for_selector(".notice[role=status]")
    network.disturb(0)
    page = phone.open()
    send(page)
    until(page, "Todo enviado")

    assert Command.objects.count() == 2


def test_without_javascript_going_out_is_what_it_was(browser, site, technician, client_of):
    context = browser.new_context(java_script_enabled=False)
    cookies = client_of(technician.person).cookies.values()
    context.add_cookies([{"name": one.key, "value": one.value, "url": site} for one in cookies])
    page = context.new_page()
    page.goto(f"{site}/account/")
    _sign_out(page)
    page.wait_for_url("**/sign-in/")
    context.close()
