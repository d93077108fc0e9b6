"""The office by keyboard: a call from the search to the number without touching the mouse, a visit's items swapped."""

import json

import pytest

from maintenance.models import Breakdown, Call, PlanTemplate

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(look, office, client_of):
    return look(client=client_of(office))


def test_a_call_is_taken_by_keyboard_alone(desk, lift):
    page = desk.open("/office/calls/new/")
    page.keyboard.type("mayor 14")
    page.wait_for_selector('[data-words="mayor 14"] a.found')
    page.keyboard.press("Enter")
    page.wait_for_url("**lift=*")
    page.wait_for_selector("quick-keys:defined")
    page.keyboard.press("2")
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".read-aloud")

    assert desk.errors == []
    assert (Call.objects.get().anyone_inside, Call.objects.get().stopped) == ("no", "yes")
    assert Breakdown.objects.get().technician.person.name == "Marta Gil"


def test_enter_never_takes_a_lift_found_for_other_words(desk, lift, other_lift):
    page = desk.open("/office/calls/new/?q=mayor")
    page.evaluate("document.querySelector('#q').removeAttribute('hx-get')")
    page.fill("#q", "santiago")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-words="santiago"]')

    assert page.locator("a.found").count() == 1
    assert "Calle Santiago 21" in page.inner_text("a.found")


def test_the_slash_goes_to_the_search_and_arrows_walk_the_findings(desk, lift, other_lift):
    page = desk.open("/office/calls/new/?q=valladolid")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    assert "Calle Santiago 21" in page.evaluate("document.activeElement.innerText")


def test_another_scope_swaps_the_items_and_keeps_what_was_typed(desk, lift, now):
    rows = [(1, "M"), (2, "T")]
    items = [
        {
            "number": number,
            "group": {"es": "Todo"},
            "text": {"es": f"Punto {number}"},
            "drives": "B",
            "frequency": often,
        }
        for number, often in rows
    ]
    PlanTemplate.objects.create(slug="p", version=1, name="P", items=json.dumps(items), published_at=now)
    page = desk.open(f"/office/visits/new/?lift={lift.pk}")
    page.fill("[name=words_for_owner]", "Todo en orden")
    page.click(".checks summary")
    page.select_option("[name=result-1]", "pend")
    page.fill("[name=words-1]", "Guiador gastado")

    page.check("[name=scope][value=T]", force=True)
    page.wait_for_selector("[name=result-2]", state="attached")

    assert page.input_value("[name=words_for_owner]") == "Todo en orden"
    assert (page.input_value("[name=result-1]"), page.input_value("[name=words-1]")) == ("pend", "Guiador gastado")
    assert desk.errors == []
