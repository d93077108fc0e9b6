"""Every screen of the phone, narrow, light and dark, in both languages: axe finds nothing, nothing fails or leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from maintenance.actions import breakdowns, calls, cards, ringing, visits
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Answer, Result
from maintenance.models import PlanTemplate, Ring, Visit
from tests.offline import taps

pytestmark = pytest.mark.browser


@pytest.fixture
def busy(planned, other_lift, technician, office, chair):
    """Somebody inside one lift, for which it rings, and a visit due of the other."""
    at = datetime.now(UTC)
    last = at - timedelta(days=41)
    times = {"started_at": last - timedelta(minutes=40), "finished_at": last, "recorded_at": last}
    plan = PlanTemplate.objects.get()
    Visit.objects.filter(state="planned").delete()
    replies = [Reply(37, Result.PENDING, "Falta una luz.")]
    work = CompletedWork(technician=technician, plan=plan, replies=replies, **times)
    visits.record(lift=planned, work=work, by=technician.person, at=last)
    told = calls.Told(anyone_inside=Answer.YES, caller=None)
    call = calls.receive(lift=other_lift, told=told, by=office, at=at - timedelta(minutes=12))
    found = breakdowns.confirm(
        call=call,
        stops_service=True,
        next_update_by=at + timedelta(minutes=18),
        by=office,
        at=at - timedelta(minutes=11),
    )
    breakdowns.assign(breakdown=found, technician=technician, by=office, at=at - timedelta(minutes=10))
    ringing.look(at=at)
    cards.refresh([planned.pk, other_lift.pk], at=at)
    return found


class Walk:
    """Looks at one screen after another and remembers what it finds."""

    def __init__(self, window):
        self.window, self.page, self.found = window, window.page, {}

    def look(self, name):
        self.page.wait_for_timeout(150)
        wrong = [
            *self.window.violations(),
            *([f"too wide by {self.window.overflow()}"] if self.window.overflow() > 0 else []),
        ]
        self.found |= {name: wrong} if wrong else {}

    def go(self, place, wanted):
        self.page.evaluate("place => (location.hash = place)", place)
        self.page.wait_for_selector(wanted)


def _look_at_the_ringing(walk, page):
    """The banner stands over every screen; once seen it goes, so that the others are seen whole."""
    page.wait_for_selector(".ringing")
    walk.look("ringing")
    Ring.objects.all().delete()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector(".ringing", state="detached")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (430, "light")])
def test_every_screen_is_for_everybody(look, busy, planned, technician, client_of, width, scheme, language):
    technician.person.language = language
    technician.person.save()
    window = look(width=width, scheme=scheme, language=language, client=client_of(technician.person))
    walk, page = Walk(window), window.open("/field/")
    page.wait_for_selector(".job.inside")
    _look_at_the_ringing(walk, page)
    walk.look("today")
    walk.go(f"lift/{planned.pk}", "[data-click=going]")
    walk.look("lift")
    page.click("[data-click=going]")
    page.wait_for_selector("#unscanned")
    walk.look("on the way")
    page.click(".choice:has([value=no_code])")
    page.click("[data-click=arrive]")
    page.wait_for_selector("#checklist")
    walk.look("checklist")
    page.click(".group-name >> nth=0")
    page.click(".item-row >> nth=0")
    page.click(".result-choice:has([value=pend])")
    page.fill(".item-open textarea", "Queda un guiador por cambiar.")
    page.click("[data-click=add_part]")
    page.fill("#part-0", "Guiador")
    page.click(".tick:has([data-change=part_safety])")
    page.fill("#part-type-0", "Enclavamiento")
    page.fill("#part-serial-0", "WT-1")
    page.click("[data-click=add_finding]")
    page.fill("[data-finding] textarea", "La luz del foso parpadea")
    taps.photograph(page)
    walk.look("visit")
    taps.check(page)
    taps.say(page, "Todo en orden.")
    page.click("[data-click=review]")
    page.wait_for_selector(".sheet")
    page.click(".choice:has([value=signs])")
    page.wait_for_selector("#customer-name")
    walk.look("review")
    walk.go(f"breakdown/{busy.pk}", "#dock [data-step=on_the_way]")
    walk.look("breakdown")
    for step in ("on_the_way", "arrived", "freed"):
        page.click(f"#dock [data-step={step}]")
    for step in ("found", "promised", "left"):
        page.click(f".other-steps [data-step={step}]")
        page.wait_for_selector("#step-form")
        walk.look(step)
        page.click("[data-click=cancel]")
    page.click("#dock [data-step=restored]")
    page.wait_for_selector("#step-form")
    walk.look("restored")
    page.click("[data-click=cancel]")
    for place, wanted in (("scan", "#scan"), ("sending", ".sending-head, .out-row"), ("phone", "#storage")):
        walk.go(place, wanted)
        walk.look(place)

    assert (walk.found, window.left) == ({}, [])
