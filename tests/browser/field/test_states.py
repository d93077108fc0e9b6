"""What the phone shows when not all is well: axe finds nothing there either, and who sees nothing hears it once."""

import pytest

from tests.browser.conftest import Watched
from tests.browser.test_keyboard import _is_walked_well, _walk
from tests.offline import taps
from tests.offline.phone import RECORD, send, until, wait

pytestmark = pytest.mark.browser

TOO_SMALL = """() => [...document.querySelectorAll('a, button, summary, select, input, textarea')].filter((one) => {
  const box = one.getBoundingClientRect();
  const aimed = one.closest('label')?.getBoundingClientRect() ?? box;
  const isAimedAt = box.width > 1 && !one.closest('.skip, p') && !one.matches('.whole');
  return isAimedAt && Math.min(aimed.width, aimed.height) < 44;
}).map((one) => one.outerHTML.slice(0, 100))"""


def _found(phone, page, name):
    """What is wrong with the screen as it stands, by its name."""
    window = Watched(page, phone.site)
    wrong = [*window.violations(), *page.evaluate(TOO_SMALL)]
    return {name: wrong} if wrong else {}


def _go(page, place, wanted):
    page.evaluate("place => (location.hash = place)", place)
    page.wait_for_selector(wanted)


def _record(page, planned, photos=0):
    page.evaluate(RECORD, {"lift": str(planned.pk), "visits": 1, "photos": photos})


@pytest.fixture
def refused(phone, network, planned):
    """One record waits, one was refused."""
    network.close()
    page = phone.open()
    _record(page, planned, photos=1)
    planned.route = None
    planned.save()
    planned.visits.filter(state="planned").delete()
    network.open()
    send(page)
    until(page, "rechazada")
    network.close()
    return page


def test_what_waits_is_for_everybody(phone, network, planned):
    network.close()
    page = phone.open()
    _record(page, planned, photos=1)
    page.reload()
    until(page, "por enviar")
    found = _found(phone, page, "today")
    _go(page, "sending", ".out-row")
    found |= _found(phone, page, "to send")
    _go(page, "phone", "#storage")
    page.click("#sign-out button")
    wait(page, "document.querySelector('#sign-out .wanted').innerText !== ''")
    found |= _found(phone, page, "cannot sign out")

    assert found == {}


def test_what_was_refused_is_for_everybody(phone, refused):
    found = _found(phone, refused, "today")
    _go(refused, "sending", ".out-row.refused")
    found |= _found(phone, refused, "to send")

    assert found == {}


def test_what_is_not_there_is_for_everybody(phone, network):
    page, found = phone.open(), {}
    for place in ("lift/none", "visit/none", "breakdown/none", "review/none"):
        _go(page, place, ".empty, .opening, .notice")
        found |= _found(phone, page, place)

    assert found == {}


def test_a_phone_that_was_never_opened_is_for_everybody(phone, network, client):
    phone.context.clear_cookies()
    page = phone.open()
    page.evaluate("indexedDB.databases().then((all) => all.forEach((one) => indexedDB.deleteDatabase(one.name)))")
    page.reload()
    page.wait_for_selector(".opening .button")

    assert _found(phone, page, "stranger") == {}


def test_what_cannot_be_kept_is_for_everybody(phone, network):
    page = phone.open()
    taps.begin(page)
    here = page.url
    phone.stop()
    page = phone.start()
    tools = phone.context.new_cdp_session(page)
    tools.send("Storage.overrideQuotaForOrigin", {"origin": phone.site, "quotaSize": 1})
    page.goto(here)
    page.click("#checklist .one-tap >> nth=0")
    page.wait_for_selector(".trouble")

    assert _found(phone, page, "full") == {}


@pytest.mark.parametrize("place", ["today", "lift", "visit", "scan", "sending", "phone"])
def test_the_phone_is_walked_by_keyboard(phone, network, planned, place):
    page = phone.open()
    if place == "visit":
        taps.begin(page)
        until(page, "lo último")
    elif place != "today":
        _go(page, f"lift/{planned.pk}" if place == "lift" else place, "#main > *")
        page.wait_for_timeout(200)
    page.focus(".skip")

    _is_walked_well(_walk(page))


def test_the_bar_speaks_only_when_there_is_news(phone, network, planned):
    page = phone.open()
    page.evaluate(
        """() => {
          globalThis.spoken = 0;
          const bar = document.getElementById("bar");
          new MutationObserver(() => (globalThis.spoken += 1)).observe(bar, {childList: true});
        }"""
    )
    for _time in range(3):
        send(page)
        page.wait_for_timeout(200)
    quiet = page.evaluate("globalThis.spoken")
    network.close()
    _record(page, planned)
    send(page)
    until(page, "por enviar")

    assert (quiet, page.evaluate("globalThis.spoken") > 0) == (0, True)
    assert page.get_attribute("#bar", "role") == "status"


# Another window of this phone has written something.
NEWS = """() => indexedDB.databases().then((all) => {
  for (const { name } of all) new BroadcastChannel(name).postMessage("changed");
})"""


def test_a_round_drawn_anew_leaves_the_focus_where_it_was(phone, network):
    page = phone.open()
    page.focus(".job.due a.whole")
    before = page.evaluate("document.activeElement.getAttribute('href')")
    page.evaluate("document.activeElement.dataset.old = ''")
    page.evaluate(NEWS)
    wait(page, "document.querySelector('[data-old]') === null")

    assert page.evaluate("document.activeElement.getAttribute('href')") == before


# Others may be refused meanwhile; this is about the one under the finger.
MARK = """() => {
  const row = document.querySelector(".out-row.refused:has([data-click=aside]:hover)");
  row.dataset.old = "";
  return row.dataset.uuid;
}"""


def test_what_a_finger_presses_is_still_there_when_it_lets_go(phone, refused):
    page = refused
    _go(page, "sending", ".out-row.refused [data-click=aside]")
    page.hover(".out-row.refused [data-click=aside] >> nth=0")
    pressed = page.evaluate(MARK)
    row = f".out-row.refused[data-uuid='{pressed}']"

    page.mouse.down()
    page.evaluate(NEWS)
    page.wait_for_timeout(300)
    held = page.evaluate(f"""document.querySelector("{row}")?.dataset.old === ''""")
    page.mouse.up()

    wait(page, f"""document.querySelector("{row}") === null""")
    assert held


def test_news_under_a_resting_finger_show_all_the_same(phone, refused):
    page = refused
    _go(page, "sending", ".out-row.refused")
    page.evaluate("document.querySelector('.out-row.refused').dataset.old = ''")
    page.mouse.move(5, 400)

    page.mouse.down()
    page.evaluate(NEWS)

    wait(page, "document.querySelector('.out-row.refused').dataset.old === undefined", seconds=45)


def test_a_step_moves_the_focus_to_what_comes_next(phone, network):
    page = phone.open()
    page.click(".job.due a.whole")
    page.click("[data-click=going]")
    page.wait_for_selector("#unscanned")

    assert page.evaluate("document.activeElement.id") == "main"
    assert page.title().startswith("Calle Mayor 14")
