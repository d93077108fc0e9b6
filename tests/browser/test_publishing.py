"""The publishing page in a browser: files sent over a line that breaks, a doubtful one settled by keyboard."""

import pytest
from django.urls import reverse

from owners.actions import batches
from owners.models import Batch, BatchItem
from portal.lib import clock
from tests.owners.batches import dropped, read
from tests.papers import PDF

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(look, office, client_of, chair, owner):
    return look(client=client_of(office))


def test_files_arrive_once_over_a_line_that_breaks(desk, tmp_path):
    for name, content in (("a.pdf", PDF), ("b.pdf", PDF + b"\n"), ("c.exe", b"MZ")):
        (tmp_path / name).write_bytes(content)
    page = desk.open("/office/publish/")
    page.wait_for_selector("drop-zone:defined")
    broken = []

    def breaks(route):
        if route.request.method == "POST" and len(broken) < 2:
            broken.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/office/publish/", breaks)
    page.set_input_files("#files", [str(path) for path in sorted(tmp_path.iterdir())])
    page.wait_for_url("**/office/publish/*-*/")

    assert len(broken) == 2
    assert dict(BatchItem.objects.values_list("name", "state")) == {
        "a.pdf": "reading",
        "b.pdf": "reading",
        "c.exe": "refused",
    }
    assert Batch.objects.get().reading.kind == "owners.reading"


def test_doubtful_ones_are_settled_by_keyboard_and_the_page_has_no_fault(desk, office):
    batch = batches.begin(by=office, at=clock.now())
    dropped(batch)
    dropped(batch, "F26-3002.pdf", number="F26-3002", nif="H4721830")
    read(batch)
    page = desk.open(reverse("owners:batch", args=[batch.pk]))
    page.wait_for_selector("pick-cards:defined")
    faults = [*desk.errors], [*desk.left], desk.violations()

    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_url("**#active")

    assert faults == ([], [], [])
    assert set(batch.items.values_list("state", flat=True)) == {"sure"}
