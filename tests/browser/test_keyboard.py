"""Who has no mouse: every page is walked with the tab key from its first link to its last, and sees where he is."""

import pytest

from tests.browser.test_owner import PAGES, opened, some  # noqa: F401 - a fixture is found by its name
from tests.conventions.conftest import one_of_each  # noqa: F401 - a fixture is found by its name

pytestmark = pytest.mark.browser

MOST = 400
DATED = {
    "owners:document-version",
    "owners:meeting",
    "owners:published-one",
    "owners:quote",
}  # a date's day, month and year are stops of the browser's own
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const ringed = [one, one.parentElement, one.closest('.job') ?? one].map(part => getComputedStyle(part))
    .some(look => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0);
  const walked = (globalThis.walked ??= []);
  if (!walked.includes(one)) walked.push(one);
  return {
    place: walked.indexOf(one),
    html: one.outerHTML.slice(0, 120),
    seen: ringed,
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


def _walk(page):
    """What has the focus after each press, until the page is left."""
    stops = []
    for _press in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return stops
        stops.append(found)
    raise AssertionError(f"the page is never left: {stops[-3:]}")


def _is_walked_well(stops):
    places = [int(stop["place"]) for stop in stops]
    assert len(stops) > 3
    assert [stop["html"] for stop in stops if not stop["seen"]] == []
    assert [stop["html"] for stop in stops if not stop["inside"]] == []
    assert places == list(range(len(places)))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("pages", some([page for page in PAGES if page[0] not in DATED]))
def test_an_owner_walks_a_page_by_keyboard(opened, pages, width):  # noqa: F811
    for page in pages:
        _is_walked_well(_walk(opened(*page, width=width).page))


def test_the_office_walks_a_page_by_keyboard(look, office, client_of):
    client = client_of(office)
    for path in ("/office/today/", "/office/calls/new/", "/office/visits/new/", "/office/lifts/"):
        _is_walked_well(_walk(look(client=client).open(path)))
