"""What a technician's pages carry so that nobody goes out of a browser while his work waits in it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "maintenance/static/maintenance"


@pytest.fixture
def page(technician, client_of):
    return client_of(technician.person).get("/account/").content.decode()


def test_a_technicians_pages_know_whose_work_may_wait(page, technician):
    assert f'<unsent-work data-person="{technician.person.pk}" data-way-out="/sign-out/"' in page
    assert 'src="/static/maintenance/way-out.js"' in page


@pytest.mark.parametrize("who", ["chair", "office", "admin"])
def test_other_peoples_pages_carry_nothing_of_it(cast, who, client_of):
    page = client_of(getattr(cast, who)).get("/account/").content.decode()

    assert ("unsent-work" in page, "way-out" in page) == (False, False)


def test_every_word_it_says_is_there(page):
    counted = (STATIC / "field/outbox.js").read_text().partition("export function inWords")[2].partition("\n}\n")[0]
    said = set(re.findall(r'say\("([a-z_]+)"', (STATIC / "way-out.js").read_text()))

    wanted = said | set(re.findall(r'\["(n_[a-z]+)"', counted))
    assert {"kept_here", "n_drafts"} <= wanted
    assert {word for word in wanted if f'data-word="{word}"' not in page} == set()
